import type { Wire } from '../api/client'

type Deadline = Wire['Deadline']

/** Whether a deadline still presses. */
function presses({ clock }: Deadline) {
  return clock === 'running' || clock === 'stopped'
}

/** What still presses stands before what is done with. */
export function pressingFirst(a: Deadline, b: Deadline) {
  return Number(presses(b)) - Number(presses(a)) || a.due_before.localeCompare(b.due_before)
}

/** The deadline that ends first of those still running. */
export function nearest(deadlines: Deadline[]) {
  const running = deadlines.filter((one) => one.clock === 'running')
  return running.sort((a, b) => Date.parse(a.due_before) - Date.parse(b.due_before))[0]
}
