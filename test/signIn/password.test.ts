import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { addressOf, ageProofs, byLink, byPassword, goodPassword, isSignedIn, member } from './people.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const trySignIn = (email: string, password: string, address = '10.1.0.1') =>
  browserLike(t, { address }).send<{ code: string; detail: string }>('POST', '/api/v1/sign-in', { email, password })

describe('signing in with a password', () => {
  test('opens a session whose cookie scripts cannot read', async () => {
    await member(t, 'Anna')
    const browser = await byPassword(t, 'Anna')
    const session = await browser.send('GET', '/api/v1/session')
    expect(session.body).toMatchObject({ signedIn: true, name: 'Anna', email: 'anna@example.org' })
    const cookie = browser.setCookies.find((c) => c.startsWith('openaims_session='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Max-Age=1209600/)
    expect(cookie).not.toMatch(/Domain/i)
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
  })

  test('the address may be written in capitals', async () => {
    await member(t, 'Capitals')
    expect((await trySignIn('CAPITALS@example.org', goodPassword)).status).toBe(200)
  })

  test('a wrong password and an unknown address are refused with the same words', async () => {
    await member(t, 'Bert')
    const wrong = await trySignIn(addressOf('Bert'), 'not the password')
    const unknown = await trySignIn('nobody@example.org', 'not the password')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  test('a password is hashed for an unknown address too, so that time tells nothing', async () => {
    await member(t, 'Timed')
    // Processor time and not the clock: other tests run beside this one.
    const work = async (email: string, from: number) => {
      const before = process.cpuUsage()
      await trySignIn(email, 'not the password', `10.7.0.${from}`)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let i = 0; i < 5; i++) {
      known = Math.min(known, await work(addressOf('Timed'), i))
      unknown = Math.min(unknown, await work('nobody-there@example.org', i))
    }
    // A hash takes a tenth of a second; an answer without one a hundredth.
    expect(known).toBeGreaterThan(30_000)
    expect(unknown).toBeGreaterThan(known / 2)
    expect(known).toBeGreaterThan(unknown / 2)
  })

  test('after ten attempts even the right password has to wait, whatever address it comes from', async () => {
    await member(t, 'Carl')
    for (let i = 0; i < 10; i++)
      expect((await trySignIn(addressOf('Carl'), `wrong ${i}`, `10.2.0.${i}`)).status).toBe(401)
    const refused = await trySignIn(addressOf('Carl'), goodPassword, '10.2.0.99')
    expect(refused.body).toMatchObject({ code: 'request/too-many', data: { retryAfter: expect.any(Number) } })
    // Somebody who does not exist is held up just the same.
    for (let i = 0; i < 10; i++) await trySignIn('ghost@example.org', `wrong ${i}`, `10.3.0.${i}`)
    expect((await trySignIn('ghost@example.org', 'x', '10.3.0.99')).status).toBe(429)
    // Others are not, and after the pause it works again.
    await member(t, 'Dora')
    expect((await trySignIn(addressOf('Dora'), goodPassword)).status).toBe(200)
    await t.store.pool.query(
      "update throttle set blocked_until = now() - interval '1 second' where blocked_until is not null",
    )
    expect((await trySignIn(addressOf('Carl'), goodPassword, '10.2.0.99')).status).toBe(200)
  })

  test('many at once get no more attempts than one after the other', async () => {
    await member(t, 'Many')
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, i) => trySignIn(addressOf('Many'), `wrong ${i}`, `10.4.0.${i}`)),
    )
    expect(all.filter((a) => a.status === 401).length).toBeLessThanOrEqual(10)
    expect(all.filter((a) => a.status === 429).length).toBeGreaterThanOrEqual(20)
  })

  test('one network address that tries many accounts is held up', async () => {
    const tries = Array.from({ length: 200 }, () =>
      t.store.signIns.attempt('address 10.5.0.1', { attempts: 200, minutes: 15, pauseMinutes: 15 }),
    )
    await Promise.all(tries)
    expect((await trySignIn('somebody@example.org', 'x', '10.5.0.1')).status).toBe(429)
  })

  test('a session that was open in the browser ends when another begins', async () => {
    const account = await member(t, 'Emil')
    const browser = await byPassword(t, 'Emil')
    const before = new Map(browser.cookies)
    await browser.send('POST', '/api/v1/sign-in', { email: addressOf('Emil'), password: goodPassword })
    expect(browser.cookies.get('openaims_session')).not.toBe(before.get('openaims_session'))
    expect(await t.store.signIns.sessions(account)).toHaveLength(1)
  })
})

describe('a session', () => {
  test('a cookie whose signature was changed opens nothing', async () => {
    await member(t, 'Frida')
    const browser = await byPassword(t, 'Frida')
    expect(await isSignedIn(browser)).toBe(true)
    const cookie = browser.cookies.get('openaims_session') ?? ''
    const token = decodeURIComponent(cookie).split('.')[0] ?? ''
    browser.cookies.set('openaims_session', `${token}.${'A'.repeat(43)}%3D`)
    expect(await isSignedIn(browser)).toBe(false)
    browser.cookies.set('openaims_session', token)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('ends when it was not used for long, and after its longest life however much it is used', async () => {
    const account = await member(t, 'Gerd')
    const idle = await byPassword(t, 'Gerd')
    await t.store.pool.query(
      "update browser_session set expires_at = now() - interval '1 second' where account_id = $1",
      [account],
    )
    expect(await isSignedIn(idle)).toBe(false)
    const old = await byPassword(t, 'Gerd')
    await t.store.pool.query(
      "update browser_session set created_at = now() - interval '15 days' where account_id = $1",
      [account],
    )
    expect(await isSignedIn(old)).toBe(false)
  })

  test('use moves its end, never past the longest life', async () => {
    const account = await member(t, 'Use')
    const browser = await byPassword(t, 'Use')
    await t.store.pool.query(
      "update browser_session set expires_at = now() + interval '5 minutes', updated_at = now() - interval '11 hours' where account_id = $1",
      [account],
    )
    expect(await isSignedIn(browser)).toBe(true)
    const [session] = await t.store.signIns.sessions(account)
    expect(Date.parse(session?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 11 * 3_600_000)
    await t.store.pool.query(
      "update browser_session set created_at = now() - interval '13 days 23 hours', updated_at = now() - interval '1 hour' where account_id = $1",
      [account],
    )
    await t.store.signIns.touch(session?.id ?? '', 720, 14)
    const [near] = await t.store.signIns.sessions(account)
    expect(Date.parse(near?.expiresAt ?? '')).toBeLessThan(Date.now() + 2 * 3_600_000)
  })

  test('is listed with its device, and ended from another', async () => {
    await member(t, 'Hans')
    const phone = await byPassword(t, 'Hans', { agent: 'Phone', address: '10.6.0.7' })
    const desk = await byPassword(t, 'Hans', { agent: 'Desk' })
    type Listed = { sessions: { id: string; isThis: boolean; userAgent: string; address: string; method: string }[] }
    const { sessions } = (await desk.send<Listed>('GET', '/api/v1/account')).body
    expect(sessions.map((s) => [s.userAgent, s.isThis, s.method]).sort()).toEqual([
      ['Desk', true, 'password'],
      ['Phone', false, 'password'],
    ])
    const other = sessions.find((s) => !s.isThis)
    expect(other?.address).toBe('10.6.0.7')
    expect(await isSignedIn(phone)).toBe(true)
    expect((await desk.send('DELETE', `/api/v1/account/sessions/${other?.id}`)).status).toBe(200)
    expect(await isSignedIn(phone)).toBe(false)
    expect(await isSignedIn(desk)).toBe(true)
    // A session of somebody else is not found, and stays.
    await member(t, 'Ida')
    const ida = await byPassword(t, 'Ida')
    expect((await ida.send('DELETE', `/api/v1/account/sessions/${sessions.find((s) => s.isThis)?.id}`)).status).toBe(
      404,
    )
    expect(await isSignedIn(desk)).toBe(true)
  })

  test('signing out ends it for good, also for a copy of the cookie', async () => {
    await member(t, 'Jana')
    const browser = await byPassword(t, 'Jana')
    const copy = browserLike(t)
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    expect(await isSignedIn(copy)).toBe(true)
    await browser.send('POST', '/api/v1/sign-out')
    expect(browser.cookies.has('openaims_session')).toBe(false)
    expect(await isSignedIn(copy)).toBe(false)
  })

  test('all others end at once', async () => {
    await member(t, 'Kurt')
    const [here, there] = [await byPassword(t, 'Kurt'), await byPassword(t, 'Kurt')]
    expect((await here.send('DELETE', '/api/v1/account/sessions')).body).toEqual({ ended: 1 })
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
  })
})

describe('a new password', () => {
  test('is refused when it is short, leaked, a row of keys or made of own words, and taken otherwise', async () => {
    const account = await member(t, 'Leonora')
    const browser = await byLink(t, account)
    let current = goodPassword
    const put = (password: string) =>
      browser.send<{ detail: string }>('PUT', '/api/v1/account/password', { password, current })
    const refused = [
      'short',
      'password1234',
      'qwertyuiop12',
      'aaaaaaaaaaaaaaaa',
      'leonoraleonora1',
      'Leonora@example.org',
      'testorganisation1',
    ]
    for (const password of refused) {
      const answer = await put(password)
      expect([password, answer.status]).toEqual([password, 422])
      expect(answer.body).toMatchObject({ code: 'account/password', fields: [{ field: 'password' }] })
    }
    expect((await put('x'.repeat(300))).status).toBe(422)
    expect((await put('wooden lantern orbit cheese')).status).toBe(200)
    current = 'wooden lantern orbit cheese'
    expect((await put('長い合言葉は安全です千代に八千代に')).status).toBe(200)
  })

  test('takes the current one, whatever else showed who it is; whoever has none is asked for none', async () => {
    const account = await member(t, 'Olga')
    const browser = await byLink(t, account)
    const put = (body: object) => browser.send('PUT', '/api/v1/account/password', body)
    const password = 'wooden lantern orbit cheese'
    for (const wrong of [{}, { current: '' }, { current: 'wrong' }, { current: password }])
      expect((await put({ password, ...wrong })).body).toMatchObject({
        code: 'sign-in/refused',
        fields: [{ field: 'current' }],
      })
    expect((await trySignIn(addressOf('Olga'), goodPassword)).status).toBe(200)
    expect((await put({ password, current: goodPassword })).status).toBe(200)
    expect((await trySignIn(addressOf('Olga'), goodPassword)).status).toBe(401)
    // Guessing the current one is held back like any guessing.
    for (let n = 0; n < 11; n++) await put({ password: goodPassword, current: `wrong ${n}` })
    expect((await put({ password: goodPassword, current: password })).status).toBe(429)
    const without = await t.store.directory.createAccount('Without', 'without@example.org')
    const fresh = await byLink(t, without)
    expect((await fresh.send('PUT', '/api/v1/account/password', { password })).status).toBe(200)
  })

  test('needs a proof that is fresh, and ends all other sessions', async () => {
    await member(t, 'Mona')
    const [here, there] = [await byPassword(t, 'Mona'), await byPassword(t, 'Mona')]
    await ageProofs(t)
    const password = 'wooden lantern orbit cheese'
    expect(
      (await here.send('PUT', '/api/v1/account/password', { password, current: goodPassword })).body,
    ).toMatchObject({
      code: 'sign-in/prove',
    })
    expect((await here.send('POST', '/api/v1/account/prove', { password: 'wrong' })).status).toBe(401)
    expect((await here.send('PUT', '/api/v1/account/password', { password, current: goodPassword })).status).toBe(403)
    expect((await here.send('POST', '/api/v1/account/prove', { password: goodPassword })).status).toBe(200)
    expect((await here.send('PUT', '/api/v1/account/password', { password, current: goodPassword })).status).toBe(200)
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
    expect((await trySignIn(addressOf('Mona'), goodPassword)).status).toBe(401)
    expect((await trySignIn(addressOf('Mona'), password)).status).toBe(200)
  })

  test('is not set with an access token', async () => {
    const answer = await t.send(t.people.viewer, 'PUT', '/api/v1/account/password', { password: goodPassword })
    expect(answer.body).toMatchObject({ code: 'access/forbidden' })
  })
})
