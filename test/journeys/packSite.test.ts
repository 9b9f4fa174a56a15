import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packBytes } from '../support/packSample.ts'
import { unzip } from '../support/zipFiles.ts'

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-site-'))
  for (const [path, content] of await unzip((await packBytes()).bytes)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const executablePath = await chromium.executablePath()
  browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const address = (path: string) => pathToFileURL(join(folder, path)).href
const pages = [
  'index.html',
  'soa.html',
  'clauses.html',
  'readiness.html',
  'registers.html',
  'evidence.html',
  'registers/supplier.html',
  'records/supplier/0001.html',
  'records/finding/0001.html',
]

async function open(path: string, options: BrowserContextOptions = {}) {
  const page = await browser.newPage(options)
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(address(path))
  return { page, complaints }
}

test.each(pages)('%s, opened from disk, has no accessibility fault in light and dark', async (path) => {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  for (const colorScheme of ['light', 'dark'] as const) {
    // The page's own policy bars foreign scripts; the tester is let in past it.
    const { page, complaints } = await open(path, { colorScheme, bypassCSP: true })
    await page.addScriptTag({ path: axe })
    const faults = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run({ preload: false })).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
    expect(faults, colorScheme).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  }
})

test('style and filter work from disk under the policy of the page', async () => {
  const { page, complaints } = await open('readiness.html')
  const field = page.getByLabel('Filter these rows').first()
  await field.fill('impact assessment')
  const shown = await page.getByRole('status').first().textContent()
  expect(shown).toMatch(/^\d+ of 32 rows$/)
  expect(await page.locator('nav.site ul').evaluate((list) => getComputedStyle(list).display)).toBe('flex')
  expect(complaints).toEqual([])
  await page.close()
})

test('everything is readable without scripts, and nothing scrolls sideways on a phone but tables', async () => {
  const { page } = await open('soa.html', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  expect(await page.getByRole('row').count()).toBeGreaterThan(38)
  expect(await page.getByLabel('Filter these rows').count()).toBe(0)
  await page.close()
  for (const path of pages) {
    const { page: phone } = await open(path, { viewport: { width: 360, height: 740 } })
    expect(await phone.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
    await phone.close()
  }
})

test('a reader walks from the start to a record and on to its owner', async () => {
  const { page } = await open('index.html')
  await page.getByRole('link', { name: 'Registers' }).first().click()
  await page.getByRole('link', { name: 'Suppliers' }).click()
  await page.getByRole('link', { name: 'SUP-1' }).click()
  await page.getByRole('link', { name: 'PER-1 Ingrid Solberg' }).first().click()
  expect(await page.getByRole('heading', { name: 'PER-1 Ingrid Solberg' }).isVisible()).toBe(true)
  await page.close()
})
