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
  const by = step.by.name ?? ''
  const actors: Record<string, string> = {
    person: name(by),
    time: t.timeline.system,
    case: t.timeline.otherCase(by),
    obligation: t.timeline.duty(by),
    outside: by || t.timeline.outside,
  }
  // A server newer than these pages may know others who act.
  const who = actors[step.by.kind] ?? (by || step.by.kind)
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
