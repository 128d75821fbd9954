// What time it is at the server. A demonstration runs on virtual time and says so in every answer.
import { useSyncExternalStore } from 'react'

let virtual: string | null = null
const listeners = new Set<() => void>()

/** Learns the time from the header `doudi-clock: virtual <instant>`. */
export function noteClock(header: string | null) {
  const now = header?.startsWith('virtual ') ? header.slice('virtual '.length) : null
  if (now === virtual) return
  virtual = now
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The instant of a virtual clock; none on real time. */
export function useVirtualClock() {
  return useSyncExternalStore(subscribe, () => virtual)
}
