import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useOffices } from '../api/queries'
import { useText } from '../text/text'
import type { InputProps } from './FieldInput'

/** An office within the person's jurisdiction, found by its name. */
export function OfficeInput({ id, required, value, describedBy, invalid, onChange }: Pick<InputProps, 'id' | 'required' | 'value' | 'describedBy' | 'invalid' | 'onChange'>) {
  const { t, both } = useText()
  const [text, setText] = useState('')
  const offices = useOffices(useDeferredValue(text))
  const options = (offices.data?.offices ?? []).map((office) => ({ value: office.office, label: path(both(office.path)) }))
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      value={value || null}
      options={options}
      placeholder={t.start.officePlaceholder}
      aria-required={required}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      status={invalid ? 'error' : ''}
      onChange={(chosen: string | undefined) => onChange(chosen ?? '')}
      popupMatchSelectWidth={false}
      style={{ width: '100%' }}
    />
  )
}

/** The end of a path: the province goes without saying. */
function path(whole: string) {
  return whole.split('/').slice(-3).join(' / ')
}
