/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await browserApp()
})
afterAll(() => app?.close())

/** From now on the server has no file that this tab has not fetched yet, and perhaps a newer client. */
async function losesItsFiles(page: Page, { isNewer }: { isNewer: boolean }): Promise<void> {
  // What the page itself is made of has come by then.
  await page.waitForLoadState('networkidle')
  await page.context().route('**/assets/**', (route) => route.fulfill({ status: 404, body: 'There is no such file.' }))
  await page.context().route(`${app.t.address}/`, async (route) => {
    const answer = await route.fetch()
    const text = await answer.text()
    await route.fulfill({
      response: answer,
      body: isNewer ? text.replaceAll(/index-[\w-]+\.js/g, 'index-next.js') : text,
    })
  })
}

const isUpgraded = async (page: Page) => {
  await page.context().unroute('**/assets/**')
  await page.context().unroute(`${app.t.address}/`)
}

test('a tab that stayed open over an upgrade offers to reload, and the form in it keeps what was typed', async () => {
  const page = await app.open(app.t.people.aimsLead, 'r/suppliers/new')
  const name = page.getByRole('textbox', { name: /^Name/ })
  await name.fill('Typed before the upgrade')
  await losesItsFiles(page, { isNewer: true })
  await page.keyboard.press('Control+k')
  const notice = page.getByRole('alert').filter({ hasText: 'OpenAIMS was updated' })
  await notice.waitFor()
  expect(await name.inputValue()).toBe('Typed before the upgrade')
  await expectAccessible(page, 'updated')
  await isUpgraded(page)
  await notice.getByRole('button', { name: 'Reload' }).click()
  await page.getByText(/Your unsaved changes from .* are back/).waitFor()
  expect(await name.inputValue()).toBe('Typed before the upgrade')
  expect(await page.getByText('OpenAIMS was updated').count()).toBe(0)
  await page.context().close()
})

test('a file that is missing without an upgrade is not called one', async () => {
  const page = await app.open(app.t.people.aimsLead, 'r/suppliers/new')
  await losesItsFiles(page, { isNewer: false })
  await page.keyboard.press('Control+k')
  await page.getByRole('alert').filter({ hasText: 'A part of this page did not load' }).waitFor()
  expect(await page.getByText('OpenAIMS was updated').count()).toBe(0)
  await page.context().close()
})

test('a screen that cannot be fetched says so, and its button brings it', async () => {
  const page = await app.open(app.t.people.aimsLead, 'r/suppliers')
  const missing = /\/assets\/Programme-[\w-]+\.js$/
  await page.context().route(missing, (route) => route.fulfill({ status: 404, body: 'There is no such file.' }))
  await page.getByRole('navigation').getByRole('link', { name: 'Programme' }).click()
  const said = page.getByRole('alert').filter({ hasText: 'This part of OpenAIMS did not load' })
  await said.waitFor()
  expect(await page.getByText('Failed to fetch').count()).toBe(0)
  await page.context().unroute(missing)
  await said.getByRole('button', { name: 'Reload' }).click()
  await page.getByRole('heading', { name: 'Programme', level: 1 }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/\/programme$/)
  await page.context().close()
})
