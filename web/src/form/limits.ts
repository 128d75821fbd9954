import type { Wire } from '../api/client'
import type { Words } from '../text/text'

/** What may stand in a field, in words. The server judges it. */
export function limits({ kind, min, max }: Wire['FieldShape'], t: Words) {
  if (kind === 'identity_number') return t.field.identity
  if (kind === 'text') return max ? t.field.characters(max) : ''
  if (min && max) return t.field.range(min, max)
  if (min) return t.field.least(min)
  return max ? t.field.most(max) : ''
}
