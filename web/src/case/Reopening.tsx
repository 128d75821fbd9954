import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { answered, client, Refused, type Wire } from '../api/client'
import { useSubmission } from '../form/useSubmission'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { CommentInput } from './CommentInput'

/** 重启办理: a closed case goes on. */
export function Reopening({ id, reopen }: { id: string; reopen: Wire['ReopenOffer'] }) {
  const { t, both } = useText()
  const queries = useQueryClient()
  const [comment, setComment] = useState('')
  const body = { ...(comment.trim() && { comment }) }
  const { submit, error, busy } = useSubmission(
    (key) => answered(client.POST('/api/v1/cases/{id}/reopen', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body })),
    body,
  )
  const problem = error instanceof Refused ? error.problem : null

  async function send(event: FormEvent) {
    event.preventDefault()
    if (await submit()) await queries.invalidateQueries()
  }

  return (
    <form className="action-form" onSubmit={(event) => void send(event)} noValidate>
      <p>{t.case.reopenTo(both(reopen.to_title))}</p>
      <CommentInput
        label={t.case.reason}
        required={reopen.comment_required}
        value={comment}
        wrong={problem?.code === 'comment' ? problem.detail : undefined}
        onChange={setComment}
      />
      {error !== null && problem?.code !== 'comment' && <Trouble error={error} />}
      <Button type="primary" htmlType="submit" disabled={busy}>
        {t.case.reopen}
      </Button>
    </form>
  )
}
