import type { Wire } from '../api/client'
import { lastDay, shownDay, shownYuan } from '../text/dates'
import type { useText } from '../text/text'

type Text = ReturnType<typeof useText>
type Data = Record<string, unknown>

/** What an event says to people, a line each; nothing where the step itself says it, or nobody needs it. */
export function told(event: Wire['HistoryEvent'], { t, language }: Text, name: (id: string) => string): string[] {
  const data = event.data as Data
  const text = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : '')
  const { timeline } = t
  switch (event.event) {
    case 'fields_set':
      return [`${timeline.filled}：${Object.keys((data.fields ?? {}) as Data).map(name).join(language === 'zh' ? '、' : ', ')}`]
    case 'action_taken':
      return text('comment') ? [`${timeline.comment}：${text('comment')}`] : []
    case 'state_entered':
      return [timeline.entered(name(text('state')))]
    case 'case_ended':
      return [timeline.ended(text('outcome'))]
    case 'case_moved':
      return [timeline.moved(name(text('to')))]
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
      return [timeline.notified(text('template'))]
    case 'notification_suppressed':
      return [timeline.suppressed(text('template'))]
    case 'case_requested':
      return [timeline.newCase(text('process'))]
    case 'incident_raised':
      return [timeline.incident]
    default:
      return []
  }
}
