import { Link } from 'react-router'
import type { Wire } from '../api/client'
import { useHousehold } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { shownDay, shownYuan } from '../text/dates'
import { useText } from '../text/text'

/** 全户: every case about the same person, and what they pay together. */
export function HouseholdPanel({ shown }: { shown: Wire['CaseView'] }) {
  const { t, both, language } = useText()
  const household = useHousehold(shown.id)
  if (household.error) return <Trouble error={household.error} />
  if (!household.data) return <Loading />
  const { cases, months, goes_on: goesOn, more_cases: more } = household.data
  return (
    <>
      <h3>{t.household.cases}</h3>
      <ul className="household">
        {cases.map(({ case: one }) => (
          <li key={one.id}>
            {one.id === shown.id ? <b>{one.number}{t.open}{t.household.here}{t.shut}</b> : <Link to={`/cases/${one.number}`}>{one.number}</Link>}{' '}
            {both(one.process_title)} · {one.active.map((state) => both(state.title)).join(t.and)} ·{' '}
            {one.status === 'open' ? t.case.open : t.case.ended} · {shownDay(one.received_at, language)}
          </li>
        ))}
      </ul>
      {more && <p className="muted">{t.household.more}</p>}
      <h3>{t.household.payments}</h3>
      {months.length === 0 && <p className="muted">{t.household.empty}</p>}
      {months.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{t.household.month}</th>
              <th scope="col">{t.household.total}</th>
              <th scope="col">{t.household.parts}</th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td>{shownYuan(month.total, language)}</td>
                <td>{month.payments.map((one) => `${one.number} ${one.grant} ${shownYuan(one.amount, language)}`).join(t.and)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {goesOn && <p className="muted">{t.household.goesOn}</p>}
    </>
  )
}
