import type { Wire } from '../api/client'
import { shownDay, shownMoment } from '../text/dates'
import { useText } from '../text/text'

type Why = Wire['Explanation']
type Line = { day: string; note: string; counts: boolean }

/** Each day of a period: which counted, which did not and why. */
export function DayByDay({ why }: { why: Why }) {
  const { t, both, language } = useText()
  const makeUp = new Map(why.make_up.map((day) => [day.date, both(day.reason)]))
  const counted: Line[] = why.counted.map((day, at) => {
    const extra = makeUp.get(day)
    return { day, note: `${t.deadlines.nth(at + 1)}${extra ? `${t.open}${extra}${t.shut}` : ''}`, counts: true }
  })
  const skipped: Line[] = why.skipped.map((day) => ({ day: day.date, note: both(day.reason), counts: false }))
  const days = [...counted, ...skipped].sort((a, b) => a.day.localeCompare(b.day))
  return (
    <>
      <p>
        {t.deadlines.from} {shownMoment(why.start)}
      </p>
      {days.length > 0 && (
        <table className="list days">
          <thead>
            <tr>
              <th scope="col">{t.deadlines.day}</th>
              <th scope="col">{t.deadlines.counts}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, note, counts }) => (
              <tr key={day} className={counts ? 'counted' : 'skipped'}>
                <th scope="row">{shownDay(day, language)}</th>
                <td>{counts ? `✔ ${note}` : `— ${t.deadlines.notCounted}${t.colon}${note}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {why.stops.map((stop) => (
        <p key={stop.from}>
          {stop.until ? t.deadlines.stop(shownMoment(stop.from), shownMoment(stop.until)) : t.deadlines.stillStopped(shownMoment(stop.from))}
        </p>
      ))}
      {why.moved && <p>{t.deadlines.moved(shownDay(why.moved.from, language), shownDay(why.moved.to, language), both(why.moved.reason))}</p>}
      <ul className="lines">
        {why.lines[language].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}
