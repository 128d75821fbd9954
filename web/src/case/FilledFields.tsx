import type { Wire } from '../api/client'
import { useText } from '../text/text'

/** What is filled in; what is empty is not shown. */
export function FilledFields({ fields }: { fields: Wire['Field'][] }) {
  const { t, both } = useText()
  return (
    <section className="panel">
      <h2>{t.case.fields}</h2>
      {fields.length === 0 && <p className="muted">{t.case.noFields}</p>}
      <dl className="facts">
        {fields.map((field) => (
          <div key={field.field}>
            <dt>{both(field.title)}</dt>
            <dd>{both(field.shown)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
