import { useText } from '../text/text'
import type { InputProps } from './FieldInput'

/** Texts longer than this get a box of several lines. */
const LINE_CHARACTERS_MAX = 120

type Look = { type?: string; inputMode?: 'numeric' | 'decimal' | 'text'; unit?: 'yuan' | '%'; maxLength?: number }

const LOOKS: Record<string, Look> = {
  integer: { inputMode: 'numeric' },
  decimal: { inputMode: 'decimal' },
  money: { inputMode: 'decimal', unit: 'yuan' },
  percent: { inputMode: 'decimal', unit: '%' },
  date: { type: 'date' },
  month: { type: 'month' },
  moment: { type: 'datetime-local' },
  identity_number: { inputMode: 'text', maxLength: 18 },
}

/** Everything that is typed: text, numbers, money, days, identity numbers. */
export function PlainInput({ id, shape, required, value, describedBy, invalid, onChange }: InputProps) {
  const { t } = useText()
  const { unit, ...look } = LOOKS[shape.kind] ?? {}
  const said = {
    id,
    value,
    'aria-required': required,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (shape.kind === 'text' && Number(shape.max ?? 0) > LINE_CHARACTERS_MAX) return <textarea rows={3} {...said} />
  return (
    <span className="with-unit">
      <input type="text" {...look} {...said} className={`input-${shape.kind}`} />
      {unit && <span>{unit === 'yuan' ? t.field.yuan : unit}</span>}
    </span>
  )
}
