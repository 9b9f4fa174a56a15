import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import type { ProviderShown } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { byPassword, goodPassword, member } from '../signIn/people.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { BrowserLike } from '../support/browserLike.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { totpBefore } from '../support/totp.ts'
import { creatorOf, makeWorld } from '../support/world.ts'
import { unzip } from '../support/zipFiles.ts'

let t: TestApp
let administrator: BrowserLike
/** Every secret that was given to the product or by it, by what it is. */
const secrets = new Map<string, string>()

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  t = await testApp()
  const world = makeWorld(t)
  for (const register of registers) await world.create(register)
  const account = await member(t, 'Keeper', ['administrator', 'aimsLead', 'concernHandler'])
  await t.store.pool.query('update account set is_operator = true where id = $1', [account])
  administrator = await byPassword(t, 'Keeper')
  secrets.set('password', goodPassword)
  secrets.set('cookie', decodeURIComponent(administrator.cookies.get('openaims_session') ?? ''))
  secrets.set('access token', t.people.administrator.token)

  const given = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await administrator.send<T>(method, path, body)
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const key = await given<{ key: string }>('POST', `${t.base}/keys`, { name: 'Nightly', access: 'read', days: 9 })
  secrets.set('key', key.key)
  const scim = await given<{ token: string }>('POST', `${t.base}/provisioning/tokens`, { name: 'Directory' })
  secrets.set('token of the directory', scim.token)
  const invited = { email: 'new@example.org', roles: ['viewer'] }
  const invitation = await given<{ link: string }>('POST', `${t.base}/members/invitations`, invited)
  secrets.set('invitation', invitation.link.split('#')[1] ?? '')
  const other = await member(t, 'Other')
  const reset = await given<{ link: string }>('POST', `${t.base}/members/${other}/reset-link`)
  secrets.set('link for a password', reset.link.split('#')[1] ?? '')
  secrets.set('link to sign in', await t.store.directory.createLink('sign-in', account, 60))

  secrets.set('password of the mail server', 'swordfish-of-the-mail-server')
  await given('PUT', '/api/v1/installation/mail', {
    host: 'localhost',
    port: 2525,
    security: 'none',
    user: 'aims',
    password: secrets.get('password of the mail server'),
    from: 'aims@example.org',
  })
  secrets.set('client secret', 'swordfish-of-the-client')
  await given<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, {
    kind: 'oidc',
    name: 'Open',
    domains: ['example.org'],
    joins: false,
    defaultRoles: [],
    groupRoles: [],
    settings: { issuer: 'https://localhost:9', clientId: 'openaims', scopes: ['email'], groupsClaim: null },
    clientSecret: secrets.get('client secret'),
  })
  await given<ProviderShown>('POST', `${t.base}/single-sign-on/providers`, {
    kind: 'saml',
    name: 'Old',
    domains: ['example.org'],
    joins: false,
    defaultRoles: [],
    groupRoles: [],
    settings: {
      entryPoint: 'https://93.184.216.34/sso',
      issuer: 'https://idp.example.com/saml',
      certificates: [selfSigned('idp').certificate],
      emailAttribute: 'email',
    },
  })
  const app = await given<{ secret: string; recoveryCodes: string[] }>('POST', '/api/v1/account/two-factor', {
    password: goodPassword,
  })
  secrets.set('secret of the authenticator app', app.secret)
  await given('POST', '/api/v1/account/two-factor/confirm', {
    code: await totpBefore(app.secret),
  })
  secrets.set('recovery code', app.recoveryCodes[0] ?? '')

  const sent = await t.send<{ codes?: { code: string }[] }>(
    t.people.contributor,
    'POST',
    `${t.base}/records/concerns`,
    { values: { title: 'Told without a name', description: 'Something is wrong.', anonymous: true } },
    { 'idempotency-key': 'a-key-of-the-browser-with-32-or-more' },
  )
  expect(sent.status, sent.text).toBe(201)
  secrets.set('code of a case', sent.body.codes?.[0]?.code ?? '')
}, 120_000)
afterAll(async () => {
  await t.close()
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})

/** Everything a file says, those in an archive opened. */
async function saidIn(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 2).toString() !== 'PK') return bytes.toString('utf8')
  return [...(await unzip(bytes))].map(([name, content]) => `${name}\n${content.toString('utf8')}`).join('\n')
}

function expectNone(said: string, where: string): void {
  for (const [what, secret] of secrets)
    for (const shape of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      expect(said.includes(shape), `${what} in ${where}`).toBe(false)
}

test('there is one secret of each kind', () => {
  for (const [what, secret] of secrets) expect(secret.length, what).toBeGreaterThan(7)
  expect(secrets.size).toBe(13)
})

test.each(registers.map((r) => [r.name, r] as const))('no secret stands in an export of %s', async (_, register) => {
  const who = creatorOf(t, register)
  for (const format of ['csv', 'xlsx', 'json']) {
    const path = `${t.base}/export/${pathOf(register)}.${format}?archived=both&sort=ref`
    const file = await t.send(who, 'GET', path)
    expect(file.status, file.text.slice(0, 200)).toBe(200)
    const said = await saidIn(file.bytes)
    // What may be told is: the export is not merely empty.
    expect(said).toContain(`${register.refPrefix}-1`)
    expectNone(said, path)
  }
})

test('nor in settings, the log, findings or anything else an administrator can fetch', async () => {
  const paths = t.routes
    .filter(({ method, url }) => method === 'GET' && !url.replace(':organisation', '').match(/[:*]/))
    .map(({ url }) => url.replace(':organisation', t.org.slug))
    .filter((url) => url.startsWith('/api/v1/') || url === '/metrics')
  const files = ['csv', 'xlsx', 'json'].map((format) => `${t.base}/readiness/export/findings.${format}`)
  let fetched = 0
  for (const path of [...paths, ...files]) {
    const answer = await t.app.inject({
      url: path,
      headers: { cookie: `openaims_session=${administrator.cookies.get('openaims_session')}` },
    })
    if (answer.statusCode === 200) fetched++
    expectNone(await saidIn(answer.rawPayload), path)
  }
  expect(fetched).toBeGreaterThan(40)
  for await (const part of t.store.log(t.org.id, null)) for (const { entry } of part) expectNone(entry, 'the log')
})
