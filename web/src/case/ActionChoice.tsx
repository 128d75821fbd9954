import type { Wire } from '../api/client'
import { useText } from '../text/text'
import { Consequences } from './Consequences'

type Props = { task: Wire['TaskOffer']; chosen: string | null; onChoose: (action: string) => void }

/** What can be done, each with what follows from it, before anything is filled in. */
export function ActionChoice({ task, chosen, onChoose }: Props) {
  const { t, both } = useText()
  return (
    <fieldset className="actions">
      <legend>{t.case.chooseAction}</legend>
      {task.actions.map((action) => (
        <label key={action.action} className={chosen === action.action ? 'chosen' : ''}>
          <input
            type="radio"
            name={`action-${task.task}`}
            value={action.action}
            checked={chosen === action.action}
            onChange={() => onChoose(action.action)}
          />
          <span>
            <b>{both(action.title)}</b>
            <Consequences of={action.consequences} />
          </span>
        </label>
      ))}
    </fieldset>
  )
}
