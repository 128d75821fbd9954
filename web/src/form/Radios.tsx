import type { InputProps } from './FieldInput'

type Props = InputProps & { options: { id: string; title: string }[] }

/** One of a few, all of them in sight. */
export function Radios({ id, required, value, describedBy, invalid, onChange, options }: Props) {
  return (
    <div role="radiogroup" className="radios" id={id} aria-labelledby={`${id}-name`} aria-describedby={describedBy} aria-required={required} aria-invalid={invalid}>
      {options.map((option) => (
        <label key={option.id}>
          <input type="radio" name={id} value={option.id} checked={value === option.id} onChange={() => onChange(option.id)} /> {option.title}
        </label>
      ))}
    </div>
  )
}
