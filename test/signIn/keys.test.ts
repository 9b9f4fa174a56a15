import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiKeys } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { ageProofs, byPassword, goodPassword, member } from './people.ts'

const logged: string[] = []
let t: TestApp
beforeAll(async () => {
  t = await testApp({ logTo: { write: (line) => logged.push(line) } })
})
afterAll(() => t.close())

const people = () => `${t.base}/records/people`

async function by(key: string, method: string, url: string, payload?: object) {
  return t.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${key}` },
    ...(payload ? { payload } : {}),
  })
}

async function makeKey(name: string, roles: string[], scope: Record<string, unknown>) {
  const account = await member(t, name, roles as ['viewer'])
  const browser = await byPassword(t, name)
  const made = await browser.send<{ id: string; key: string }>('POST', `${t.base}/keys`, {
    name: `Key of ${name}`,
    access: 'write',
    days: 30,
    ...scope,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return { ...made.body, browser, account }
}

test('a key that reads, reads; one that writes, writes', async () => {
  const reads = await makeKey('Reader', ['aimsLead'], { access: 'read' })
  expect((await by(reads.key, 'GET', people())).statusCode).toBe(200)
  expect((await by(reads.key, 'POST', people(), { values: { title: 'X' } })).statusCode).toBe(403)
  const writes = await makeKey('Writer', ['aimsLead'], {})
  expect((await by(writes.key, 'POST', people(), { values: { title: 'Made by a key' } })).statusCode).toBe(201)
})

test('it is shown once: what is kept opens nothing', async () => {
  const { key, browser } = await makeKey('Once', ['viewer'], {})
  const { body } = await browser.send<ApiKeys>('GET', `${t.base}/keys`)
  expect(JSON.stringify(body)).not.toContain(key)
  expect(body.keys).toMatchObject([{ name: 'Key of Once', start: key.slice(0, 12), lastUsedAt: null, isOwn: true }])
  await by(key, 'GET', people())
  expect((await browser.send<ApiKeys>('GET', `${t.base}/keys`)).body.keys[0]?.lastUsedAt).not.toBeNull()
})

test('keys and links hold 256 random bits, each of which changes', async () => {
  const { key } = await makeKey('Random', ['viewer'], {})
  const links = await Promise.all(
    Array.from({ length: 64 }, () => t.store.directory.createLink('sign-in', t.people.viewer.account, 5)),
  )
  const bytes = [key.replace('oaims_', ''), ...links].map((text) => Buffer.from(text, 'base64url'))
  for (const each of bytes) expect(each.length).toBe(32)
  for (let bit = 0; bit < 256; bit += 1) {
    const values = new Set(bytes.map((each) => ((each[bit >> 3] ?? 0) >> (bit & 7)) & 1))
    expect(values.size, `bit ${bit}`).toBe(2)
  }
})

test('its roles are some of its owner, never more, and fewer when the owner has fewer', async () => {
  const { key, account, browser } = await makeKey('Roles', ['aimsLead', 'viewer'], { roles: ['viewer'] })
  expect((await by(key, 'POST', people(), { values: { title: 'X' } })).statusCode).toBe(403)
  expect((await by(key, 'GET', people())).statusCode).toBe(200)
  const beyond = await browser.send('POST', `${t.base}/keys`, {
    name: 'More',
    access: 'read',
    days: 1,
    roles: ['administrator'],
  })
  expect(beyond.status).toBe(400)
  const all = await makeKey('Falls', ['aimsLead'], {})
  expect((await by(all.key, 'POST', people(), { values: { title: 'Y' } })).statusCode).toBe(201)
  await t.send(t.people.administrator, 'PATCH', `${t.base}/members/${all.account}`, { roles: ['viewer'] })
  expect((await by(all.key, 'POST', people(), { values: { title: 'Z' } })).statusCode).toBe(403)
  expect(account).not.toBe(all.account)
})

test('a key for some registers reaches no other, and nothing that gathers from many', async () => {
  const { key } = await makeKey('Narrow', ['aimsLead'], { registers: ['people'] })
  expect((await by(key, 'GET', people())).statusCode).toBe(200)
  for (const path of ['records/risks', 'home', 'search?q=x', 'activity', 'export/risks.csv', 'members', 'model'])
    expect([path, (await by(key, 'GET', `${t.base}/${path}`)).statusCode]).toEqual([path, 403])
  const changes = [{ do: 'create', register: 'person', values: { title: 'X' } }]
  expect((await by(key, 'POST', `${t.base}/changes`, { changes })).statusCode).toBe(403)
})

test('it shows nothing of the account of whoever made it: no sessions, no passkeys', async () => {
  const { key, browser } = await makeKey('Shy', ['viewer'], {})
  const asked = await by(key, 'GET', '/api/v1/account')
  expect(asked.statusCode).toBe(403)
  expect(asked.body).not.toContain('sessions')
  expect((await browser.send<{ sessions: unknown[] }>('GET', '/api/v1/account')).body.sessions).toHaveLength(1)
})

test('it is good for one organisation alone', async () => {
  const { key, account } = await makeKey('Both', ['viewer'], {})
  await t.store.directory.setMember(t.other.id, account, ['administrator'], null)
  expect((await by(key, 'GET', `/api/v1/o/${t.other.slug}/records/people`)).statusCode).toBe(404)
  expect((await by(key, 'GET', people())).statusCode).toBe(200)
})

test('revoked or expired it works no more; others cannot revoke it, administrators can', async () => {
  const { id, key, browser } = await makeKey('Gone', ['viewer'], {})
  const stranger = await makeKey('Stranger', ['viewer'], {})
  expect((await stranger.browser.send('DELETE', `${t.base}/keys/${id}`)).status).toBe(404)
  expect((await by(key, 'GET', people())).statusCode).toBe(200)
  expect((await browser.send('DELETE', `${t.base}/keys/${id}`)).status).toBe(200)
  expect((await by(key, 'GET', people())).statusCode).toBe(401)
  expect((await t.send(t.people.administrator, 'DELETE', `${t.base}/keys/${stranger.id}`)).status).toBe(200)
  expect((await by(stranger.key, 'GET', people())).statusCode).toBe(401)
  const old = await makeKey('Old', ['viewer'], {})
  const client = await t.store.pool.connect()
  await client.query('begin')
  await client.query("select set_config('app.org', $1, true)", [t.org.id])
  await client.query("update api_key set expires_at = now() - interval '1 second' where id = $1", [old.id])
  await client.query('commit')
  client.release()
  expect((await by(old.key, 'GET', people())).statusCode).toBe(401)
})

test('keys are made by a person in a browser with a fresh proof, not with a key', async () => {
  const { key, browser } = await makeKey('Maker', ['administrator'], {})
  const body = { name: 'Second', access: 'read', days: 1 }
  expect((await by(key, 'POST', `${t.base}/keys`, body)).statusCode).toBe(403)
  expect(
    (await by(key, 'POST', `${t.base}/members/invitations`, { email: 'a@example.org', roles: ['viewer'] })).statusCode,
  ).toBe(403)
  expect((await t.send(t.people.administrator, 'POST', `${t.base}/keys`, body)).status).toBe(403)
  await ageProofs(t)
  expect((await browser.send('POST', `${t.base}/keys`, body)).body).toMatchObject({ code: 'sign-in/prove' })
})

test('neither keys, nor passwords, nor links, nor cookies ever stand in the log or in an export', async () => {
  const { key, account, browser } = await makeKey('Quiet', ['aimsLead'], {})
  await by(key, 'GET', people())
  await browserLike(t).send('POST', '/api/v1/sign-in', {
    email: 'quiet@example.org',
    password: 'Swordfish-that-is-wrong',
  })
  const link = await t.store.directory.createLink('sign-in', account, 5)
  await browser.send('POST', '/api/v1/welcome', { token: link })
  // An error of the server, logged with its cause.
  const broken = t.store.signIns.sessions
  Object.assign(t.store.signIns, { sessions: () => Promise.reject(new Error(`cannot with password=${goodPassword}`)) })
  expect((await browser.send('GET', '/api/v1/account')).status).toBe(500)
  Object.assign(t.store.signIns, { sessions: broken })
  const log = logged.join('')
  expect(log).toContain('sign-in.refused')
  expect(log).toContain('unforeseen')
  const cookie = decodeURIComponent(browser.cookies.get('openaims_session') ?? 'none')
  for (const secret of [key, goodPassword.split(' ')[0] ?? '', 'Swordfish', link, cookie, 'quiet@example.org'])
    expect(log).not.toContain(secret)
  const csv = await t.send(t.people.administrator, 'GET', `${t.base}/export/people.csv?sort=ref`)
  expect(csv.text).not.toContain(key)
  for await (const part of t.store.log(t.org.id, null)) for (const { entry } of part) expect(entry).not.toContain(key)
})
