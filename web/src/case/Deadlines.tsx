import type { Wire } from '../api/client'
import { lastDay, shownDay } from '../text/dates'
import { useText } from '../text/text'
import { DayByDay } from './DayByDay'
import { DeadlineLine } from './DeadlineLine'
import { pressingFirst } from './deadlines'

/** 时限: each deadline, and how its day was reckoned. */
export function Deadlines({ deadlines }: { deadlines: Wire['Deadline'][] }) {
  const { t, both, language } = useText()
  if (deadlines.length === 0) return <p className="empty">{t.deadlines.empty}</p>
  return (
    <div className="deadlines">
      {[...deadlines].sort(pressingFirst).map((deadline) => (
        <section key={deadline.deadline} aria-label={both(deadline.title)}>
          <h3>
            {both(deadline.title)} <DeadlineLine deadline={deadline} />
          </h3>
          <p>
            {t.deadlines.due} <time dateTime={deadline.due_before}>{shownDay(lastDay(deadline.due_before), language)}</time>{t.open}{deadline.due}{t.shut}
          </p>
          {deadline.source && (
            <p className="muted">
              {t.case.source}{t.colon}{deadline.source}
            </p>
          )}
          {deadline.provisional && <p className="muted">{t.deadlines.provisional}</p>}
          {deadline.explanation && (
            <details>
              <summary>{t.deadlines.dayByDay}</summary>
              <DayByDay why={deadline.explanation} />
            </details>
          )}
        </section>
      ))}
    </div>
  )
}
