/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccessShown, RecordDetail } from '../../src/server/contract.ts'
import { addressOf, ageProofs, goodPassword, member } from '../signIn/people.ts'
import { expectAccessible } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'
import { makeWorld, registerNamed } from '../support/world.ts'

let b: BrowserApp
beforeAll(async () => {
  b = await browserApp()
}, 180_000)
afterAll(() => b?.close())

/** Both schemes, accessible, and kept as pictures of two widths where SHOTS names a folder. */
async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await expectAccessible(page, `${name}, ${scheme}`)
    if (!process.env.SHOTS) continue
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${width}.png`, fullPage: true })
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

test('an administrator makes a role, limits an auditor, and lets somebody stand in', { timeout: 120_000 }, async () => {
  const cycle = await b.t.commit([
    { do: 'create', register: 'certificationCycle', values: { title: 'Certificate 2026 to 2029' } },
  ])
  const page = await b.open(b.t.people.administrator, 'settings/access')
  await page.getByRole('button', { name: 'Make a role' }).click()
  await page.getByLabel('Name of the role').fill('Supplier desk')
  await page.getByRole('combobox', { name: 'Permissions' }).fill('Suppliers: change')
  await page.getByRole('option', { name: 'Suppliers: change' }).click()
  // Behind an open list nothing can be looked at.
  await page.keyboard.press('Tab')
  await look(page, 'role')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Suppliers: change').waitFor()

  await page.getByRole('button', { name: 'Change the access of Test externalAuditor' }).click()
  await page.getByLabel('Sees nothing after').fill('2099-01-31')
  await look(page, 'member-access')
  await page.getByRole('combobox', { name: 'Only these registers; all when none is chosen' }).fill('Audits')
  await page.getByRole('option', { name: 'Audits', exact: true }).click()
  await page.keyboard.press('Tab')
  await page.getByRole('radiogroup', { name: 'Kind of engagement' }).getByText('Certification cycle').click()
  await page.getByRole('combobox', { name: 'Engagement' }).fill('Certificate')
  await page.getByRole('option', { name: /Certificate 2026/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('only Audits').waitFor()
  const access = await b.t.send<AccessShown>(b.t.people.administrator, 'GET', `${b.t.base}/access`)
  expect(access.body.members.find((m) => m.name === 'Test externalAuditor')?.engagement).toBe(cycle[0]?.id)
  // Opened again, the form knows of which kind it is.
  await page.getByRole('button', { name: 'Change the access of Test externalAuditor' }).click()
  await page.getByRole('dialog').getByText('Certificate 2026 to 2029').waitFor()
  expect(await page.getByRole('radio', { name: 'Certification cycle' }).isChecked()).toBe(true)
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Choose who stands in' }).click()
  await page.getByRole('combobox', { name: 'Who stands in' }).click()
  await page.getByRole('option', { name: 'Test aimsLead' }).click()
  await page.getByRole('combobox', { name: 'Who is away' }).click()
  await page.getByRole('option', { name: 'Test topManagement' }).click()
  await page.getByRole('combobox', { name: 'Roles to pass on' }).press('ArrowDown')
  await page.getByRole('option', { name: 'Top management' }).click()
  await page.keyboard.press('Tab')
  await page.getByLabel('First day').fill('2020-01-01')
  await page.getByLabel('Last day').fill('2099-01-01')
  await page.getByRole('button', { name: 'Pass on' }).click()
  await page.getByText('Test aimsLead for Test topManagement').waitFor()
  await look(page, 'access')
})

test('members who are suspended are marked, and cannot be chosen to stand in', { timeout: 120_000 }, async () => {
  const gone = b.t.people.contributor
  const suspend = (suspended: boolean) =>
    b.t.send(b.t.people.administrator, 'PATCH', `${b.t.base}/members/${gone.account}`, { suspended })
  const page = await b.open(b.t.people.administrator, 'settings/access')
  const line = page.getByRole('listitem').filter({ hasText: gone.name })
  await line.waitFor()
  expect(await line.getByText('Suspended').count()).toBe(0)
  await suspend(true)
  await page.reload()
  await line.getByText('Suspended').waitFor()
  expect(await page.getByText('Suspended').count()).toBe(1)
  await page.getByRole('button', { name: 'Choose who stands in' }).click()
  await page.getByRole('combobox', { name: 'Who stands in' }).click()
  await page.getByRole('option', { name: 'Test viewer' }).waitFor()
  expect(await page.getByRole('option', { name: gone.name }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await look(page, 'suspended')
  await suspend(false)
})

test('somebody sends a concern without their name and comes back with its code', { timeout: 120_000 }, async () => {
  const page = await b.open(b.t.people.contributor, 'r/concerns/new')
  await page.getByLabel('The concern, in one line').fill('The check exists on paper only')
  await page.getByLabel('Description').fill('We are told to agree.')
  await page
    .getByRole('radiogroup', { name: /Without a name/ })
    .getByRole('radio', { name: 'Yes' })
    .click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'seen.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('What I saw.'),
  })
  await page.getByText('seen.txt').waitFor()
  // What is done about it is not theirs to fill in.
  for (const name of [
    'Received on',
    'Answer due on',
    'Outcome',
    'Case code',
    'Handled by',
    'Handling notes',
    'Channel',
  ])
    expect(await page.getByLabel(name, { exact: true }).count(), name).toBe(0)
  await page.getByRole('combobox', { name: 'AI systems' }).waitFor()
  await look(page, 'concern-form')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { level: 1, name: 'Keep this code' }).waitFor()
  const address = await page.getByRole('link', { name: /\/case$/ }).getAttribute('href')
  expect(address).toBe(`${b.t.address}/case`)
  const code = (await page.getByLabel('Case code').textContent()) ?? ''
  expect(code).toMatch(/^[0-9A-Z-]{23}$/)
  await look(page, 'case-code')

  // Another browser, in which nobody is signed in.
  const alone = await (await b.browser.newContext()).newPage()
  await alone.goto(`${b.t.address}/case`)
  await alone.getByLabel('Case code').fill(code)
  await alone.getByRole('button', { name: 'Open' }).click()
  await alone.getByRole('heading', { level: 1, name: 'The check exists on paper only' }).waitFor()
  await alone.getByLabel('Write to those who handle it').fill('It happened again.')
  await alone.getByRole('button', { name: 'Send' }).click()
  await alone.getByText('It happened again.').waitFor()
  await look(alone, 'case')
})

test('an approval shows the sentence that is signed, and the record who signed it', { timeout: 120_000 }, async () => {
  const { t } = b
  const world = makeWorld(t)
  const made = await world.create(registerNamed('businessCase'), {
    ...registerNamed('businessCase').examples[0],
    owner: t.people.systemOwner.person,
    chosenOption: 'Do nothing',
    decision: 'We wait.',
  })
  await t.send(t.people.aimsLead, 'POST', `${t.base}/records/business-cases/${made.id}/moves/submit`, { version: 1 })
  const page = await b.open(t.people.topManagement, `r/business-cases/${made.ref}`)
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByText(`I approve business case ${made.ref}`).waitFor()
  await look(page, 'sign')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('heading', { name: 'Signed by' }).waitFor()
  await page.getByText('Still as signed: yes.').waitFor()
  await look(page, 'signed')
  const { body } = await t.send<RecordDetail>(t.people.viewer, 'GET', `${t.base}/records/business-cases/${made.id}`)
  expect(body.signatures.map((s) => [s.name, s.version])).toEqual([['Test topManagement', 2]])
  // axe itself is what the policy on scripts stops.
  expect(b.faults.filter((fault) => fault.startsWith('script error'))).toEqual([])
})

test('who signed in long ago shows again who they are, and the approval goes on by itself', {
  timeout: 120_000,
}, async () => {
  const { t } = b
  await member(t, 'Thea', ['topManagement'])
  const made = await makeWorld(t).create(registerNamed('businessCase'), {
    ...registerNamed('businessCase').examples[0],
    owner: t.people.systemOwner.person,
    chosenOption: 'Do nothing',
    decision: 'We wait.',
  })
  await t.send(t.people.aimsLead, 'POST', `${t.base}/records/business-cases/${made.id}/moves/submit`, { version: 1 })
  const page = await (await b.browser.newContext()).newPage()
  await page.goto(`${t.address}/`)
  await page.getByLabel('E-mail address').fill(addressOf('Thea'))
  await page.getByLabel(/^Password/).fill(goodPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
  await page.goto(`${t.address}/${t.org.slug}/r/business-cases/${made.ref}`)
  await page.getByRole('button', { name: 'Approve' }).waitFor()
  await ageProofs(t)
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  const asked = page.getByRole('dialog', { name: 'Show that it is you' })
  await asked.getByLabel(/^Password/).fill('a wrong password')
  await asked.getByRole('button', { name: 'Go on' }).click()
  await asked.getByText('This does not show that it is you.').waitFor()
  // Whoever decides against it finds the sentence as it was, and nothing is signed.
  await page.keyboard.press('Escape')
  await asked.waitFor({ state: 'hidden' })
  await page.getByText(`I approve business case ${made.ref}`).waitFor()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await asked.getByLabel(/^Password/).fill(goodPassword)
  await asked.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('Identity shown by: password.').waitFor()
})

test('a reason that was written stays when the proof is put off, and what is signed stands before what leads back', {
  timeout: 120_000,
}, async () => {
  const { t } = b
  const world = makeWorld(t)
  const made = await world.create(registerNamed('findingAcceptance'), {
    ...registerNamed('findingAcceptance').examples[0],
    until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  })
  const page = await (await b.browser.newContext()).newPage()
  await page.goto(`${t.address}/`)
  await page.getByLabel('E-mail address').fill(addressOf('Thea'))
  await page.getByLabel(/^Password/).fill(goodPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
  await page.goto(`${t.address}/${t.org.slug}/r/accepted-readiness-findings/${made.ref}`)
  const accept = page.getByRole('button', { name: 'Accept', exact: true })
  await accept.waitFor()
  await ageProofs(t)
  await accept.click()
  const reason = page.getByRole('dialog', { name: 'Accept' }).getByLabel(/^Reason/)
  await reason.fill('It costs more than it helps until the audit.')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  const asked = page.getByRole('dialog', { name: 'Show that it is you' })
  await asked.waitFor()
  await asked.getByRole('button').first().click()
  await asked.waitFor({ state: 'hidden' })
  expect(await reason.inputValue()).toBe('It costs more than it helps until the audit.')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await asked.getByLabel(/^Password/).fill(goodPassword)
  await asked.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('Identity shown by: password.').waitFor()

  // An approval stands before sending back, though the register names that first.
  const draft = await world.create(registerNamed('document'), {
    ...registerNamed('document').examples[0],
    owner: t.people.systemOwner.person,
    versionLabel: '1',
    nextReviewOn: new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10),
  })
  await t.send(t.people.aimsLead, 'POST', `${t.base}/records/documents/${draft.id}/moves/submit`, { version: 1 })
  await page.goto(`${t.address}/${t.org.slug}/r/documents/${draft.ref}`)
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor()
  const names = await page.locator('main').getByRole('button').allInnerTexts()
  expect(names.indexOf('Approve')).toBeLessThan(names.indexOf('Send back'))
})

test('who handles concerns has the whole form, and what is kept of a form said in confidence stays in its tab', {
  timeout: 120_000,
}, async () => {
  const page = await b.open(b.t.people.concernHandler, 'r/concerns/new')
  for (const name of ['Received on', 'Answer due on', 'Outcome'])
    await page.getByLabel(name, { exact: true }).first().waitFor()
  await page.getByLabel('The concern, in one line').fill('Told by phone')
  await page.getByText('Kept in this tab until you send it').waitFor()
  const kept = await page.evaluate(() => [localStorage, sessionStorage].map((s) => JSON.stringify(s)))
  expect(kept.map((text) => text.includes('Told by phone'))).toEqual([false, true])
})
