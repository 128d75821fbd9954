import { useEffect } from 'react'
import type { Wire } from '../api/client'
import { isTyping } from '../shell/typing'
import { rowKey } from './InboxRow'

type Item = Wire['InboxItem']

function links() {
  return [...document.querySelectorAll<HTMLAnchorElement>('a[data-row]')]
}

/** Arrow keys move the focus from row to row, so that Enter opens and screen readers follow; `c` claims or releases. */
export function useInboxKeys(rows: Item[], onClaim: (row: Item) => void) {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (isTyping(event)) return
      const all = links()
      const at = all.findIndex((link) => link === document.activeElement)
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        const to = event.key === 'ArrowDown' ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0)
        all[to]?.focus()
        all[to]?.scrollIntoView({ block: 'nearest' })
      } else if (event.key === 'c' && at >= 0) {
        const row = rows.find((row) => rowKey(row) === all[at]?.dataset.row)
        if (row) onClaim(row)
      }
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [rows, onClaim])
}
