import { expect } from 'vitest'
import type { Role } from '../../src/model/index.ts'
import type { TestApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'

export const goodPassword = 'violet tractor seldom hums'

/** A member of the organisation with a password; the account's id. */
export async function member(t: TestApp, name: string, roles: readonly Role[] = ['viewer']): Promise<string> {
  const account = await t.store.directory.createAccount(name, addressOf(name))
  await t.store.directory.setMember(t.org.id, account, roles, null)
  const browser = await byLink(t, account)
  const set = await browser.send('PUT', '/api/v1/account/password', { password: goodPassword })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  await browser.send('POST', '/api/v1/sign-out')
  return account
}

export const addressOf = (name: string) => `${name.toLowerCase()}@example.org`

/** A browser signed in by a one-time link. */
export async function byLink(t: TestApp, account: string): Promise<BrowserLike> {
  const browser = browserLike(t)
  const link = await t.store.directory.createLink('sign-in', account, 5)
  expect((await browser.send('POST', '/api/v1/welcome', { token: link })).body).toEqual({ opened: 'session' })
  return browser
}

/** A browser signed in with the password. */
export async function byPassword(
  t: TestApp,
  name: string,
  more: Parameters<typeof browserLike>[1] = {},
): Promise<BrowserLike> {
  const browser = browserLike(t, more)
  const done = await browser.send('POST', '/api/v1/sign-in', { email: addressOf(name), password: goodPassword })
  expect(done.body).toEqual({ signedIn: true, next: null })
  return browser
}

export const isSignedIn = async (browser: BrowserLike): Promise<boolean> =>
  (await browser.send<{ signedIn: boolean }>('GET', '/api/v1/session')).body.signedIn

/** Has the last proof of identity be too long ago, of everybody or of one account. */
export async function ageProofs(t: TestApp, account: string | null = null): Promise<void> {
  await t.store.pool.query(
    "update browser_session set proved_at = now() - interval '1 hour' where $1::uuid is null or account_id = $1::uuid",
    [account],
  )
  // What is remembered of a request is as old as a request can be that came two seconds ago.
  await new Promise((done) => setTimeout(done, 2100))
}
