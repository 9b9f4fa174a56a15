/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryEntry, RecordItem } from '../../src/server/contract.ts'
import { watch } from '../support/browser.ts'
import { exampleProduct } from '../support/exampleProduct.ts'

let example: Awaited<ReturnType<typeof exampleProduct>>
let page: Page
let faults: string[]

beforeAll(async () => {
  example = await exampleProduct()
  page = example.page
  page.setDefaultTimeout(15_000)
  faults = watch(page)
})
afterAll(async () => {
  expect(faults).toEqual([])
  await example.close()
})

async function open(path: string): Promise<void> {
  await page.goto(`${example.organisation}/${path}`)
  await page.getByRole('heading').first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function asked<T>(path: string): Promise<T> {
  const { origin, pathname } = new URL(example.organisation)
  const answer = await page.request.get(`${origin}/api/v1/o${pathname}/${path}`)
  return (await answer.json()) as T
}

test('who approved is told by name; the accounts that rules compare are kept and shown to nobody', async () => {
  for (const [path, ref] of [
    ['impact-assessments', 'IA-1'],
    ['documents', 'DOC-1'],
  ]) {
    await open(`r/${path}/${ref}`)
    const told = await page.locator('main').textContent()
    expect(told).toContain('Hanne Verlinden')
    expect(told).not.toMatch(/example:\w+/)
    expect(told).not.toMatch(/by account/i)
    const { record } = await asked<{ record: RecordItem }>(`records/${path}/${ref}`)
    expect(JSON.stringify(record.values)).toMatch(/example:\w+/)
    const history = await asked<{ entries: HistoryEntry[] }>(`records/${path}/${ref}/history`)
    expect(history.entries.flatMap((entry) => entry.changes.map((change) => change.field))).not.toContain(
      'preparedByAccount',
    )
  }
})

test('registers are named by their labels, in the list of own fields and where one is chosen', async () => {
  await open('r/own-fields')
  const rows = await page.locator('tbody').textContent()
  expect(rows).toContain('AI systems')
  expect(rows).not.toContain('aiSystem')
  await page.getByRole('link', { name: 'Settings', exact: true }).first().waitFor()
  await open('r/own-fields/new')
  await page.getByRole('combobox', { name: 'Register' }).fill('Suppl')
  await page.getByRole('option', { name: 'Suppliers', exact: true }).click()
  await page.getByRole('textbox', { name: 'Label' }).fill('Cost unit')
  await page.getByRole('textbox', { name: 'Key' }).fill('costUnit')
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Number', exact: true }).click()
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: 'Cost unit' }).waitFor()
  const { items } = await asked<{ items: RecordItem[] }>('records/own-fields?q=Cost%20unit')
  expect(items.map((item) => item.values.registerName)).toEqual(['supplier'])
})

test('answers of a test stand one below the other, since they hold commas', async () => {
  await open('r/courses/CRS-1')
  await page
    .getByRole('listitem')
    .filter({ hasText: /^Yes, with a reason$/ })
    .waitFor()
})

test('a record without an owner says so only where owners are asked for', async () => {
  await open('r/people/PER-1')
  expect(await page.locator('main').textContent()).not.toContain('Without an owner')
  await open('r/documents/DOC-1')
  await page.getByText(/^Owned by Hanne Verlinden/).waitFor()
})

test('the page of settings leads to everything that is set', async () => {
  for (const name of ['Import a table', 'Operation', 'Trust']) {
    await open('settings')
    await page.getByRole('main').getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
})

test('a page that is not there leads to the search and to the start', async () => {
  await open('r/nonsense')
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Search everything' }).click()
  await page.getByRole('heading', { level: 1, name: 'Search everything' }).waitFor()
  await page.goto(`${new URL(example.organisation).origin}/nobody-here`)
  await page.getByText('There is no organisation "nobody-here"').waitFor()
  expect(await page.getByRole('link', { name: 'Search everything' }).count()).toBe(0)
  await page.getByRole('link', { name: 'To the start' }).click()
  await page.waitForURL((url) => !url.pathname.includes('nobody-here'))
})

test('an import on a German phone fits, says what is wrong in German, and brings in nothing that is wrong', async () => {
  const context = await example.browser.newContext({
    storageState: await example.context.storageState(),
    viewport: { width: 390, height: 844 },
    isMobile: true,
    locale: 'de-DE',
  })
  const phone = await context.newPage()
  phone.setDefaultTimeout(15_000)
  const fits = async (step: string) =>
    expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth), step).toBeLessThanOrEqual(1)
  await phone.goto(`${example.organisation}/settings/import`)
  await phone.locator('input[type=file]').setInputFiles({
    name: 'Lieferanten.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name;Provides AI;Next review by\nGut;yes;2027-03-01\nSchief;perhaps;soon\n'),
  })
  await phone.getByRole('button', { name: 'Weiter zu den Spalten' }).click()
  await phone.getByText('Gleicher Name wie').first().waitFor()
  await fits('columns')
  await phone.getByRole('button', { name: 'Zeilen prüfen' }).click()
  await phone.getByText('„perhaps“ ist weder Ja noch Nein.').waitFor()
  await phone.getByText('Es ist kein Datum.').waitFor()
  await phone.getByText('1. März 2027').waitFor()
  await fits('check')
  // All or nothing is barred; without the row that is wrong, the other one is brought in.
  const run = phone.getByRole('button', { name: '1 Zeile importieren' })
  expect(await run.getAttribute('aria-disabled')).toBe('true')
  await phone.getByRole('radio').last().check()
  await run.click()
  await phone.getByRole('button', { name: 'Diesen Import zurücknehmen' }).waitFor()
  await fits('result')
  const { items } = await asked<{ items: RecordItem[] }>('records/suppliers?limit=100')
  expect(items.map((item) => item.title)).toContain('Gut')
  expect(items.map((item) => item.title)).not.toContain('Schief')
  await context.close()
})

test('no number of a record is broken at its hyphen, however narrow the place', async () => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    for (const path of ['audit', 'audit/review-inputs']) {
      await open(path)
      const broken = await page.evaluate(() => {
        const found: string[] = []
        const words = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
        for (let text = words.nextNode(); text; text = words.nextNode()) {
          for (const { 0: number, index } of (text.textContent ?? '').matchAll(/\b[A-Z]{2,5}-\d+\b/g)) {
            const range = document.createRange()
            range.setStart(text, index)
            range.setEnd(text, index + number.length)
            if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) found.push(number)
          }
        }
        return found
      })
      expect(broken, `${path} at ${width}`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 })
})
