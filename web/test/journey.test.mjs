// An application from the village through the township to the county, as people do it, in both languages; and the morning's
// round with the keyboard alone. On the demonstration's data, in its virtual time.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBrowser, openPage, signIn } from './browser.mjs'
import { COUNTY_CLERK, madeUpIdentity, openSite, OTHER_CLERK, TOWNSHIP_OFFICER, VILLAGE_CLERK } from './site.mjs'

const IDENTITIES = { zh: madeUpIdentity(104), en: madeUpIdentity(203) }
let site
let browser

before(async () => {
  ;[site, browser] = await Promise.all([openSite({ households: 10 }), openBrowser()])
})
after(async () => {
  await browser?.close()
  await site?.close()
})

const WORDS = {
  zh: {
    start: '发起办件', fast: '疫情期间低保', name: '申请人', identity: '身份证号', dibao: '最低生活保障', rural: '农村', open: '立件',
    members: '家庭人口', income: '家庭年收入', yes: '是', agree: '同意', submit: '提交：上报乡镇', sent: '已办理：上报乡镇', missing: '须填写',
    approve: '提交：同意', approved: '已办理：同意', no: '否', file: '提交：备案', filed: '已办理：备案', why: '依据', deadlines: '时限', signOut: '退出',
    notYours: '现由他人办理', find: '查询', nothing: '没有符合条件的办件',
  },
  en: {
    start: 'Start a case', fast: 'Epidemic fast track', name: 'Applicant', identity: 'Identity number', dibao: 'Dibao', rural: 'Rural', open: 'Start the case',
    members: 'Household members', income: 'Annual household income', yes: 'yes', agree: 'In favour', submit: 'Submit: Send to the township', sent: 'Done: Send to the township', missing: 'must be filled in',
    approve: 'Submit: Approve', approved: 'Done: Approve', no: 'no', file: 'Submit: File', filed: 'Done: File', why: 'Grounds', deadlines: 'Deadlines', signOut: 'Sign out',
    notYours: 'With somebody else', find: 'Find', nothing: 'No such case',
  },
}

for (const language of ['zh', 'en']) {
  const words = WORDS[language]

  test(`an application goes from the village to the county (${language})`, async () => {
    const { page, complaints, close } = await openPage(browser, { language })
    await signIn(page, site, VILLAGE_CLERK)
    await page.click(`text=${words.start}`)
    await page.click(`text=${words.fast}`)
    await page.getByLabel(words.name, { exact: false }).first().fill('赵春花')
    await page.getByLabel(words.identity, { exact: false }).fill('123')
    await page.getByRole('radio', { name: words.dibao }).check()
    await page.getByRole('radio', { name: words.rural }).check()
    await page.getByRole('button', { name: words.open }).click()
    // What is wrong is said by the server, at the field it concerns.
    await page.waitForSelector('#field-id_number-wrong:not(:empty)')
    await page.fill('#field-id_number', IDENTITIES[language])
    await page.getByRole('button', { name: words.open }).click()
    await page.waitForSelector('.case')
    const number = page.url().split('/').pop()

    await page.getByRole('radio', { name: words.submit.split(/：|: /)[1] }).check()
    await page.fill('#field-members', '3')
    await page.getByRole('button', { name: words.submit }).click()
    await page.waitForSelector(`.field.invalid >> text=${words.missing}`)
    await page.fill('#field-annual_income', '9,000.00')
    await page.locator('#field-committed').getByRole('radio', { name: words.yes, exact: true }).check()
    await page.locator('#field-village_opinion').getByRole('radio', { name: words.agree, exact: true }).check()
    // What is being filled in outlives the session.
    await page.evaluate(() => sessionStorage.removeItem('doudi.token'))
    await page.reload()
    await page.fill('#token', site.token(VILLAGE_CLERK))
    await page.press('#token', 'Enter')
    await page.waitForSelector('.case')
    await page.getByRole('radio', { name: words.submit.split(/：|: /)[1] }).check()
    assert.equal(await page.inputValue('#field-annual_income'), '9,000.00')
    await page.getByRole('button', { name: words.submit }).click()
    await page.waitForSelector(`text=${words.sent}`)
    await page.waitForSelector(`text=${words.notYours}`)
    await page.click(`text=${words.signOut}`)
    await page.waitForSelector('#token')
    assert.equal(await page.evaluate(() => sessionStorage.length), 0, 'signing out wipes what the tab kept')

    await signIn(page, site, TOWNSHIP_OFFICER)
    await page.click(`a[data-row]:has-text("${number}")`)
    await page.locator('fieldset.actions label').first().click()
    await page.locator('#field-grant_now').getByRole('radio', { name: words.no, exact: true }).check()
    await page.getByRole('button', { name: words.approve }).click()
    await page.waitForSelector(`text=${words.approved}`)
    await page.getByRole('tab', { name: words.why }).click()
    await page.locator('.decision summary').first().click()
    await page.waitForSelector('.decision[open] table')
    await page.getByRole('tab', { name: words.deadlines }).click()
    await page.locator('.deadlines summary').first().click()
    await page.waitForSelector('.deadlines details[open]')
    await page.click(`text=${words.signOut}`)

    await signIn(page, site, COUNTY_CLERK)
    await page.fill('#quick-search', number)
    await page.press('#quick-search', 'Enter')
    await page.click(`a[data-row]:has-text("${number}")`)
    await page.locator('fieldset.actions label').first().click()
    await page.getByRole('button', { name: words.file }).click()
    await page.waitForSelector(`text=${words.filed}`)
    await page.click(`text=${words.signOut}`)

    // Somebody of another township finds nothing.
    await signIn(page, site, OTHER_CLERK)
    await page.fill('#quick-search', number)
    await page.press('#quick-search', 'Enter')
    await page.waitForSelector(`text=${words.nothing}`)
    // The browser itself notes each answer that is a refusal; nothing else may be wrong.
    assert.deepEqual(complaints.filter((one) => !one.includes('Failed to load resource')), [])
    await close()
  })
}

test('the keyboard alone leads from the inbox through a case to what was submitted', async () => {
  const started = await site.ask(VILLAGE_CLERK, 'POST', '/cases', {
    process: 'epidemic-fast-track', office: '222403105200',
    fields: { applicant_name: '孙桂芳', id_number: madeUpIdentity(302), scheme: 'dibao', area: 'rural' },
  })
  const { page, close } = await openPage(browser)
  await signIn(page, site, VILLAGE_CLERK)
  await page.waitForSelector('a[data-row]')
  const rows = await page.locator('a[data-row]').allTextContents()
  for (let at = 0; at <= rows.indexOf(started.number); at += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('c')
  await page.waitForSelector(`text=已签收 ${started.number}`, { state: 'attached' })
  await page.keyboard.press('?')
  await page.waitForSelector('dialog.shortcuts[open]')
  await page.keyboard.press('Escape')
  await page.waitForSelector('dialog.shortcuts', { state: 'detached' })
  await page.keyboard.press('Enter')
  await page.waitForSelector('fieldset.actions')
  const to = async (selector) => {
    for (let pressed = 0; pressed < 60; pressed += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
      await page.keyboard.press('Tab')
    }
    assert.fail(`the Tab key does not lead to ${selector}`)
  }
  await to('fieldset.actions input')
  await page.keyboard.press('Space')
  await to('#field-members')
  await page.keyboard.type('2')
  await to('#field-annual_income')
  await page.keyboard.type('6000')
  await to('#field-committed input')
  await page.keyboard.press('Space')
  await to('#field-village_opinion input')
  await page.keyboard.press('Space')
  await to('form.action-form button[type=submit]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=已办理：上报乡镇')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.waitForSelector('.inbox')
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'quick-search')
  await close()
})
