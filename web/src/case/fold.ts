import type { Wire } from '../api/client'

type Step = Wire['HistoryStep']
type Part = { kind: 'step'; step: Step } | { kind: 'notices'; steps: Step[] }

/** What a reminder brings about and nobody has to read. */
const QUIET = new Set(['rung_reached', 'notification_queued', 'notification_suppressed'])

/** The steps in order, runs of mere notices put together. */
export function folded(steps: Step[]): Part[] {
  const parts: Part[] = []
  for (const step of steps) {
    const last = parts[parts.length - 1]
    if (!isNotice(step)) parts.push({ kind: 'step', step })
    else if (last?.kind === 'notices') last.steps.push(step)
    else parts.push({ kind: 'notices', steps: [step] })
  }
  return parts
}

function isNotice(step: Step) {
  return step.by.kind === 'time' && step.events.every((event) => QUIET.has(event.event))
}
