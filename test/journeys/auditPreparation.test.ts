import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, watch } from '../support/browser.ts'
import { exampleProduct } from '../support/exampleProduct.ts'

let product: Awaited<ReturnType<typeof exampleProduct>>
let page: Page
let faults: string[]

beforeAll(async () => {
  product = await exampleProduct()
  page = product.page
  page.setDefaultTimeout(30_000)
  faults = watch(page)
}, 240_000)
afterAll(() => product?.close(), 120_000)

const shot = async (name: string) => {
  const folder = process.env.SHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

test('adds what auditors usually ask for to the list, once, and leaves the past as it was', async () => {
  await page.setViewportSize({ width: 1440, height: 1000 })
  await page.goto(`${product.organisation}/audit`)
  const part = page.getByRole('region', { name: 'Before the auditors come' })
  const add = part.getByRole('button', { name: /^Add \d+ requests$/ })
  await add.waitFor()
  await shot('audit-preparation')
  await expectAccessible(page, 'audit')
  const before = Number((await add.textContent())?.match(/\d+/)?.[0])
  expect(before).toBeGreaterThan(50)
  await add.click()
  await page.getByText(`${before} requests are on your list now, to be answered.`).waitFor()
  await part.getByText('All of the usual requests are on your list.').waitFor()
  expect(await part.getByRole('button', { name: /requests/ }).count()).toBe(0)

  await part.getByRole('link', { name: 'What auditors ask to see' }).click()
  await page.getByRole('heading', { level: 1, name: 'Audit requests' }).waitFor()
  await page.getByText('PBC-001').first().waitFor()

  await page.goto(`${product.organisation}/audit?asOf=2026-06-30`)
  const barred = part.getByRole('button', { name: /^Add \d+ requests$/ })
  await barred.waitFor()
  expect(await barred.getAttribute('aria-disabled')).toBe('true')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${product.organisation}/audit`)
  await part.waitFor()
  await shot('audit-preparation-390-dark')
  expect(faults).toEqual([])
})
