import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Invited, Members } from '../../src/server/contract.ts'
import { appendLeaf, emptyEdge } from '../../src/store/index.ts'
import { canonicalJson } from '../../src/store/log/canonicalJson.ts'
import { leafHash } from '../../src/store/log/merkle.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { linkIn, type MailServer, mailServer } from '../support/mailServer.ts'
import { addressOf, ageProofs, byLink, byPassword, goodPassword, isSignedIn, member } from './people.ts'

let t: TestApp
let mail: MailServer
beforeAll(async () => {
  mail = await mailServer()
  t = await testApp({ signIn: { mail: mail.settings, publicAddress: new URL('http://aims.example.org') } })
})
afterAll(async () => {
  await t.close()
  await mail.close()
})
beforeEach(async () => {
  mail.received.length = 0
  await t.store.pool.query('delete from throttle')
})

const asAdministrator = <T>(method: string, path: string, body?: unknown) =>
  t.send<T>(t.people.administrator, method, `${t.base}/members${path}`, body)
const invite = (email: string, roles = ['contributor']) =>
  asAdministrator<Invited & { id: string }>('POST', '/invitations', { email, roles })
const tokenIn = (link: string) => link.split('#')[1] ?? ''
const listed = async () => (await asAdministrator<Members>('GET', '')).body
const logSize = async () => (await t.store.logHead(t.org.id))?.size ?? 0

describe('an invitation', () => {
  test('comes by mail, is looked at, and makes a new account a member', async () => {
    expect((await invite('new@example.org')).body).toMatchObject({ mailed: true, link: null })
    const letter = await mail.next('new@example.org')
    expect(letter.subject).toBe('Invitation to Test organisation on OpenAIMS')
    const link = linkIn(letter)
    expect(link).toMatch(/^http:\/\/aims\.example\.org\/join#/)
    const token = tokenIn(link)
    const browser = browserLike(t)
    const look = await browser.send('POST', '/api/v1/invitation', { token })
    expect(look.body).toMatchObject({ organisation: 'Test organisation', email: 'new@example.org', hasAccount: false })
    const weak = await browser.send('POST', '/api/v1/invitation/accept', {
      token,
      name: 'New',
      password: 'password1234',
    })
    expect(weak.status).toBe(422)
    const done = await browser.send('POST', '/api/v1/invitation/accept', { token, name: 'New', password: goodPassword })
    expect(done.body).toEqual({ slug: t.org.slug })
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
    expect((await browser.send('GET', '/api/v1/account')).body).toMatchObject({ isVerified: true, hasPassword: true })
    const { members, invitations } = await listed()
    expect(members.find((m) => m.email === 'new@example.org')).toMatchObject({ name: 'New', roles: ['contributor'] })
    expect(invitations.some((i) => i.email === 'new@example.org')).toBe(false)
    // It is spent.
    const again = await browserLike(t).send('POST', '/api/v1/invitation/accept', {
      token,
      name: 'Thief',
      password: goodPassword,
    })
    expect(again.status).toBe(410)
  })

  test('to somebody with an account is accepted only with that account', async () => {
    await t.store.directory.createAccount('Known', 'known@example.org')
    await invite('known@example.org')
    const token = tokenIn(linkIn(await mail.next('known@example.org')))
    const stranger = browserLike(t)
    expect((await stranger.send('POST', '/api/v1/invitation', { token })).body).toMatchObject({ hasAccount: true })
    const refused = await stranger.send('POST', '/api/v1/invitation/accept', {
      token,
      name: 'Thief',
      password: goodPassword,
    })
    expect(refused.body).toMatchObject({ code: 'access/sign-in' })
    await member(t, 'Wrong')
    const wrong = await byPassword(t, 'Wrong')
    expect((await wrong.send('POST', '/api/v1/invitation/accept', { token })).status).toBe(401)
    const account = (await t.store.directory.accountByEmail('known@example.org')) ?? ''
    const right = await byLink(t, account)
    expect((await right.send('POST', '/api/v1/invitation/accept', { token })).body).toEqual({ slug: t.org.slug })
  })

  test('too old, taken back, or replaced by a new one works no more', async () => {
    const accept = (token: string) =>
      browserLike(t).send('POST', '/api/v1/invitation/accept', { token, name: 'Late', password: goodPassword })
    const { body: first } = await invite('late@example.org')
    const old = tokenIn(linkIn(await mail.next('late@example.org')))
    expect((await invite('late@example.org')).body).toMatchObject({ code: 'member/exists' })
    await asAdministrator('POST', `/invitations/${first.id}/resend`)
    const fresh = tokenIn(linkIn(await mail.next('late@example.org')))
    expect((await accept(old)).status).toBe(410)
    await expireInvitation(first.id)
    expect((await accept(fresh)).status).toBe(410)
    expect((await listed()).invitations.find((i) => i.id === first.id)).toMatchObject({ isExpired: true })
    await asAdministrator('POST', `/invitations/${first.id}/resend`)
    const third = tokenIn(linkIn(await mail.next('late@example.org')))
    expect((await asAdministrator('DELETE', `/invitations/${first.id}`)).status).toBe(200)
    expect((await accept(third)).status).toBe(410)
    expect(await t.store.directory.accountByEmail('late@example.org')).toBeNull()
  })

  test('is made by administrators alone, of this organisation alone', async () => {
    const before = await logSize()
    const body = { email: 'x@example.org', roles: ['viewer'] }
    for (const role of ['aimsLead', 'viewer', 'topManagement'] as const)
      expect((await t.send(t.people[role], 'POST', `${t.base}/members/invitations`, body)).status).toBe(403)
    expect((await t.send(t.outsider, 'POST', `${t.base}/members/invitations`, body)).status).toBe(404)
    expect((await t.send(t.people.viewer, 'GET', `${t.base}/members`)).status).toBe(403)
    expect((await t.send(null, 'GET', `${t.base}/members`)).status).toBe(401)
    expect(await logSize()).toBe(before)
    expect(mail.received).toEqual([])
    // The invitation of one organisation is not there in another.
    const { body: made } = await invite('foreign@example.org')
    const away = await t.send(t.outsider, 'DELETE', `/api/v1/o/${t.other.slug}/members/invitations/${made.id}`)
    expect(away.status).toBe(404)
  })

  test('names cannot put lines or headers into the letter', async () => {
    const name = 'Eve\r\nBcc: all@example.org\r\n\r\nEvil'
    await t.store.directory.renameAccount(t.people.administrator.account, name, null)
    await new Promise((done) => setTimeout(done, 2100))
    await invite('header@example.org')
    const letter = await mail.next('header@example.org')
    expect(letter.headers.has('bcc')).toBe(false)
    expect(letter.text?.split('\n')[0]).toContain('Eve Bcc: all@example.org Evil invites you')
    await t.store.directory.renameAccount(t.people.administrator.account, 'Test administrator', null)
  })

  test('can tie the account to a person of the register, and to nothing else', async () => {
    const [person] = await t.commit([{ do: 'create', register: 'person', values: { title: 'Tied' } }])
    const body = { email: 'tied@example.org', roles: ['viewer'] }
    const nobody = await asAdministrator('POST', '/invitations', { ...body, person: t.outsider.person })
    expect(nobody.status).toBe(400)
    await asAdministrator('POST', '/invitations', { ...body, person: person?.id })
    const token = tokenIn(linkIn(await mail.next('tied@example.org')))
    await browserLike(t).send('POST', '/api/v1/invitation/accept', { token, name: 'Tied', password: goodPassword })
    expect((await listed()).members.find((m) => m.email === 'tied@example.org')?.person).toBe(person?.id)
  })
})

async function inOwn(text: string, values: unknown[] = []) {
  const client = await t.store.pool.connect()
  await client.query('begin')
  await client.query("select set_config('app.org', $1, true)", [t.org.id])
  const result = await client.query(text, values)
  await client.query('commit')
  client.release()
  return result
}

const expireInvitation = (id: string) =>
  inOwn("update invitation set expires_at = now() - interval '1 second' where id = $1", [id])

describe('a member', () => {
  test('whose role was taken can do less at once, in the session that is open', async () => {
    const account = await member(t, 'Uwe', ['aimsLead'])
    const browser = await byPassword(t, 'Uwe')
    const write = () => browser.send('POST', `${t.base}/records/people`, { values: { title: 'By Uwe' } })
    expect((await write()).status).toBe(201)
    expect((await asAdministrator('PATCH', `/${account}`, { roles: ['viewer'] })).status).toBe(200)
    expect((await write()).status).toBe(403)
    expect((await browser.send('GET', `${t.base}/records/people`)).status).toBe(200)
  })

  test('who is suspended is out at once and comes back only when resumed', async () => {
    const account = await member(t, 'Vera', ['contributor'])
    const browser = await byPassword(t, 'Vera')
    expect(await isSignedIn(browser)).toBe(true)
    await asAdministrator('PATCH', `/${account}`, { suspended: true })
    expect(await isSignedIn(browser)).toBe(false)
    const again = await byPassword(t, 'Vera')
    expect((await again.send('GET', `${t.base}/home`)).status).toBe(404)
    await asAdministrator('PATCH', `/${account}`, { suspended: false })
    expect((await again.send('GET', `${t.base}/home`)).status).toBe(200)
  })

  test('who is removed loses access and keys, and stays in history', async () => {
    const account = await member(t, 'Willi', ['contributor'])
    const browser = await byPassword(t, 'Willi')
    const made = await browser.send<{ key: string }>('POST', `${t.base}/keys`, {
      name: 'Script',
      access: 'read',
      days: 30,
    })
    const byKey = () =>
      t.app.inject({ method: 'GET', url: `${t.base}/home`, headers: { authorization: `Bearer ${made.body.key}` } })
    expect((await byKey()).statusCode).toBe(200)
    expect((await asAdministrator('DELETE', `/${account}`)).status).toBe(200)
    expect(await isSignedIn(browser)).toBe(false)
    expect((await byKey()).statusCode).toBe(401)
    const { members, history } = await listed()
    expect(members.some((m) => m.account === account)).toBe(false)
    expect(history[0]?.event).toMatchObject({ action: 'leave', name: 'Willi', email: 'willi@example.org' })
  })

  test('the last administrator can neither go, nor be suspended, nor lose the role', async () => {
    const { account } = t.people.administrator
    const before = await logSize()
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { suspended: true }],
      ['PATCH', { roles: ['viewer'] }],
    ] as const) {
      expect((await asAdministrator(method, `/${account}`, body)).body).toMatchObject({
        code: 'member/last-administrator',
      })
    }
    expect(await logSize()).toBe(before)
    const second = await member(t, 'Xenia', ['administrator'])
    expect((await asAdministrator('PATCH', `/${account}`, { roles: ['administrator', 'viewer'] })).status).toBe(200)
    expect((await asAdministrator('DELETE', `/${second}`)).status).toBe(200)
  })

  test('every change is one entry of the log, and the log holds together', async () => {
    const account = await member(t, 'Yara', ['viewer'])
    const before = await logSize()
    await asAdministrator('PATCH', `/${account}`, { roles: ['contributor'] })
    await asAdministrator('PATCH', `/${account}`, { suspended: true })
    await asAdministrator('DELETE', `/${account}`)
    expect(await logSize()).toBe(before + 3)
    const entries: string[] = []
    let edge: Parameters<typeof appendLeaf>[0] = emptyEdge
    for await (const part of t.store.log(t.org.id, null)) {
      for (const { entry, leaf } of part) {
        expect(leafHash(entry).equals(leaf)).toBe(true)
        entries.push(entry)
        edge = appendLeaf(edge, leaf)
      }
    }
    const head = await t.store.logHead(t.org.id)
    expect(edge.peaks.map((p) => p.toString('hex'))).toEqual(head?.peaks.map((p) => p.toString('hex')))
    const { rows } = await inOwn('select seq, body, salt, digest from membership_change')
    for (const { seq, body, salt, digest } of rows) {
      const said = createHash('sha256').update(salt).update(canonicalJson(body)).digest('hex')
      expect(said).toBe(digest.toString('hex'))
      expect(JSON.parse(entries[seq] ?? '{}')).toMatchObject({ digest: said })
    }
    const actions = entries.slice(-3).map((e) => JSON.parse(e) as { action: string; object: { id: string } })
    expect(actions.map((e) => e.action)).toEqual(['membership.change', 'membership.suspend', 'membership.leave'])
    expect(actions.every((e) => e.object.id === account)).toBe(true)
    for (const entry of entries) expect(entry).not.toContain(goodPassword)
  })
})

describe('a link to set a new password', () => {
  test('comes by mail to whoever has the address, and only there', async () => {
    const account = await member(t, 'Zoe')
    const browser = await byPassword(t, 'Zoe')
    mail.received.length = 0
    const forgot = (email: string) => browserLike(t).send('POST', '/api/v1/sign-in/forgot', { email })
    const [known, unknown] = [await forgot(addressOf('Zoe')), await forgot('nobody-at-all@example.org')]
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    const link = linkIn(await mail.next(addressOf('Zoe')))
    expect(link).toMatch(/^http:\/\/aims\.example\.org\/reset#/)
    expect(mail.received).toEqual([])
    // It works for ten minutes, as the letter says.
    const { rows } = await t.store.pool.query<{ seconds: string }>(
      "select extract(epoch from expires_at - now()) as seconds from one_time_link where account_id = $1 and purpose = 'reset'",
      [account],
    )
    expect(Number(rows[0]?.seconds)).toBeGreaterThan(550)
    expect(Number(rows[0]?.seconds)).toBeLessThanOrEqual(600)
    const reset = (token: string, password: string) =>
      browserLike(t).send('POST', '/api/v1/sign-in/reset', { token, password })
    // A weak password does not cost the link.
    expect((await reset(tokenIn(link), 'password1234')).status).toBe(422)
    expect((await reset(tokenIn(link), 'wooden lantern orbit cheese')).status).toBe(200)
    expect((await reset(tokenIn(link), 'another lantern orbit cheese')).status).toBe(410)
    expect(await isSignedIn(browser)).toBe(false)
    expect((await t.store.directory.account(account))?.isVerified).toBe(true)
    expect((await mail.next(addressOf('Zoe'))).text).toContain('Your password was set anew')
  })

  test('too old works no more', async () => {
    const account = await member(t, 'Alma')
    const token = await t.store.directory.createLink('reset', account, 30)
    await t.store.pool.query(
      "update one_time_link set expires_at = now() - interval '1 second' where account_id = $1",
      [account],
    )
    const answer = await browserLike(t).send('POST', '/api/v1/sign-in/reset', {
      token,
      password: 'wooden lantern orbit cheese',
    })
    expect(answer.body).toMatchObject({ code: 'access/link-used' })
    // A link for signing in sets no password.
    const other = await t.store.directory.createLink('sign-in', account, 30)
    expect(
      (await browserLike(t).send('POST', '/api/v1/sign-in/reset', { token: other, password: goodPassword })).status,
    ).toBe(410)
  })

  test('is made by an administrator only for people of the own organisations, after a fresh proof', async () => {
    const boss = await member(t, 'Boss', ['administrator'])
    const own = await member(t, 'Own')
    const shared = await member(t, 'Shared')
    await t.store.directory.setMember(t.other.id, shared, ['viewer'], null)
    const browser = await byPassword(t, 'Boss')
    const make = (account: string) => browser.send<{ link: string }>('POST', `${t.base}/members/${account}/reset-link`)
    expect((await make(own)).body.link).toMatch(/\/reset#/)
    expect((await make(shared)).body).toMatchObject({ code: 'access/forbidden' })
    expect((await make(t.outsider.account)).status).toBe(404)
    await ageProofs(t)
    expect((await make(own)).body).toMatchObject({ code: 'sign-in/prove' })
    await asAdministrator('DELETE', `/${boss}`)
  })
})

test('whether a link for a new password works is told without spending it, and of no other link', async () => {
  const account = await member(t, 'Looker')
  const look = (token: string) =>
    browserLike(t).send<{ works?: boolean; code?: string }>('POST', '/api/v1/sign-in/reset/look', { token })
  const reset = await t.store.directory.createLink('reset', account, 5)
  for (let i = 0; i < 2; i++) expect((await look(reset)).body).toEqual({ works: true })
  for (const other of [await t.store.directory.createLink('sign-in', account, 5), 'made-up'])
    expect((await look(other)).body.code).toBe('access/link-used')
  const set = { token: reset, password: `${goodPassword} anew` }
  expect((await browserLike(t).send('POST', '/api/v1/sign-in/reset', set)).status).toBe(200)
  expect((await look(reset)).body.code).toBe('access/link-used')
  const late = await t.store.directory.createLink('reset', account, 5)
  await t.store.pool.query(
    "update one_time_link set expires_at = now() - interval '1 second' where account_id = $1 and used_at is null",
    [account],
  )
  expect((await look(late)).body.code).toBe('access/link-used')
})
