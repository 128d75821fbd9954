import { Link } from 'react-router'
import type { Wire } from '../api/client'
import { useMe } from '../api/queries'
import { useVirtualClock } from '../api/clock'
import { lastDay, shownDay, shownMoment } from '../text/dates'
import { useText } from '../text/text'
import { DeadlineLine } from './DeadlineLine'
import { nearest } from './deadlines'

/** Who, which, where and by when. */
export function CaseHeader({ shown }: { shown: Wire['CaseView'] }) {
  const { t, both, language } = useText()
  const me = useMe()
  const now = useVirtualClock()
  const urgent = nearest(shown.deadlines)
  return (
    <header className="case-header">
      <div className="case-title">
        <Link to="/inbox" className="no-print">
          ‹ {t.case.back}
        </Link>
        <h1>
          {shown.number} {shown.applicant}
        </h1>
        <span>
          {both(shown.process_title)} · {t.case.version(shown.version)} · {both(shown.office_title)} · {t.case.received}{' '}
          {shownDay(shown.received_at, language)}
        </span>
        <button type="button" className="plain no-print" onClick={() => window.print()}>
          {t.case.print}
        </button>
      </div>
      <div className="case-facts">
        <span className={`status ${shown.status}`}>{shown.status === 'open' ? t.case.open : t.case.ended}</span>
        <b>{shown.active.map((state) => both(state.title)).join(t.and)}</b>
        {urgent && (
          <span>
            {t.case.deadline} {both(urgent.title)}{t.colon}{shownDay(lastDay(urgent.due_before), language)} <DeadlineLine deadline={urgent} />
          </span>
        )}
        {!urgent && shown.status === 'open' && <span className="muted">{t.case.noDeadline}</span>}
        {shown.source && (
          <span className="muted">
            {t.case.source}{t.colon}{shown.source}
          </span>
        )}
      </div>
      {shown.incident && (
        <p className="incident" role="alert">
          {t.case.standsStill} {both(shown.incident)}
        </p>
      )}
      <p className="print-only">{t.case.printedBy(both(me.data?.title), shownMoment(now ?? new Date().toISOString()))}</p>
    </header>
  )
}
