import { useSearchParams } from 'react-router'
import { type CaseFilter, useCases } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { useTitle } from '../text/title'
import { CaseTable } from './CaseTable'
import { SearchForm } from './SearchForm'

/** 办件查询: any case within reach. What is looked for stays in the address. */
export default function SearchPage() {
  const { t } = useText()
  useTitle(t.search.title)
  const [address, setAddress] = useSearchParams()
  const filter = readFilter(address)
  const found = useCases(filter)
  const next = found.data?.next

  return (
    <div className="search">
      <h1 className="unseen">{t.search.title}</h1>
      <SearchForm key={address.toString()} filter={filter} onSearch={(wanted) => setAddress(wanted)} />
      {found.error && <Trouble error={found.error} onAgain={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data && found.data.cases.length === 0 && <p className="empty">{t.search.empty}</p>}
      {found.data && found.data.cases.length > 0 && <CaseTable cases={found.data.cases} />}
      <footer className="list-foot">
        {filter.after && (
          <button type="button" className="plain" onClick={() => setAddress(without(address))}>
            {t.inbox.first}
          </button>
        )}
        {next && (
          <button type="button" className="plain" onClick={() => setAddress({ ...Object.fromEntries(address), after: next })}>
            {t.inbox.next}
          </button>
        )}
      </footer>
    </div>
  )
}

function without(address: URLSearchParams) {
  const first = new URLSearchParams(address)
  first.delete('after')
  return first
}

function readFilter(address: URLSearchParams): CaseFilter {
  const [text, office, after, process] = ['text', 'office', 'after', 'process'].map((name) => address.get(name) || undefined)
  const status = (['open', 'ended'] as const).find((one) => one === address.get('status'))
  return { ...(text && { text }), ...(office && { office }), ...(process && { process }), ...(status && { status }), ...(after && { after }) }
}
