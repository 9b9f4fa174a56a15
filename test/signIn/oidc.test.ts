import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Members, ProviderShown, SingleSignOn } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { clientSecret, type IdentityProvider, identityProvider } from '../support/identityProvider.ts'
import { registerNamed } from '../support/world.ts'
import { addressOf, ageProofs, byLink, byPassword, isSignedIn, member } from './people.ts'

let t: TestApp
let idp: IdentityProvider
let administrator: BrowserLike
let provider: ProviderShown
const lines: string[] = []

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  idp = await identityProvider()
  t = await testApp({
    logTo: { write: (line) => void lines.push(line) },
    signIn: {
      publicAddress: new URL('http://aims.test'),
      singleSignOn: [
        {
          kind: 'oidc',
          id: 'company',
          name: 'The company',
          domains: ['company.test'],
          joins: false,
          defaultRoles: [],
          groupRoles: [],
          settings: {
            issuer: idp.issuer,
            clientId: 'openaims',
            scopes: ['openid', 'email'],
            groupsClaim: null,
            factors: 'stated',
          },
          clientSecret,
        },
      ],
    },
  })
  administrator = await byLink(t, t.people.administrator.account)
  const made = await settings<ProviderShown>('POST', '/providers', body())
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  provider = made.body
  idp.open([provider.callback, 'http://aims.test/api/v1/single-sign-on/company/callback'], ['http://aims.test/'])
}, 60_000)
afterAll(async () => {
  await t.close()
  await idp.close()
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})
beforeEach(() => t.store.pool.query('delete from throttle'))

const body = (more: Record<string, unknown> = {}) => ({
  kind: 'oidc',
  name: 'Example',
  domains: ['example.org'],
  joins: true,
  defaultRoles: ['viewer'],
  groupRoles: [{ group: 'risk-team', role: 'riskOwner' }],
  settings: {
    issuer: idp.issuer,
    clientId: 'openaims',
    scopes: ['openid', 'email', 'profile', 'groups'],
    groupsClaim: 'groups',
  },
  clientSecret,
  ...more,
})

const settings = <T>(method: string, path: string, sent?: unknown, who = administrator) =>
  who.send<T>(method, `${t.base}/single-sign-on${path}`, sent)
const start = (id: string) => `/api/v1/single-sign-on/${id}/start`
const begin = async (browser: BrowserLike, path = start(provider.id)) => {
  const answer = await browser.send('GET', path)
  expect(answer.status).toBe(303)
  return String(answer.headers.location)
}
const pathOf = (url: URL) => url.pathname + url.search

/** Signs somebody in from beginning to end; where they end up. */
async function through(subject: string, browser = browserLike(t), path = start(provider.id)): Promise<string> {
  const back = await idp.signIn(await begin(browser, path), subject)
  return String((await browser.send('GET', pathOf(back))).headers.location)
}

const members = async () => (await administrator.send<Members>('GET', `${t.base}/members`)).body
const rolesOf = async (email: string) => (await members()).members.find((m) => m.email === email)?.roles

describe('signing in', () => {
  test('makes a member with the roles of their groups, and says so in the log', async () => {
    idp.people.set('u1', { email: 'Ada@example.org', email_verified: true, name: 'Ada', groups: ['risk-team', 'x'] })
    const browser = browserLike(t)
    expect(await through('u1', browser, `${start(provider.id)}?next=/test-organisation/risks`)).toBe(
      '/test-organisation/risks',
    )
    expect(await isSignedIn(browser)).toBe(true)
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
    expect(await rolesOf('ada@example.org')).toEqual(['viewer', 'riskOwner'])
    const { history } = await members()
    expect(history[0]).toMatchObject({ actor: 'Single sign-on: Example', event: { action: 'join', name: 'Ada' } })
    expect((await browser.send('GET', '/api/v1/account')).body).toMatchObject({ isVerified: true, hasPassword: false })
  })

  test('brings roles up to date, with an entry, and leaves them alone when nothing changed', async () => {
    const size = async () => (await t.store.logHead(t.org.id))?.size ?? 0
    const before = await size()
    expect(await through('u1')).toBe('/')
    expect(await size()).toBe(before)
    idp.people.set('u1', { email: 'ada@example.org', email_verified: true, name: 'Ada', groups: [] })
    expect(await through('u1')).toBe('/')
    expect(await rolesOf('ada@example.org')).toEqual(['viewer'])
    expect((await members()).history[0]).toMatchObject({ event: { action: 'change', roles: ['viewer'] } })
  })

  test('finds an account by its verified address, and later by its subject alone', async () => {
    const account = await member(t, 'Grace', ['contributor'])
    idp.people.set('u2', { email: 'grace@example.org', email_verified: true })
    expect(await through('u2')).toBe('/')
    idp.people.set('u2', { email: 'new-name@example.org', email_verified: true })
    const browser = browserLike(t)
    expect(await through('u2', browser)).toBe('/')
    expect((await browser.send('GET', '/api/v1/account')).body).toMatchObject({ email: 'grace@example.org' })
    // Somebody who got the address of another is not them.
    idp.people.set('u3', { email: 'grace@example.org', email_verified: true })
    expect(await through('u3')).toBe('/?refused=identity')
    expect((await settings('DELETE', `/providers/${provider.id}/links/${account}`)).status).toBe(200)
    expect(await through('u3')).toBe('/')
  })

  test('through a provider of the installation signs in who has an account, and nobody else', async () => {
    const account = await t.store.directory.createAccount('Old hand', 'old@company.test')
    await t.store.directory.setMember(t.org.id, account, ['viewer'], null)
    idp.people.set('c1', { email: 'old@company.test', email_verified: true })
    idp.people.set('c2', { email: 'new@company.test', email_verified: true })
    const browser = browserLike(t)
    expect(await through('c1', browser, start('company'))).toBe('/')
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
    expect(await through('c2', browserLike(t), start('company'))).toBe('/?refused=member')
    expect(await t.store.directory.accountByEmail('new@company.test')).toBe(null)
  })

  test('is offered by the domain of an address', async () => {
    const find = async (email: string) =>
      (await browserLike(t).send('POST', '/api/v1/single-sign-on/find', { email })).body
    expect(await find('anybody@EXAMPLE.org')).toEqual({ providers: [{ id: provider.id, name: 'Example' }] })
    expect(await find('anybody@company.test')).toEqual({ providers: [{ id: 'company', name: 'The company' }] })
    expect(await find('anybody@elsewhere.test')).toEqual({ providers: [] })
  })

  test('ends at the provider too', async () => {
    const browser = browserLike(t)
    await through('u1', browser)
    const { body } = await browser.send<{ continueAt: string }>('POST', '/api/v1/sign-out')
    const end = new URL(body.continueAt)
    expect(end.origin).toBe(idp.issuer)
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe('http://aims.test/')
    expect(end.searchParams.get('id_token_hint')).toMatch(/^ey/)
    expect(await isSignedIn(browser)).toBe(false)
  })
})

describe('roles that the organisation made itself', () => {
  const role = (name: string, permissions: string[]) =>
    administrator.send<{ id: string }>('POST', `${t.base}/access/roles`, { name, explain: 'Made here.', permissions })
  const held = async (email: string) => {
    const account = await t.store.directory.accountByEmail(email)
    const all = await t.store.access.members(t.org.id)
    return all.find((m) => m.account === account)
  }

  test('come and go with groups; those given by hand stay', async () => {
    const [byGroup, byHand] = [
      (await role('Reads suppliers', ['supplier:read', 'supplier:create'])).body.id,
      (await role('Sees the log', ['system:log'])).body.id,
    ]
    const groupRoles = [{ group: 'purchase', role: 'Reads suppliers' }]
    const set = await settings<ProviderShown>('PUT', `/providers/${provider.id}`, body({ groupRoles }))
    // Kept by its id, so that it may be called otherwise.
    expect(set.body.groupRoles).toEqual([{ group: 'purchase', role: byGroup }])
    idp.people.set('own', { email: 'own@example.org', email_verified: true, groups: ['purchase'] })
    const browser = browserLike(t)
    expect(await through('own', browser)).toBe('/')
    expect(await held('own@example.org')).toMatchObject({ roles: ['viewer'], customRoles: [byGroup] })
    const supplier = { values: { ...registerNamed('supplier').examples[0], owner: t.people.aimsLead.person } }
    const create = (who: BrowserLike) => who.send('POST', `${t.base}/records/suppliers`, supplier)
    expect((await create(browser)).status).toBe(201)
    expect((await members()).history[0]?.event).toMatchObject({ action: 'join', detail: 'own roles: Reads suppliers' })

    const account = await t.store.directory.accountByEmail('own@example.org')
    const access = { from: null, until: null, registers: null, engagement: null }
    await administrator.send('PUT', `${t.base}/access/members/${account}`, {
      roles: ['viewer'],
      customRoles: [byGroup, byHand],
      ...access,
    })
    idp.people.set('own', { email: 'own@example.org', email_verified: true, groups: [] })
    const later = browserLike(t)
    expect(await through('own', later)).toBe('/')
    expect(await held('own@example.org')).toMatchObject({ roles: ['viewer'], customRoles: [byHand] })
    expect((await create(later)).status).toBe(403)
    expect((await members()).history[0]?.event).toMatchObject({ action: 'change', detail: 'own roles: Sees the log' })
  })

  test('that were removed give nothing, and what is no role is refused', async () => {
    const gone = (await role('Gone soon', ['risk:read'])).body.id
    const only = body({ defaultRoles: [], groupRoles: [{ group: 'gone', role: gone }] })
    expect((await settings('PUT', `/providers/${provider.id}`, only)).status).toBe(200)
    expect((await administrator.send('DELETE', `${t.base}/access/roles/${gone}`)).status).toBe(200)
    idp.people.set('gone', { email: 'gone@example.org', email_verified: true, groups: ['gone'] })
    expect(await through('gone')).toBe('/?refused=roles')
    const made = await settings(
      'PUT',
      `/providers/${provider.id}`,
      body({ groupRoles: [{ group: 'x', role: 'king' }] }),
    )
    expect(made.body).toMatchObject({ code: 'request/invalid', fields: [{ field: 'groupRoles' }] })
    // A role of another organisation is none here.
    const other = await t.store.access.saveRole(
      t.other.id,
      null,
      { name: 'Theirs', explain: '', permissions: ['risk:read'] },
      { actor: { kind: 'system', id: 'test', name: 'Test', via: 'system' } },
    )
    const theirs = await settings(
      'PUT',
      `/providers/${provider.id}`,
      body({ groupRoles: [{ group: 'x', role: other }] }),
    )
    expect(theirs.body).toMatchObject({ code: 'request/invalid' })
    await settings('PUT', `/providers/${provider.id}`, body())
  })
})

describe('showing again who one is, at the provider', () => {
  const again = (path = '/proved') => `${start(provider.id)}?again=1&next=${encodeURIComponent(path)}`
  const proof = async (browser: BrowserLike) =>
    (await browser.send('PUT', '/api/v1/account/password', { password: 'wooden lantern orbit cheese' })).status

  test('goes on in the same session, where the person was', async () => {
    idp.people.set('u1', { email: 'ada@example.org', email_verified: true, name: 'Ada', groups: ['risk-team'] })
    const browser = browserLike(t)
    await through('u1', browser)
    await ageProofs(t, await t.store.directory.accountByEmail('ada@example.org'))
    expect(await proof(browser)).toBe(403)
    const session = browser.cookies.get('openaims_session')
    const at = await begin(browser, again('/test-organisation/risks?filter=state#row-2'))
    const asked = new URL(at).searchParams
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0'])
    const back = await idp.signIn(at, 'u1')
    expect((await browser.send('GET', pathOf(back))).headers.location).toBe(
      '/test-organisation/risks?filter=state#row-2',
    )
    expect(browser.cookies.get('openaims_session')).toBe(session)
    expect(await proof(browser)).toBe(200)
  })

  test('as somebody else is refused, and opens nothing', async () => {
    await member(t, 'Other')
    idp.people.set('o1', { email: addressOf('Other'), email_verified: true })
    const browser = browserLike(t)
    await through('u1', browser)
    await ageProofs(t, await t.store.directory.accountByEmail('ada@example.org'))
    const back = await idp.signIn(await begin(browser, again()), 'o1')
    expect((await browser.send('GET', pathOf(back))).headers.location).toBe('/proved?refused=other')
    expect((await browser.send('GET', '/api/v1/session')).body).toMatchObject({ name: 'Ada' })
    expect(await proof(browser)).toBe(403)
    // Nor does somebody the provider has not signed in here before.
    idp.people.set('o2', { email: 'new@example.org', email_verified: true })
    const stranger = await idp.signIn(await begin(browser, again()), 'o2')
    expect((await browser.send('GET', pathOf(stranger))).headers.location).toBe('/proved?refused=other')
    expect(await t.store.directory.accountByEmail('new@example.org')).toBe(null)
  })
})

describe('refused is', () => {
  const refused = (reason: string) => `/?refused=${reason}`
  const hasAccount = async (email: string) => (await t.store.directory.accountByEmail(email)) !== null

  test('a state of nobody, of another browser, used twice, or too old', async () => {
    const browser = browserLike(t)
    const back = await idp.signIn(await begin(browser), 'u1')
    const wrong = new URL(back)
    wrong.searchParams.set('state', 'made-up')
    expect((await browser.send('GET', pathOf(wrong))).headers.location).toBe(refused('expired'))
    const thief = browserLike(t)
    await begin(thief)
    expect((await thief.send('GET', pathOf(back))).headers.location).toBe(refused('expired'))
    expect(await isSignedIn(thief)).toBe(false)
    // It was spent by the attempt.
    expect((await browser.send('GET', pathOf(back))).headers.location).toBe(refused('expired'))

    const late = browserLike(t)
    const lateBack = await idp.signIn(await begin(late), 'u1')
    await t.store.pool.query("update sign_in_step set expires_at = now() - interval '1 second'")
    expect((await late.send('GET', pathOf(lateBack))).headers.location).toBe(refused('expired'))
  })

  test('a code that was used, with a state of its own', async () => {
    const browser = browserLike(t)
    const first = await idp.signIn(await begin(browser), 'u1')
    expect((await browser.send('GET', pathOf(first))).headers.location).toBe('/')
    const again = browserLike(t)
    const second = await idp.signIn(await begin(again), 'u1')
    second.searchParams.set('code', first.searchParams.get('code') ?? '')
    expect((await again.send('GET', pathOf(second))).headers.location).toBe(refused('provider'))
    expect(await isSignedIn(again)).toBe(false)
  })

  test('a code that another began with: the verifier differs', async () => {
    const victim = browserLike(t)
    const attacker = browserLike(t)
    const stolen = await idp.signIn(await begin(victim), 'u1')
    const own = await idp.signIn(await begin(attacker), 'u1')
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    expect((await attacker.send('GET', pathOf(own))).headers.location).toBe(refused('provider'))
  })

  test('an answer that names another issuer', async () => {
    const browser = browserLike(t)
    const back = await idp.signIn(await begin(browser), 'u1')
    expect(back.searchParams.get('iss')).toBe(idp.issuer)
    back.searchParams.set('iss', 'https://evil.test')
    expect((await browser.send('GET', pathOf(back))).headers.location).toBe(refused('provider'))
  })

  test('an address of another domain, or one that is not verified, or none', async () => {
    idp.people.set('x1', { email: 'who@elsewhere.test', email_verified: true })
    idp.people.set('x2', { email: 'who@example.org', email_verified: false })
    idp.people.set('x3', { name: 'Nameless' })
    expect(await through('x1')).toBe(refused('domain'))
    expect(await through('x2')).toBe(refused('address'))
    expect(await through('x3')).toBe(refused('address'))
    expect(await hasAccount('who@elsewhere.test')).toBe(false)
    expect(await hasAccount('who@example.org')).toBe(false)
  })

  test('who is suspended, who may not join, and who is in no group', async () => {
    await member(t, 'Sleeper')
    const id = (await members()).members.find((m) => m.email === addressOf('Sleeper'))?.account
    await administrator.send('PATCH', `${t.base}/members/${id}`, { suspended: true })
    idp.people.set('s1', { email: addressOf('Sleeper'), email_verified: true })
    expect(await through('s1')).toBe(refused('suspended'))
    idp.people.set('j1', { email: 'joiner@example.org', email_verified: true, groups: [] })
    await settings('PUT', `/providers/${provider.id}`, body({ defaultRoles: [] }))
    expect(await through('j1')).toBe(refused('roles'))
    await settings('PUT', `/providers/${provider.id}`, body({ joins: false }))
    expect(await through('j1')).toBe(refused('member'))
    expect(await hasAccount('joiner@example.org')).toBe(false)
    await settings('PUT', `/providers/${provider.id}`, body())
    expect(await through('j1')).toBe('/')
  })

  test('a provider that is switched off; its sessions end with it', async () => {
    const browser = browserLike(t)
    await through('u1', browser)
    const waiting = browserLike(t)
    const back = await idp.signIn(await begin(waiting), 'u1')
    expect((await settings('PATCH', `/providers/${provider.id}`, { enabled: false })).status).toBe(200)
    expect(await isSignedIn(browser)).toBe(false)
    expect((await waiting.send('GET', pathOf(back))).headers.location).toBe(refused('disabled'))
    expect((await browserLike(t).send('GET', start(provider.id))).headers.location).toBe(refused('disabled'))
    await settings('PATCH', `/providers/${provider.id}`, { enabled: true })
    expect(await through('u1')).toBe('/')
  })

  test.each([
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test/',
    '/\t/evil.test/',
    '/.//evil.test',
    'javascript:alert(1)',
    '/api/v1/sign-out',
  ])('to go on to %j', async (next) => {
    expect(await through('u1', browserLike(t), `${start(provider.id)}?next=${encodeURIComponent(next)}`)).toBe('/')
  })
})

describe('only single sign-on', () => {
  test('keeps passwords out, except those of who is kept for the day it fails', async () => {
    await member(t, 'Plain')
    const keeper = await member(t, 'Keeper', ['administrator'])
    const refused = await settings('PUT', '/policy', { only: true, breakGlass: [] })
    expect(refused.body).toMatchObject({ code: 'single-sign-on/no-way-back' })
    expect((await settings<SingleSignOn>('GET', '')).body.policy).toEqual({ only: false, breakGlass: [] })
    const me = t.people.administrator.account
    expect((await settings('PUT', '/policy', { only: true, breakGlass: [keeper, me] })).status).toBe(200)
    const plain = await byPassword(t, 'Plain')
    expect((await plain.send('GET', `${t.base}/home`)).body).toMatchObject({ code: 'sign-in/single-sign-on' })
    expect((await plain.send('GET', '/api/v1/session')).body).toMatchObject({
      organisations: [],
      barred: [{ slug: t.org.slug }],
    })
    expect((await (await byPassword(t, 'Keeper')).send('GET', `${t.base}/home`)).status).toBe(200)
    const proper = browserLike(t)
    expect(await through('u1', proper)).toBe('/')
    expect((await proper.send('GET', `${t.base}/home`)).status).toBe(200)
    await settings('PUT', '/policy', { only: false, breakGlass: [] })
    expect((await (await byPassword(t, 'Plain')).send('GET', `${t.base}/home`)).status).toBe(200)
  })
})

describe('a provider', () => {
  test('is set by administrators alone, each change an entry of the log', async () => {
    const viewer = await byLink(t, t.people.viewer.account)
    expect((await settings('GET', '', undefined, viewer)).status).toBe(403)
    expect((await settings('POST', '/providers', body(), viewer)).status).toBe(403)
    expect((await t.send(t.people.administrator, 'POST', `${t.base}/single-sign-on/providers`, body())).status).toBe(
      403,
    )
    const before = (await t.store.logHead(t.org.id))?.size ?? 0
    await settings('PUT', `/providers/${provider.id}`, body())
    expect((await t.store.logHead(t.org.id))?.size).toBe(before + 1)
  })

  test('never shows its secret, nor do the log of the server or the database', async () => {
    const shown = JSON.stringify((await settings('GET', '')).body)
    expect(shown).toContain(provider.id)
    expect(shown).not.toContain(clientSecret)
    const client = await t.store.pool.connect()
    await client.query(`select set_config('app.org', $1, false)`, [t.org.id])
    const kept = await client.query('select sealed_secret, settings::text from identity_provider')
    const entries = await client.query('select entry::text from log_entry')
    await client.query('reset all')
    client.release(true)
    expect(kept.rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept.rows)).not.toContain(clientSecret)
    expect(entries.rows.length).toBeGreaterThan(5)
    expect(JSON.stringify(entries.rows)).not.toContain(clientSecret)
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.join('')).not.toContain(clientSecret)
    expect(lines.join('')).not.toMatch(/code=|state=/)
  })

  test('keeps its secret when none is sent, and loses it when it goes elsewhere', async () => {
    const { clientSecret: _, ...without } = body()
    expect((await settings('PUT', `/providers/${provider.id}`, without)).body).toMatchObject({ hasSecret: true })
    const elsewhere = { ...without, settings: { ...without.settings, clientId: 'another' } }
    expect((await settings('PUT', `/providers/${provider.id}`, elsewhere)).body).toMatchObject({ hasSecret: false })
    expect((await settings('PUT', `/providers/${provider.id}`, body())).body).toMatchObject({ hasSecret: true })
  })

  test('is tried, and a wrong one told', async () => {
    expect((await settings('POST', `/providers/${provider.id}/test`)).body).toMatchObject({ works: true })
    const wrong = await settings<ProviderShown>(
      'POST',
      '/providers',
      body({ settings: { ...body().settings, issuer: `${idp.issuer}/nothing` } }),
    )
    const tried = await settings('POST', `/providers/${wrong.body.id}/test`)
    expect(tried.body).toMatchObject({ code: 'single-sign-on/wrong' })
    expect((await browserLike(t).send('GET', start(wrong.body.id))).headers.location).toBe('/?refused=unreachable')
    expect((await settings('DELETE', `/providers/${wrong.body.id}`)).status).toBe(200)
    expect((await browserLike(t).send('GET', start(wrong.body.id))).headers.location).toBe('/?refused=disabled')
  })

  test.each([
    ['http://idp.example.org'],
    ['https://127.0.0.1:9/'],
    ['https://10.0.0.7/'],
    ['https://169.254.169.254/latest'],
    ['https://[::1]/'],
    ['http://user:secret@localhost/'],
  ])('is not set up at %s', async (issuer) => {
    const answer = await settings('POST', '/providers', body({ settings: { ...body().settings, issuer } }))
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ fields: [{ field: 'settings.issuer' }] })
  })

  test('of one organisation is nothing to another, and speaks only for confirmed domains', async () => {
    await t.store.directory.setMember(t.other.id, t.people.viewer.account, ['administrator'], null)
    const other = await byLink(t, t.people.viewer.account)
    const path = `/api/v1/o/${t.other.slug}/single-sign-on`
    expect((await other.send('POST', `${path}/providers/${provider.id}/test`)).status).toBe(404)
    expect((await other.send('DELETE', `${path}/providers/${provider.id}`)).status).toBe(404)
    const made = await other.send<ProviderShown>('POST', `${path}/providers`, body())
    expect(made.body.domains).toEqual([{ name: 'example.org', isConfirmed: false }])
    const find = await browserLike(t).send('POST', '/api/v1/single-sign-on/find', { email: 'a@example.org' })
    expect(find.body).toEqual({ providers: [{ id: provider.id, name: 'Example' }] })
    const confirm = await other.send('POST', `${path}/providers/${made.body.id}/domains`, { domain: 'example.org' })
    expect(confirm.body).toMatchObject({ code: 'single-sign-on/wrong' })
    await other.send('DELETE', `${path}/providers/${made.body.id}`)
    await t.store.directory.removeMember(t.other.id, t.people.viewer.account)
  })
})
