import type { Wire } from '../api/client'
import { useText } from '../text/text'
import { BooleanInput } from './BooleanInput'
import { ChoiceInput } from './ChoiceInput'
import { OfficeInput } from './OfficeInput'
import { PlainInput } from './PlainInput'
import { limits } from './limits'

type Props = {
  shape: Wire['FieldShape']
  required: boolean
  value: string
  wrong: string | undefined
  onChange: (value: string) => void
}

export type InputProps = {
  id: string
  shape: Wire['FieldShape']
  required: boolean
  value: string
  describedBy: string
  invalid: boolean
  onChange: (value: string) => void
}

/** A field of a form with its name, what is allowed in it, and what the server found wrong with it. */
export function FieldInput({ shape, required, value, wrong, onChange }: Props) {
  const { t, both } = useText()
  const id = `field-${shape.field}`
  const describedBy = `${id}-hint ${id}-wrong`
  const given = { id, shape, required, value, describedBy, invalid: wrong !== undefined, onChange }
  const hints = [both(shape.help), limits(shape, t), shape.masked && shape.value ? t.field.filledBefore(shape.value) : '']
  const Input = input(shape.kind)
  const isGroup = shape.kind === 'boolean' || (shape.kind === 'choice' && shape.options.length <= RADIOS_MAX)
  const Name = isGroup ? 'span' : 'label'
  return (
    <div className={`field ${wrong ? 'invalid' : ''}`}>
      <Name id={`${id}-name`} {...(!isGroup && { htmlFor: id })}>
        {both(shape.title)}
        {required ? <span className="must" title={t.field.required}>＊</span> : <small>{t.open}{t.field.optional}{t.shut}</small>}
      </Name>
      <div>
        {Input ? <Input {...given} /> : <p className="muted">{t.field.unsupported}</p>}
        <small id={`${id}-hint`} className="hint">
          {hints.filter(Boolean).join(' · ')}
        </small>
        <small id={`${id}-wrong`} className="wrong" role="alert">
          {wrong}
        </small>
      </div>
    </div>
  )
}

/** Up to so many options all are seen at once. */
export const RADIOS_MAX = 5

function input(kind: string) {
  switch (kind) {
    case 'boolean':
      return BooleanInput
    case 'choice':
      return ChoiceInput
    case 'office':
      return OfficeInput
    case 'attachment':
    case 'record':
    case 'list':
      return null
    default:
      return PlainInput
  }
}
