import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { answered, client, Refused } from '../api/client'
import { LanguageSwitch } from '../shell/LanguageSwitch'
import { useText } from '../text/text'
import { signIn, wasSignedIn } from './session'

/** Takes a person's token once. It is looked at by the server before it is kept. */
export function SignIn({ onLeft }: { onLeft: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [held, setHeld] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [lost] = useState(wasSignedIn)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const token = held.trim()
    if (!token) return setWrong(t.signIn.empty)
    setBusy(true)
    try {
      const headers = { Authorization: `Bearer ${token}` }
      const me = await answered(client.GET('/api/v1/me', { headers }))
      onLeft()
      queries.setQueryData(['me'], me)
      signIn(token, me.person)
    } catch (error) {
      const refused = error instanceof Refused
      setWrong(!refused ? t.trouble.unreached : error.problem.status === 401 ? t.signIn.wrong : error.problem.detail)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="sign-in">
      <main>
        <h1>{t.productLong}</h1>
        {lost && <Alert type="info" showIcon title={t.signIn.lost} />}
        <form onSubmit={submit} noValidate>
          <label htmlFor="token">{t.signIn.token}</label>
          <Input.Password
            id="token"
            autoFocus
            autoComplete="off"
            size="large"
            value={held}
            status={wrong ? 'error' : ''}
            aria-invalid={wrong !== null}
            aria-describedby="token-hint token-wrong"
            onChange={(event) => setHeld(event.target.value)}
          />
          <p id="token-hint" className="hint">
            {t.signIn.hint}
          </p>
          <p id="token-wrong" className="wrong" role="alert">
            {wrong}
          </p>
          <Button type="primary" size="large" htmlType="submit" loading={busy} block>
            {t.signIn.submit}
          </Button>
        </form>
        <LanguageSwitch />
      </main>
    </div>
  )
}
