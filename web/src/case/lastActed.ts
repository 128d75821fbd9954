import type { Wire } from '../api/client'
import type { Acted } from './AfterAct'

// What was just done in which step of which case, so that it is said where the person stays, and once.
let last: { id: string; seq: number; acted: Acted } | null = null

export const lastActed = {
  note(id: string, seq: number, acted: Acted) {
    last = { id, seq, acted }
  },
  of(shown: Wire['CaseView']) {
    return last && last.id === shown.id && last.seq === shown.seq ? last.acted : null
  },
}
