/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Members } from '../../src/server/contract.ts'
import { addressOf, byPassword, goodPassword, member } from '../signIn/people.ts'
import { expectAccessible, watch } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'

let b: BrowserApp
const faults: string[][] = []
beforeAll(async () => {
  b = await browserApp()
}, 180_000)
afterAll(() => b?.close())

/** Somebody who is not signed in, at an address of the installation. */
async function stranger(at: string, locale = 'en-GB'): Promise<Page> {
  const page = await (await b.browser.newContext({ viewport: { width: 1440, height: 900 }, locale })).newPage()
  page.setDefaultTimeout(15_000)
  faults.push(watch(page))
  await page.goto(at)
  return page
}

async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await expectAccessible(page, `${name}, ${scheme}`)
    if (!process.env.SHOTS) continue
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${width}.png`, fullPage: true })
    }
  }
}

/** Sets a moment in the database to one that is past. */
async function makePast(statement: string, values: readonly unknown[]): Promise<void> {
  const client = await b.t.store.pool.connect()
  await client.query('begin')
  await client.query("select set_config('app.org', $1, true)", [b.t.org.id])
  const { rowCount } = await client.query(statement, [...values])
  await client.query('commit')
  client.release()
  expect(rowCount).toBe(1)
}

const admin = <T>(method: string, path: string, body?: object) =>
  b.t.send<T>(b.t.people.administrator, method, `${b.t.base}${path}`, body)

/** Fills what is asked for and sends it. */
async function join(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Late')
  await page.getByLabel(/^New password/).fill(goodPassword)
  await page.getByRole('button', { name: 'Join' }).click()
}

test('an invitation opens until its moment, and then says that it is too old', { timeout: 120_000 }, async () => {
  const invite = async (name: string) => {
    const made = await admin<{ id: string; link: string }>('POST', '/members/invitations', {
      email: addressOf(name),
      roles: ['viewer'],
    })
    expect(made.status, made.text).toBe(201)
    return made.body
  }
  const isMember = async (name: string) =>
    (await admin<Members>('GET', '/members')).body.members.some((m) => m.email === addressOf(name))
  const [inTime, tooLate] = [await invite('Intime'), await invite('Late')]
  const quick = await stranger(inTime.link)
  await join(quick)
  await quick.getByRole('button', { name: 'You: Late' }).waitFor()
  expect(await isMember('Intime')).toBe(true)

  const slow = await stranger(tooLate.link)
  await slow.getByRole('heading', { name: 'Join Test organisation' }).waitFor()
  await makePast("update invitation set expires_at = now() - interval '1 second' where id = $1", [tooLate.id])
  // Opened in time, sent too late.
  await join(slow)
  await slow.getByRole('heading', { name: 'This invitation no longer works' }).waitFor()
  await slow.getByText(/Ask whoever invited you for a new one/).waitFor()
  const late = await stranger(tooLate.link)
  await late.getByRole('heading', { name: 'This invitation no longer works' }).waitFor()
  await look(late, 'invitation-late')
  const german = await stranger(tooLate.link, 'de-DE')
  await german.getByRole('heading', { name: 'Diese Einladung gilt nicht mehr' }).waitFor()
  expect(await isMember('Late')).toBe(false)

  const members = await b.open(b.t.people.administrator, 'settings/members')
  const row = members
    .getByRole('listitem')
    .filter({ hasText: addressOf('Late') })
    .filter({ hasText: /As Viewer,/ })
  await row.waitFor()
  await row.getByText(/The link ran out on/).waitFor()
  await look(members, 'members-late')
})

test('a link for a new password sets one until its moment, and then says so', { timeout: 120_000 }, async () => {
  const account = await member(b.t, 'Forgetful')
  const link = async () => `${b.t.address}/reset#${await b.t.store.directory.createLink('reset', account, 24 * 60)}`
  const set = async (page: Page, password: string) => {
    await page.getByLabel(/^New password/).fill(password)
    await page.getByRole('button', { name: 'Set the password' }).click()
  }
  const tooLate = await link()
  const page = await stranger(tooLate)
  await page.getByLabel(/^New password/).waitFor()
  await makePast(
    "update one_time_link set expires_at = now() - interval '1 second' where account_id = $1 and purpose = 'reset'",
    [account],
  )
  await set(page, 'copper lantern never rains')
  await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  await look(page, 'reset-late')
  await byPassword(b.t, 'Forgetful')
  // Opened late, it says so before a password is made up.
  const again = await stranger(tooLate)
  await again.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  expect(await again.getByLabel(/^New password/).count()).toBe(0)
  const anew = await stranger(await link())
  await set(anew, 'copper lantern never rains')
  await anew.getByRole('heading', { name: 'Your new password is set' }).waitFor()
})

test('a key works until its moment, and is shown as over', { timeout: 120_000 }, async () => {
  await member(b.t, 'Keyholder')
  const browser = await byPassword(b.t, 'Keyholder')
  const made = await browser.send<{ id: string; key: string }>('POST', `${b.t.base}/keys`, {
    name: 'Nightly',
    access: 'read',
    days: 1,
  })
  const ask = () => fetch(`${b.t.address}${b.t.base}/home`, { headers: { authorization: `Bearer ${made.body.key}` } })
  expect((await ask()).status).toBe(200)
  await makePast("update api_key set expires_at = now() - interval '1 second' where id = $1", [made.body.id])
  await expect.poll(async () => (await ask()).status, { timeout: 5000 }).toBe(401)
  expect(await (await ask()).json()).toMatchObject({
    code: 'access/sign-in',
    detail: 'The key or access token is unknown, was revoked or has expired.',
  })
  const page = await b.open(b.t.people.administrator, 'settings/keys')
  const row = page.getByRole('listitem').filter({ hasText: 'Nightly' })
  await row.waitFor()
  await row.getByText(/expired/).waitFor()
  await look(page, 'keys-late')
})

test('nothing went wrong on any page', () => {
  expect([...faults.flat(), ...b.faults]).toEqual([])
})
