/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, watch } from '../support/browser.ts'
import { type Running, startProduct } from '../support/running.ts'

let product: Running
let browser: Browser
let page: Page
let faults: string[]

const password = 'violet tractor seldom hums'

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct({ OPENAIMS_SIGNER: 'off' }), openBrowser()])
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  page.setDefaultTimeout(15_000)
  faults = watch(page)
  await page.goto(product.setUpLink)
  await page.getByRole('button', { name: 'Set up my organisation' }).click()
  await page.getByLabel('Organisation').fill('Northwind')
  await page.getByLabel('Your name').fill('Fatima Founder')
  await page.getByLabel('Your e-mail address').fill('fatima@example.org')
  await page.getByLabel(/^Password/).fill(password)
  await page.getByRole('button', { name: 'Set up', exact: true }).click()
  await page.waitForURL(/\/northwind$/)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
})

/** All that this browser keeps of forms, as text. */
const kept = () =>
  page.evaluate(() =>
    [localStorage, sessionStorage].flatMap((storage) =>
      Object.entries(storage).flatMap(([key, text]) => (key.startsWith('openaims.draft.') ? [`${key} ${text}`] : [])),
    ),
  )

const open = async (path: string) => {
  await page.goto(`${product.address}/northwind/${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: /^You:/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
}

test('what is typed and not saved survives leaving the page', async () => {
  await open('r/suppliers/new')
  await page.getByRole('textbox', { name: /^Name/ }).fill('Secret supplier')
  await open('r/suppliers')
  await open('r/suppliers/new')
  await page.getByText(/Your unsaved changes from .* are back/).waitFor()
  expect(await page.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Secret supplier')
})

test('signing out warns of it, and whoever stays loses nothing', async () => {
  await signOut()
  const dialog = page.getByRole('dialog', { name: 'You have not saved everything' })
  await dialog.getByText('New supplier').waitFor()
  await expectAccessible(page, 'unsaved')
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await kept()).toHaveLength(1)
})

test('what somebody else left in this browser is gone for the next person', async () => {
  await page.evaluate(() => localStorage.setItem('openaims.draft.another-account.northwind.risk.new.', '{"secret":1}'))
  expect(await kept()).toHaveLength(2)
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(async () => (await kept()).join()).not.toContain('another-account')
  expect((await kept()).join()).toContain('Secret supplier')
})

test('signing out deletes it, and the person who comes back finds an empty form', async () => {
  await signOut()
  await page.getByRole('button', { name: 'Sign out and delete them' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await kept()).toEqual([])
  await page.getByLabel('E-mail address').fill('fatima@example.org')
  await page.getByLabel(/^Password/).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/\/northwind$/)
  await open('r/suppliers/new')
  expect(await page.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('')
})

test('whoever wants to go leaves nothing behind, also when the server cannot be reached', async () => {
  await page.getByRole('textbox', { name: /^Name/ }).fill('Secret supplier')
  await expect.poll(kept).toHaveLength(1)
  const before = [...faults]
  await page.route('**/api/v1/sign-out', (route) => route.abort())
  await signOut()
  await page.getByRole('button', { name: 'Sign out and delete them' }).click()
  await expect.poll(kept).toEqual([])
  await page.unroute('**/api/v1/sign-out')
  await open('r/suppliers')
  // The request that was cut is told by the browser; nothing else went wrong.
  faults.splice(0, faults.length, ...before)
})

test('without anything unsaved, signing out asks nothing', async () => {
  await signOut()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(faults).toEqual([])
})
