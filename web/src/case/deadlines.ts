import type { Wire } from '../api/client'

type Deadline = Wire['Deadline']

/** Whether a deadline still presses. */
export function presses({ clock }: Deadline) {
  return clock === 'running' || clock === 'stopped'
}

/** The deadline that ends first of those still running. */
export function nearest(deadlines: Deadline[]) {
  const running = deadlines.filter((one) => one.clock === 'running')
  return running.sort((a, b) => Date.parse(a.due_before) - Date.parse(b.due_before))[0]
}
