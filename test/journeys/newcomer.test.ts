import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { expectAccessible, openBrowser, watch } from '../support/browser.ts'
import { type Running, startProduct } from '../support/running.ts'

// One journey told in order: each step goes on where the one before it ended.
let product: Running
let browser: Browser
let page: Page
let faults: string[]

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })).newPage()
  page.setDefaultTimeout(15_000)
  faults = watch(page)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
})

test('without the link nobody can claim a fresh instance', async () => {
  await page.goto(product.address)
  await page
    .getByText('sign-in-link')
    .or(page.getByText('link printed'))
    .or(page.getByText('terminal'))
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: 'Set up my organisation' }).count()).toBe(0)
  const answer = await page.request.post(`${product.address}/api/v1/setup`, {
    data: { organisation: { name: 'Intruder' }, person: { name: 'Mallory', email: 'm@example.org' } },
  })
  expect(answer.status()).toBe(410)
})

test('sets up an organisation with the one-time link', async () => {
  await page.goto(product.setUpLink)
  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  await expectAccessible(page, 'welcome')
  await page.getByRole('button', { name: 'Set up my organisation' }).click()
  await page.getByLabel('Organisation').fill('Ærlig & Søn 🚲')
  await page.getByLabel('Your name').fill('שרה Cohen')
  await page.getByLabel('Your e-mail address').fill('sara@example.org')
  await page.getByLabel(/^Password/).fill('violet tractor seldom hums')
  await page.getByRole('button', { name: 'Set up', exact: true }).click()
  await page.waitForURL(/rlig/)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessible(page, 'empty home')
})

test('the link is spent', async () => {
  const other = await (await browser.newContext()).newPage()
  await other.goto(product.setUpLink)
  await other.waitForURL(/link=expired/)
})

test('screens without records say what is missing and offer one way on', async () => {
  await page.goto(`${organisation()}/risks/triage`)
  await page.getByRole('heading', { name: 'No AI system is listed yet' }).waitFor()
  expect(await page.getByText('Every system was triaged').count()).toBe(0)
  await page.getByRole('link', { name: 'List your AI systems' }).click()
  await page.getByRole('heading', { name: 'AI systems', level: 1 }).waitFor()
  await page.getByRole('heading', { name: 'No AI system is listed yet' }).waitFor()
  expect(await page.locator('main').getByRole('button', { name: 'New AI system' }).count()).toBe(1)
  await page.goto(`${organisation()}/risks/proposals`)
  await page.getByText('3 risks of the catalogue fit the management system as a whole').waitFor()
})

test('adds an AI system; a mistake is named beside its field and loses nothing', async () => {
  await page.getByRole('link', { name: 'AI systems' }).first().click()
  await page.goto(`${organisation()}/r/ai-systems/new`)
  await page.getByRole('textbox', { name: /^Purpose/ }).fill('Answers questions of customers about their bicycles.')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('alert').first().waitFor()
  expect(await page.getByRole('textbox', { name: /^Purpose/ }).inputValue()).toContain('bicycles')
  await page.getByRole('textbox', { name: /^Name/ }).fill('Chatbot "Hjul"')
  await choose('Life cycle stage', 'Operation')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(/AIS-1/)
  await page.getByRole('heading', { name: 'Chatbot "Hjul"' }).waitFor()
  await expectAccessible(page, 'AI system')
})

test('uploads evidence and finds it in history', async () => {
  const file = join(tmpdir(), `openaims-note-${process.pid}.txt`)
  await writeFile(file, 'Tested on 200 questions of last month; 6 answers were wrong.')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add files' }).first().click()
  await (await chooser).setFiles(file)
  await page.getByText('note').first().waitFor()
  const activity = await page.request.get(`${api()}/activity`)
  const { entries } = await activity.json()
  expect(entries[0].record.register).toBe('evidence')
})

test('begins the missing documents from their outlines, and is told what is still to be decided in one', async () => {
  await page.goto(`${organisation()}/documents`)
  await page.getByRole('button', { name: /^Begin \d+ missing documents$/ }).click()
  await page.getByText(/documents are begun with what your records say/).waitFor({ timeout: 30_000 })
  await expectAccessible(page, 'needed documents')
  await page.goto(`${organisation()}/documents?show=begun`)
  await page
    .getByRole('row', { name: /^AI policy/ })
    .getByRole('link', { name: /AI policy/ })
    .click()
  await page.getByRole('heading', { level: 1, name: 'AI policy' }).waitFor()
  await page.getByText('says what Ærlig & Søn 🚲 wants AI to do').waitFor()
  const submit = page.getByRole('button', { name: 'Submit for review' })
  expect(await submit.getAttribute('aria-disabled')).toBe('true')
  await page
    .getByText(/The text still has places in square brackets/)
    .first()
    .waitFor({ state: 'attached' })
})

test('a barred action says why', async () => {
  await page.goto(`${organisation()}/r/ai-systems/AIS-1`)
  const approve = page.getByRole('button', { name: 'Approve for use' }).first()
  await approve.waitFor()
  expect(await approve.getAttribute('aria-disabled')).toBe('true')
})

test('the past is read-only and unmistakable', async () => {
  const today = new Date().toISOString().slice(0, 10)
  await page.goto(`${organisation()}/r/ai-systems?asOf=2020-01-01`)
  await page
    .getByText(/You are looking at 1 January 2020/)
    .first()
    .waitFor()
  await page
    .getByText(/Back to today/)
    .first()
    .click()
  await page.waitForURL((url) => !url.search.includes('asOf'))
  const refused = await page.request.patch(`${api()}/records/ai-systems/AIS-1?asOf=${today}`, {
    data: { version: 1, values: {} },
  })
  expect((await refused.json()).code).toBe('time/read-only')
})

test('makes an audit pack, downloads it and an outsider verifies it', async () => {
  const begun = await page.request.post(`${api()}/audit-packs`, { data: {} })
  expect(begun.status()).toBe(202)
  const { job } = await begun.json()
  let state: { state: string; result: string | null; problem: string | null }
  do state = await (await page.request.get(`${api()}/jobs/${job}`)).json()
  while (state.state === 'waiting' || state.state === 'running')
  expect(state.problem).toBeNull()
  const pack = await page.request.get(`${product.address}${state.result}`)
  const verdict = await verifyPack(await pack.body())
  expect(verdict.problems).toEqual([])
  expect(verdict.organisation).toBe('Ærlig & Søn 🚲')
})

test('nothing went wrong on any page, and Ctrl-C ends it cleanly', async () => {
  expect(faults).toEqual([])
  expect(await product.stop()).toBe(0)
  expect(product.output()).toContain('Stopping')
})

const organisation = () => `${product.address}/${new URL(page.url()).pathname.split('/')[1]}`
const api = () => `${product.address}/api/v1/o/${new URL(page.url()).pathname.split('/')[1]}`

async function choose(label: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .or(page.getByLabel(label))
    .first()
    .click()
  await page.getByRole('option', { name: option }).first().click()
}
