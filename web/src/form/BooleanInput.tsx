import { useText } from '../text/text'
import type { InputProps } from './FieldInput'
import { Radios } from './Radios'

/** 是 or 否; neither until somebody says. */
export function BooleanInput(props: InputProps) {
  const { t } = useText()
  return (
    <Radios
      {...props}
      options={[
        { id: 'true', title: t.yes },
        { id: 'false', title: t.no },
      ]}
    />
  )
}
