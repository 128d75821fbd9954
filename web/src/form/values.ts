import type { Wire } from '../api/client'
import type { Values } from '../case/draft'

type Shape = Wire['FieldShape']

/** The time of China, in which moments are written. */
const ZONE = '+08:00'

/** What a form begins with: what the case already says, unless it is masked. */
export function firstValues(shapes: Shape[]): Values {
  const said = shapes.filter((shape) => shape.value != null && !shape.masked)
  return Object.fromEntries(said.map((shape) => [shape.field, unwritten(shape, shape.value ?? '')]))
}

function unwritten({ kind }: Shape, value: string) {
  if (kind === 'percent') return value.replace('%', '')
  return kind === 'moment' ? value.slice(0, 16) : value
}

/** Fields on their way: the description says only that it is an object, which the generated types take for an empty one. */
type Sent = Record<string, never>

/** What goes to the server: only what is filled in, each as its kind is written. */
export function written(shapes: Shape[], values: Values): Sent {
  const filled = shapes.filter((shape) => (values[shape.field] ?? '').trim() !== '')
  return Object.fromEntries(filled.map((shape) => [shape.field, one(shape, (values[shape.field] ?? '').trim())])) as Sent
}

function one({ kind }: Shape, value: string): unknown {
  switch (kind) {
    case 'boolean':
      return value === 'true'
    case 'percent':
      return value.endsWith('%') ? value : `${value}%`
    case 'moment':
      return `${value}${ZONE}`
    case 'money':
    case 'integer':
    case 'decimal':
      // People write amounts as they see them: 12,345.60
      return value.replace(/[,，\s]/g, '')
    case 'identity_number':
      return value.toUpperCase()
    default:
      return value
  }
}
