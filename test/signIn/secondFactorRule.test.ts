import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SecondFactorShown, Session } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { totp, totpBefore } from '../support/totp.ts'
import { addressOf, ageProofs, byLink, byPassword, goodPassword, isSignedIn, member } from './people.ts'

let t: TestApp
let founder: BrowserLike
beforeAll(async () => {
  t = await testApp()
  founder = (await withApp('Founder', ['administrator'])).browser
})
afterAll(() => t.close())
beforeEach(() => t.store.pool.query('delete from throttle'))

const rule = `/members/second-factor`
const ask = (required: boolean, days = 14, who = founder) => who.send('PUT', `${t.base}${rule}`, { required, days })
const shown = async (who = founder) => (await who.send<SecondFactorShown>('GET', `${t.base}${rule}`)).body
const home = async (who: BrowserLike) => {
  const { status, body } = await who.send<{ code?: string }>('GET', `${t.base}/home`)
  return status === 200 ? 'open' : body.code
}
const session = async (who: BrowserLike) => (await who.send<Session>('GET', '/api/v1/session')).body
/** The days to set one up are over. */
const later = async () => {
  const client = await t.store.pool.connect()
  await client.query("select set_config('app.org', $1, false)", [t.org.id])
  await client.query("update organisation set second_factor_since = second_factor_since - interval '100 days'")
  await client.query("update membership set joined_at = joined_at - interval '100 days'")
  client.release(true)
  // What is remembered of a request is as old as a request can be that came two seconds ago.
  await new Promise((done) => setTimeout(done, 2100))
}

async function withApp(name: string, roles: Parameters<typeof member>[2] = ['viewer']) {
  const account = await member(t, name, roles)
  const browser = await byPassword(t, name)
  const made = await browser.send<{ secret: string }>('POST', '/api/v1/account/two-factor', { password: goodPassword })
  const code = await totpBefore(made.body.secret)
  expect((await browser.send('POST', '/api/v1/account/two-factor/confirm', { code })).status).toBe(200)
  return { account, browser, secret: made.body.secret }
}

describe('an organisation that asks for a second factor', () => {
  test('is asked to by an administrator who has shown one, with a proof, and says so in its log', async () => {
    await member(t, 'Plain', ['administrator'])
    const plain = await byPassword(t, 'Plain')
    expect((await ask(true, 14, plain)).body).toMatchObject({ code: 'sign-in/two-factors' })
    const viewer = await byLink(t, t.people.viewer.account)
    expect((await ask(true, 14, viewer)).status).toBe(403)
    expect((await viewer.send('GET', `${t.base}${rule}`)).status).toBe(403)
    expect((await t.send(t.people.administrator, 'PUT', `${t.base}${rule}`, { required: true, days: 14 })).status).toBe(
      403,
    )
    expect((await shown()).since).toBe(null)
    const size = async () => (await t.store.logHead(t.org.id))?.size ?? 0
    const before = await size()
    expect((await ask(true)).body).toEqual({ kept: true })
    expect(await size()).toBe(before + 1)
    const { since, days, members } = await shown()
    expect([since === null, days]).toEqual([false, 14])
    expect(members.find((m) => m.name === 'Founder')).toMatchObject({ hasOne: true, hasProvider: false })
    expect(members.find((m) => m.name === 'Plain')).toMatchObject({ hasOne: false })
    expect((await ask(true, 91)).body).toMatchObject({ code: 'request/invalid' })
    await ask(false)
    expect((await shown()).since).toBe(null)
  })

  test('lets members in for some days, who see until when; then one factor opens nothing, two do', async () => {
    await member(t, 'Quick')
    const quick = await byPassword(t, 'Quick')
    const strong = await withApp('Strong')
    await ask(true, 10)
    expect([await home(quick), await home(strong.browser)]).toEqual(['open', 'open'])
    const [own] = (await session(quick)).organisations
    expect(Date.parse(own?.secondFactorFrom ?? '') - Date.now()).toBeGreaterThan(9 * 86_400_000)
    expect((await session(strong.browser)).organisations[0]?.secondFactorFrom).toBe(null)

    await later()
    expect([await home(quick), await home(strong.browser)]).toEqual(['sign-in/two-factors', 'open'])
    expect(await session(quick)).toMatchObject({
      organisations: [],
      barred: [{ slug: t.org.slug, needs: 'secondFactor' }],
    })
    // The account itself is open: that is where one is set up.
    expect((await quick.send('GET', '/api/v1/account')).status).toBe(200)
    const made = await quick.send<{ secret: string }>('POST', '/api/v1/account/two-factor', { password: goodPassword })
    expect(await home(quick)).toBe('sign-in/two-factors')
    const wrong = await quick.send('POST', '/api/v1/account/two-factor/confirm', { code: '000000' })
    expect([wrong.status, await home(quick)]).toEqual([401, 'sign-in/two-factors'])
    const code = await totpBefore(made.body.secret)
    expect((await quick.send('POST', '/api/v1/account/two-factor/confirm', { code })).status).toBe(200)
    expect(await home(quick)).toBe('open')
    // A new sign-in goes through the code.
    const again = browserLike(t)
    await again.send('POST', '/api/v1/sign-in', { email: addressOf('Quick'), password: goodPassword })
    expect(await home(again)).toBe('access/sign-in')
    await again.send('POST', '/api/v1/sign-in/code', { code: totp(made.body.secret) })
    expect(await home(again)).toBe('open')
    // Without it once more, the session that took it away is held up like others.
    await again.send('POST', '/api/v1/account/two-factor/remove', { password: goodPassword })
    expect(await home(again)).toBe('sign-in/two-factors')
    expect((await ask(false)).status).toBe(200)
    expect(await home(again)).toBe('open')
  })

  test('is opened by no link alone, but by a proof with the code; keys and access tokens go on', async () => {
    const { account, secret, browser } = await withApp('Linked')
    const key = await browser.send<{ key: string }>('POST', `${t.base}/keys`, { name: 'K', access: 'read', days: null })
    const token = await t.store.directory.createSession(account, 'token', 'Command line', 1)
    await ask(true, 0)
    await later()
    const byLinkAlone = await byLink(t, account)
    expect(await home(byLinkAlone)).toBe('sign-in/two-factors')
    expect((await byLinkAlone.send('POST', '/api/v1/account/prove', { password: goodPassword })).status).toBe(200)
    expect(await home(byLinkAlone)).toBe('sign-in/two-factors')
    expect((await byLinkAlone.send('POST', '/api/v1/account/prove', { code: totp(secret) })).status).toBe(200)
    expect(await home(byLinkAlone)).toBe('open')
    for (const bearer of [key.body.key, token]) {
      const answer = await t.app.inject({ url: `${t.base}/home`, headers: { authorization: `Bearer ${bearer}` } })
      expect(answer.statusCode).toBe(200)
    }
    // Another organisation does not ask.
    await t.store.directory.setMember(t.other.id, account, ['viewer'], null)
    const other = await byLink(t, account)
    expect((await session(other)).organisations.map((o) => o.slug)).toEqual([t.other.slug])
    await ask(false)
  })

  test('gives who joins later their own days', async () => {
    await ask(true, 7)
    await later()
    const account = await t.store.directory.createAccount('Late', 'late@example.org')
    await t.store.directory.setMember(t.org.id, account, ['viewer'], null)
    expect(await home(await byLink(t, account))).toBe('open')
    await ask(false)
  })
})

describe('a change of second factors', () => {
  test('ends the other sessions and keeps this one', async () => {
    const { secret, browser } = await withApp('Changer')
    const other = browserLike(t)
    await other.send('POST', '/api/v1/sign-in', { email: addressOf('Changer'), password: goodPassword })
    await other.send('POST', '/api/v1/sign-in/code', { code: totp(secret) })
    expect([await isSignedIn(browser), await isSignedIn(other)]).toEqual([true, true])
    expect((await browser.send('POST', '/api/v1/account/two-factor/remove', { password: goodPassword })).status).toBe(
      200,
    )
    expect([await isSignedIn(browser), await isSignedIn(other)]).toEqual([true, false])
  })
})

describe('sessions of a member', () => {
  test('are ended by an administrator with a fresh proof, which is logged; they may sign in again', async () => {
    const account = await member(t, 'Lost')
    const lost = await byPassword(t, 'Lost')
    const end = (who: BrowserLike, id = account) => who.send('DELETE', `${t.base}/members/${id}/sessions`)
    expect((await end(await byLink(t, t.people.viewer.account))).status).toBe(403)
    const elsewhere = await t.store.directory.createAccount('Elsewhere', 'elsewhere@example.org')
    expect((await end(founder, elsewhere)).status).toBe(404)
    expect(await isSignedIn(lost)).toBe(true)
    expect((await end(founder)).body).toEqual({ ended: 1 })
    expect(await isSignedIn(lost)).toBe(false)
    expect(await isSignedIn(await byPassword(t, 'Lost'))).toBe(true)
    await ageProofs(t, await t.store.directory.accountByEmail(addressOf('Founder')))
    expect((await end(founder)).body).toMatchObject({ code: 'sign-in/prove' })
  })

  test("of one's own are ended with a fresh proof alone", async () => {
    const account = await member(t, 'Own')
    const [here, there] = [await byPassword(t, 'Own'), await byPassword(t, 'Own')]
    await ageProofs(t, account)
    expect((await here.send('DELETE', '/api/v1/account/sessions')).body).toMatchObject({ code: 'sign-in/prove' })
    expect(await isSignedIn(there)).toBe(true)
    await here.send('POST', '/api/v1/account/prove', { password: goodPassword })
    expect((await here.send('DELETE', '/api/v1/account/sessions')).body).toEqual({ ended: 1 })
    expect(await isSignedIn(there)).toBe(false)
  })
})
