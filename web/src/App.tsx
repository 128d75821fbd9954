import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { lazy, Suspense } from 'react'
import { HashRouter, Navigate, Route, Routes } from 'react-router'
import { Refused } from './api/client'
import { InboxPage } from './inbox/InboxPage'
import { Crash } from './parts/Crash'
import { Loading } from './parts/Loading'
import { SignIn } from './session/SignIn'
import { useToken } from './session/session'
import { Shell } from './shell/Shell'
import { useLanguage } from './text/language'
import { theme } from './theme'

// What is not the morning's first screen comes when it is asked for.
const CasePage = lazy(() => import('./case/CasePage'))
const SearchPage = lazy(() => import('./search/SearchPage'))
const StartPage = lazy(() => import('./start/StartPage'))

const RETRIES_MAX = 2
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only what did not get through is asked again.
      retry: (count, error) => !(error instanceof Refused) && count < RETRIES_MAX,
      staleTime: 5_000,
    },
  },
})

// Filters stand behind the #: what is searched for reaches no log on the way.
export function App() {
  const language = useLanguage()
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <Crash>
          <HashRouter>
            <Screens />
          </HashRouter>
        </Crash>
      </QueryClientProvider>
    </ConfigProvider>
  )
}

function Screens() {
  const token = useToken()
  if (!token) return <SignIn onLeft={() => queries.clear()} />
  return (
    <Shell onSignOut={() => queries.clear()}>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/inbox" element={<InboxPage />} />
          <Route path="/cases" element={<SearchPage />} />
          <Route path="/cases/:id" element={<CasePage />} />
          <Route path="/start" element={<StartPage />} />
          <Route path="/start/:process" element={<StartPage />} />
          <Route path="*" element={<Navigate to="/inbox" replace />} />
        </Routes>
      </Suspense>
    </Shell>
  )
}
