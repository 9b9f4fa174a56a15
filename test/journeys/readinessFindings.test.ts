import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, watch } from '../support/browser.ts'
import { type Running, startProduct } from '../support/running.ts'

let product: Running
let browser: Browser
let page: Page
let faults: string[]
let organisation: string

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  page.setDefaultTimeout(20_000)
  faults = watch(page)
  await page.goto(product.setUpLink)
  await page.getByRole('button', { name: 'Open the example organisation' }).click()
  await page.getByText('This is the example organisation').first().waitFor({ timeout: 60_000 })
  organisation = `${product.address}${new URL(page.url()).pathname.replace(/\/$/, '')}`
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
})

const shoot = async (name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

test('findings are listed, narrowed, opened by their address and exported', { timeout: 120_000 }, async () => {
  await page.goto(`${organisation}/audit/readiness`)
  const table = page.getByRole('table', { name: 'Readiness findings' })
  await table.getByRole('row').nth(3).waitFor()
  const all = Number(await table.getAttribute('aria-rowcount'))
  expect(all).toBeGreaterThan(10)
  await shoot('findings')

  await page.getByRole('combobox', { name: 'Grade' }).click()
  await page.getByRole('option', { name: 'Major' }).click()
  await expect.poll(async () => Number(await table.getAttribute('aria-rowcount'))).toBeLessThan(all)
  expect(await table.getByText('Minor', { exact: true }).count()).toBe(0)

  await table.getByRole('row').nth(1).click()
  const panel = page.getByRole('complementary').or(page.getByRole('dialog')).filter({ hasText: 'To put it right' })
  await panel.waitFor()
  await shoot('finding')

  // Filtered away from the list, the finding of the address still opens.
  const key = new URL(page.url()).searchParams.get('finding') ?? ''
  await page.goto(`${organisation}/audit/readiness?severity=ofi&finding=${encodeURIComponent(key)}`)
  await panel.waitFor()

  await page.goto(`${organisation}/audit/readiness?severity=major`)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^readiness-findings-.*\.csv$/)
  expect(faults).toEqual([])
})

test('a clause shows its findings and leads to all of them', { timeout: 60_000 }, async () => {
  await page.goto(`${organisation}/explore/standard/iso42001:6.1.3`)
  await page.getByRole('heading', { name: 'Readiness findings' }).waitFor()
  await page.waitForLoadState('networkidle')
  await shoot('clause')
  await page.goto(`${organisation}/explore/clauses`)
  await page.getByRole('table').first().waitFor()
  await shoot('map')
  expect(faults).toEqual([])
})

test('on a phone the list fits', { timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${organisation}/audit/readiness`)
  await page.getByRole('table', { name: 'Readiness findings' }).getByRole('row').nth(3).waitFor()
  await shoot('phone')
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
})

test('sentences wrap, so that each can be read to its end, and the last row is reached', {
  timeout: 60_000,
}, async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`${organisation}/audit/readiness`)
  const table = page.getByRole('table', { name: 'Readiness findings' })
  await table.getByRole('row').nth(3).waitFor()
  const cut = () =>
    table.locator('td').evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length)
  expect(await cut()).toBe(0)
  const count = Number(await table.getAttribute('aria-rowcount'))
  const last = table.locator(`tr[aria-rowindex="${count + 1}"], tr[aria-rowindex="${count}"]`).last()
  await table.locator('..').evaluate(async (scroller) => {
    for (let i = 0; i < 60; i++) {
      scroller.scrollTop = scroller.scrollHeight
      await new Promise((done) => setTimeout(done, 50))
    }
  })
  await last.waitFor()
  expect(await last.isVisible()).toBe(true)
  expect(await cut()).toBe(0)
})

test('the page of a record tells what is found about it, how it is put right, and lets it be accepted', {
  timeout: 60_000,
}, async () => {
  await page.goto(`${organisation}/r/risks/RISK-1`)
  const section = page.getByRole('region', { name: /^Readiness findings/ })
  await section.getByText('is not linked to an AI objective it touches').waitFor()
  await section.getByText('Opportunity').waitFor()
  expect(await section.getByRole('link', { name: 'Edit the record' }).getAttribute('href')).toMatch(
    /\/r\/risks\/RISK-1\/edit/,
  )
  await section.getByRole('button', { name: 'Accept for a time' }).click()
  const dialog = page.getByRole('dialog', { name: 'Accept for a time' })
  await dialog.getByLabel('Reason').fill('The objective comes next quarter.')
  await dialog.getByLabel('Accepted until').fill('2099-01-31')
  await dialog.getByRole('button', { name: 'Propose' }).click()
  await page.getByText(/is proposed; top management/).waitFor()
  // What no rule finds anything about says nothing of it.
  await page.goto(`${organisation}/r/acknowledgements/ACK-1`)
  await page.getByRole('heading', { name: 'History' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByRole('region', { name: /^Readiness findings/ }).count()).toBe(0)
  expect(faults).toEqual([])
})
