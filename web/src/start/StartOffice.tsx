import { useEffect } from 'react'
import { useOffices } from '../api/queries'
import { OfficeInput } from '../form/OfficeInput'
import { useText } from '../text/text'

type Props = { value: string; onChange: (office: string) => void }

/** At which office; filled in where the person reaches only one. */
export function StartOffice({ value, onChange }: Props) {
  const { t } = useText()
  const only = useOffices('').data
  const one = only && !only.more && only.offices.length === 1 ? only.offices[0]!.office : ''
  useEffect(() => {
    if (one && !value) onChange(one)
    // Only the answer of the server sets it, not every change of the form around it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [one])
  return (
    <div className="field">
      <label htmlFor="start-office">
        {t.start.office}
        <span className="must" title={t.field.required}>＊</span>
      </label>
      <div>
        <OfficeInput id="start-office" required value={value} describedBy="start-office-hint" invalid={false} onChange={onChange} />
        <small id="start-office-hint" className="hint">
          {t.start.officeHint}
        </small>
      </div>
    </div>
  )
}
