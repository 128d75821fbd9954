import type { Wire } from '../api/client'
import { useHistory } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { shownMoment } from '../text/dates'
import { useText } from '../text/text'
import { Decision } from './Decision'

type Props = { id: string; titles: Record<string, Wire['Bilingual']> }

/** 依据: every decision with its numbers and its article, the last first. */
export function Why({ id, titles }: Props) {
  const { t } = useText()
  const history = useHistory(id)
  if (history.error) return <Trouble error={history.error} />
  if (!history.data) return <Loading />
  const steps = history.data.pages.flatMap((page) => page.steps).filter((step) => step.decisions.length > 0)
  if (steps.length === 0) return <p className="empty">{t.why.empty}</p>
  return (
    <div className="why">
      {steps.reverse().map((step) => (
        <section key={step.seq} aria-label={shownMoment(step.at)}>
          <h3>{shownMoment(step.at)}</h3>
          {step.decisions.map((decision, at) => (
            <Decision key={at} decision={decision} titles={titles} />
          ))}
        </section>
      ))}
    </div>
  )
}
