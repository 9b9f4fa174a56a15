import { symmetricEncrypt } from 'better-auth/crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recoveryCodes } from '../../src/server/signIn/recoveryCodes.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { type MailServer, mailServer } from '../support/mailServer.ts'
import { totp, totpBefore } from '../support/totp.ts'
import { addressOf, ageProofs, byPassword, goodPassword, isSignedIn, member } from './people.ts'

const secret = 'a secret for tests that is long enough'
let t: TestApp
let mail: MailServer
beforeAll(async () => {
  mail = await mailServer()
  t = await testApp({ signIn: { secret, mail: mail.settings } })
})
afterAll(() => Promise.all([t.close(), mail.close()]))

interface Made {
  secret: string
  uri: string
  recoveryCodes: string[]
}

/** Somebody with an authenticator app, confirmed with the code of the half minute before. */
async function withApp(name: string): Promise<{ browser: BrowserLike; made: Made; account: string }> {
  const account = await member(t, name)
  const browser = await byPassword(t, name)
  const made = (await browser.send<Made>('POST', '/api/v1/account/two-factor', { password: goodPassword })).body
  const confirmed = await browser.send('POST', '/api/v1/account/two-factor/confirm', {
    code: await totpBefore(made.secret),
  })
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200)
  return { browser, made, account }
}

async function halfWay(name: string): Promise<BrowserLike> {
  const browser = browserLike(t)
  const step = await browser.send('POST', '/api/v1/sign-in', { email: addressOf(name), password: goodPassword })
  expect(step.body).toEqual({ signedIn: false, next: 'code' })
  return browser
}

test('the app is added only with the password and a right code', async () => {
  await member(t, 'Nora')
  const browser = await byPassword(t, 'Nora')
  const begin = (body: unknown) => browser.send<Made>('POST', '/api/v1/account/two-factor', body)
  expect((await begin({})).status).toBe(401)
  expect((await begin({ password: 'wrong' })).status).toBe(401)
  const { body: made } = await begin({ password: goodPassword })
  expect(made.uri).toMatch(/^otpauth:\/\/totp\/OpenAIMS/)
  expect(made.recoveryCodes).toHaveLength(10)
  expect((await browser.send('POST', '/api/v1/account/two-factor/confirm', { code: '000000' })).status).toBe(401)
  // Not confirmed yet: the password alone still signs in.
  await byPassword(t, 'Nora')
  expect((await browser.send('POST', '/api/v1/account/two-factor/confirm', { code: totp(made.secret) })).status).toBe(
    200,
  )
  expect((await browser.send('GET', '/api/v1/account')).body).toMatchObject({ hasTwoFactor: true })
  await halfWay('Nora')
})

test('with it, the password alone opens nothing; the code does, once', async () => {
  const { made } = await withApp('Olaf')
  const browser = await halfWay('Olaf')
  expect(await isSignedIn(browser)).toBe(false)
  expect((await browser.send('GET', `${t.base}/home`)).status).toBe(401)
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code: '000000' })).body).toMatchObject({
    code: 'sign-in/refused',
  })
  const code = totp(made.secret)
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code })).body).toEqual({ signedIn: true, next: null })
  expect(await isSignedIn(browser)).toBe(true)
  // Somebody who looked over the shoulder has the password and the code: it was used.
  const other = await halfWay('Olaf')
  expect((await other.send('POST', '/api/v1/sign-in/code', { code })).status).toBe(401)
  expect(await isSignedIn(other)).toBe(false)
})

test('a code without the password before it is refused', async () => {
  const { made } = await withApp('Paul')
  const browser = browserLike(t)
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code: totp(made.secret) })).status).toBe(401)
  expect(await isSignedIn(browser)).toBe(false)
})

test('a recovery code works once in place of the app', async () => {
  const { made } = await withApp('Quentin')
  const [first = ''] = made.recoveryCodes
  const left = async (of: BrowserLike) =>
    (await of.send<{ recoveryCodesLeft: number | null }>('GET', '/api/v1/account')).body.recoveryCodesLeft
  const browser = await halfWay('Quentin')
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code: 'never-made-code' })).status).toBe(401)
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code: first })).status).toBe(200)
  expect(await isSignedIn(browser)).toBe(true)
  // The person learns of it, in case somebody else found the codes, and sees how many are left.
  expect(await left(browser)).toBe(9)
  let letter = ''
  while (!letter.startsWith('A recovery code was used')) letter = (await mail.next(addressOf('Quentin'))).text ?? ''
  expect(letter).toContain('Codes that are left: 9.')
  expect(letter).not.toContain(first)
  await member(t, 'Norbert')
  expect(await left(await byPassword(t, 'Norbert'))).toBeNull()
  const again = await halfWay('Quentin')
  expect((await again.send('POST', '/api/v1/sign-in/code', { code: first })).status).toBe(401)
  expect(await isSignedIn(again)).toBe(false)
})

test('a password set by a link opens nothing by itself: the code is asked for as before', async () => {
  const { account, made } = await withApp('Ylva')
  const token = await t.store.directory.createLink('reset', account, 5)
  const browser = browserLike(t)
  const set = await browser.send('POST', '/api/v1/sign-in/reset', { token, password: `${goodPassword} anew` })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  expect(await isSignedIn(browser)).toBe(false)
  const step = await browser.send('POST', '/api/v1/sign-in', {
    email: addressOf('Ylva'),
    password: `${goodPassword} anew`,
  })
  expect(step.body).toEqual({ signedIn: false, next: 'code' })
  expect(await isSignedIn(browser)).toBe(false)
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code: totp(made.secret) })).status).toBe(200)
  expect(await isSignedIn(browser)).toBe(true)
})

test('recovery codes are kept as keyed hashes, however they are typed; those an earlier version sealed still work', async () => {
  const { made, account } = await withApp('Quirin')
  const kept = async () =>
    (
      await t.store.pool.query<{ codes: string }>(
        'select backup_codes as codes from two_factor where account_id = $1',
        [account],
      )
    ).rows[0]?.codes ?? ''
  const [first = '', second = '', third = ''] = made.recoveryCodes
  expect(first).toMatch(/^([2-9a-hjkmnp-z]{4}-){5}[2-9a-hjkmnp-z]{4}$/)
  const hashes = JSON.parse(await kept()) as string[]
  expect(hashes).toHaveLength(10)
  for (const hash of hashes) expect(hash).toMatch(/^hmac-sha256:[\w-]{43}$/)
  // What the database holds is no code itself.
  const thief = await halfWay('Quirin')
  expect((await thief.send('POST', '/api/v1/sign-in/code', { code: hashes[0] })).status).toBeGreaterThanOrEqual(400)
  expect(await isSignedIn(thief)).toBe(false)
  const browser = await halfWay('Quirin')
  const typed = first.toUpperCase().replaceAll('-', ' ')
  expect((await browser.send('POST', '/api/v1/sign-in/code', { code: typed })).status).toBe(200)
  expect(JSON.parse(await kept())).toEqual(hashes.slice(1))

  const sealed = await symmetricEncrypt({ key: secret, data: JSON.stringify([second, third]) })
  await t.store.pool.query('update two_factor set backup_codes = $2 where account_id = $1', [account, sealed])
  const old = await halfWay('Quirin')
  expect((await old.send('POST', '/api/v1/sign-in/code', { code: second })).status).toBe(200)
  expect(JSON.parse(await kept())).toEqual([hashes[2]])
  await t.store.pool.query('update two_factor set backup_codes = $2 where account_id = $1', [account, sealed])
  await recoveryCodes(secret).hashSealed(t.store)
  expect(JSON.parse(await kept())).toEqual([hashes[1], hashes[2]])
  const spent = await halfWay('Quirin')
  expect((await spent.send('POST', '/api/v1/sign-in/code', { code: first })).status).toBe(401)
})

test('codes are not guessed: after a few wrong ones the right one is refused too', async () => {
  const { made } = await withApp('Rita')
  const browser = await halfWay('Rita')
  for (let i = 0; i < 5; i++) await browser.send('POST', '/api/v1/sign-in/code', { code: `00000${i}` })
  const answer = await browser.send('POST', '/api/v1/sign-in/code', { code: totp(made.secret) })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(await isSignedIn(browser)).toBe(false)
})

test('it shows again who one is, and is removed with the password', async () => {
  const { browser, made } = await withApp('Sven')
  await ageProofs(t)
  const set = () => browser.send('PUT', '/api/v1/account/password', { password: 'wooden lantern orbit cheese' })
  expect((await set()).body).toMatchObject({ code: 'sign-in/prove' })
  const code = totp(made.secret)
  expect((await browser.send('POST', '/api/v1/account/prove', { code })).status).toBe(200)
  expect((await browser.send('POST', '/api/v1/account/prove', { code })).status).toBe(401)
  const fresh = await browser.send<{ recoveryCodes: string[] }>('POST', '/api/v1/account/recovery-codes', {
    password: goodPassword,
  })
  expect(fresh.body.recoveryCodes).not.toContain(made.recoveryCodes[0])
  expect((await browser.send('POST', '/api/v1/account/two-factor/remove', { password: 'wrong' })).status).toBe(401)
  expect((await browser.send('POST', '/api/v1/account/two-factor/remove', { password: goodPassword })).status).toBe(200)
  await byPassword(t, 'Sven')
})

test('the secret and the recovery codes are not readable in the database', async () => {
  const { made } = await withApp('Tilda')
  const { rows } = await t.store.pool.query<{ all: string }>('select t::text as all from two_factor t')
  const kept = rows.map((r) => r.all).join('\n')
  for (const code of made.recoveryCodes) expect(kept).not.toContain(code)
  expect(kept).not.toContain(made.secret)
})
