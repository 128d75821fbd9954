import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useTasks } from '../api/queries'
import { useText } from '../text/text'
import type { Bilingual } from '../api/client'

export type Acted = { action: Bilingual }
type Props = { acted: Acted; onClose: () => void }

/** What was done, and the way on: the next of the inbox. */
export function AfterAct({ acted, onClose }: Props) {
  const { t, both } = useText()
  const next = useTasks({}).data?.tasks[0]
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => said.current?.focus(), [])
  return (
    <div className="after-act" role="status" tabIndex={-1} ref={said}>
      <span aria-hidden="true">✔</span> {t.case.done(both(acted.action))}{' '}
      {next ? (
        <Link to={`/cases/${next.number}`}>
          {t.case.nextTask}{t.colon}{next.number} {next.applicant}
        </Link>
      ) : (
        t.case.noNextTask
      )}{' '}
      <Link to="/inbox">{t.case.toInbox}</Link>
      <button type="button" className="plain" onClick={onClose} aria-label={t.close}>
        ✕
      </button>
    </div>
  )
}
