import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { NavLink, useLocation } from 'react-router'
import { useVirtualClock } from '../api/clock'
import { useMe } from '../api/queries'
import { signOut } from '../session/session'
import { shownMoment } from '../text/dates'
import { useText } from '../text/text'
import { LanguageSwitch } from './LanguageSwitch'
import { QuickSearch } from './QuickSearch'
import { Shortcuts } from './Shortcuts'
import { useShellKeys } from './useShellKeys'

type Props = { children: ReactNode; onSignOut: () => void }

/** What stands around every screen. */
export function Shell({ children, onSignOut }: Props) {
  const { t, both } = useText()
  const me = useMe()
  const now = useVirtualClock()
  const [helps, setHelps] = useState(false)
  useShellKeys(useCallback(() => setHelps(true), []))
  useScreenStart()

  function leave() {
    onSignOut()
    signOut()
  }

  const post = me.data?.posts[0]
  return (
    <>
      <a className="skip" href="#content" onClick={focusContent}>
        {t.nav.skip}
      </a>
      <header className="shell">
        <strong className="product">{t.product}</strong>
        <nav aria-label={t.nav.label}>
          <NavLink to="/inbox">{t.nav.inbox}</NavLink>
          <NavLink to="/cases" end>{t.nav.search}</NavLink>
          <NavLink to="/start">{t.nav.start}</NavLink>
        </nav>
        <QuickSearch />
        <span className="signed-in" title={me.data?.posts.map((held) => `${both(held.office_title)} ${both(held.role_title)}`).join('\n')}>
          {both(me.data?.title)}
          {post && ` · ${both(post.office_title)}`}
        </span>
        <LanguageSwitch />
        <button type="button" className="plain" onClick={() => setHelps(true)} aria-label={t.shell.help}>
          ?
        </button>
        <button type="button" className="plain" onClick={leave}>
          {t.shell.signOut}
        </button>
      </header>
      {now && <p className="virtual">{t.virtual(shownMoment(now))}</p>}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {helps && <Shortcuts onClose={() => setHelps(false)} />}
    </>
  )
}

// The address behind # is the router's, so the jump is made by hand.
function focusContent(event: { preventDefault: () => void }) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

/** A new screen begins at its top, for eyes and for screen readers. */
function useScreenStart() {
  const { pathname } = useLocation()
  useEffect(() => {
    window.scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [pathname])
}
