import { useRef } from 'react'
import type { Wire } from '../api/client'
import type { TaskFilter } from '../api/queries'
import { useText } from '../text/text'

type Props = {
  filter: TaskFilter
  rows: Wire['InboxItem'][]
  onChange: (part: Record<string, string | undefined>) => void
  onReset: () => void
}

/** What the inbox can be narrowed to; it stays in the address, so that it can be kept and sent on. */
export function InboxFilters({ filter, rows, onChange, onReset }: Props) {
  const { t, both } = useText()
  const seen = useSeen(rows)
  const processes = [...seen.processes].map(([id, title]) => ({ id, title: both(title) }))
  const states = [...seen.states].filter(([, at]) => !filter.process || at.process === filter.process)
  return (
    <div className="filters">
      <label>
        {t.inbox.process}
        <select value={filter.process ?? ''} onChange={(event) => onChange({ process: event.target.value, state: undefined })}>
          <option value="">{t.inbox.everything}</option>
          {processes.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.inbox.state}
        <select value={filter.state ?? ''} onChange={(event) => onChange({ state: event.target.value })}>
          <option value="">{t.inbox.everything}</option>
          {states.map(([id, { title }]) => (
            <option key={id} value={id}>
              {both(title)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.inbox.owner}
        <select value={filter.mine ? 'true' : ''} onChange={(event) => onChange({ mine: event.target.value })}>
          <option value="">{t.inbox.ownerAny}</option>
          <option value="true">{t.inbox.ownerMine}</option>
        </select>
      </label>
      <button type="button" className="plain" onClick={onReset}>
        {t.inbox.reset}
      </button>
    </div>
  )
}

/** The processes and states met so far: what is narrowed away must stay to choose from. */
function useSeen(rows: Wire['InboxItem'][]) {
  const seen = useRef({
    processes: new Map<string, Wire['Bilingual']>(),
    states: new Map<string, { process: string; title: Wire['Bilingual'] }>(),
  })
  for (const row of rows) {
    seen.current.processes.set(row.process, row.process_title)
    seen.current.states.set(row.state, { process: row.process, title: row.state_title })
  }
  return seen.current
}
