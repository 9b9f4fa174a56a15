/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditPackEntry } from '../../src/server/contract/packs.ts'
import type { SignedIn } from '../support/app.ts'
import { expectAccessible } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await browserApp()
})
afterAll(async () => {
  expect(app.faults).toEqual([])
  await app.close()
})

const listed = async (who: SignedIn) =>
  (await app.t.send<AuditPackEntry[]>(who, 'GET', `${app.t.base}/audit-packs`)).body

/** The only row of the list of packs. */
const row = (page: Page) => page.getByRole('table', { name: 'Earlier packs' }).locator('tbody tr')

test('a pack is made, marked to stay, let go and removed, each from its row', async () => {
  const { viewer } = app.t.people
  const page = await app.open(viewer, 'audit/pack')
  await page.getByText('No pack was made yet.').waitFor()
  await page.getByRole('button', { name: 'Make the audit pack' }).click()
  await row(page).getByRole('link', { name: 'Download' }).waitFor({ timeout: 60_000 })

  await row(page)
    .getByRole('button', { name: /^Keep the pack as of/ })
    .click()
  const release = row(page).getByRole('button', { name: /^Let it go: the pack as of/ })
  await release.waitFor()
  expect((await listed(viewer)).map((pack) => pack.kept)).toEqual([true])

  // Barred while it is marked to stay: the button says why, and pressing it asks nothing and removes nothing.
  const remove = row(page).getByRole('button', { name: /^Remove the pack as of/ })
  expect(await remove.getAttribute('aria-disabled')).toBe('true')
  expect(await remove.getAttribute('aria-describedby')).not.toBeNull()
  await page.getByText('It is marked to stay. Let it go first.').first().waitFor({ state: 'attached' })
  await remove.click({ force: true })
  expect(await page.getByText('Remove it and its file?').count()).toBe(0)
  await expectAccessible(page, 'a pack marked to stay')

  await release.click()
  await row(page)
    .getByRole('button', { name: /^Keep the pack as of/ })
    .waitFor()
  expect((await listed(viewer)).map((pack) => pack.kept)).toEqual([false])

  await remove.click()
  const asks = row(page).getByRole('group', { name: /^Remove the pack as of/ })
  await asks.getByRole('button', { name: 'Cancel' }).click()
  await asks.waitFor({ state: 'detached' })
  expect((await listed(viewer)).map((pack) => pack.href === null)).toEqual([false])

  await remove.click()
  await asks.getByRole('button', { name: 'Remove', exact: true }).click()
  await row(page).getByText('Removed.').waitFor()
  expect(await row(page).getByRole('link', { name: 'Download' }).count()).toBe(0)
  expect((await listed(viewer)).map((pack) => [pack.digest, pack.href])).toEqual([[null, null]])

  // What went can be made anew, as of the same instant.
  await row(page).getByRole('button', { name: 'Make it again' }).click()
  await row(page).first().getByRole('link', { name: 'Download' }).waitFor({ timeout: 60_000 })
  const [again, gone] = await listed(viewer)
  expect(again?.asOf).toBe(gone?.asOf)
  await page.context().close()
})

test('who sees a pack another marked to stay is told so by the server, and it stays', async () => {
  const { viewer, aimsLead } = app.t.people
  const [pack] = await listed(viewer)
  const page = await app.open(viewer, 'audit/pack')
  await row(page)
    .first()
    .getByRole('button', { name: /^Remove the pack as of/ })
    .click()
  // Meanwhile the lead marks it.
  await app.t.send(aimsLead, 'PATCH', `${app.t.base}/audit-packs/${pack?.job}`, { kept: true })
  await row(page).first().getByRole('button', { name: 'Remove', exact: true }).click()
  await row(page).first().getByRole('alert').filter({ hasText: 'marked to stay' }).waitFor()
  expect((await listed(viewer))[0]).toMatchObject({ kept: true, digest: pack?.digest })
  await page.context().close()
})

test('packs of others are not listed to those who do not look after them', async () => {
  const { contributor } = app.t.people
  const page = await app.open(contributor, 'audit/pack')
  await page.getByText('No pack was made yet.').waitFor()
  expect(await page.getByRole('button', { name: /^(Keep|Remove) the pack/ }).count()).toBe(0)
  await page.context().close()
})

test('on a phone each pack is a card with all that can be done about it in sight', async () => {
  const page = await app.open(app.t.people.viewer, 'audit/pack', { viewport: { width: 390, height: 844 } })
  const first = row(page).first()
  for (const name of [/^Let it go: the pack as of/, /^Remove the pack as of/]) {
    const box = await first.getByRole('button', { name }).boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true)
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1)
  await page.context().close()
})

test('the language of a pack is chosen where it is made, that of a report is the one that is spoken', async () => {
  const { internalAuditor } = app.t.people
  const page = await app.open(internalAuditor, 'audit/pack')
  const language = page.getByRole('combobox', { name: 'Language' })
  expect(await language.inputValue()).toBe('en')
  await language.selectOption('Deutsch')
  await page.getByRole('button', { name: 'Make the audit pack' }).click()
  await row(page).getByRole('link', { name: 'Download' }).waitFor({ timeout: 60_000 })
  await row(page).getByText('Deutsch').waitFor()
  expect((await listed(internalAuditor)).map((pack) => pack.language)).toEqual(['de'])
  const report = page.getByRole('link', { name: 'Statement of applicability as HTML', exact: true }).first()
  expect(await report.getAttribute('href')).toMatch(/[?&]language=en\b/)
  await page.context().close()
})
