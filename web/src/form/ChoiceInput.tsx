import { useText } from '../text/text'
import { type InputProps, RADIOS_MAX } from './FieldInput'
import { Radios } from './Radios'

/** One of the options the process gives. */
export function ChoiceInput(props: InputProps) {
  const { t, both } = useText()
  const { id, shape, required, value, describedBy, invalid, onChange } = props
  const options = shape.options.map((option) => ({ id: option.id, title: both(option.title) }))
  if (options.length <= RADIOS_MAX) return <Radios {...props} options={options} />
  return (
    <select id={id} value={value} aria-required={required} aria-invalid={invalid} aria-describedby={describedBy} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t.field.choose}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.title}
        </option>
      ))}
    </select>
  )
}
