import { Link } from 'react-router'
import type { Wire } from '../api/client'
import { Countdown } from '../parts/Countdown'
import { endTime, lastDay, shortDay } from '../text/dates'
import { useText } from '../text/text'

type Item = Wire['InboxItem']

/** One task. The first cell is the link, and what the arrow keys move between. */
export function InboxRow({ row, onClaim }: { row: Item; onClaim: (row: Item) => void }) {
  const { t, both, language } = useText()
  return (
    <tr>
      <th scope="row">
        <Link to={`/cases/${row.number}`} data-row={rowKey(row)}>
          {row.number}
        </Link>
      </th>
      <td className="name">{row.applicant}</td>
      <td>{both(row.state_title)}</td>
      <td>{both(row.case_office_title)}</td>
      <td className="due">
        {row.due_before && (
          <time dateTime={row.due_before} title={row.due ?? ''}>
            {shortDay(lastDay(row.due_before), language)} {endTime(row.due_before)}
          </time>
        )}
      </td>
      <td>
        <Countdown group={row.group} left={row.working_days_left} dueBefore={row.due_before} />
      </td>
      <td className="owner">
        <span>{row.assignee ? both(row.assignee_title) : t.inbox.unclaimed}</span>
        <button type="button" className="plain" tabIndex={-1} onClick={() => onClaim(row)} aria-label={`${row.assignee ? t.inbox.release : t.inbox.claim} ${row.number}`}>
          {row.assignee ? t.inbox.release : t.inbox.claim}
        </button>
      </td>
      <td className="process">{both(row.process_title)}</td>
    </tr>
  )
}

export function rowKey(row: Item) {
  return `${row.case}-${row.task}`
}
