import { useText } from '../text/text'

/** Something is on its way. */
export function Loading() {
  const { t } = useText()
  return (
    <p className="loading" role="status">
      {t.loading}
    </p>
  )
}
