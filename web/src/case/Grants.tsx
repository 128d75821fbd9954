import type { Wire } from '../api/client'
import { shownYuan } from '../text/dates'
import { useText } from '../text/text'

/** What the case pays. */
export function Grants({ grants }: { grants: Wire['Grant'][] }) {
  const { t, language } = useText()
  if (grants.length === 0) return null
  return (
    <section className="panel">
      <h2>{t.case.grants}</h2>
      <ul className="grants">
        {grants.map((grant) => (
          <li key={grant.grant}>
            <code>{grant.grant}</code> {t.case.perMonth} <b>{shownYuan(grant.amount, language)}</b>{t.comma}{t.case.from} {grant.from}{t.comma}
            {grant.months == null ? t.case.openEnded : t.case.months(grant.months)}
            {grant.stopped_from && `${t.comma}${t.case.stoppedFrom(grant.stopped_from)}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
