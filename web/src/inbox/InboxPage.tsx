import { useTaskCounts, useTasks } from '../api/queries'
import { Loading } from '../parts/Loading'
import { Trouble } from '../parts/Trouble'
import { useText } from '../text/text'
import { useTitle } from '../text/title'
import { GroupBar } from './GroupBar'
import { InboxFilters } from './InboxFilters'
import { InboxTable } from './InboxTable'
import { useTaskFilter } from './filter'
import { useClaim } from './useClaim'
import { useInboxKeys } from './useInboxKeys'

/** 待办箱: what waits for this person, the most urgent first. */
export function InboxPage() {
  const { t } = useText()
  useTitle(t.inbox.title)
  const { filter, change, reset } = useTaskFilter()
  const tasks = useTasks(filter)
  const counts = useTaskCounts(filter)
  const claim = useClaim()
  const rows = tasks.data?.tasks ?? []
  useInboxKeys(rows, claim.toggle)

  const isFiltered = Object.keys(filter).length > 0
  const next = tasks.data?.next
  return (
    <div className="inbox">
      <h1 className="unseen">{t.inbox.title}</h1>
      <div className="inbox-bar">
        <GroupBar counts={counts.data} group={filter.group} onGroup={(group) => change({ group })} />
        <InboxFilters filter={filter} rows={rows} onChange={change} onReset={reset} />
      </div>
      {claim.error !== null && <Trouble error={claim.error} />}
      <p className="unseen" role="status">
        {claim.said}
      </p>
      {tasks.error && <Trouble error={tasks.error} onAgain={() => void tasks.refetch()} />}
      {tasks.isPending && <Loading />}
      {tasks.data && rows.length === 0 && <p className="empty">{isFiltered ? t.inbox.emptyFiltered : t.inbox.empty}</p>}
      {rows.length > 0 && <InboxTable rows={rows} counts={counts.data} onClaim={claim.toggle} />}
      <footer className="list-foot">
        <span>{t.inbox.count(rows.length, total(counts.data))}</span>
        {filter.after && (
          <button type="button" className="plain" onClick={() => change({})}>
            {t.inbox.first}
          </button>
        )}
        {next && (
          <button type="button" className="plain" onClick={() => change({ after: next })}>
            {t.inbox.next}
          </button>
        )}
        <span className="keys-foot" aria-hidden="true">
          {t.keys.foot}
        </span>
      </footer>
    </div>
  )
}

function total(counts: Record<string, number> | undefined) {
  return counts ? String(Object.values(counts).reduce((sum, count) => sum + count, 0)) : '…'
}
