import type { Wire } from '../api/client'
import { shownMoment } from '../text/dates'
import { useText } from '../text/text'
import type { Names } from './names'
import { told } from './told'

type Props = { step: Wire['HistoryStep']; names: Names }

/** One step: when, who, what. */
export function TimelineStep({ step, names }: Props) {
  const text = useText()
  const { t, both } = text
  const name = (id: string) => both(names.any[id]) || id
  const who = {
    person: () => name(step.by.name ?? ''),
    time: () => t.timeline.system,
    case: () => t.timeline.otherCase(step.by.name ?? ''),
    outside: () => step.by.name ?? t.timeline.outside,
  }[step.by.kind as 'person' | 'time' | 'case' | 'outside']()
  const causes: Record<string, string> = t.timeline.causes
  const action = step.events.find((event) => event.event === 'action_taken')?.data as Record<string, string> | undefined
  const lines = step.events.flatMap((event) => told(event, text, names))
  return (
    <li className={`step ${step.by.kind}`}>
      <p>
        <time dateTime={step.at}>{shownMoment(step.at)}</time> <b>{who}</b>
        {step.by.acting_for && ` ${t.timeline.actingFor(name(step.by.acting_for))}`}{' '}
        {action ? (
          <>
            <b>{name(action.action ?? '')}</b> <span className="muted">{both(names.states[action.state ?? ''])}</span>
          </>
        ) : (
          (causes[step.cause] ?? step.cause)
        )}
      </p>
      {lines.length > 0 && (
        <ul>
          {lines.map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ul>
      )}
    </li>
  )
}
