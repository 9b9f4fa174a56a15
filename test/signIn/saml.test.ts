import { inflateRawSync } from 'node:zlib'
import { ServiceProvider } from 'samlify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Members, ProviderShown } from '../../src/server/contract.ts'
import { certificateProblem } from '../../src/server/singleSignOn/certificateProblem.ts'
import { inOrganisation, run, sql } from '../../src/store/sql.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type BrowserLike, browserLike } from '../support/browserLike.ts'
import { encryptAssertion, type Ways } from '../support/encryptAssertion.ts'
import { type Says, samlProvider, samlResponse } from '../support/samlProvider.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { ageProofs, byLink, isSignedIn } from './people.ts'

const idpName = 'https://idp.example.com/saml'
const signer = selfSigned('idp')
const stranger = selfSigned('stranger')

let t: TestApp
let administrator: BrowserLike
let provider: ProviderShown
let metadata: string

const body = (more: Record<string, unknown> = {}) => ({
  kind: 'saml',
  name: 'Example SAML',
  domains: ['example.org'],
  joins: true,
  defaultRoles: ['viewer'],
  groupRoles: [{ group: 'auditors', role: 'internalAuditor' }],
  settings: {
    // An address that needs no name server; nothing is sent there by the server.
    entryPoint: 'https://93.184.216.34/sso',
    issuer: idpName,
    certificates: [signer.certificate],
    emailAttribute: 'email',
    nameAttribute: 'name',
    groupsAttribute: 'groups',
  },
  ...more,
})

beforeAll(async () => {
  t = await testApp({ signIn: { publicAddress: new URL('http://aims.test') } })
  administrator = await byLink(t, t.people.administrator.account)
  const made = await administrator.send<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, body())
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  provider = made.body
  metadata = (await t.send(null, 'GET', `/api/v1/single-sign-on/${provider.id}/metadata`)).text
}, 60_000)
afterAll(() => t.close())
beforeEach(() => t.store.pool.query('delete from throttle'))

/** What a real identity provider posts, as its page would. */
const responseOf = (requestId: string, says: Says = {}): Promise<string> =>
  samlResponse({ metadata, callback: provider.callback, entity: entity(), name: idpName, signer }, requestId, says)
const entity = () => `http://aims.test/api/v1/single-sign-on/${provider.id}/metadata`

/** Leaves for the provider; the request as it reads it. */
async function begin(browser: BrowserLike, query = ''): Promise<{ state: string; id: string; xml: string }> {
  const answer = await browser.send('GET', `/api/v1/single-sign-on/${provider.id}/start${query}`)
  const url = new URL(String(answer.headers.location))
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8')
  return { state: url.searchParams.get('RelayState') ?? '', id: / ID="([^"]+)"/.exec(xml)?.[1] ?? '', xml }
}

/** Posts as the page of the provider does: from another site, with no cookie. */
async function postRaw(state: string, response: string) {
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/v1/single-sign-on/${provider.id}/acs`,
    headers: {
      host: 'aims.test',
      origin: 'https://idp.example.com',
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ SAMLResponse: response, RelayState: state }).toString(),
  })
  expect(answer.statusCode, answer.body).toBe(303)
  return answer
}

async function post(state: string, response: string): Promise<string> {
  const answer = await postRaw(state, response)
  expect(answer.headers['set-cookie']).toBeUndefined()
  return String(answer.headers.location)
}

const finish = async (browser: BrowserLike, at: string) => String((await browser.send('GET', at)).headers.location)

/** From beginning to end, with what the response is turned into on the way; where it ends. */
async function through(
  browser: BrowserLike,
  says: Says = {},
  change = (xml: string): string => xml,
  what = '',
): Promise<string> {
  const { state, id } = await begin(browser)
  const xml = Buffer.from(await responseOf(id, says), 'base64').toString('utf8')
  const changed = change(xml)
  if (what.includes('wrapping'))
    expect(changed).toMatch(/admin@example\.org[\s\S]*saml@example\.org|saml@example\.org[\s\S]*admin@example\.org/)
  const at = await post(state, Buffer.from(changed).toString('base64'))
  return at.includes('/finish?') ? finish(browser, at) : at
}

describe('a SAML sign-in', () => {
  test('tells the provider where it answers, and that assertions must be signed', async () => {
    expect(metadata).toContain(`Location="${provider.callback}"`)
    expect(metadata).toContain('WantAssertionsSigned="true"')
    const { xml, id } = await begin(browserLike(t))
    expect(id).toMatch(/^_[0-9a-f]{40}$/)
    expect(xml).toContain(provider.callback)
    expect(metadata).toContain('use="encryption"')
    expect(metadata).toContain('xmlenc11#aes256-gcm')
    expect((await begin(browserLike(t), '?again=1')).xml).toContain('ForceAuthn="true"')
  })

  test('makes a member with the roles of their groups, and knows them by their subject later', async () => {
    const browser = browserLike(t)
    expect(await through(browser)).toBe('/')
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
    const { members } = (await administrator.send<Members>('GET', `${t.base}/members`)).body
    expect(members.find((m) => m.email === 'saml@example.org')).toMatchObject({
      name: 'Sam L.',
      roles: ['viewer', 'internalAuditor'],
    })
    const again = browserLike(t)
    expect(await through(again, { email: 'renamed@example.org' })).toBe('/')
    expect((await again.send('GET', '/api/v1/account')).body).toMatchObject({ email: 'saml@example.org' })
  })

  test('takes clocks that differ by less than a minute', async () => {
    expect(await through(browserLike(t), { minutes: 0.7 })).toBe('/')
    expect(await through(browserLike(t), { minutes: -5.5 })).toBe('/')
  })
})

const encryptionCertificate = () => {
  const found = /use="encryption"[\s\S]*?<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1]?.trim() ?? ''
  return `-----BEGIN CERTIFICATE-----\n${found}\n-----END CERTIFICATE-----\n`
}
/** The assertion encrypted after it was signed, and changed before when a test wants that. */
const encrypting =
  (ways: Ways = {}, change = (assertion: string): string => assertion) =>
  (xml: string) => {
    const signed = assertionIn(xml)
    return xml.replace(signed, encryptAssertion(change(signed), encryptionCertificate(), ways))
  }

describe('requests to sign in', () => {
  const set = async (settings: Record<string, unknown>) => {
    administrator = await byLink(t, t.people.administrator.account)
    const path = `${t.base}/single-sign-on/providers/${provider.id}`
    const sent = body({ settings: { ...body().settings, ...settings } })
    const answer = await administrator.send<ProviderShown>('PUT', path, sent)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    metadata = (await t.send(null, 'GET', `/api/v1/single-sign-on/${provider.id}/metadata`)).text
    return answer.body.settings
  }
  afterAll(() => set({}))

  /** What a provider says that takes only signed requests, holding them to the certificate of our metadata. */
  async function taken(change: (query: Record<string, string>) => void = () => {}) {
    const answer = await browserLike(t).send('GET', `/api/v1/single-sign-on/${provider.id}/start`)
    const url = new URL(String(answer.headers.location))
    const query = Object.fromEntries(url.searchParams)
    change(query)
    const octetString = ['SAMLRequest', 'RelayState', 'SigAlg']
      .filter((name) => query[name] !== undefined)
      .map((name) => `${name}=${encodeURIComponent(query[name] ?? '')}`)
      .join('&')
    return samlProvider(idpName, signer, false, true)
      .parseLoginRequest(ServiceProvider({ metadata }), 'redirect', { query, octetString })
      .then(
        ({ extract }) => ({ request: extract.request as { id: string }, algorithm: query.SigAlg }),
        (error: unknown) => String(error),
      )
  }

  test('are not signed unless it is set, and the metadata says so', async () => {
    expect(await set({})).toMatchObject({ signsRequests: false })
    expect(metadata).toContain('AuthnRequestsSigned="false"')
    expect(
      (await browserLike(t).send('GET', `/api/v1/single-sign-on/${provider.id}/start`)).headers.location,
    ).not.toContain('Signature=')
  })

  test('are signed where the provider takes no others; it knows them by the metadata, and by nothing else', async () => {
    expect(await set({ signsRequests: true })).toMatchObject({ signsRequests: true })
    expect(metadata).toContain('AuthnRequestsSigned="true"')
    expect(await taken()).toMatchObject({
      request: { id: expect.stringMatching(/^_[0-9a-f]{40}$/) },
      algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    })
    const other = Buffer.from('another state').toString('base64url')
    expect(await taken((query) => Object.assign(query, { RelayState: other }))).toContain('SIGNATURE')
    metadata = metadata.replace(/<X509Certificate>[^<]*|<ds:X509Certificate>[^<]*/g, (tag) =>
      tag.replace(/>[\s\S]*/, `>${signer.certificate.replace(/-----[^-]+-----|\s/g, '')}`),
    )
    expect(await taken()).toContain('SIGNATURE')
    await set({ signsRequests: true })
    expect(await through(browserLike(t))).toBe('/')
  })
})

describe('an encrypted assertion', () => {
  test('is read with AES-GCM', async () => {
    expect(await through(browserLike(t), {}, encrypting({ content: 'aes256-gcm' }))).toBe('/')
  })

  describe('with AES-CBC', () => {
    const cbc = encrypting({ content: 'aes256-cbc' })
    const set = async (allowed: boolean | undefined) => {
      administrator = await byLink(t, t.people.administrator.account)
      const sent = body({ settings: { ...body().settings, ...(allowed === undefined ? {} : { cbc: allowed }) } })
      const path = `${t.base}/single-sign-on/providers/${provider.id}`
      const answer = await administrator.send<ProviderShown>('PUT', path, sent)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      metadata = (await t.send(null, 'GET', `/api/v1/single-sign-on/${provider.id}/metadata`)).text
      return answer.body.settings
    }
    afterAll(() => set(undefined))

    test.each([undefined, false])('is refused unless it is allowed (%s), and not offered', async (allowed) => {
      expect(await set(allowed)).toMatchObject({ cbc: false })
      expect(metadata).toContain('xmlenc11#aes256-gcm')
      expect(metadata).not.toContain('-cbc')
      const browser = browserLike(t)
      expect(await through(browser, {}, cbc)).toBe('/?refused=provider')
      expect(await isSignedIn(browser)).toBe(false)
    })

    test('is refused in settings that are older than the choice', async () => {
      await inOrganisation(t.store.pool, t.org.id, (client) =>
        run(client, sql`update identity_provider set settings = settings - 'cbc'`),
      )
      expect(await through(browserLike(t), {}, cbc)).toBe('/?refused=provider')
    })

    test('is read where it is allowed for the provider, as a library of providers encrypts it too', async () => {
      expect(await set(true)).toMatchObject({ cbc: true })
      expect(metadata).toContain('xmlenc#aes256-cbc')
      expect(await through(browserLike(t), {}, cbc)).toBe('/')
      expect(await through(browserLike(t), { isEncrypted: true })).toBe('/')
      // What is allowed for one provider allows nothing worse.
      expect(await through(browserLike(t), {}, encrypting({ content: 'tripledes-cbc' }))).toBe('/?refused=provider')
    })
  })

  test('of the metadata can be decrypted by this installation alone, for every process of it', async () => {
    const { rows } = await t.store.pool.query<{ value: string }>(
      "select value::text from installation_setting where name = 'saml-encryption'",
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.value).not.toContain('PRIVATE KEY')
    const again = await t.send(null, 'GET', `/api/v1/single-sign-on/${provider.id}/metadata`)
    expect(/<ds:X509Certificate>([^<]+)</.exec(again.text)?.[1]).toBe(
      /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1],
    )
    expect(certificateProblem(encryptionCertificate())).toBe(null)
  })

  const notTaken: readonly (readonly [string, Says, (xml: string) => string])[] = [
    ['whose key is wrapped with RSA 1.5', {}, encrypting({ key: 'rsa-1_5' })],
    ['whose content is in Triple DES', {}, encrypting({ content: 'tripledes-cbc' })],
    [
      'whose way is written so that it is not recognised',
      {},
      (xml) => encrypting({ key: 'rsa-1_5' })(xml).replace('rsa-1_5', 'rsa&#45;1_5'),
    ],
    ['that is not signed inside', {}, encrypting({}, (assertion) => assertion.replace(signatureIn(assertion), ''))],
    ['signed by another key', { by: stranger }, encrypting()],
    ['changed after it was signed', {}, encrypting({}, evil)],
    [
      'encrypted for somebody else',
      {},
      (xml) => xml.replace(assertionIn(xml), encryptAssertion(assertionIn(xml), stranger.certificate)),
    ],
    [
      'whose bytes were changed',
      {},
      (xml) =>
        encrypting()(xml).replace(
          /(CipherValue>.{40})(.)(?=[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/,
          (_, before: string, one: string) => before + (one === 'A' ? 'B' : 'A'),
        ),
    ],
    [
      'beside one that is not (wrapping)',
      {},
      (xml) => {
        const signed = assertionIn(xml)
        const other = evil(signed.replace(signatureIn(signed), '')).replace(/ID="_a/, 'ID="_b')
        return xml.replace(signed, other + encryptAssertion(signed, encryptionCertificate()))
      },
    ],
    [
      'with the signed one hidden in an evil one (wrapping)',
      {},
      encrypting({}, (signed) =>
        evil(signed.replace(signatureIn(signed), ''))
          .replace(/ID="_a/, 'ID="_b')
          .replace('</saml:Assertion>', `<saml:Advice>${signed}</saml:Advice></saml:Assertion>`),
      ),
    ],
    ['for another audience', { audience: 'https://another.example.org' }, encrypting()],
  ]
  test.each(notTaken.map(([what, says, change]) => ({ what, says, change })))(
    'is refused: $what',
    async ({ says, change }) => {
      const browser = browserLike(t)
      expect(await through(browser, says, change)).toBe('/?refused=provider')
      expect(await isSignedIn(browser)).toBe(false)
    },
  )

  test('with a comment in the name id is read whole: a comment cuts nothing off', async () => {
    // Who has a signed assertion can encrypt it with a comment in it; signatures say nothing of comments.
    const cut = encrypting({}, (signed) => signed.replace('>whole.name<', '>whole<!-- -->.name<'))
    const browser = browserLike(t)
    const end = await through(browser, { subject: 'whole.name', email: 'whole@example.org' }, cut)
    const known = (await t.store.pool.query("select 1 from credential where provider_account = 'whole'")).rowCount
    expect(known).toBe(0)
    // Where it was let in, as who the provider named.
    const named = (await t.store.pool.query("select 1 from credential where provider_account = 'whole.name'")).rowCount
    expect([end, named]).toEqual(['/', 1])
  })
})

describe('showing again who one is, at the provider', () => {
  const proof = async (browser: BrowserLike) =>
    (await browser.send('PUT', '/api/v1/account/password', { password: 'wooden lantern orbit cheese' })).status
  async function again(browser: BrowserLike, says: Says): Promise<string> {
    const { state, id, xml } = await begin(browser, '?again=1&next=%2Fproved')
    expect(xml).toContain('ForceAuthn="true"')
    const at = await post(state, await responseOf(id, says))
    return at.includes('/finish?') ? finish(browser, at) : at
  }

  test('goes on in the same session when the provider asked anew', async () => {
    const browser = browserLike(t)
    expect(await through(browser)).toBe('/')
    await ageProofs(t, await t.store.directory.accountByEmail('saml@example.org'))
    expect(await proof(browser)).toBe(403)
    const session = browser.cookies.get('openaims_session')
    expect(await again(browser, {})).toBe('/proved')
    expect(browser.cookies.get('openaims_session')).toBe(session)
    expect(await proof(browser)).toBe(200)
  })

  test('is refused when it let somebody in on an old session, or somebody else', async () => {
    const browser = browserLike(t)
    await through(browser)
    await ageProofs(t, await t.store.directory.accountByEmail('saml@example.org'))
    expect(await again(browser, { shownAt: Date.now() - 3_600_000 })).toBe('/proved?refused=stale')
    expect(await again(browser, { subject: 's77', email: 'other77@example.org' })).toBe('/proved?refused=other')
    expect(await proof(browser)).toBe(403)
    expect((await browser.send('GET', '/api/v1/session')).body).toMatchObject({ email: 'saml@example.org' })
  })
})

test('what the provider states of factors is kept with the session', async () => {
  const factors = async (context?: string) => {
    const browser = browserLike(t)
    expect(await through(browser, context === undefined ? {} : { context })).toBe('/')
    const { body } = await browser.send<{ sessions: { isThis: boolean; twoFactors: boolean }[] }>(
      'GET',
      '/api/v1/account',
    )
    return body.sessions.find((s) => s.isThis)?.twoFactors
  }
  expect(await factors()).toBe(false)
  expect(await factors('https://refeds.org/profile/mfa')).toBe(true)
})

describe('a sign-in that begins at the provider', () => {
  const allow = async (unsolicited: boolean) => {
    administrator = await byLink(t, t.people.administrator.account)
    const sent = body({ settings: { ...body().settings, unsolicited } })
    const set = await administrator.send<ProviderShown>(
      'PUT',
      `${t.base}/single-sign-on/providers/${provider.id}`,
      sent,
    )
    expect(set.status).toBe(200)
  }
  const unasked = (says: Says = {}) => responseOf('', { isUnsolicited: true, ...says })

  /** Posts as a browser does that keeps the cookies it is given, and goes on. */
  async function arrive(browser: BrowserLike, response: string, relay = ''): Promise<string> {
    const answer = await postRaw(relay, response)
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      browser.cookies.set(name, value)
    }
    const at = String(answer.headers.location)
    return at.includes('/finish?') ? finish(browser, at) : at
  }

  test('is refused unless the provider is allowed to', async () => {
    await allow(false)
    const browser = browserLike(t)
    expect(await arrive(browser, await unasked())).toBe('/?refused=expired')
    expect(await isSignedIn(browser)).toBe(false)
    await allow(true)
    expect(await arrive(browser, await unasked(), '/test-organisation/risks')).toBe('/test-organisation/risks')
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
    expect(await arrive(browserLike(t), await unasked(), 'https://evil.test/')).toBe('/')
  })

  test('counts once, answers nothing, and is held to everything else', async () => {
    await allow(true)
    const response = await unasked()
    expect(await arrive(browserLike(t), response)).toBe('/')
    const thief = browserLike(t)
    expect(await arrive(thief, response)).toBe('/?refused=expired')
    expect(await isSignedIn(thief)).toBe(false)
    // One that was stolen on its way to somebody who had asked for it.
    const { id } = await begin(browserLike(t))
    expect(await arrive(thief, await responseOf(id))).toBe('/?refused=provider')
    expect(await arrive(thief, await unasked({ by: stranger }))).toBe('/?refused=provider')
    expect(await arrive(thief, await unasked({ audience: 'https://another.example.org' }))).toBe('/?refused=provider')
    expect(await arrive(thief, await unasked({ minutes: -15 }))).toBe('/?refused=provider')
    expect(await isSignedIn(thief)).toBe(false)
  })

  test('ends in the browser that posted it, and moves nobody out of their own account', async () => {
    await allow(true)
    const answer = await postRaw('', await unasked())
    const victim = browserLike(t)
    expect(await finish(victim, String(answer.headers.location))).toBe('/?refused=expired')
    expect(await isSignedIn(victim)).toBe(false)
    const open = await byLink(t, t.people.viewer.account)
    expect(await arrive(open, await unasked())).toBe('/?refused=open')
    expect((await open.send('GET', '/api/v1/session')).body).toMatchObject({ name: 'Test viewer' })
    // Their own session is no obstacle.
    const own = browserLike(t)
    expect(await through(own)).toBe('/')
    expect(await arrive(own, await unasked())).toBe('/')
    await allow(false)
  })
})

const evil = (xml: string) => xml.replace('saml@example.org', 'admin@example.org').replace('>s1<', '>s2<')
/** A part that is there, so that no attack fails for having changed nothing. */
function partIn(xml: string, part: RegExp): string {
  const found = part.exec(xml)?.[0]
  if (found === undefined) throw new Error(`the response has no ${part}`)
  return found
}
const assertionIn = (xml: string) => partIn(xml, /<saml:Assertion[\s\S]*<\/saml:Assertion>/)
const signatureIn = (xml: string) => partIn(xml, /<ds:Signature[\s\S]*?<\/ds:Signature>/)

describe('refused is a response', () => {
  const refused: readonly (readonly [string, Says, ((xml: string) => string)?])[] = [
    ['without a signature', {}, (xml) => xml.replace(signatureIn(xml), '')],
    ['signed by another key', { by: stranger }],
    ['changed after it was signed', {}, evil],
    ['for another audience', { audience: 'https://another.example.org' }],
    ['for another place', { recipient: 'https://another.example.org/acs' }],
    ['of another issuer', { issuer: 'https://evil.example.com' }],
    ['to another request', { answers: '_0000000000000000000000000000000000000000' }],
    ['that is too old', { minutes: -15 }],
    ['of the future', { minutes: 5 }],
    [
      'with an unsigned assertion before the signed one (wrapping)',
      {},
      (xml) => {
        const signed = assertionIn(xml)
        return xml.replace(signed, evil(signed.replace(signatureIn(signed), '')).replace(/ID="_a/, 'ID="_b') + signed)
      },
    ],
    [
      'with an unsigned assertion after the signed one (wrapping)',
      {},
      (xml) => {
        const signed = assertionIn(xml)
        return xml.replace(signed, signed + evil(signed.replace(signatureIn(signed), '')).replace(/ID="_a/, 'ID="_b'))
      },
    ],
    [
      'with the signed assertion hidden in an evil one (wrapping)',
      {},
      (xml) => {
        const signed = assertionIn(xml)
        const wrapped = evil(signed.replace(signatureIn(signed), ''))
          .replace(/ID="_a/, 'ID="_b')
          .replace('</saml:Assertion>', `<saml:Advice>${signed}</saml:Advice></saml:Assertion>`)
        return xml.replace(signed, wrapped)
      },
    ],
    [
      'with the signed assertion hidden in the signature of an evil one (wrapping)',
      {},
      (xml) => {
        const signed = assertionIn(xml)
        const signature = signatureIn(signed)
        const inner = signed.replace(signature, '')
        const around = signature.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`)
        return xml.replace(
          signed,
          evil(inner)
            .replace(/ID="_a/, 'ID="_b')
            .replace(/(<\/saml:Issuer>)/, `$1${around}`),
        )
      },
    ],
    [
      'with the signed assertion in an extension and an evil one with its id (wrapping)',
      {},
      (xml) => {
        const signed = assertionIn(xml)
        const copy = evil(signed.replace(signatureIn(signed), ''))
        return xml
          .replace(signed, copy)
          .replace('<samlp:Status>', `<samlp:Extensions>${signed}</samlp:Extensions><samlp:Status>`)
      },
    ],
    [
      'with an entity that reads a file',
      {},
      (xml) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml.replace('Sam L.', '&x;')}`,
    ],
    [
      'with a comment inside the address',
      {},
      (xml) => xml.replace('saml@example.org', 'saml@example.org<!-- -->.evil.test'),
    ],
    ['that is no XML', {}, () => 'nothing'],
    ['without an assertion', {}, (xml) => xml.replace(assertionIn(xml), '')],
  ]
  test.each(refused.map(([what, says, change]) => ({ what, says, change })))(
    '$what',
    async ({ what, says, change }) => {
      const browser = browserLike(t)
      const accounts = async () => (await t.store.pool.query('select id from account')).rowCount
      const before = await accounts()
      expect(await through(browser, says, change, what)).toBe('/?refused=provider')
      expect(await isSignedIn(browser)).toBe(false)
      expect(await accounts()).toBe(before)
    },
  )

  test('of a domain the provider is not confirmed for', async () => {
    expect(await through(browserLike(t), { subject: 's9', email: 'ceo@elsewhere.test' })).toBe('/?refused=domain')
  })

  test('that comes twice, with its own state and with another', async () => {
    const browser = browserLike(t)
    const { state, id } = await begin(browser)
    const response = await responseOf(id)
    const at = await post(state, response)
    expect(await finish(browser, at)).toBe('/')
    expect(await post(state, response)).toBe('/?refused=expired')
    expect((await browserLike(t).send('GET', at)).headers.location).toBe('/?refused=expired')
    const { state: another } = await begin(browser)
    expect(await post(another, response)).toBe('/?refused=provider')
  })

  test('that comes twice although its request is open again: each assertion counts once', async () => {
    const browser = browserLike(t)
    const { state, id } = await begin(browser)
    const { rows } = await t.store.pool.query('select * from sign_in_step order by created_at desc limit 1')
    const response = await responseOf(id)
    expect(await post(state, response)).toContain('/finish?')
    const step = rows[0]
    await t.store.pool.query(
      'insert into sign_in_step (id, identifier, value, expires_at, created_at, updated_at) values ($1, $2, $3, $4, now(), now())',
      [step.id, step.identifier, step.value, step.expires_at],
    )
    expect(await post(state, response)).toBe('/?refused=expired')
  })

  test('nobody here asked for, and one that another browser brings to its end', async () => {
    expect(await post('made-up', await responseOf('_made-up'))).toBe('/?refused=expired')
    const browser = browserLike(t)
    const { state, id } = await begin(browser)
    const at = await post(state, await responseOf(id))
    const victim = browserLike(t)
    expect(await finish(victim, at)).toBe('/?refused=expired')
    expect(await isSignedIn(victim)).toBe(false)
  })

  test('as is a certificate that ran out, or is none', async () => {
    administrator = await byLink(t, t.people.administrator.account)
    const old = selfSigned('old', new Date(Date.now() - 86_400_000)).certificate
    for (const certificate of [old, 'x'.repeat(200)]) {
      const sent = body({ settings: { ...body().settings, certificates: [certificate] } })
      const answer = await administrator.send('POST', `${t.base}/single-sign-on/providers`, sent)
      expect(answer.body).toMatchObject({ fields: [{ field: 'settings.certificates.0' }] })
    }
  })
})
