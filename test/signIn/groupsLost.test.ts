import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../src/model/index.ts'
import type { Members, ProviderShown } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { clientSecret, type IdentityProvider, identityProvider, type KnownThere } from '../support/identityProvider.ts'
import { samlResponse } from '../support/samlProvider.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { addressOf, byLink, byPassword, isSignedIn, member } from './people.ts'

const signer = selfSigned('idp')
const idpName = 'https://idp.example.com/saml'
const mapping = { domains: ['example.org'], joins: true, defaultRoles: [] as Role[] }

let t: TestApp
let idp: IdentityProvider
let administrator: BrowserLike
let openId: ProviderShown
let saml: ProviderShown
let samlMetadata: string

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  idp = await identityProvider()
  t = await testApp({ signIn: { publicAddress: new URL('http://aims.test') } })
  administrator = await byLink(t, t.people.administrator.account)
  openId = await setUp({
    ...mapping,
    kind: 'oidc',
    name: 'Directory',
    groupRoles: [
      { group: 'risk-team', role: 'riskOwner' },
      { group: 'heads', role: 'administrator' },
    ],
    settings: { issuer: idp.issuer, clientId: 'openaims', scopes: ['email', 'groups'], groupsClaim: 'groups' },
    clientSecret,
  })
  saml = await setUp({
    ...mapping,
    kind: 'saml',
    name: 'Old directory',
    groupRoles: [{ group: 'auditors', role: 'internalAuditor' }],
    settings: {
      entryPoint: 'https://93.184.216.34/sso',
      issuer: idpName,
      certificates: [signer.certificate],
      emailAttribute: 'email',
      nameAttribute: 'name',
      groupsAttribute: 'groups',
    },
  })
  samlMetadata = (await t.send(null, 'GET', `/api/v1/single-sign-on/${saml.id}/metadata`)).text
  idp.open([openId.callback])
}, 60_000)
afterAll(async () => {
  await t.close()
  await idp.close()
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})
beforeEach(() => t.store.pool.query('delete from throttle'))

async function setUp(body: object): Promise<ProviderShown> {
  const made = await administrator.send<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, body)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body
}

const locationOf = async (browser: BrowserLike, path: string) =>
  String((await browser.send('GET', path)).headers.location)

/** Signs somebody in who has these groups at the provider; where they end up. */
async function byOpenId(
  name: string,
  groups: readonly string[] | undefined,
  browser = browserLike(t),
  more: Partial<KnownThere> = {},
): Promise<string> {
  const known = { email: addressOf(name), email_verified: true, name, ...more }
  idp.people.set(name, groups === undefined ? known : { ...known, groups })
  const back = await idp.signIn(await locationOf(browser, `/api/v1/single-sign-on/${openId.id}/start`), name)
  return locationOf(browser, back.pathname + back.search)
}

async function bySaml(name: string, groups: string, browser = browserLike(t)): Promise<string> {
  const url = new URL(await locationOf(browser, `/api/v1/single-sign-on/${saml.id}/start`))
  const asked = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8')
  const between = {
    metadata: samlMetadata,
    callback: saml.callback,
    entity: `http://aims.test/api/v1/single-sign-on/${saml.id}/metadata`,
    name: idpName,
    signer,
  }
  const says = { email: addressOf(name), subject: name, groups }
  const response = await samlResponse(between, / ID="([^"]+)"/.exec(asked)?.[1] ?? '', says)
  const posted = await t.app.inject({
    method: 'POST',
    url: `/api/v1/single-sign-on/${saml.id}/acs`,
    headers: { host: 'aims.test', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      SAMLResponse: response,
      RelayState: url.searchParams.get('RelayState') ?? '',
    }).toString(),
  })
  return locationOf(browser, String(posted.headers.location))
}

const membersNow = async () => (await administrator.send<Members>('GET', `${t.base}/members`)).body
const memberNow = async (name: string) => (await membersNow()).members.find((m) => m.email === addressOf(name))
const logSize = async () => (await t.store.logHead(t.org.id))?.size ?? 0
const home = async (browser: BrowserLike) => (await browser.send('GET', `${t.base}/home`)).status
const lost = '/?refused=roles'

describe.each([
  { how: 'OpenID Connect', sign: byOpenId, named: 'risk-team', role: 'riskOwner', by: 'Directory' },
  {
    how: 'SAML',
    sign: (name: string, [group]: readonly string[], browser?: BrowserLike) => bySaml(name, group ?? 'none', browser),
    named: 'auditors',
    role: 'internalAuditor',
    by: 'Old directory',
  },
])('whom the provider names no group with a role any more, by $how,', ({ how, sign, named, role, by }) => {
  const name = `Gone-${how.replaceAll(/\W/g, '')}`

  test('loses sessions, roles and access, with an entry in the log', async () => {
    const earlier = browserLike(t)
    expect(await sign(name, [named], earlier)).toBe('/')
    expect(await home(earlier)).toBe(200)
    expect(await memberNow(name)).toMatchObject({ roles: [role], suspendedAt: null })
    const key = await earlier.send<{ key: string }>('POST', `${t.base}/keys`, { name: 'Mine', access: 'read', days: 9 })
    expect(key.status, JSON.stringify(key.body)).toBe(201)
    const byKey = () => t.app.inject({ url: `${t.base}/home`, headers: { authorization: `Bearer ${key.body.key}` } })
    expect((await byKey()).statusCode).toBe(200)

    const later = browserLike(t)
    expect(await sign(name, [], later)).toBe(lost)
    expect(await isSignedIn(later)).toBe(false)
    expect(await isSignedIn(earlier)).toBe(false)
    expect((await byKey()).statusCode).not.toBe(200)
    expect(await memberNow(name)).toMatchObject({ roles: [], suspendedAt: expect.any(String) })
    expect((await membersNow()).history[0]).toMatchObject({
      actor: `Single sign-on: ${by}`,
      event: { action: 'suspend', email: addressOf(name), roles: [] },
    })
  })

  test('is refused again without another entry, and let in when a group is named again', async () => {
    const before = await logSize()
    expect(await sign(name, [])).toBe(lost)
    expect(await logSize()).toBe(before)
    const back = browserLike(t)
    expect(await sign(name, [named], back)).toBe('/')
    expect(await home(back)).toBe(200)
    expect(await memberNow(name)).toMatchObject({ roles: [role], suspendedAt: null })
    expect((await membersNow()).history.slice(0, 2).map((h) => h.event.action)).toEqual(['resume', 'change'])
  })

  test('stays outside whatever the provider names, once an administrator suspended them', async () => {
    expect(await sign(name, [])).toBe(lost)
    const { account } = (await memberNow(name)) ?? {}
    const done = await administrator.send('PATCH', `${t.base}/members/${account}`, { suspended: true })
    expect(done.status).toBe(200)
    expect(await sign(name, [named])).toBe('/?refused=suspended')
    expect(await memberNow(name)).toMatchObject({ roles: [], suspendedAt: expect.any(String) })
  })
})

test('whose roles were set by hand, and who never came through the provider, keeps them and their sessions', async () => {
  await member(t, 'Byhand', ['aimsLead'])
  const browser = await byPassword(t, 'Byhand')
  const before = await logSize()
  expect(await byOpenId('Byhand', [])).toBe(lost)
  expect(await home(browser)).toBe(200)
  expect(await memberNow('Byhand')).toMatchObject({ roles: ['aimsLead'], suspendedAt: null })
  expect(await logSize()).toBe(before)
})

test('a role of the organisation that was given by hand stays, and so does what was begun with a password', async () => {
  const made = await administrator.send<{ id: string }>('POST', `${t.base}/access/roles`, {
    name: 'Sees the log',
    explain: 'Made here.',
    permissions: ['system:log'],
  })
  const account = await member(t, 'Mixed')
  expect(await byOpenId('Mixed', ['risk-team'])).toBe('/')
  const set = await administrator.send('PUT', `${t.base}/access/members/${account}`, {
    roles: ['riskOwner'],
    customRoles: [made.body.id],
    from: null,
    until: null,
    registers: null,
    engagement: null,
  })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  const [came, own] = [browserLike(t), await byPassword(t, 'Mixed')]
  expect(await byOpenId('Mixed', ['risk-team'], came)).toBe('/')
  expect(await byOpenId('Mixed', [])).toBe(lost)
  expect(await isSignedIn(came)).toBe(false)
  expect(await home(own)).toBe(200)
  expect(await memberNow('Mixed')).toMatchObject({ roles: [], suspendedAt: null })
  const held = (await t.store.access.members(t.org.id)).find((m) => m.account === account)
  expect(held?.customRoles).toEqual([made.body.id])
  expect((await membersNow()).history[0]?.event).toMatchObject({
    action: 'change',
    roles: [],
    detail: expect.stringContaining('own roles: Sees the log'),
  })
  const size = await logSize()
  expect(await byOpenId('Mixed', [])).toBe(lost)
  expect(await logSize()).toBe(size)
})

test('the last administrator keeps role and sessions, so that somebody can mend it', async () => {
  const chief = browserLike(t)
  expect(await byOpenId('Chief', ['heads'], chief)).toBe('/')
  const others = (await membersNow()).members.filter((m) => m.roles.includes('administrator') && m.name !== 'Chief')
  for (const { account } of others) await t.store.directory.setMember(t.org.id, account, ['viewer'], null)
  expect(await byOpenId('Chief', [])).toBe(lost)
  expect(await home(chief)).toBe(200)
  for (const { account } of others) await t.store.directory.setMember(t.org.id, account, ['administrator'], null)
  expect(await byOpenId('Chief', [])).toBe(lost)
  expect(await isSignedIn(chief)).toBe(false)
})

test('whom a directory deactivated as well, only the directory lets in again', async () => {
  expect(await byOpenId('Both', ['risk-team'])).toBe('/')
  expect(await byOpenId('Both', [])).toBe(lost)
  const { token } = (
    await administrator.send<{ token: string }>('POST', `${t.base}/provisioning/tokens`, { name: 'Sync' })
  ).body
  const { account } = (await memberNow('Both')) ?? {}
  const patch = async (active: boolean) => {
    const answer = await t.app.inject({
      method: 'PATCH',
      url: `/scim/v2/${t.org.slug}/Users/${account}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      payload: JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: 'active', value: active }],
      }),
    })
    expect(answer.statusCode, answer.body).toBe(200)
  }
  await patch(false)
  const size = await logSize()
  await patch(false)
  expect(await logSize()).toBe(size)
  expect(await byOpenId('Both', ['risk-team'])).toBe('/?refused=suspended')
  await patch(true)
  expect(await byOpenId('Both', ['risk-team'])).toBe('/')
})

test('a provider that leaves the groups out, because there are too many, takes nothing', async () => {
  const browser = browserLike(t)
  expect(await byOpenId('Many', ['risk-team'], browser)).toBe('/')
  const size = await logSize()
  const elsewhere = {
    _claim_names: { groups: 'directory' },
    _claim_sources: { directory: { endpoint: 'https://directory.test/groups' } },
  }
  expect(await byOpenId('Many', undefined, browserLike(t), elsewhere)).toBe(lost)
  expect(await home(browser)).toBe(200)
  expect(await memberNow('Many')).toMatchObject({ roles: ['riskOwner'], suspendedAt: null })
  expect(await logSize()).toBe(size)
  // Not told at all is how many say that there are none.
  expect(await byOpenId('Many', undefined)).toBe(lost)
  expect(await isSignedIn(browser)).toBe(false)
})
