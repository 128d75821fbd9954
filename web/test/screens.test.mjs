// Every screen in both languages: nothing that WCAG 2.1 A or AA forbids, nothing that leaves the host, a first load within its
// budget, fifteen rows on an old screen. With PICTURES=<folder> it also takes the pictures of the documentation.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openBrowser, openPage, signIn } from './browser.mjs'
import { madeUpIdentity, openSite, TOWNSHIP_OFFICER, VILLAGE_CLERK } from './site.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
const FIRST_LOAD_BYTES_MAX = 300_000
const FIRST_LOAD_REQUESTS_MAX = 4
const ROWS_MIN = 15
const PICTURES = process.env.PICTURES
let site
let browser

before(async () => {
  ;[site, browser] = await Promise.all([openSite({ households: 120 }), openBrowser()])
  const identities = [104, 203, 302].map(madeUpIdentity)
  const rest = { scheme: 'dibao', area: 'rural' }
  const names = ['赵春花', '钱立国', '孙桂芳']
  site.clock('2020-05-06T09:10+08:00')
  for (const [at, identity] of identities.entries()) {
    const fields = { applicant_name: names[at], id_number: identity, ...rest }
    const { case: id } = await site.ask(VILLAGE_CLERK, 'POST', '/cases', { process: 'epidemic-fast-track', office: '222403105200', fields })
    const reviewed = { members: 3, annual_income: '9000.00', committed: true, village_opinion: 'agree' }
    await site.ask(VILLAGE_CLERK, 'POST', `/cases/${id}/actions`, { action: 'submit', fields: reviewed })
  }
})
after(async () => {
  await browser?.close()
  await site?.close()
})

async function violations(page) {
  await page.evaluate(AXE)
  const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules }), RULES)
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' | ')}`)
}

for (const language of ['zh', 'en']) {
  test(`no screen shuts anybody out or asks another host (${language})`, async () => {
    const { page, requests, complaints, close } = await openPage(browser, { language })
    const look = async (name) => {
      assert.deepEqual(await violations(page), [], name)
      // What stands in braces was meant to be put in: a text of the program, not of the law.
      assert.doesNotMatch(await page.innerText('body'), /\$?\{[^}]*\}|undefined|\[object/, name)
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}-${language}.png`) })
    }
    await page.goto(`${site.url}/`)
    await page.waitForSelector('#token')
    await look('sign-in')
    await signIn(page, site, TOWNSHIP_OFFICER)
    await page.waitForSelector('a[data-row]')
    await look('inbox')
    await page.locator('a[data-row]').first().click()
    await page.waitForSelector('fieldset.actions')
    await page.waitForSelector('.timeline')
    await page.locator('fieldset.actions label').first().click()
    await look('case')
    for (const tab of ['why', 'deadlines', 'picture', 'household']) {
      await page.click(`#tab-${tab}`)
      await page.waitForSelector('#tab-shown :is(.decision, h3, img)')
      if (tab === 'why' || tab === 'deadlines') await page.locator('#tab-shown summary').first().click()
      await look(`case-${tab}`)
    }
    await page.goto(`${site.url}/#/cases`)
    await page.waitForSelector('a[data-row]')
    await look('search')
    await page.goto(`${site.url}/#/start`)
    await page.waitForSelector('.process-list a')
    await page.locator('.process-list a').first().click()
    await page.waitForSelector('.start-form')
    await look('start')
    await page.keyboard.press('Tab')
    await page.evaluate(() => document.activeElement?.blur())
    await page.keyboard.press('?')
    await page.waitForSelector('dialog.shortcuts[open]')
    await look('shortcuts')
    const away = requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:'))
    assert.deepEqual(away, [])
    assert.deepEqual(complaints, [])
    await close()
  })
}

test('the first load stays within its budget and is kept by the browser', async () => {
  const { page, close } = await openPage(browser)
  const loaded = []
  page.on('response', (response) => loaded.push(response))
  await page.goto(`${site.url}/`)
  await page.waitForSelector('#token')
  const files = loaded.filter((response) => !response.url().includes('/api/') && !response.url().startsWith('data:'))
  const sizes = await Promise.all(files.map(async (response) => (await response.request().sizes()).responseBodySize))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  console.log(`first load: ${files.length} requests, ${bytes} bytes packed`)
  assert.ok(files.length <= FIRST_LOAD_REQUESTS_MAX, files.map((response) => response.url()).join('\n'))
  assert.ok(bytes <= FIRST_LOAD_BYTES_MAX, `${bytes} bytes`)
  for (const response of files) {
    const headers = response.headers()
    const kept = response.url().includes('/assets/') ? 'immutable' : 'no-cache'
    assert.ok(headers['cache-control'].includes(kept), response.url())
    assert.ok(headers['content-security-policy'].includes("script-src 'self';"), response.url())
  }
  await close()
})

test('an old screen shows fifteen rows of the inbox', async () => {
  const { page, close } = await openPage(browser)
  await signIn(page, site, TOWNSHIP_OFFICER)
  await page.waitForSelector('a[data-row]')
  const seen = await page.evaluate(() => {
    const rows = [...document.querySelectorAll('a[data-row]')]
    return { all: rows.length, inSight: rows.filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight).length }
  })
  console.log(`${seen.inSight} of ${seen.all} rows in sight`)
  assert.ok(seen.inSight >= ROWS_MIN, JSON.stringify(seen))
  await close()
})

test('at 200 percent everything of a case is still there and nothing scrolls sideways', async () => {
  const { page, close } = await openPage(browser)
  await page.setViewportSize({ width: 683, height: 384 })
  await signIn(page, site, TOWNSHIP_OFFICER)
  await page.locator('a[data-row]').first().click()
  await page.waitForSelector('.timeline')
  const { wide, shown } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: window.innerWidth }))
  assert.ok(wide <= shown, `${wide} > ${shown}`)
  await close()
})

test('a printed case has its facts and none of the buttons', async () => {
  const { page, close } = await openPage(browser)
  await signIn(page, site, TOWNSHIP_OFFICER)
  await page.locator('a[data-row]').first().click()
  await page.waitForSelector('.timeline')
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.handling').isVisible(), false)
  assert.equal(await page.locator('header.shell').isVisible(), false)
  assert.equal(await page.locator('.facts').isVisible(), true)
  assert.equal(await page.locator('.case-header .print-only').isVisible(), true)
  await close()
})
