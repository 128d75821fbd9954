import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useText } from '../text/text'

/** The search that is always there: `/` leads to it. */
export function QuickSearch() {
  const { t } = useText()
  const go = useNavigate()
  const [text, setText] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) go(`/cases?${new URLSearchParams({ text: text.trim() })}`)
  }

  return (
    <form role="search" className="quick-search" onSubmit={submit}>
      <input
        id="quick-search"
        type="search"
        value={text}
        aria-label={t.shell.search}
        placeholder={`/ ${t.shell.search}`}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  )
}
