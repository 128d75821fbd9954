// What is being filled in, kept in this tab until it is submitted: a lost session or a wrong click loses nothing.
// Signing out wipes it with everything else; another person signing in does too.
import { useEffect, useState } from 'react'

export type Values = Record<string, string>
export type Draft = { values: Values; comment: string }

const EMPTY: Draft = { values: {}, comment: '' }

function kept(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key)
    return text ? (JSON.parse(text) as Draft) : null
  } catch {
    return null
  }
}

/** A draft under a key of its own; `restored` tells that there was one. */
export function useDraft(of: string, first: Values = {}) {
  const key = `doudi.draft.${of}`
  const [restored] = useState(() => kept(key))
  const [draft, setDraft] = useState<Draft>(restored ?? { ...EMPTY, values: first })
  const [touched, setTouched] = useState(restored !== null)

  useEffect(() => {
    if (touched) sessionStorage.setItem(key, JSON.stringify(draft))
  }, [key, draft, touched])

  function change(part: Partial<Draft>) {
    setTouched(true)
    setDraft((before) => ({ ...before, ...part }))
  }

  function discard() {
    sessionStorage.removeItem(key)
    setTouched(false)
    setDraft({ ...EMPTY, values: first })
  }

  return { draft, change, discard, restored: restored !== null, touched }
}
