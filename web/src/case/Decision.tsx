import type { Wire } from '../api/client'
import { useText } from '../text/text'

type Props = { decision: Wire['Decision']; titles: Record<string, Wire['Bilingual']> }

/** So many decimals are read; the whole number stands in the title. */
const DECIMALS_MAX = 6

function brief(value: string) {
  const [whole, decimals = ''] = value.split('.')
  return /^\d+$/.test(decimals) && decimals.length > DECIMALS_MAX ? `${whole}.${decimals.slice(0, DECIMALS_MAX)}…` : value
}

/** One decision: what came out, how, from which numbers, by which article. */
export function Decision({ decision, titles }: Props) {
  const { t, both } = useText()
  const { result, rows, reads, source } = decision
  const shown = result === 'true' ? t.why.holds : result === 'false' ? t.why.fails : brief(result)
  const sign = result === 'true' ? '✔' : result === 'false' ? '✖' : '＝'
  return (
    <details className="decision">
      <summary>
        <span aria-hidden="true">{sign}</span> {both(decision.title)}{t.colon}<b>{shown}</b>
      </summary>
      {rows && rows.length > 0 && <p>{t.why.rows(rows.join(', '))}</p>}
      <pre>{both(decision.lines)}</pre>
      {reads.length > 0 && (
        <table className="list">
          <caption>{t.why.reads}</caption>
          <thead>
            <tr>
              <th scope="col">{t.why.name}</th>
              <th scope="col">{t.why.value}</th>
              <th scope="col">{t.why.origin}</th>
            </tr>
          </thead>
          <tbody>
            {reads.map((read) => (
              <tr key={read.name}>
                <th scope="row">{titles[read.name] ? both(titles[read.name]) : read.name}</th>
                <td title={read.value}>{brief(read.value)}</td>
                <td>{read.row && `${t.why.parameter} ${read.row} ${read.source ?? ''}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        {t.why.expression}{t.colon}<code>{decision.expression}</code>
      </p>
      {source && (
        <p>
          {t.why.article}{t.colon}{source}
        </p>
      )}
    </details>
  )
}
