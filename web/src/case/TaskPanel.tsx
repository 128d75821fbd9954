import { useState } from 'react'
import type { Wire } from '../api/client'
import { useClaim } from '../inbox/useClaim'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { ActionChoice } from './ActionChoice'
import { ActionForm } from './ActionForm'

type Props = { shown: Wire['CaseView']; task: Wire['TaskOffer']; shapes: Wire['FieldShape'][] }

/** One task: whose it is, and what can be done on it. */
export function TaskPanel({ shown, task, shapes }: Props) {
  const { t, both } = useText()
  const claim = useClaim()
  const [chosen, setChosen] = useState<string | null>(task.actions.length === 1 ? task.actions[0]!.action : null)
  const action = task.actions.find((one) => one.action === chosen)
  const row = { case: shown.id, number: shown.number, task: task.task, assignee: task.mine ? 'me' : null }
  function whose() {
    if (task.mine) return t.case.claimedByYou
    if (task.assignee_title) return t.case.claimedBy(both(task.assignee_title))
    if (!task.barred) return t.case.yours
    return t.case.waitsFor(both(task.office_title), both(task.role_title))
  }

  return (
    <div className="task">
      <p className="task-head">
        <b>{both(task.state_title)}</b>{' '}
        <span className="muted">
          {whose()}
        </span>
        {!task.barred && (
          <button type="button" className="plain" disabled={claim.busy} onClick={() => claim.toggle(row)}>
            {task.mine ? t.inbox.release : t.inbox.claim}
          </button>
        )}
      </p>
      {claim.error !== null && <Trouble error={claim.error} />}
      {task.barred && (
        <p className="barred">
          {t.case.notYours}{t.colon}{both(task.barred)}
        </p>
      )}
      {task.actions.length > 0 && <ActionChoice task={task} chosen={chosen} onChoose={setChosen} />}
      {action && <ActionForm key={action.action} shown={shown} task={task} action={action} shapes={shapes} />}
    </div>
  )
}
