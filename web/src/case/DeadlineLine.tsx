import type { Wire } from '../api/client'
import { Countdown } from '../parts/Countdown'
import { endTime } from '../text/dates'
import { useText } from '../text/text'

/** What a deadline's clock says, in words. How near it is follows from what the server counted. */
export function DeadlineLine({ deadline }: { deadline: Wire['Deadline'] }) {
  const { t } = useText()
  const { clock, passed, group, working_days_left: left, due_before: dueBefore } = deadline
  if (clock === 'running' && group) return <Countdown group={group} left={left} dueBefore={dueBefore} />
  const words = passed ? t.deadlines.passed : t.deadlines[clock as 'stopped' | 'met' | 'ended']
  return (
    <span className={`clock ${clock}`}>
      {words} {clock === 'running' && endTime(dueBefore)}
    </span>
  )
}
