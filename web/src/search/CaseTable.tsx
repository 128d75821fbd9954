import { Link } from 'react-router'
import type { Wire } from '../api/client'
import { shownDay } from '../text/dates'
import { useText } from '../text/text'

/** Cases as found, the last started first. */
export function CaseTable({ cases }: { cases: Wire['CaseItem'][] }) {
  const { t, both, language } = useText()
  const { columns } = t.search
  return (
    <div className="table-frame">
      <table className="list">
        <caption className="unseen">{t.search.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.number}</th>
            <th scope="col">{columns.applicant}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.office}</th>
            <th scope="col">{columns.received}</th>
            <th scope="col">{columns.status}</th>
            <th scope="col">{columns.process}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to={`/cases/${one.number}`} data-row={one.id}>
                  {one.number}
                </Link>
              </th>
              <td className="name">{one.applicant}</td>
              <td>{one.active.map((state) => both(state.title)).join(t.and)}</td>
              <td>{both(one.office_title)}</td>
              <td>
                <time dateTime={one.received_at}>{shownDay(one.received_at, language)}</time>
              </td>
              <td>
                <span className={`status ${one.status}`}>{one.status === 'open' ? t.case.open : t.case.ended}</span>
                {one.incident && <span className="countdown overdue"> ✖ {t.search.standsStill}</span>}
              </td>
              <td className="process">{both(one.process_title)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
