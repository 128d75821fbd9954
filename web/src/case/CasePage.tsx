import { useParams } from 'react-router'
import { useCase, useCourse, useOffers } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { useTitle } from '../text/title'
import { CaseHeader } from './CaseHeader'
import { CaseTabs } from './CaseTabs'
import { FilledFields } from './FilledFields'
import { Grants } from './Grants'
import { Handling } from './Handling'
import { Stepper } from './Stepper'

/** 办件详情: where it stands, what to do, by when, and why. */
export default function CasePage() {
  const { id = '' } = useParams()
  const { t } = useText()
  useTitle(id)
  const found = useCase(id)
  const offers = useOffers(id)
  const course = useCourse(id)
  if (found.error) return <Trouble error={found.error} onAgain={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const shown = found.data
  return (
    <article className="case">
      <CaseHeader shown={shown} />
      {course.data && <Stepper steps={course.data.steps} label={t.case.steps} />}
      <div className="case-columns">
        <div className="case-left">
          {offers.error && <Trouble error={offers.error} />}
          {offers.data && <Handling key={shown.seq} shown={shown} offers={offers.data} />}
          <FilledFields fields={shown.fields} />
          <Grants grants={shown.grants} />
        </div>
        <CaseTabs shown={shown} />
      </div>
    </article>
  )
}
