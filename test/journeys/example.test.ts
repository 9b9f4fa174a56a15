/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, openBrowser, watch } from '../support/browser.ts'
import { type Running, startProduct } from '../support/running.ts'

let product: Running
let browser: Browser
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
let organisation: string

/** Every screen that is not a plain register, and one register of each look. */
const screens = [
  '',
  'programme',
  'programme/roadmap',
  'programme/gap',
  'programme/overlap-27001',
  'systems',
  'systems/AIS-1',
  'systems/roles',
  'risks',
  'risks/proposals',
  'risks/triage',
  'controls',
  'controls/proposals',
  'controls/versions',
  'documents',
  'audit',
  'audit/readiness',
  'audit/coverage',
  'audit/review-inputs',
  'audit/pack',
  'audit/trust',
  'explore',
  'explore/clauses',
  'explore/trace/RISK-1',
  'explore/standard/iso42001:A.5.2',
  'settings',
  'settings/import',
  'r/risks',
  'r/risks/RISK-1',
  'r/risks/new',
  'r/impact-assessments/IA-1',
]

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(product.setUpLink)
  await page.getByRole('button', { name: 'Open the example organisation' }).click()
  await page.getByText('This is the example organisation').first().waitFor({ timeout: 30_000 })
  organisation = `${product.address}${new URL(page.url()).pathname.replace(/\/$/, '')}`
  signedIn = await context.storageState()
  await context.close()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
})

async function open(path: string): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ storageState: signedIn, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults = watch(page)
  await page.goto(`${organisation}/${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  return { page, faults }
}

describe.each(screens)('screen "%s"', (path) => {
  test('is there, accessible in light and dark, and fits a phone', async () => {
    const { page, faults } = await open(path)
    expect(await page.getByText('Something went wrong').count()).toBe(0)
    expect(await page.getByRole('heading', { name: 'Not found' }).count()).toBe(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
      await page.waitForTimeout(600) // colours fade over 150 ms, and long pages paint late
      await expectAccessible(page, `${path} ${colorScheme}`)
    }
    await page.setViewportSize({ width: 360, height: 800 })
    // The layout follows the width a moment later.
    const fits = () => document.documentElement.scrollWidth - document.documentElement.clientWidth <= 1
    await page.waitForFunction(fits, undefined, { timeout: 3000 }).catch(() => {})
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(1)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

test('at a past date every screen is read-only and says so', async () => {
  for (const path of ['', 'programme', 'controls', 'risks', 'r/ai-systems']) {
    const { page } = await open(`${path}?asOf=2026-01-15`)
    await page
      .getByText(/You are looking at 15 January 2026/)
      .first()
      .waitFor()
    const free = await page.evaluate(
      () =>
        [...document.querySelectorAll('main button')].filter(
          (b) =>
            /^(New|Propose|Approve|Delete|Archive|Apply)/.test(b.textContent ?? '') &&
            b.getAttribute('aria-disabled') !== 'true' &&
            !(b as HTMLButtonElement).disabled,
        ).length,
    )
    expect([path, free]).toEqual([path, 0])
    await page.context().close()
  }
})
