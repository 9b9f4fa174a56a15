/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, watch } from '../support/browser.ts'
import { exampleProduct } from '../support/exampleProduct.ts'

let example: Awaited<ReturnType<typeof exampleProduct>>
beforeAll(async () => {
  example = await exampleProduct()
})
afterAll(() => example?.close())

test('a person is found everywhere, some places are kept with a reason, and the rest is erased', async () => {
  const { page, organisation } = example
  page.setDefaultTimeout(20_000)
  const faults = watch(page)
  await page.goto(`${organisation}/audit/trust`)
  await page.getByRole('link', { name: 'Look for a person' }).click()
  await page.getByRole('heading', { level: 1, name: 'Erase what is kept about a person' }).waitFor()
  // Without a person the button says what it needs.
  await expect(page.getByRole('button', { name: 'Look for them' }).getAttribute('aria-disabled')).resolves.toBe('true')
  await page.getByRole('combobox', { name: 'Person' }).fill('Petra')
  await page.getByRole('option', { name: /Petra Lindqvist/ }).click()
  await page.getByRole('button', { name: 'Look for them' }).click()
  const places = page.getByRole('region', { name: 'Where they are kept' })
  await places.getByRole('checkbox').first().waitFor()
  expect(await places.getByRole('checkbox').count()).toBeGreaterThan(1)
  await places.getByText('About the person alone').waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(600)
    await expectAccessible(page, `erase a person, ${colorScheme}`)
  }

  // One place stays, and says why.
  const last = places.getByRole('checkbox').last()
  const stays = await last.getAttribute('aria-label')
  await last.uncheck()
  const erase = page.getByRole('button', { name: /^Erase .* for ever$/ })
  await page.getByRole('textbox', { name: /^Reason/ }).fill('Request under article 17')
  await page.getByLabel('I know that this cannot be undone.').check()
  await expect(erase.getAttribute('aria-disabled')).resolves.toBe('true')
  await places.getByLabel('Why it stays').first().fill('A law asks to keep it')
  await erase.click()
  // Looked for again by itself: what was kept is all that is left.
  await expect.poll(() => places.getByRole('checkbox').count(), { timeout: 30_000 }).toBe(1)
  expect(await places.getByRole('checkbox').first().getAttribute('aria-label')).toBe(stays)

  await page.goto(`${organisation}/r/people`)
  await page
    .getByText(/Former person [A-Z2-9]{6}/)
    .first()
    .waitFor()
  expect(await page.getByText('Petra Lindqvist').count()).toBe(0)
  expect(faults).toEqual([])
})
