import type { Wire } from '../api/client'
import { endTime } from '../text/dates'
import { useText } from '../text/text'

type Props = { group: Wire['DeadlineGroup']; left: number | null | undefined; dueBefore: string | null | undefined }

const SIGN = { overdue: '✖', today: '⚠', soon: '◔', later: '○' } as const

/** How long there is still; a sign and words beside the colour. */
export function Countdown({ group, left, dueBefore }: Props) {
  const { t } = useText()
  if (!dueBefore) return <span className="muted">{t.inbox.noDeadline}</span>
  const words = {
    overdue: () => t.left.overdue(Math.max(0, -(left ?? 0))),
    today: () => t.left.today(endTime(dueBefore)),
    soon: () => t.left.days(left ?? 0),
    later: () => t.left.days(left ?? 0),
  }
  return (
    <span className={`countdown ${group}`}>
      <span aria-hidden="true">{SIGN[group]}</span> {words[group]()}
    </span>
  )
}
