import { useText } from '../text/text'

type Props = { value: string; reason: string; onValue: (value: string) => void; onReason: (reason: string) => void }

/** When the application was handed in, if that was not now. */
export function StartReceived({ value, reason, onValue, onReason }: Props) {
  const { t } = useText()
  return (
    <>
      <div className="field">
        <label htmlFor="received">
          {t.start.received}
          <small>{t.open}{t.field.optional}{t.shut}</small>
        </label>
        <div>
          <input id="received" type="datetime-local" value={value} aria-describedby="received-hint" onChange={(event) => onValue(event.target.value)} />
          <small id="received-hint" className="hint">
            {t.start.receivedHint}
          </small>
        </div>
      </div>
      {value && (
        <div className="field">
          <label htmlFor="backdating">{t.start.backdating}</label>
          <div>
            <input id="backdating" type="text" value={reason} onChange={(event) => onReason(event.target.value)} />
          </div>
        </div>
      )}
    </>
  )
}
