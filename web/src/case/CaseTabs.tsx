import { type KeyboardEvent, useState } from 'react'
import type { Wire } from '../api/client'
import { useText } from '../text/text'
import { Deadlines } from './Deadlines'
import { HouseholdPanel } from './HouseholdPanel'
import { Picture } from './Picture'
import { Timeline } from './Timeline'
import { Why } from './Why'

const TABS = ['timeline', 'why', 'deadlines', 'picture', 'household'] as const
type Tab = (typeof TABS)[number]

/** All there is to know of a case, one thing at a time. The arrow keys go from tab to tab. */
export function CaseTabs({ shown }: { shown: Wire['CaseView'] }) {
  const { t } = useText()
  const [tab, setTab] = useState<Tab>('timeline')

  function pressed(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!
    setTab(next)
    document.getElementById(`tab-${next}`)?.focus()
  }

  return (
    <section className="panel case-tabs">
      <div role="tablist" aria-label={t.case.tabsLabel} onKeyDown={pressed}>
        {TABS.map((one) => (
          <button
            key={one}
            id={`tab-${one}`}
            type="button"
            role="tab"
            aria-selected={tab === one}
            aria-controls="tab-shown"
            tabIndex={tab === one ? 0 : -1}
            onClick={() => setTab(one)}
          >
            {t.case.tabs[one]}
          </button>
        ))}
      </div>
      <div id="tab-shown" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'timeline' && <Timeline shown={shown} />}
        {tab === 'why' && <Why id={shown.id} titles={shown.titles} />}
        {tab === 'deadlines' && <Deadlines deadlines={shown.deadlines} />}
        {tab === 'picture' && <Picture id={shown.id} />}
        {tab === 'household' && <HouseholdPanel shown={shown} />}
      </div>
    </section>
  )
}
