import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderShown } from '../../src/server/contract.ts'
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
import { clientSecret, type IdentityProvider, identityProvider } from '../support/identityProvider.ts'
import { byLink, isSignedIn } from './people.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'

let t: TestApp
let administrator: BrowserLike
const lines: string[] = []

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  t = await testApp({
    logTo: { write: (line) => void lines.push(line) },
    signIn: { publicAddress: new URL('http://aims.test') },
  })
  administrator = await byLink(t, t.people.administrator.account)
}, 60_000)
afterAll(async () => {
  await t.close()
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})
beforeEach(async () => {
  lines.length = 0
  await t.store.pool.query('delete from throttle')
})

async function setUp(issuer: string, domain: string) {
  const made = await administrator.send<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, {
    kind: 'oidc',
    name: domain,
    domains: [domain],
    joins: true,
    defaultRoles: ['viewer'],
    groupRoles: [],
    settings: { issuer, clientId: 'openaims' },
    clientSecret,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  if (made.body.kind !== 'oidc') throw new Error('it is of another kind')
  return made.body
}

/** As the provider's server sends it: a form, no cookie, no origin. */
const post = (path: string, form: string, contentType = 'application/x-www-form-urlencoded') =>
  t.app.inject({ method: 'POST', url: path, headers: { 'content-type': contentType }, payload: form })

const leave = async (browser: BrowserLike, provider: ProviderShown) =>
  String((await browser.send('GET', `/api/v1/single-sign-on/${provider.id}/start`)).headers.location)

describe('a sign-out at a real provider', () => {
  let idp: IdentityProvider
  let provider: ProviderShown & { kind: 'oidc' }
  let namesSession = true

  const open = () =>
    idp.open([provider.callback], [], {
      uri: provider.backchannelLogout,
      namesSession,
      async deliver(url, { body }) {
        const answer = await post(new URL(url).pathname, String(body))
        return new Response(answer.body, { status: answer.statusCode })
      },
    })
  beforeAll(async () => {
    idp = await identityProvider()
    provider = await setUp(idp.issuer, 'real.test')
    idp.people.set('ada', { email: 'ada@real.test', email_verified: true, name: 'Ada' })
    idp.people.set('bob', { email: 'bob@real.test', email_verified: true, name: 'Bob' })
  })
  afterAll(() => idp.close())

  async function signIn(subject: string): Promise<BrowserLike> {
    const browser = browserLike(t)
    const back = await idp.signIn(await leave(browser, provider), subject)
    expect((await browser.send('GET', back.pathname + back.search)).headers.location).toBe('/')
    expect(await isSignedIn(browser)).toBe(true)
    return browser
  }

  test('ends the session it names at once, and no other', async () => {
    namesSession = true
    open()
    const [first, bob] = [await signIn('ada'), await signIn('bob')]
    const own = await byLink(t, (await t.store.directory.accountByEmail('ada@real.test')) ?? '')
    const second = await signIn('ada')
    expect(await idp.signOut('ada')).toBe('told')
    expect(await isSignedIn(second)).toBe(false)
    expect(await Promise.all([first, bob, own].map(isSignedIn))).toEqual([true, true, true])
    expect(lines.some((line) => line.includes('sign-out.by-provider') && line.includes('"ended":1'))).toBe(true)
  })

  test('ends all sessions of the person that came through it, where it names the person alone', async () => {
    namesSession = false
    open()
    const [first, second, bob] = [await signIn('ada'), await signIn('ada'), await signIn('bob')]
    const own = await byLink(t, (await t.store.directory.accountByEmail('ada@real.test')) ?? '')
    expect(await idp.signOut('ada')).toBe('told')
    expect(await Promise.all([first, second].map(isSignedIn))).toEqual([false, false])
    // What they opened by other means, and what others opened, goes on.
    expect(await Promise.all([own, bob].map(isSignedIn))).toEqual([true, true])
  })

  test('that is told to the address of another provider ends nothing', async () => {
    namesSession = true
    open()
    const other = await setUp('http://localhost:1', 'other.test')
    const browser = await signIn('bob')
    const right = provider.backchannelLogout
    provider = { ...provider, backchannelLogout: other.backchannelLogout }
    open()
    provider = { ...provider, backchannelLogout: right }
    const stillThere = await signIn('bob')
    expect(await idp.signOut('bob')).toBeInstanceOf(Error)
    expect(await Promise.all([browser, stillThere].map(isSignedIn))).toEqual([true, true])
  })
})

describe('a logout token', () => {
  let idp: ForgingProvider
  let provider: ProviderShown & { kind: 'oidc' }
  let victim: BrowserLike
  const stranger = newPair()

  beforeAll(async () => {
    idp = await forgingProvider()
    provider = await setUp(idp.issuer, 'example.org')
  })
  afterAll(() => idp.close())
  beforeEach(async () => {
    victim = await signIn('one')
  })

  async function signIn(sid: string | undefined, sub = 'honest'): Promise<BrowserLike> {
    const browser = browserLike(t)
    idp.forge = ({ header, claims }) =>
      signed(
        { header, claims: { ...claims, sub, email: `${sub}@example.org`, ...(sid ? { sid } : {}) } },
        idp.pair.privateKey,
      )
    const back = idp.signIn(await leave(browser, provider))
    expect((await browser.send('GET', back.pathname + back.search)).headers.location).toBe('/')
    return browser
  }

  const now = () => Math.floor(Date.now() / 1000)
  const honest = (more: Readonly<Record<string, unknown>> = {}): Token => ({
    header: { alg: 'RS256', kid: 'k1', typ: 'logout+jwt' },
    claims: {
      iss: idp.issuer,
      aud: 'openaims',
      iat: now(),
      exp: now() + 120,
      jti: randomUUID(),
      events: { [event]: {} },
      sub: 'honest',
      sid: 'one',
      ...more,
    },
  })
  const byProvider = (token: Token) => signed(token, idp.pair.privateKey)
  const without = (name: string): Token => {
    const { [name]: _, ...claims } = honest().claims
    return { ...honest(), claims }
  }
  const typed = (typ: string | undefined): Token => ({
    ...honest(),
    header: { alg: 'RS256', kid: 'k1', ...(typ ? { typ } : {}) },
  })
  const send = (token: string) =>
    post(new URL(provider.backchannelLogout).pathname, new URLSearchParams({ logout_token: token }).toString())

  const taken: readonly (readonly [string, () => Token])[] = [
    ['of a session and a person', () => honest()],
    ['of a session alone', () => without('sub')],
    ['of a person alone', () => without('sid')],
    ['for several audiences', () => honest({ aud: ['openaims', 'another'] })],
    ['that does not say its type', () => typed(undefined)],
    ['of the general type', () => typed('JWT')],
    ['some seconds ahead, as clocks differ', () => honest({ iat: now() + 20 })],
  ]
  test.each(taken.map(([what, make]) => ({ what, make })))('$what ends the session', async ({ make }) => {
    const answer = await send(byProvider(make()))
    expect([answer.statusCode, answer.json().ended], answer.body).toEqual([200, 1])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await isSignedIn(victim)).toBe(false)
    await t.store.pool.query("delete from browser_session where method = 'single-sign-on'")
  })

  test('of the session in which somebody showed again who they are ends the one that went on here', async () => {
    idp.forge = ({ header, claims }) =>
      signed({ header, claims: { ...claims, sub: 'honest', sid: 'two' } }, idp.pair.privateKey)
    const away = await victim.send('GET', `/api/v1/single-sign-on/${provider.id}/start?again=1&next=%2Fproved`)
    const back = idp.signIn(String(away.headers.location))
    expect((await victim.send('GET', back.pathname + back.search)).headers.location).toBe('/proved')
    expect((await send(byProvider(honest({ sid: 'one' })))).json()).toEqual({ ended: 0 })
    expect(await isSignedIn(victim)).toBe(true)
    expect((await send(byProvider(honest({ sid: 'two' })))).json()).toEqual({ ended: 1 })
    expect(await isSignedIn(victim)).toBe(false)
  })

  test('of somebody who has signed out already is held for done', async () => {
    expect((await send(byProvider(honest({ sid: 'nobody has it' })))).json()).toEqual({ ended: 0 })
    expect(await isSignedIn(victim)).toBe(true)
  })

  test('ends a session that the provider never named, by its person alone', async () => {
    await t.store.pool.query("delete from browser_session where method = 'single-sign-on'")
    const [nameless, other] = [await signIn(undefined), await signIn(undefined, 'another')]
    expect((await send(byProvider(honest({ sid: 'never told' })))).json()).toEqual({ ended: 1 })
    expect(await Promise.all([nameless, other].map(isSignedIn))).toEqual([false, true])
  })

  test('ends a session of a version that noted neither', async () => {
    await t.store.pool.query('update browser_session set provider_subject = null, provider_session = null')
    expect((await send(byProvider(honest()))).json().ended).toBeGreaterThan(0)
    expect(await isSignedIn(victim)).toBe(false)
  })

  const refused: readonly (readonly [string, () => string])[] = [
    ['signed by another key', () => signed(honest(), stranger.privateKey)],
    [
      'that brings its key along',
      () => {
        const { header, claims } = honest()
        return signed(
          { header: { ...header, jwk: stranger.publicKey.export({ format: 'jwk' }) }, claims },
          stranger.privateKey,
        )
      },
    ],
    ['not signed', () => unsigned(honest())],
    ['signed with the client secret', () => signedBySecret(honest(), clientSecret)],
    ['signed with the public key as a secret', () => signedBySecret(honest(), pem(idp.pair))],
    [
      'whose claims were changed after',
      () => {
        const [head, , signature] = byProvider(honest({ sub: 'another' })).split('.')
        return `${head}.${byProvider(honest()).split('.')[1]}.${signature}`
      },
    ],
    ['of another issuer', () => byProvider(honest({ iss: 'https://login.example.com' }))],
    ['for another client', () => byProvider(honest({ aud: 'another' }))],
    ['for nobody', () => byProvider(without('aud'))],
    ['that ran out', () => byProvider(honest({ iat: now() - 300, exp: now() - 90 }))],
    ['that never runs out', () => byProvider(without('exp'))],
    ['that is old, however long it says it counts', () => byProvider(honest({ iat: now() - 700, exp: now() + 9000 }))],
    ['of the future', () => byProvider(honest({ iat: now() + 300, exp: now() + 400 }))],
    ['without the time it was made', () => byProvider(without('iat'))],
    ['without a name of its own', () => byProvider(without('jti'))],
    ['without the event', () => byProvider(without('events'))],
    ['of another event', () => byProvider(honest({ events: { 'http://example.org/other': {} } }))],
    ['whose event is no object', () => byProvider(honest({ events: { [event]: true } }))],
    ['with a nonce, as an ID token has', () => byProvider(honest({ nonce: 'n' }))],
    ['of the type of an access token', () => byProvider(typed('at+jwt'))],
    [
      'that names nobody',
      () => {
        const { sub: _, sid: __, ...claims } = honest().claims
        return byProvider({ ...honest(), claims })
      },
    ],
    ['whose person is no text', () => byProvider(honest({ sub: { $ne: '' } }))],
    ['that is no token', () => 'nothing'],
    ['that is empty', () => ''],
  ]
  test.each(refused.map(([what, make]) => ({ what, make })))('$what is refused', async ({ make }) => {
    const answer = await send(make())
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([400, 'single-sign-on/sign-out'])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await isSignedIn(victim)).toBe(true)
    expect(lines.some((line) => line.includes('sign-out.refused') && line.includes('"reason"'))).toBe(true)
    // Nothing of a token is told to the log.
    for (const line of lines) expect(line).not.toMatch(/eyJ[\w-]+\./)
  })

  test('that signed somebody in is not taken for one', async () => {
    let idToken = ''
    idp.forge = ({ header, claims }) => {
      idToken = signed({ header, claims: { ...claims, sub: 'honest', sid: 'one' } }, idp.pair.privateKey)
      return idToken
    }
    const browser = browserLike(t)
    const back = idp.signIn(await leave(browser, provider))
    await browser.send('GET', back.pathname + back.search)
    expect((await send(idToken)).statusCode).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('counts once, also when many bring it at the same time', async () => {
    const token = byProvider(honest({ sid: 'not yet' }))
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(token)))
    expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 400, 400, 400, 400])
    const later = await signIn('not yet')
    expect((await send(token)).statusCode).toBe(400)
    expect(await isSignedIn(later)).toBe(true)
  })

  test('that holds is never throttled; those that do not are, before they are looked at', async () => {
    for (let n = 0; n < 40; n++) expect((await send(byProvider(honest({ sid: `${n}` })))).statusCode).toBe(200)
    for (let n = 0; n < 31; n++) await send('nothing')
    const answer = await send(byProvider(honest()))
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'request/too-many'])
  })

  test('of a provider that was switched off, or is unknown, ends nothing', async () => {
    const path = `${t.base}/single-sign-on/providers/${provider.id}`
    await administrator.send('PATCH', path, { enabled: false })
    expect((await send(byProvider(honest()))).statusCode).toBe(400)
    await administrator.send('PATCH', path, { enabled: true })
    const elsewhere = await post(
      '/api/v1/single-sign-on/nobody/backchannel-logout',
      `logout_token=${byProvider(honest())}`,
    )
    expect(elsewhere.statusCode).toBe(400)
  })
})
