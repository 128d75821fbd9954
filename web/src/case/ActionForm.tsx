import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { FormEvent } from 'react'
import { answered, client, Refused, type Wire } from '../api/client'
import { FieldInput } from '../form/FieldInput'
import { useSubmission } from '../form/useSubmission'
import { firstValues, written } from '../form/values'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { CommentInput } from './CommentInput'
import { useDraft } from './draft'
import { lastActed } from './lastActed'

type Props = { shown: Wire['CaseView']; task: Wire['TaskOffer']; action: Wire['ActionOffer']; shapes: Wire['FieldShape'][] }

/** The form of an action as the process gives it. Whether it is right is the server's to say, at the field it concerns. */
export function ActionForm({ shown, task, action, shapes }: Props) {
  const { t, both } = useText()
  const queries = useQueryClient()
  const onForm = shapes.filter((shape) => action.form.some((item) => item.field === shape.field))
  const first = firstValues(onForm)
  const { draft, change, discard, restored, touched } = useDraft(`${shown.id}.${task.task}.${action.action}`, first)
  // The task seen is sent along: if another has decided in the meantime, this is refused and not done over it.
  const body = {
    state: task.state,
    action: action.action,
    task: task.task,
    fields: written(onForm, draft.values),
    ...(draft.comment.trim() && { comment: draft.comment }),
  }
  const { submit, error, busy } = useSubmission(
    (key) => answered(client.POST('/api/v1/cases/{id}/actions', { params: { path: { id: shown.id }, header: { 'Idempotency-Key': key } }, body })),
    body,
  )
  const problem = error instanceof Refused ? error.problem : null
  const isOnForm = onForm.some((shape) => shape.field === problem?.field)
  const wrongIn = (field: string) => (problem?.field === field ? [problem.detail, problem.help].filter(Boolean).join(' ') : undefined)

  async function send(event: FormEvent) {
    event.preventDefault()
    const answer = await submit()
    if (!answer) return
    discard()
    lastActed.note(answer.case, answer.seq, { action: action.title })
    await Promise.all(['case', 'tasks', 'cases'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }

  return (
    <form className="action-form" onSubmit={(event) => void send(event)} noValidate>
      {restored && touched && <p className="muted">{t.case.draft}</p>}
      {onForm.map((shape) => (
        <FieldInput
          key={shape.field}
          shape={shape}
          required={action.form.some((item) => item.field === shape.field && item.required)}
          value={draft.values[shape.field] ?? ''}
          wrong={wrongIn(shape.field)}
          onChange={(value) => change({ values: { ...draft.values, [shape.field]: value } })}
        />
      ))}
      <CommentInput
        required={action.comment_required}
        value={draft.comment}
        wrong={problem?.code === 'comment' ? problem.detail : undefined}
        onChange={(comment) => change({ comment })}
      />
      {error !== null && !isOnForm && problem?.code !== 'comment' && <Trouble error={error} />}
      <div className="submit">
        <Button type="primary" htmlType="submit" disabled={busy}>
          {busy ? t.case.submitting : t.case.submit(both(action.title))}
        </Button>
        {touched && (
          <>
            <button type="button" className="plain" onClick={discard}>
              {t.case.discard}
            </button>
            <small className="muted">{t.case.draftKept}</small>
          </>
        )}
      </div>
    </form>
  )
}
