import type { Wire } from '../api/client'
import { useText } from '../text/text'

/** What follows from an action, with the condition where it hangs on one. */
export function Consequences({ of }: { of: Wire['Consequence'][] }) {
  const { t, both } = useText()
  return (
    <>
      {of.map((one, at) => (
        <small key={at} className={one.ends ? 'ends' : ''}>
          {both(one.text)}
          {one.when && (
            <span className="muted">
              {t.open}{t.case.when}
              {both(one.when)}{t.shut}
            </span>
          )}
        </small>
      ))}
    </>
  )
}
