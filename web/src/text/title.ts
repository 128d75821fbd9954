import { useEffect } from 'react'
import { useText } from './text'

/** What the tab of the browser says. */
export function useTitle(title: string) {
  const { t } = useText()
  useEffect(() => {
    document.title = `${title} · ${t.product}`
  }, [title, t.product])
}
