import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const good = 'violet tractor seldom hums'

async function signedIn(name: string, more: Parameters<typeof browserLike>[1] = {}): Promise<BrowserLike> {
  const browser = browserLike(t, more)
  const { body, status } = await browser.send('POST', '/api/v1/sign-in', {
    email: `${name}@example.org`,
    password: good,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return browser
}

async function person(name: string): Promise<string> {
  const account = await t.store.directory.createAccount(name, `${name}@example.org`)
  await t.store.directory.setMember(t.org.id, account, ['viewer'], null)
  const browser = browserLike(t)
  const link = await t.store.directory.createLink('sign-in', account, 5)
  expect((await browser.send('GET', `/welcome?token=${link}`)).status).toBe(303)
  const set = await browser.send('PUT', '/api/v1/account/password', { password: good })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  return account
}

describe('signing in with a password', () => {
  test('opens a session whose cookie scripts cannot read', async () => {
    await person('anna')
    const browser = await signedIn('anna')
    const session = await browser.send('GET', '/api/v1/session')
    expect(session.body).toMatchObject({ signedIn: true, name: 'anna', email: 'anna@example.org' })
    const cookie = browser.setCookies.find((c) => c.startsWith('openaims_session='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Max-Age=1209600/)
    expect(cookie).not.toMatch(/Domain/i)
  })
})
