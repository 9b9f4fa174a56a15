import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Members, ProviderShown } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import {
  type ForgingProvider,
  forgingProvider,
  newPair,
  pem,
  signed,
  signedBySecret,
  type Token,
  unsigned,
} from '../support/forgingProvider.ts'
import { ageProofs, byLink, isSignedIn } from './people.ts'

const clientSecret = 'a-secret-of-the-client-that-nobody-may-see'
const stranger = newPair()

let t: TestApp
let idp: ForgingProvider
let administrator: BrowserLike
let provider: ProviderShown
const lines: string[] = []

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  idp = await forgingProvider()
  t = await testApp({
    logTo: { write: (line) => void lines.push(line) },
    signIn: { publicAddress: new URL('http://aims.test') },
  })
  administrator = await byLink(t, t.people.administrator.account)
  const made = await administrator.send<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, {
    kind: 'oidc',
    name: 'Forger',
    domains: ['example.org'],
    joins: true,
    defaultRoles: ['viewer'],
    groupRoles: [],
    settings: { issuer: idp.issuer, clientId: 'openaims' },
    clientSecret,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  provider = made.body
}, 60_000)
afterAll(async () => {
  await t.close()
  await idp.close()
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})
beforeEach(async () => {
  lines.length = 0
  await t.store.pool.query('delete from throttle')
})

/** Signs in from beginning to end with what the provider hands out; where it ends. */
async function through(forge: (honest: Token) => string, query = '', browser = browserLike(t)) {
  idp.forge = forge
  const away = await browser.send('GET', `/api/v1/single-sign-on/${provider.id}/start${query}`)
  const back = idp.signIn(String(away.headers.location))
  const end = await browser.send('GET', back.pathname + back.search)
  return { end: String(end.headers.location), browser }
}

const honestly = (change: (honest: Token) => Token) => (honest: Token) => signed(change(honest), idp.pair.privateKey)
const claiming = (more: Readonly<Record<string, unknown>>) =>
  honestly(({ header, claims }) => ({ header, claims: { ...claims, ...more } }))
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds
const accounts = async () => (await t.store.pool.query('select id from account')).rowCount
const told = () => lines.map((line) => JSON.parse(line) as { event?: string; reason?: string; msg?: string })

describe('an honest ID token', () => {
  test.each<[string, (honest: Token) => string]>([
    ['as the provider makes it', honestly((honest) => honest)],
    ['whose authorised party we are', claiming({ azp: 'openaims' })],
    ['for several audiences with us as the authorised party', claiming({ aud: ['openaims', 'x'], azp: 'openaims' })],
    ['that ran out a few seconds ago, as clocks differ', claiming({ exp: ago(5) })],
  ])('%s signs in', async (_what, forge) => {
    const { end, browser } = await through(forge)
    expect(end, lines.join('')).toBe('/')
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('stays on the server: no token is in an address, a cookie or a page', async () => {
    const { end, browser } = await through(honestly((honest) => honest))
    const seen = [end, ...browser.setCookies, JSON.stringify((await browser.send('GET', '/api/v1/session')).body)]
    for (const text of seen) {
      expect(text).not.toMatch(/eyJ[\w-]+\./)
      expect(text).not.toContain('opaque')
    }
  })
})

let first = ''
const forged: readonly (readonly [string, (honest: Token) => string, string?])[] = [
  ['signed by another key', (honest) => signed(honest, stranger.privateKey)],
  [
    'signed by another key that it calls by a name of its own',
    (honest) => signed({ ...honest, header: { ...honest.header, kid: 'k2' } }, stranger.privateKey),
  ],
  [
    'that brings its key along',
    (honest) =>
      signed(
        { ...honest, header: { ...honest.header, jwk: stranger.publicKey.export({ format: 'jwk' }) } },
        stranger.privateKey,
      ),
  ],
  [
    'that says where its key is',
    (honest) =>
      signed(
        { ...honest, header: { ...honest.header, kid: undefined, jku: `${idp.issuer}/evil-keys` } },
        stranger.privateKey,
      ),
  ],
  ['without a signature (alg none)', unsigned],
  [
    'without a signature (alg None)',
    (honest) => unsigned(honest).replace(/^[^.]+/, Buffer.from('{"alg":"None"}').toString('base64url')),
  ],
  ['with its signature cut off', (honest) => signed(honest, idp.pair.privateKey).replace(/[^.]+$/, '')],
  ['signed as HS256 with the public key', (honest) => signedBySecret(honest, pem(idp.pair))],
  [
    'signed as HS256 with the public key as the provider lists it',
    (honest) => signedBySecret(honest, idp.pair.publicKey.export({ type: 'spki', format: 'der' })),
  ],
  ['signed as HS256 with the secret of the client', (honest) => signedBySecret(honest, clientSecret)],
  [
    'changed after it was signed',
    (honest) => {
      const [header, , signature] = signed(honest, idp.pair.privateKey).split('.')
      const claims = Buffer.from(JSON.stringify({ ...honest.claims, sub: 'admin', email: 'admin@example.org' }))
      return `${header}.${claims.toString('base64url')}.${signature}`
    },
  ],
  ['of another issuer', claiming({ iss: 'https://evil.test' })],
  ['of an issuer that only begins alike', (honest) => claiming({ iss: `${idp.issuer}.evil.test` })(honest)],
  ['without an issuer', claiming({ iss: undefined })],
  ['for another audience', claiming({ aud: 'another' })],
  ['for several audiences without an authorised party', claiming({ aud: ['openaims', 'another'] })],
  [
    'for several audiences, another of them the authorised party',
    claiming({ aud: ['openaims', 'another'], azp: 'another' }),
  ],
  ['for us, another being the authorised party', claiming({ azp: 'another' }), 'azp'],
  ['without an audience', claiming({ aud: undefined })],
  ['with a nonce of another sign-in', claiming({ nonce: 'made-up' }), 'nonce'],
  ['without a nonce', claiming({ nonce: undefined })],
  ['of an earlier sign-in', () => first],
  ['that ran out', claiming({ exp: ago(120), iat: ago(600) })],
  ['that never runs out', claiming({ exp: undefined })],
  ['that does not count yet', claiming({ nbf: ago(-600) })],
  ['without a time of issue', claiming({ iat: undefined })],
  ['without a subject', claiming({ sub: undefined })],
  [
    'of another kind: an access token',
    honestly(({ claims }) => ({
      header: { alg: 'RS256', kid: 'k1', typ: 'at+jwt' },
      claims: { ...claims, nonce: undefined, client_id: 'openaims', scope: 'openid' },
    })),
  ],
  ['that is none', () => 'nothing'],
  ['that is empty', () => ''],
]

describe('refused, and told in the log of the operator, is an ID token', () => {
  beforeAll(async () => {
    await through((honest) => {
      first = signed(honest, idp.pair.privateKey)
      return first
    })
  })

  test.each(forged.map(([what, forge, word]) => ({ what, forge, word })))('$what', async ({ forge, word }) => {
    const before = await accounts()
    const { end, browser } = await through(forge)
    expect(end, lines.join('')).toBe('/?refused=provider')
    expect(await isSignedIn(browser)).toBe(false)
    expect(await accounts()).toBe(before)
    const entries = told()
    const why = entries.find((e) => e.event === 'single-sign-on.not-held')
    expect(why?.reason, lines.join('')).toBeTruthy()
    if (word) expect(why?.reason).toContain(word)
    expect(entries.some((e) => e.event === 'sign-in.refused')).toBe(true)
    // The line tells why and not with what.
    expect(lines.join('')).not.toMatch(/eyJ[\w-]+\.[\w-]/)
    expect(lines.join('')).not.toContain('honest@example.org')
    expect(idp.asked.get('/evil-keys')).toBeUndefined()
  })

  test('whose provider says it is another than the one that was set', async () => {
    const { metadata } = idp
    idp.metadata = { ...metadata, issuer: 'https://evil.test' }
    // What the provider says of itself is remembered; asking anew shows it.
    const tried = await administrator.send('POST', `${t.base}/single-sign-on/providers/${provider.id}/test`)
    expect(tried.body).toMatchObject({ code: 'single-sign-on/wrong' })
    expect((await browserLike(t).send('GET', `/api/v1/single-sign-on/${provider.id}/start`)).headers.location).toBe(
      '/?refused=unreachable',
    )
    idp.metadata = metadata
    expect((await through(honestly((honest) => honest))).end).toBe('/')
  })

  test('whose userinfo is about somebody else', async () => {
    idp.userinfo = { sub: 'admin', email: 'admin@example.org', email_verified: true }
    const { end } = await through(claiming({ email: undefined, email_verified: undefined }))
    expect(end).toBe('/?refused=provider')
    expect(await t.store.directory.accountByEmail('admin@example.org')).toBe(null)
    idp.userinfo = { sub: 'honest', email: 'honest@example.org', email_verified: true }
    expect((await through(claiming({ email: undefined, email_verified: undefined }))).end).toBe('/')
  })
})

describe('where the provider was to ask again who it is', () => {
  const later = async (forge: (honest: Token) => string) => {
    const { browser } = await through(honestly((honest) => honest))
    await ageProofs(t, await t.store.directory.accountByEmail('honest@example.org'))
    lines.length = 0
    const { end } = await through(forge, '?again=1&next=%2Fproved', browser)
    return { end, set: await browser.send('PUT', '/api/v1/account/password', { password: 'orbit cheese wooden lamp' }) }
  }

  test('a token that says so is a proof', async () => {
    const { end, set } = await later(honestly((honest) => honest))
    expect(end).toBe('/proved')
    expect(set.status).toBe(200)
  })

  test.each<[string, (honest: Token) => string, string]>([
    ['of an old session at the provider', claiming({ auth_time: ago(3600) }), 'stale'],
    ['that does not say when', claiming({ auth_time: undefined }), 'provider'],
    ['with a time that is a text', claiming({ auth_time: 'now' }), 'provider'],
  ])('a token %s is none', async (_what, forge, reason) => {
    const { end, set } = await later(forge)
    expect(end).toBe(`/proved?refused=${reason}`)
    expect(set.body).toMatchObject({ code: 'sign-in/prove' })
    expect(told().some((e) => e.event === 'sign-in.refused')).toBe(true)
  })
})

test('what the provider states of factors is kept with the session', async () => {
  const factors = async (forge: (honest: Token) => string) => {
    const { end, browser } = await through(forge)
    expect(end).toBe('/')
    const { body } = await browser.send<{ sessions: { isThis: boolean; twoFactors: boolean }[] }>(
      'GET',
      '/api/v1/account',
    )
    return body.sessions.find((s) => s.isThis)?.twoFactors
  }
  expect(await factors(honestly((honest) => honest))).toBe(false)
  expect(await factors(claiming({ amr: ['pwd'] }))).toBe(false)
  expect(await factors(claiming({ amr: ['pwd', 'mfa'] }))).toBe(true)
  expect(await factors(claiming({ acr: 'https://refeds.org/profile/mfa' }))).toBe(true)
  const { members } = (await administrator.send<Members>('GET', `${t.base}/members`)).body
  expect(members.filter((m) => m.email === 'honest@example.org')).toHaveLength(1)
})
