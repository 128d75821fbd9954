import type { Wire } from '../api/client'
import { useHistory } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { TimelineStep } from './TimelineStep'
import { folded } from './fold'
import { namesOf } from './names'

/** 经过: what happened, page by page; what the system only told people is folded together. */
export function Timeline({ shown }: { shown: Wire['CaseView'] }) {
  const { t } = useText()
  const history = useHistory(shown.id)
  if (history.error) return <Trouble error={history.error} />
  if (!history.data) return <Loading />
  const steps = history.data.pages.flatMap((page) => page.steps)
  if (steps.length === 0) return <p className="empty">{t.timeline.empty}</p>
  return (
    <>
      <ol className="timeline">
        {folded(steps).map((part) =>
          part.kind === 'step' ? (
            <TimelineStep key={part.step.seq} step={part.step} names={namesOf(shown)} />
          ) : (
            <li key={part.steps[0]!.seq} className="fold">
              <details>
                <summary>{t.timeline.folded(part.steps.length)}</summary>
                <ol className="timeline">
                  {part.steps.map((step) => (
                    <TimelineStep key={step.seq} step={step} names={namesOf(shown)} />
                  ))}
                </ol>
              </details>
            </li>
          ),
        )}
      </ol>
      {history.hasNextPage && (
        <button type="button" className="plain" onClick={() => void history.fetchNextPage()}>
          {t.more}
        </button>
      )}
    </>
  )
}
