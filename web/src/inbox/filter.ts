import { useSearchParams } from 'react-router'
import type { TaskFilter } from '../api/queries'
import type { Wire } from '../api/client'

export const GROUPS = ['overdue', 'today', 'soon', 'later'] as const satisfies readonly Wire['DeadlineGroup'][]

/** The filter as the address says it, and how to change it. Any change but turning the page begins at the first page. */
export function useTaskFilter() {
  const [address, setAddress] = useSearchParams()
  const group = GROUPS.find((one) => one === address.get('group'))
  const [process, state, after] = ['process', 'state', 'after'].map((name) => address.get(name) || undefined)
  const filter: TaskFilter = {
    ...(process && { process }),
    ...(state && { state }),
    ...(address.get('mine') === 'true' && { mine: true }),
    ...(group && { group }),
    ...(after && { after }),
  }

  function change(part: Record<string, string | undefined>) {
    const next = new URLSearchParams(address)
    next.delete('after')
    for (const [name, value] of Object.entries(part)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    setAddress(next)
  }

  return { filter, change, reset: () => setAddress({}) }
}
