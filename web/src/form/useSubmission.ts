import { useRef, useState } from 'react'
import { Refused } from '../api/client'

/** Refusals after which the same request may still have been carried out. */
const UNKNOWN = new Set(['busy', 'stopping', 'outcome_unknown', 'time_is_up'])

/**
 * One thing asked of the server, under a key that makes asking again safe. The key lasts until what is asked changes, or until
 * the server has clearly refused or done it.
 */
export function useSubmission<T>(ask: (key: string) => Promise<T>, asked: unknown) {
  const held = useRef<{ of: string; key: string } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function submit(): Promise<T | undefined> {
    const of = JSON.stringify(asked)
    if (held.current?.of !== of) held.current = { of, key: crypto.randomUUID() }
    setBusy(true)
    setError(null)
    try {
      const answer = await ask(held.current.key)
      held.current = null
      return answer
    } catch (failed) {
      if (failed instanceof Refused && !UNKNOWN.has(failed.problem.code)) held.current = null
      setError(failed)
      return undefined
    } finally {
      setBusy(false)
    }
  }

  return { submit, error, busy, clear: () => setError(null) }
}
