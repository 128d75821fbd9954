import type { Wire } from '../api/client'
import { lastDay, shownDay, shownYuan } from '../text/dates'
import type { useText } from '../text/text'
import type { Names } from './names'

type Text = ReturnType<typeof useText>
type Data = Record<string, unknown>

/** What an event says to people, a line each; nothing where the step itself says it, or nobody needs it. */
export function told(event: Wire['HistoryEvent'], { t, language, both }: Text, names: Names): string[] {
  const data = event.data as Data
  const text = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : '')
  const { timeline } = t
  const name = (id: string) => both(names.any[id]) || id
  const state = (id: string) => both(names.states[id]) || id
  const notice = (id: string) => both(names.templates[id]) || id
  switch (event.event) {
    case 'fields_set':
      return [`${timeline.filled}${t.colon}${Object.keys((data.fields ?? {}) as Data).map(name).join(t.and)}`]
    case 'action_taken':
      return text('comment') ? [`${timeline.comment}${t.colon}${text('comment')}`] : []
    case 'state_entered':
      return [timeline.entered(state(text('state')))]
    case 'case_ended':
      return [timeline.ended(text('outcome'))]
    case 'case_moved':
      return [timeline.moved(state(text('to')))]
    case 'benefit_granted':
      return [timeline.granted(text('grant'), shownYuan(text('amount'), language))]
    case 'benefit_stopped':
      return [timeline.stopped(text('grant'))]
    case 'deadline_set':
      return text('due_before') ? [timeline.set(name(text('deadline')), shownDay(lastDay(text('due_before')), language))] : []
    case 'deadline_met':
      return [timeline.met(name(text('deadline')))]
    case 'deadline_passed':
      return [timeline.passed(name(text('deadline')))]
    case 'notification_queued':
      return [timeline.notified(notice(text('template')))]
    case 'notification_suppressed':
      return [timeline.suppressed(notice(text('template')))]
    case 'case_requested':
      return [timeline.newCase(text('process'))]
    case 'incident_raised':
      return [timeline.incident]
    default:
      return []
  }
}
