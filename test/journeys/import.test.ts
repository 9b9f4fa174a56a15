import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallFederal } from '../fixtures/exchange/smallFederal.ts'
import { expectAccessible, openBrowser, watch } from '../support/browser.ts'
import { type Running, startProduct } from '../support/running.ts'

// The main job in the browser: an inventory becomes AI systems, proposals, and a standing. On the published inventory
// where it is at hand, otherwise on a small one with the same header.
const published = resolve(import.meta.dirname, '../../../shared/samples/us-federal-ai-inventory-2024/inventory.csv')
const isPublished = existsSync(published)
const agency = 'Department of Veterans Affairs'
const expected = isPublished ? 229 : 2

let product: Running
let browser: Browser
let page: Page
let faults: string[]
let folder: string

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  folder = await mkdtemp(join(tmpdir(), 'openaims-import-'))
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  page.setDefaultTimeout(20_000)
  faults = watch(page)
  await page.goto(product.setUpLink)
  await page.getByRole('button', { name: 'Set up my organisation' }).click()
  await page.getByLabel('Organisation').fill(agency)
  await page.getByLabel('Your name').fill('Lee Example')
  await page.getByLabel('Your e-mail address').fill('lee@example.org')
  await page.getByLabel(/^Password/).fill('violet tractor seldom hums')
  await page.getByRole('button', { name: 'Set up', exact: true }).click()
  await page.waitForURL(/department/)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
  await rm(folder, { recursive: true, force: true })
})

const home = () => `${product.address}/department-of-veterans-affairs`
const api = () => `${product.address}/api/v1/o/department-of-veterans-affairs`

async function inventory(): Promise<string> {
  if (isPublished) return published
  const path = join(folder, 'inventory.csv')
  const rows = ['Triage of claims', 'Reading of scans'].map((name) => ({
    'aiSystem.title': name,
    'aiSystem.agency': agency,
    'aiSystem.agencyCode': 'VA',
    'aiSystem.unit': 'Veterans Health Administration',
    'aiSystem.purpose': 'Sorts what comes in.',
    'aiSystem.stage': 'Operation and Maintenance',
  }))
  await writeFile(path, smallFederal(rows))
  return path
}

test('leads through the import, shows what it would do and does it', { timeout: 180_000 }, async () => {
  await page.goto(`${home()}/settings/import`)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles(await inventory())
  await page.getByText('As the 2024 federal inventory of AI use cases').first().waitFor()
  await expectAccessible(page, 'import: where it goes')
  await page.getByLabel('Agency').selectOption(agency)
  await page.getByRole('button', { name: /On to the check|On to the columns/ }).click()
  const run = page.getByRole('button', { name: new RegExp(`Import ${expected} rows`) })
  await run.waitFor({ timeout: 60_000 })
  await expectAccessible(page, 'import: check')
  await run.click()
  await page.getByRole('button', { name: 'Undo this import' }).waitFor({ timeout: 120_000 })
  const found = await (await page.request.get(`${api()}/records/ai-systems?count=true&limit=1`)).json()
  expect(found.total).toBe(expected)
  // What the agency says is a statement; nothing counts as approved.
  const assessments = await (await page.request.get(`${api()}/records/impact-assessments?limit=100`)).json()
  expect(assessments.items.filter((i: { state: string }) => i.state !== 'draft')).toEqual([])
})

test('proposes a statement of applicability from the inventory and records what was chosen', async () => {
  await page.goto(`${home()}/controls/proposals`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  const before = await (await page.request.get(`${api()}/records/controls?count=true&limit=1`)).json()
  expect(before.total).toBe(0)
  await page
    .getByRole('button', { name: /^(Apply|Record|Take over)/ })
    .first()
    .click()
  await page.waitForFunction(
    async (address) => (await (await fetch(address)).json()).total === 38,
    `${api()}/records/controls?count=true&limit=1`,
  )
})

test('finds the systems that need an impact assessment, and says where it stands', async () => {
  await page.goto(`${home()}/risks/triage`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goto(home())
  await page
    .getByText(/of the standard shown|of what ISO\/IEC 42001 asks for/)
    .first()
    .waitFor()
  expect(faults).toEqual([])
})

test('takes ten thousand pasted rows, checked by a job, and keeps the screen answering', {
  timeout: 240_000,
}, async () => {
  await page.goto(`${home()}/settings/import`)
  const box = page.getByLabel('Or paste rows from a spreadsheet')
  await expectAccessible(page, 'import: file')
  await box.evaluate((element) => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `Pasted ${n}\tno`)
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', `Name\tProvides AI\n${rows.join('\n')}\n`)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  const register = page.getByRole('combobox', { name: 'Register' })
  await register.waitFor({ timeout: 60_000 })
  await register.selectOption({ value: 'supplier' })
  await page.getByRole('button', { name: 'On to the columns' }).click()
  await page.getByLabel('A row means the same record when this agrees').selectOption('title')
  await page.getByLabel('An empty cell takes away what the record has').check()
  await expectAccessible(page, 'import: columns')
  await page.getByRole('button', { name: 'Check the rows' }).click()
  const run = page.getByRole('button', { name: /Import 10,000 rows/ })
  await run.waitFor({ timeout: 120_000 })
  await run.click()
  await page.getByRole('button', { name: 'Undo this import' }).waitFor({ timeout: 180_000 })
  const found = await (
    await page.request.get(`${api()}/records/suppliers?count=true&limit=1&filter=title:contains:Pasted`)
  ).json()
  expect(found.total).toBe(10_000)
  expect(faults).toEqual([])
})
