import { Fragment } from 'react'
import type { Wire } from '../api/client'
import { useText } from '../text/text'
import { InboxRow } from './InboxRow'
import { GROUPS } from './filter'

type Item = Wire['InboxItem']
type Props = { rows: Item[]; counts: Wire['TaskCounts'] | undefined; onClaim: (row: Item) => void }

/** The tasks under the headings of their groups. A plain table: it prints, is searched by the browser, and reads aloud. */
export function InboxTable({ rows, counts, onClaim }: Props) {
  const { t } = useText()
  const { columns } = t.inbox
  return (
    <div className="table-frame">
      <table className="list inbox-table">
        <caption className="unseen">{t.inbox.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.number}</th>
            <th scope="col">{columns.applicant}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.office}</th>
            <th scope="col">{columns.due}</th>
            <th scope="col">{columns.left}</th>
            <th scope="col">{columns.owner}</th>
            <th scope="col">{columns.process}</th>
          </tr>
        </thead>
        {GROUPS.map((group) => {
          const inGroup = rows.filter((row) => row.group === group)
          if (inGroup.length === 0) return <Fragment key={group} />
          return (
            <tbody key={group}>
              <tr className={`group-head ${group}`}>
                <th colSpan={8} scope="rowgroup">
                  {t.inbox.groups[group]} ({counts?.[group] ?? inGroup.length})
                </th>
              </tr>
              {inGroup.map((row) => (
                <InboxRow key={`${row.case}-${row.task}`} row={row} onClaim={onClaim} />
              ))}
            </tbody>
          )
        })}
      </table>
    </div>
  )
}
