import type { Wire } from '../api/client'
import { useText } from '../text/text'
import { GROUPS } from './filter'

type Group = Wire['DeadlineGroup']
type Props = { counts: Wire['TaskCounts'] | undefined; group: Group | undefined; onGroup: (group: Group | undefined) => void }

/** A group counted up to here may be larger. */
const COUNT_MAX = 10_000

/** The groups of the inbox with how many each holds; one of them can be looked at alone. */
export function GroupBar({ counts, group, onGroup }: Props) {
  const { t } = useText()
  const all = counts && GROUPS.reduce((sum, one) => sum + counts[one], 0)
  return (
    <div className="groups" role="group" aria-label={t.inbox.groupsLabel}>
      {GROUPS.map((one) => (
        <button key={one} type="button" className={`group ${one}`} aria-pressed={group === one} onClick={() => onGroup(one)}>
          {t.inbox.groups[one]} <b>{shown(counts?.[one])}</b>
        </button>
      ))}
      <button type="button" className="group" aria-pressed={!group} onClick={() => onGroup(undefined)}>
        {t.inbox.groups.all} <b>{shown(all)}</b>
      </button>
    </div>
  )
}

function shown(count: number | undefined) {
  if (count === undefined) return '…'
  return count >= COUNT_MAX ? `${COUNT_MAX}+` : String(count)
}
