// The one door to the server: every request carries who asks and in which language, every refusal becomes a `Refused`.
import createClient, { type Middleware } from 'openapi-fetch'
import { currentLanguage } from '../text/language'
import { sessionLost, token } from '../session/session'
import { noteClock } from './clock'
import type { components, paths } from './schema'

export type Wire = components['schemas']
export type Problem = Wire['Problem']
export type Bilingual = Wire['Bilingual']

/** Why there is no answer; the words are the server's, in the language of the request. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
  }
}

/** The server was not reached, so whether something was done is not known. */
export class Unreached extends Error {}

const carried: Middleware = {
  onRequest({ request }) {
    const held = token()
    if (held) request.headers.set('Authorization', `Bearer ${held}`)
    request.headers.set('Accept-Language', currentLanguage() === 'zh' ? 'zh-CN' : 'en')
    return request
  },
  onResponse({ response }) {
    noteClock(response.headers.get('doudi-clock'))
    if (response.status === 401) sessionLost()
    return response
  },
  onError() {
    return new Unreached()
  },
}

export const client = createClient<paths>({ baseUrl: window.location.origin })
client.use(carried)

/** The data of an answer; throws what went wrong. */
export async function answered<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked
  if (data !== undefined) return data
  if (error && typeof error === 'object' && 'detail' in error) throw new Refused(error as Problem)
  throw new Refused({ type: 'about:blank', title: response.statusText, status: response.status, detail: response.statusText, code: String(response.status) })
}
