import { useEffect, useRef } from 'react'
import { useText } from '../text/text'

/** What the keys do. The browser's own dialog: it keeps the focus and closes with Escape. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
  }, [])
  const keys = [
    ['↑ ↓', t.keys.move],
    ['Enter', t.keys.open],
    ['c', t.keys.claim],
    ['/', t.keys.search],
    ['g i', t.keys.inbox],
    ['?', t.keys.help],
  ]
  return (
    <dialog ref={dialog} className="shortcuts" aria-labelledby="shortcuts-title" onClose={onClose}>
      <h2 id="shortcuts-title">{t.keys.title}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button type="button" autoFocus onClick={onClose}>
        {t.close}
      </button>
    </dialog>
  )
}
