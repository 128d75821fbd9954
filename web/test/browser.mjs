// A real browser with nobody's profile. Every request is noted, so that one that leaves the host is found.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
/** An old office screen. */
export const SCREEN = { width: 1366, height: 768 }
const WAIT_MS_MAX = 30_000

export async function openBrowser() {
  if (!CHROMIUM) throw new Error('expected a Chromium at /usr/bin/chromium; install it: apt-get install chromium')
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** A page of its own, with what it asked for and what it complained of. */
export async function openPage(browser, { language = 'zh' } = {}) {
  const context = await browser.newContext({ viewport: SCREEN, locale: language === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS_MAX)
  const requests = []
  const complaints = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.addInitScript((wanted) => localStorage.setItem('doudi.language', localStorage.getItem('doudi.language') ?? wanted), language)
  return { page, requests, complaints, close: () => context.close() }
}

/** Signs somebody in as a person would: the token pasted, Enter pressed. */
export async function signIn(page, site, person) {
  await page.goto(`${site.url}/`)
  await page.fill('#token', site.token(person))
  await page.press('#token', 'Enter')
  await page.waitForSelector('header.shell')
}
