import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
let cookie: string
beforeAll(async () => {
  t = await testApp()
  const link = await t.store.directory.createLink('sign-in', t.people.administrator.account, 5)
  const opened = await t.send(null, 'POST', '/api/v1/welcome', { token: link })
  const set = [opened.headers['set-cookie']].flat().map(String)
  cookie = set.map((c) => c.split(';')[0] ?? '').join('; ')
})
afterAll(() => t.close())

const own = { origin: 'http://aims.test', host: 'aims.test', 'sec-fetch-site': 'same-origin' }
const foreign: readonly Record<string, string>[] = [
  { host: 'aims.test', origin: 'https://evil.example' },
  { host: 'aims.test', origin: 'null' },
  { host: 'aims.test', origin: 'http://aims.test.evil.example' },
  { host: 'aims.test', origin: 'http://evil.example/aims.test' },
  { host: 'aims.test', origin: 'http://aims.test:8080' },
  { host: 'aims.test', 'sec-fetch-site': 'cross-site' },
  { host: 'aims.test', 'sec-fetch-site': 'same-site' },
]
const reads = new Set(['GET', 'HEAD', 'OPTIONS'])
// Identity providers and their pages post there; the routes take no cookie, and what is sent is signed
// (test/signIn/saml.test.ts, samlSignOut.test.ts, backchannelLogout.test.ts).
const byProviders = /^\/api\/v1\/single-sign-on\/:provider\/(acs|slo|backchannel-logout)$/
const changing = () => t.routes.filter(({ method, url }) => !reads.has(method) && !byProviders.test(url))
const pathOf = (url: string) => url.replace(':organisation', t.org.slug).replace(/:\w+|\*/g, 'x')

describe('requests from another site', () => {
  test('no route that changes something answers them, with a cookie or with none yet', {
    timeout: 120_000,
  }, async () => {
    expect(changing().length).toBeGreaterThan(50)
    const before = await t.store.logHead(t.org.id)
    for (const { method, url } of changing()) {
      for (const headers of foreign)
        for (const more of [{ cookie }, {}] as Record<string, string>[]) {
          const answer = await t.send(null, method, pathOf(url), {}, { ...headers, ...more })
          expect(answer.body, `${method} ${url} ${JSON.stringify(headers)}`).toMatchObject({ code: 'request/origin' })
          expect(answer.headers).not.toHaveProperty('set-cookie')
        }
    }
    expect(await t.store.logHead(t.org.id)).toEqual(before)
    expect(
      (await t.send<{ signedIn: boolean }>(null, 'GET', '/api/v1/session', undefined, { cookie })).body.signedIn,
    ).toBe(true)
  })

  test('those of our own pages and of programs with a token are not mistaken for them', {
    timeout: 120_000,
  }, async () => {
    for (const { method, url } of changing()) {
      // These would end the session the others use.
      if (/sign-out|account\/sessions$/.test(url)) continue
      const fromPage = await t.send<{ code?: string }>(null, method, pathOf(url), {}, { ...own, cookie })
      expect(fromPage.body?.code, `${method} ${url}`).not.toBe('request/origin')
      const byToken = { authorization: `Bearer ${t.people.viewer.token}`, origin: 'https://elsewhere.example' }
      const program = await t.send<{ code?: string }>(null, method, pathOf(url), {}, byToken)
      expect(program.body?.code, `${method} ${url}`).not.toBe('request/origin')
    }
  })

  test('reading changes nothing: no GET leaves an entry, and none is answered for another site to read', async () => {
    const before = await t.store.logHead(t.org.id)
    for (const { method, url } of t.routes) {
      if (method !== 'GET') continue
      const answer = await t.send(null, method, pathOf(url), undefined, { ...foreign[0], cookie })
      for (const name of Object.keys(answer.headers)) expect(name, url).not.toMatch(/^access-control-/)
    }
    expect(await t.store.logHead(t.org.id)).toEqual(before)
  })

  test('a question of a browser before a request is answered with no permission', async () => {
    const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const answer = await t.send(null, 'OPTIONS', `${t.base}/changes`, undefined, asked)
    expect(answer.body).toMatchObject({ code: 'request/origin' })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('cookies', () => {
  test('of a session are out of reach of scripts and other sites; with https bound to the host', async () => {
    const secure = await testApp({ signIn: { publicAddress: new URL('https://aims.test') } })
    try {
      for (const [app, pattern] of [
        [t, /^openaims_session=[^;]+; (?!.*Domain).*Path=\/.*HttpOnly.*SameSite=Lax/i],
        [secure, /^__Host-openaims_session=[^;]+; (?!.*Domain)(?=.*Secure).*Path=\/.*HttpOnly.*SameSite=Lax/i],
      ] as const) {
        const link = await app.store.directory.createLink('sign-in', app.people.viewer.account, 5)
        const headers: Record<string, string> = app === secure ? { host: 'aims.test' } : {}
        const opened = await app.send(null, 'POST', '/api/v1/welcome', { token: link }, headers)
        const session = [opened.headers['set-cookie']]
          .flat()
          .map(String)
          .find((c) => c.includes('openaims_session='))
        expect(session).toMatch(pattern)
      }
      for (const path of ['/health', '/api/v1/session', '/api/nothing', '/api/v1/o/%E0%A4%A/home'])
        expect((await secure.send(null, 'GET', path)).headers['strict-transport-security'], path).toBe(
          'max-age=31536000; includeSubDomains',
        )
    } finally {
      await secure.close()
    }
  })
})

test('signing out ends the session and has the browser forget what it kept of it', async () => {
  const link = await t.store.directory.createLink('sign-in', t.people.viewer.account, 5)
  const opened = await t.send(null, 'POST', '/api/v1/welcome', { token: link })
  const held = [opened.headers['set-cookie']].flat().map((c) => String(c).split(';')[0] ?? '')
  const headers = { ...own, cookie: held.join('; ') }
  const left = await t.send(null, 'POST', '/api/v1/sign-out', {}, headers)
  expect(left.status, left.text).toBe(200)
  expect(left.headers['clear-site-data']).toBe('"cache"')
  expect([left.headers['set-cookie']].flat().map(String).join()).toMatch(
    /openaims_session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i,
  )
  expect((await t.send(null, 'GET', `${t.base}/home`, undefined, headers)).status).toBe(401)
})

describe('redirections', () => {
  const elsewhere = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '%2F%2Fevil.example',
  ]

  test('are none where a one-time link is opened, and no address of a request carries its secret', async () => {
    for (const target of elsewhere) {
      const link = await t.store.directory.createLink('sign-in', t.people.viewer.account, 5)
      const query = ['next', 'to', 'url', 'returnTo', 'redirect_uri', 'callbackURL']
        .map((name) => `${name}=${encodeURIComponent(target)}`)
        .join('&')
      // Reading it, as what looks through mail does, spends nothing.
      for (const method of ['GET', 'HEAD'])
        expect((await t.send(null, method, `/welcome?token=${link}&${query}`)).headers).not.toHaveProperty('set-cookie')
      const answer = await t.send(null, 'POST', '/api/v1/welcome', { token: link })
      expect([answer.status, answer.body]).toEqual([200, { opened: 'session' }])
      expect(answer.headers).not.toHaveProperty('location')
      for (const token of [link, 'wrong']) {
        const again = await t.send(null, 'POST', '/api/v1/welcome', { token })
        expect([again.status, again.body]).toMatchObject([410, { code: 'access/link-used' }])
        expect(again.headers).not.toHaveProperty('set-cookie')
      }
    }
  })

  test('come from no route but those that identity providers lead back to', { timeout: 60_000 }, async () => {
    for (const { method, url } of t.routes) {
      const isSignIn = url.startsWith('/api/v1/single-sign-on/:provider/')
      const query = elsewhere.map((target) => `next=${encodeURIComponent(target)}`).join('&')
      const answer = await t.send(t.people.administrator, method, `${pathOf(url)}?${query}`)
      // These lead to pages of our own, here because there is no such provider (test/signIn/oidc.test.ts).
      if (isSignIn && 'location' in answer.headers) {
        expect(answer.headers.location).toMatch(/^\/(\?refused=disabled)?$/)
        continue
      }
      expect(answer.headers, `${method} ${url}`).not.toHaveProperty('location')
      expect(answer.status < 300 || answer.status >= 400 || answer.status === 304, `${method} ${url}`).toBe(true)
    }
  })
})
