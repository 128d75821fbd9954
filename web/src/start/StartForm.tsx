import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { answered, client, Refused, type Wire } from '../api/client'
import { useDraft } from '../case/draft'
import { FieldInput } from '../form/FieldInput'
import { useSubmission } from '../form/useSubmission'
import { written } from '../form/values'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { StartOffice } from './StartOffice'
import { StartReceived } from './StartReceived'

/** What these two are called among the values of the form; no field of a process is called so. */
const OFFICE = '@office'
const RECEIVED = '@received'

/** The form a case begins with. */
export function StartForm({ offer }: { offer: Wire['ProcessOffer'] }) {
  const { t } = useText()
  const go = useNavigate()
  const queries = useQueryClient()
  const { draft, change, discard } = useDraft(`start.${offer.process}`)
  const [reason, setReason] = useState('')
  const set = (name: string) => (value: string) => change({ values: { ...draft.values, [name]: value } })
  const received = draft.values[RECEIVED] ?? ''
  const body = {
    process: offer.process,
    office: draft.values[OFFICE] ?? '',
    fields: written(offer.fields, draft.values),
    ...(received && { received_at: `${received}:00+08:00` }),
    ...(received && reason.trim() && { backdating_reason: reason }),
  }
  const { submit, error, busy } = useSubmission(
    (key) => answered(client.POST('/api/v1/cases', { params: { header: { 'Idempotency-Key': key } }, body })),
    body,
  )
  const problem = error instanceof Refused ? error.problem : null
  const wrongIn = (field: string) => (problem?.field === field ? [problem.detail, problem.help].filter(Boolean).join(' ') : undefined)
  const isOnForm = offer.fields.some((shape) => shape.field === problem?.field)

  async function send(event: FormEvent) {
    event.preventDefault()
    const answer = await submit()
    if (!answer) return
    discard()
    await Promise.all(['tasks', 'cases'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    go(`/cases/${answer.number}`)
  }

  return (
    <form className="panel start-form" onSubmit={(event) => void send(event)} noValidate>
      {offer.source && (
        <p className="muted">
          {t.case.source}{t.colon}{offer.source}
        </p>
      )}
      <StartOffice value={draft.values[OFFICE] ?? ''} onChange={set(OFFICE)} />
      {offer.fields.map((shape) => (
        <FieldInput
          key={shape.field}
          shape={shape}
          required={offer.form.some((item) => item.field === shape.field && item.required)}
          value={draft.values[shape.field] ?? ''}
          wrong={wrongIn(shape.field)}
          onChange={set(shape.field)}
        />
      ))}
      <StartReceived value={received} reason={reason} onValue={set(RECEIVED)} onReason={setReason} />
      {error !== null && !isOnForm && <Trouble error={error} />}
      <div className="submit">
        <Button type="primary" htmlType="submit" disabled={busy}>
          {busy ? t.case.submitting : t.start.submit}
        </Button>
        <button type="button" className="plain" onClick={discard}>
          {t.case.discard}
        </button>
        <small className="muted">{t.case.draftKept}</small>
      </div>
    </form>
  )
}
