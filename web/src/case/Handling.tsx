import { useState } from 'react'
import type { Wire } from '../api/client'
import { useText } from '../text/text'
import { AfterAct, type Acted } from './AfterAct'
import { Reopening } from './Reopening'
import { TaskPanel } from './TaskPanel'
import { lastActed } from './lastActed'

type Props = { shown: Wire['CaseView']; offers: Wire['Offers'] }

/** 本环节办理: what this person can do here now, and whom the case waits for otherwise. */
export function Handling({ shown, offers }: Props) {
  const { t } = useText()
  const [acted, setActed] = useState<Acted | null>(() => lastActed.of(shown))
  const { tasks, reopen } = offers
  return (
    <section className="panel handling no-print" aria-labelledby="handling-title">
      <h2 id="handling-title">{t.case.handling}</h2>
      {acted && <AfterAct acted={acted} onClose={() => setActed(null)} />}
      {tasks.map((task) => (
        <TaskPanel key={task.task} shown={shown} task={task} shapes={offers.fields} />
      ))}
      {tasks.length === 0 && !reopen && <p className="muted">{t.case.nothing}</p>}
      {reopen && <Reopening id={shown.id} reopen={reopen} />}
    </section>
  )
}
