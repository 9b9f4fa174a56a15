import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Members } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { linkIn, type MailServer, mailServer } from '../support/mailServer.ts'
import { addressOf, ageProofs, byPassword, goodPassword, isSignedIn, member } from './people.ts'

let t: TestApp
let mail: MailServer
const lines: string[] = []
beforeAll(async () => {
  mail = await mailServer()
  t = await testApp({
    logTo: { write: (line) => void lines.push(line) },
    signIn: { mail: mail.settings, publicAddress: new URL('http://aims.example.org') },
  })
})
afterAll(async () => {
  await t.close()
  await mail.close()
})
beforeEach(async () => {
  mail.received.length = 0
  lines.length = 0
  await t.store.pool.query('delete from throttle')
})

const ask = (who: BrowserLike, email: string) => who.send('POST', '/api/v1/account/email', { email })
const confirm = (token: string, who = browserLike(t)) => who.send('POST', '/api/v1/sign-in/verify', { token })
const tokenOf = async (to: string) => linkIn(await mail.next(to)).split('#')[1] ?? ''
const emailOf = async (who: BrowserLike) =>
  (await who.send<{ email: string; isVerified: boolean }>('GET', '/api/v1/account')).body
const signIn = (email: string) => browserLike(t).send('POST', '/api/v1/sign-in', { email, password: goodPassword })

describe('an address that its owner changes', () => {
  test('counts once the link sent there is opened; the old one is told, other sessions end, and the log says so', async () => {
    const account = await member(t, 'Mona')
    const [here, there] = [await byPassword(t, 'Mona'), await byPassword(t, 'Mona')]
    mail.received.length = 0
    const reset = await t.store.directory.createLink('reset', account, 30, addressOf('Mona'))
    expect((await ask(here, 'Mona.New@example.org')).body).toEqual({ sent: true })
    const notice = await mail.next(addressOf('Mona'))
    expect(notice.text).toContain('Mona.New@example.org')
    const token = await tokenOf('Mona.New@example.org')
    // Nothing changed yet.
    expect(await emailOf(here)).toMatchObject({ email: addressOf('Mona') })
    expect((await signIn('mona.new@example.org')).status).toBe(401)
    expect(await isSignedIn(there)).toBe(true)

    // Opened on another device: where it was asked for, the session goes on.
    expect((await confirm(token)).body).toEqual({ verified: true, email: 'Mona.New@example.org' })
    expect(await emailOf(here)).toMatchObject({ email: 'mona.new@example.org', isVerified: true })
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
    expect((await mail.next(addressOf('Mona'))).subject).toContain('was changed')
    expect([(await signIn(addressOf('Mona'))).status, (await signIn('mona.new@example.org')).status]).toEqual([
      401, 200,
    ])
    const { members, history } = (await t.send<Members>(t.people.administrator, 'GET', `${t.base}/members`)).body
    expect(members.find((m) => m.account === account)?.email).toBe('mona.new@example.org')
    expect(history[0]).toMatchObject({
      actor: 'Mona',
      event: { action: 'change', email: 'mona.new@example.org', detail: 'e-mail address changed' },
    })
    const told = lines.map((line) => JSON.parse(line) as { event?: string; account?: string })
    expect(told.filter((l) => l.account === account).map((l) => l.event)).toEqual(
      expect.arrayContaining(['account.email-asked', 'account.email-changed']),
    )
    expect(lines.join('').toLowerCase()).not.toContain('mona.new@')
    // The link is spent, and a letter to the old address sets no new password.
    expect((await confirm(token)).body).toMatchObject({ code: 'access/link-used' })
    const late = await browserLike(t).send('POST', '/api/v1/sign-in/reset', {
      token: reset,
      password: 'orbit wooden lamp cheese',
    })
    expect(late.body).toMatchObject({ code: 'access/link-used' })
  })

  test('needs a fresh proof, a browser, an address, and another than the present one', async () => {
    const account = await member(t, 'Nils')
    const browser = await byPassword(t, 'Nils')
    mail.received.length = 0
    expect((await ask(browser, 'not an address')).body).toMatchObject({ fields: [{ field: 'email' }] })
    expect((await ask(browser, 'NILS@example.org')).body).toMatchObject({ fields: [{ field: 'email' }] })
    const token = await t.send(t.people.viewer, 'POST', '/api/v1/account/email', { email: 'x@example.org' })
    expect(token.status).toBe(403)
    await ageProofs(t, account)
    expect((await ask(browser, 'nils.new@example.org')).body).toMatchObject({ code: 'sign-in/prove' })
    expect(mail.received).toHaveLength(0)
    await browser.send('POST', '/api/v1/account/prove', { password: goodPassword })
    expect((await ask(browser, 'nils.new@example.org')).status).toBe(202)
  })

  test('of another account is not taken over, and the answer does not tell', async () => {
    await member(t, 'Olga')
    const owner = await member(t, 'Owner')
    const browser = await byPassword(t, 'Olga')
    mail.received.length = 0
    const [free, taken] = [await ask(browser, 'free@example.org'), await ask(browser, addressOf('Owner'))]
    expect([free.status, free.body]).toEqual([taken.status, taken.body])
    const letter = await mail.next(addressOf('Owner'))
    expect(letter.text).not.toContain('#')
    // Somebody else was faster: the link to an address that was free then.
    await t.store.directory.createAccount('Faster', 'free@example.org')
    expect((await confirm(await tokenOf('free@example.org'))).body).toMatchObject({ code: 'account/address-taken' })
    expect(await emailOf(browser)).toMatchObject({ email: addressOf('Olga') })
    expect((await t.store.directory.account(owner))?.email).toBe(addressOf('Owner'))
  })

  test('takes back the link asked for before, and too many letters are refused', async () => {
    await member(t, 'Piet')
    const browser = await byPassword(t, 'Piet')
    await ask(browser, 'first@example.org')
    await ask(browser, 'second@example.org')
    const [first, second] = [await tokenOf('first@example.org'), await tokenOf('second@example.org')]
    expect((await confirm(second)).status).toBe(200)
    expect((await confirm(first)).body).toMatchObject({ code: 'access/link-used' })
    await ask(browser, 'third@example.org')
    expect((await ask(browser, 'fourth@example.org')).body).toMatchObject({ code: 'request/too-many' })
  })
})

test('without mail an address cannot be changed, which is said', async () => {
  const without = await testApp()
  await member(without, 'Rosa')
  const browser = await byPassword(without, 'Rosa')
  expect((await ask(browser, 'rosa.new@example.org')).body).toMatchObject({
    code: 'move/refused',
    detail: expect.stringContaining('no mail is set up here'),
  })
  await without.close()
})
