import { createSign, createVerify, X509Certificate } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { SamlLib, ServiceProvider } from 'samlify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderShown } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { encryptAssertion } from '../support/encryptAssertion.ts'
import { type Says, type Signer, samlProvider, samlResponse } from '../support/samlProvider.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { byLink, isSignedIn } from './people.ts'

const idpName = 'https://idp.example.com/saml'
const signOutAddress = 'https://93.184.216.34/slo?tenant=1'
const signer = selfSigned('idp')
const stranger = selfSigned('stranger')
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

let t: TestApp
let administrator: BrowserLike
let provider: ProviderShown & { kind: 'saml' }
let metadata: string
const lines: string[] = []

const body = (more: Record<string, unknown> = {}) => ({
  kind: 'saml',
  name: 'Example SAML',
  domains: ['example.org'],
  joins: true,
  defaultRoles: ['viewer'],
  groupRoles: [],
  settings: {
    entryPoint: 'https://93.184.216.34/sso',
    issuer: idpName,
    certificates: [signer.certificate],
    emailAttribute: 'email',
    signOutAddress,
    ...more,
  },
})

beforeAll(async () => {
  t = await testApp({
    logTo: { write: (line) => void lines.push(line) },
    signIn: { publicAddress: new URL('http://aims.test') },
  })
  administrator = await byLink(t, t.people.administrator.account)
  const made = await administrator.send<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, body())
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  if (made.body.kind !== 'saml') throw new Error('it is of another kind')
  provider = made.body
  metadata = (await t.send(null, 'GET', `/api/v1/single-sign-on/${provider.id}/metadata`)).text
}, 60_000)
afterAll(() => t.close())
beforeEach(async () => {
  lines.length = 0
  await t.store.pool.query('delete from throttle')
})

const base = () => `/api/v1/single-sign-on/${provider.id}`

/** A browser signed in through the provider. */
async function signIn(says: Says = {}): Promise<BrowserLike> {
  const browser = browserLike(t)
  const away = new URL(String((await browser.send('GET', `${base()}/start`)).headers.location))
  const xml = inflateRawSync(Buffer.from(away.searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8')
  // Requests to sign in are not signed unless it is set.
  expect(away.searchParams.has('Signature')).toBe(false)
  const between = { metadata, callback: provider.callback, entity: provider.metadata, name: idpName, signer }
  const response = await samlResponse(between, / ID="([^"]+)"/.exec(xml)?.[1] ?? '', says)
  const form = new URLSearchParams({ SAMLResponse: response, RelayState: away.searchParams.get('RelayState') ?? '' })
  const posted = await post(`${base()}/acs`, form)
  expect((await browser.send('GET', String(posted.headers.location))).headers.location).toBe('/')
  expect(await isSignedIn(browser)).toBe(true)
  return browser
}

/** As a page of the provider posts: from another site, with no cookie. */
const post = (url: string, form: URLSearchParams) =>
  t.app.inject({
    method: 'POST',
    url,
    headers: {
      host: 'aims.test',
      origin: 'https://idp.example.com',
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: form.toString(),
  })

interface Asks {
  readonly subject?: string
  readonly sessions?: readonly string[]
  readonly issuer?: string
  readonly destination?: string
  readonly minutes?: number
  readonly ends?: number
  readonly id?: string
}

let count = 0
/** A request to sign out in XML, without a signature. */
function request(asks: Asks = {}): string {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const { minutes = 0, subject = 's1', sessions = ['x1'] } = asks
  return (
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="${asks.id ?? `_r${++count}`}" Version="2.0" IssueInstant="${at(minutes)}" Destination="${asks.destination ?? provider.singleLogout}"` +
    `${asks.ends === undefined ? '' : ` NotOnOrAfter="${at(asks.ends)}"`}><saml:Issuer>${asks.issuer ?? idpName}</saml:Issuer>` +
    `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID>` +
    `${sessions.map((s) => `<samlp:SessionIndex>${s}</samlp:SessionIndex>`).join('')}</samlp:LogoutRequest>`
  )
}

interface Sent {
  readonly by?: Signer
  readonly algorithm?: string
  readonly state?: string
  readonly digest?: string
}

/** The query of the redirect binding, signed over its text as it stands. */
function query(xml: string, { by = signer, algorithm = rsaSha256, state, digest = 'RSA-SHA256' }: Sent = {}): string {
  const parts = [`SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`]
  if (state !== undefined) parts.push(`RelayState=${encodeURIComponent(state).replaceAll("'", '%27')}`)
  parts.push(`SigAlg=${encodeURIComponent(algorithm)}`)
  const signature = createSign(digest).update(parts.join('&')).sign(by.key, 'base64')
  return [...parts, `Signature=${encodeURIComponent(signature)}`].join('&')
}

/** A request with the signature inside, as the library of a provider makes it. */
const signedInside = (xml: string, by: Signer = signer, algorithm = rsaSha256): string =>
  SamlLib.constructSAMLSignature({
    referenceTagXPath: "/*[local-name(.)='LogoutRequest']",
    rawSamlMessage: xml,
    privateKey: by.key,
    signatureAlgorithm: algorithm,
    signingCert: by.certificate.replace(/-----[^-]+-----|\s/g, ''),
    isBase64Output: true,
    signatureConfig: {
      prefix: 'ds',
      location: { reference: "/*[local-name(.)='LogoutRequest']/*[local-name(.)='Issuer']", action: 'after' },
    },
  })

const redirect = (sent: string) =>
  t.app.inject({ method: 'GET', url: `${base()}/slo?${sent}`, headers: { host: 'aims.test' } })
const posted = (message: string, state = '') =>
  post(`${base()}/slo`, new URLSearchParams({ SAMLRequest: message, RelayState: state }))

/** Our answer as the provider reads it: the signature over the query exactly as it came, by the key of the metadata. */
function answerIn(location: string): string {
  const { origin, pathname, search } = new URL(location)
  expect(`${origin}${pathname}`).toBe('https://93.184.216.34/slo')
  const parts = search
    .slice(1)
    .split('&')
    .filter((p) => !p.startsWith('tenant='))
  const value = (name: string) =>
    decodeURIComponent(parts.find((p) => p.startsWith(`${name}=`))?.slice(name.length + 1) ?? '')
  expect(value('SigAlg')).toBe(rsaSha256)
  const names = ['SAMLResponse', 'SAMLRequest', 'RelayState', 'SigAlg']
  const signed = names.flatMap((name) => parts.filter((p) => p.startsWith(`${name}=`))).join('&')
  const certificate = /use="signing"[\s\S]*?<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1]?.trim() ?? ''
  const { publicKey } = new X509Certificate(`-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`)
  expect(createVerify('RSA-SHA256').update(signed).verify(publicKey, value('Signature'), 'base64')).toBe(true)
  return inflateRawSync(Buffer.from(value('SAMLResponse') || value('SAMLRequest'), 'base64')).toString('utf8')
}

describe('a sign-out that begins at the provider', () => {
  test('ends the session it names, and is answered with our signature', async () => {
    const [first, second] = [await signIn({ session: 'x1' }), await signIn({ session: 'x2' })]
    const state = "a state's (own) words & signs: ~!*"
    const answer = await redirect(query(request({ id: '_asked' }), { state }))
    expect(answer.statusCode).toBe(303)
    expect(answer.headers['clear-site-data']).toBe('"cache"')
    expect(await Promise.all([first, second].map(isSignedIn))).toEqual([false, true])
    const location = String(answer.headers.location)
    const xml = answerIn(location)
    expect(new URL(location).searchParams.get('RelayState')).toBe(state)
    expect(xml).toContain('InResponseTo="_asked"')
    expect(xml).toContain('status:Success')
    expect(xml).toContain(`>${provider.metadata}</saml:Issuer>`)
    expect(lines.some((line) => line.includes('sign-out.by-provider') && line.includes('"ended":1'))).toBe(true)
  })

  test('is read as the library of a provider sends it, by redirect and by post', async () => {
    const idp = samlProvider(idpName, signer)
    const sp = ServiceProvider({ metadata, wantLogoutRequestSigned: true })
    for (const binding of ['redirect', 'post'] as const) {
      const browser = await signIn({ session: 'x1' })
      const made = idp.createLogoutRequest(sp, binding, { logoutNameID: 's1', sessionIndex: 'x1' })
      const answer =
        binding === 'redirect' ? await redirect(new URL(made.context).search.slice(1)) : await posted(made.context)
      expect(await isSignedIn(browser), `${binding}: ${lines.join('')}`).toBe(false)
      expect(answerIn(String(answer.headers.location))).toContain(`InResponseTo="${made.id}"`)
    }
  })

  test('may name the person encrypted for us, not with AES-CBC', async () => {
    const certificate = /use="encryption"[\s\S]*?<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1]?.trim() ?? ''
    const sealed = (content: 'aes256-gcm' | 'aes256-cbc') =>
      request().replace(/<saml:NameID.*<\/saml:NameID>/, (named) =>
        encryptAssertion(
          named.replace('<saml:NameID', '<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'),
          `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
          { content },
        ).replaceAll('EncryptedAssertion', 'EncryptedID'),
      )
    const browser = await signIn({ session: 'x1' })
    expect((await posted(signedInside(sealed('aes256-cbc')))).headers.location).toBe('/?refused=signOut')
    expect(await isSignedIn(browser)).toBe(true)
    const answer = await posted(signedInside(sealed('aes256-gcm')))
    expect(await isSignedIn(browser), lines.join('')).toBe(false)
    expect(answerIn(String(answer.headers.location))).toContain('status:Success')
  })

  test('ends all sessions of the person where it names none, or several', async () => {
    for (const sessions of [[], ['x1', 'x9']]) {
      const browsers = [await signIn({ session: 'x1' }), await signIn({ session: 'x2' })]
      const other = await signIn({ session: 'x1', subject: 's2', email: 'other@example.org' })
      const own = await byLink(t, (await t.store.directory.accountByEmail('saml@example.org')) ?? '')
      await posted(signedInside(request({ sessions })))
      expect(await Promise.all(browsers.map(isSignedIn)), lines.join('')).toEqual([false, false])
      expect(await Promise.all([other, own].map(isSignedIn))).toEqual([true, true])
    }
  })

  test('leads home where the provider takes no answer', async () => {
    const path = `${t.base}/single-sign-on/providers/${provider.id}`
    const browser = await signIn({ session: 'x1' })
    await administrator.send('PUT', path, body({ signOutAddress: null }))
    expect((await redirect(query(request()))).headers.location).toBe('/')
    expect(await isSignedIn(browser)).toBe(false)
    await administrator.send('PUT', path, body())
  })

  const changed = (message: string, change: (xml: string) => string) =>
    Buffer.from(change(Buffer.from(message, 'base64').toString('utf8'))).toString('base64')
  const byRedirect: readonly (readonly [string, () => string])[] = [
    ['not signed', () => query(request()).replace(/&SigAlg=.*/, '')],
    ['without its signature', () => query(request()).replace(/&Signature=.*/, '')],
    ['signed by another key', () => query(request(), { by: stranger })],
    [
      'signed with SHA-1',
      () => query(request(), { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', digest: 'RSA-SHA1' }),
    ],
    ['signed in a way we do not know', () => query(request(), { algorithm: 'none' })],
    [
      'with another request than the one that is signed',
      () => query(request({ subject: 'somebody' })).replace(/SAMLRequest=[^&]*/, query(request()).split('&')[0] ?? ''),
    ],
    [
      'with two requests, one of them signed',
      () => `${query(request({ subject: 'somebody' }))}&${query(request()).split('&')[0]}`,
    ],
    [
      'with a second request whose name is escaped',
      () =>
        `${(query(request()).split('&')[0] ?? '').replace('SAML', '%53AML')}&${query(request({ subject: 'somebody' }))}`,
    ],
    ['whose state was changed', () => query(request(), { state: 'a' }).replace('RelayState=a', 'RelayState=b')],
    ['of another issuer', () => query(request({ issuer: 'https://evil.example.com' }))],
    ['for another place', () => query(request({ destination: 'https://other.example.com/slo' }))],
    ['that is old', () => query(request({ minutes: -12 }))],
    ['of the future', () => query(request({ minutes: 3 }))],
    ['that ran out', () => query(request({ minutes: -3, ends: -2 }))],
    ['that names nobody', () => query(request().replace(/<saml:NameID.*<\/saml:NameID>/, ''))],
    ['with an entity', () => query(`<!DOCTYPE r [<!ENTITY x "s1">]>${request({ subject: '&x;' })}`)],
    ['with a comment in the name', () => query(request({ subject: 's1<!-- -->x' }))],
    ['that swells without end', () => query(request({ subject: 'a'.repeat(3_000_000) }))],
    ['that is an assertion', () => query(request().replaceAll('LogoutRequest', 'Response'))],
    ['that is no XML', () => query('nothing')],
  ]
  const byPost: readonly (readonly [string, () => string])[] = [
    ['posted and not signed', () => Buffer.from(request()).toString('base64')],
    ['posted and signed by another key', () => signedInside(request(), stranger)],
    [
      'posted and signed with SHA-1',
      () => signedInside(request(), signer, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ],
    [
      'posted and changed after',
      () => changed(signedInside(request({ subject: 's2' })), (xml) => xml.replace('>s2<', '>s1<')),
    ],
    [
      'posted with the signed request inside an evil one (wrapping)',
      () =>
        changed(signedInside(request({ subject: 's2', id: '_in' })), (xml) =>
          request({ subject: 's1' }).replace(
            '</samlp:LogoutRequest>',
            `<samlp:Extensions>${xml}</samlp:Extensions></samlp:LogoutRequest>`,
          ),
        ),
    ],
    [
      'posted with the signature of another request (wrapping)',
      () =>
        changed(signedInside(request({ subject: 's2', id: '_in' })), (xml) => {
          const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? ''
          const object = `<ds:Object>${xml.replace(signature, '')}</ds:Object></ds:Signature>`
          return request({ subject: 's1' }).replace(
            '</saml:Issuer>',
            `</saml:Issuer>${signature.replace('</ds:Signature>', object)}`,
          )
        }),
    ],
  ]
  test.each([
    ...byRedirect.map(([what, make]) => ({ what, send: () => redirect(make()) })),
    ...byPost.map(([what, make]) => ({ what, send: () => posted(make()) })),
  ])('$what is refused', async ({ send }) => {
    const browser = await signIn({ session: 'x1' })
    const answer = await send()
    expect([answer.statusCode, answer.headers.location], lines.join('')).toEqual([303, '/?refused=signOut'])
    expect(await isSignedIn(browser)).toBe(true)
    expect(lines.some((line) => line.includes('sign-out.refused') && line.includes('"reason"'))).toBe(true)
  })

  test('made to keep whoever reads it busy is refused before it is read', async () => {
    const around = (inside: string) =>
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a">${inside}</samlp:LogoutRequest>`
    const many = Array.from({ length: 10_000 }, (_, n) => n)
    const before = performance.now()
    for (const inside of [
      '<a/>'.repeat(200_000),
      '<a>b</a>'.repeat(100_000),
      `${many.map((n) => `<a xmlns:n${n}="u">`).join('')}${'</a>'.repeat(10_000)}`,
      'x'.repeat(1_000_000),
      `<Transforms>${'<Transform/>'.repeat(1000)}</Transforms>`,
    ]) {
      const answer = await posted(Buffer.from(around(inside)).toString('base64'))
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/?refused=signOut'])
    }
    expect(performance.now() - before).toBeLessThan(5000)
    expect(lines.filter((line) => /more parts than any message|longer than any message/.test(line))).toHaveLength(5)
    // What a message usually holds is far below that.
    const usual = 'x'.repeat(400_000)
    await posted(Buffer.from(around(`<saml:Issuer>${usual}</saml:Issuer>`)).toString('base64'))
    expect(lines.findLast((line) => line.includes('sign-out.refused'))).not.toMatch(/than any message/)
  })

  test('counts once', async () => {
    const sent = query(request())
    expect((await redirect(sent)).headers.location).toContain('https://93.184.216.34/slo')
    const browser = await signIn({ session: 'x1' })
    expect((await redirect(sent)).headers.location).toBe('/?refused=signOut')
    expect(await isSignedIn(browser)).toBe(true)
  })
})

describe('a sign-out here', () => {
  test('goes on at the provider with a signed request that names the session, and ends here whatever comes of it', async () => {
    const browser = await signIn({ session: 'x7' })
    const { body: out } = await browser.send<{ continueAt: string }>('POST', '/api/v1/sign-out')
    expect(await isSignedIn(browser)).toBe(false)
    const xml = answerIn(out.continueAt)
    expect(xml).toContain('>s1</saml:NameID>')
    expect(xml).toContain('nameid-format:persistent')
    expect(xml).toContain('>x7</')
    // What it answers leads home, from its page and from its redirect.
    const back = new URLSearchParams({ SAMLResponse: 'whatever it says' })
    expect((await redirect(back.toString())).headers.location).toBe('/')
    expect((await post(`${base()}/slo`, back)).headers.location).toBe('/')
  })

  test('stays here where the provider has no such place', async () => {
    const browser = await signIn()
    const path = `${t.base}/single-sign-on/providers/${provider.id}`
    expect((await administrator.send('PUT', path, body({ signOutAddress: null }))).status).toBe(200)
    const { body: out } = await browser.send<{ continueAt: string | null }>('POST', '/api/v1/sign-out')
    expect(out.continueAt).toBe(null)
    const inside = await administrator.send('PUT', path, body({ signOutAddress: 'https://10.0.0.1/slo' }))
    expect(inside.body).toMatchObject({ code: 'request/invalid', fields: [{ field: 'settings.signOutAddress' }] })
  })
})

test('the metadata tells where to sign out and by which key our requests are known', () => {
  for (const binding of ['HTTP-Redirect', 'HTTP-POST'])
    expect(metadata).toMatch(
      new RegExp(`<SingleLogoutService Binding="[^"]*:${binding}" Location="${provider.singleLogout}"/>`),
    )
  expect(metadata).toContain('AuthnRequestsSigned="false"')
  expect(metadata).toContain('use="signing"')
})
