import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { CaseFilter } from '../api/queries'
import { OfficeInput } from '../form/OfficeInput'
import { useText } from '../text/text'

type Props = { filter: CaseFilter; onSearch: (wanted: Record<string, string>) => void }

/** What is looked for. */
export function SearchForm({ filter, onSearch }: Props) {
  const { t } = useText()
  const [text, setText] = useState(filter.text ?? '')
  const [office, setOffice] = useState(filter.office ?? '')
  const [status, setStatus] = useState<string>(filter.status ?? '')

  function send(event: FormEvent) {
    event.preventDefault()
    const wanted = { text: text.trim(), office, status }
    onSearch(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)))
  }

  return (
    <form className="search-form" onSubmit={send} role="search" aria-label={t.search.title}>
      <label>
        {t.search.text}
        <input id="search-text" type="text" value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <label htmlFor="search-office">{t.search.office}</label>
      <div className="search-office">
        <OfficeInput id="search-office" required={false} value={office} describedBy="" invalid={false} onChange={setOffice} />
      </div>
      <label>
        {t.search.status}
        <select value={status} onChange={(event) => setStatus(event.target.value)}>
          <option value="">{t.search.any}</option>
          <option value="open">{t.case.open}</option>
          <option value="ended">{t.case.ended}</option>
        </select>
      </label>
      <Button type="primary" htmlType="submit">
        {t.search.submit}
      </Button>
      <button type="button" className="plain" onClick={() => onSearch({})}>
        {t.search.reset}
      </button>
    </form>
  )
}
