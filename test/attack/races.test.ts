import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Changed, Invited, Members } from '../../src/server/contract.ts'
import { addressOf, byLink, byPassword, goodPassword, member } from '../signIn/people.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { totp, totpBefore } from '../support/totp.ts'

/** What may happen once is tried many times at the same moment. */
const atOnce = 8
let t: TestApp
beforeAll(async () => {
  t = await testApp({ signIn: {} })
})
afterAll(() => t.close())
beforeEach(async () => {
  await t.store.pool.query('delete from throttle')
})

const together = <T>(act: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: atOnce }, (_, n) => act(n)))
const count = <T>(all: readonly T[], is: (each: T) => boolean) => all.filter(is).length
const logSize = async () => (await t.store.logHead(t.org.id))?.size ?? 0
const members = async () =>
  (await t.send<Members>(t.people.administrator, 'GET', `${t.base}/members`)).body.members.map((m) => m.email)

test('an invitation makes one account and one member', async () => {
  const invited = await t.send<Invited>(t.people.administrator, 'POST', `${t.base}/members/invitations`, {
    email: 'once@example.org',
    roles: ['contributor'],
  })
  const token = invited.body.link?.split('#')[1]
  const before = await logSize()
  const answers = await together((n) =>
    browserLike(t, { address: `10.1.0.${n}` }).send('POST', '/api/v1/invitation/accept', {
      token,
      name: `Guest ${n}`,
      password: goodPassword,
    }),
  )
  expect(count(answers, ({ status }) => status === 200)).toBe(1)
  for (const { status, body } of answers) expect([200, 401, 409, 410], JSON.stringify(body)).toContain(status)
  expect(count(await members(), (email) => email === 'once@example.org')).toBe(1)
  expect(await logSize()).toBe(before + 1)
})

test('a one-time link opens one session', async () => {
  const link = await t.store.directory.createLink('sign-in', t.people.viewer.account, 5)
  const answers = await together(() => browserLike(t).send('POST', '/api/v1/welcome', { token: link }))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(atOnce - 1).fill(410)])
  expect(count(answers, ({ headers }) => headers['set-cookie'] !== undefined)).toBe(1)
})

test('a link for a new password sets one', async () => {
  const account = await member(t, 'Forgetful')
  const token = await t.store.directory.createLink('reset', account, 5)
  const answers = await together((n) =>
    browserLike(t, { address: `10.1.1.${n}` }).send('POST', '/api/v1/sign-in/reset', {
      token,
      password: `${goodPassword} ${n}`,
    }),
  )
  expect(count(answers, ({ status }) => status === 200)).toBe(1)
  const winner = answers.findIndex(({ status }) => status === 200)
  const signIns = await together((n) =>
    browserLike(t, { address: `10.1.2.${n}` }).send<{ signedIn?: boolean }>('POST', '/api/v1/sign-in', {
      email: addressOf('Forgetful'),
      password: `${goodPassword} ${n}`,
    }),
  )
  expect(signIns.map(({ body }) => body.signedIn === true)).toEqual(signIns.map((_, n) => n === winner))
})

test('a code of an authenticator app and a recovery code open one session each', async () => {
  await member(t, 'Twice')
  const owner = await byPassword(t, 'Twice')
  const { body: made } = await owner.send<{ secret: string; recoveryCodes: string[] }>(
    'POST',
    '/api/v1/account/two-factor',
    { password: goodPassword },
  )
  await owner.send('POST', '/api/v1/account/two-factor/confirm', { code: await totpBefore(made.secret) })
  for (const code of [made.recoveryCodes[0], totp(made.secret)]) {
    await t.store.pool.query('delete from throttle')
    const halfWay = []
    for (let n = 0; n < atOnce; n += 1) {
      const browser = browserLike(t, { address: `10.1.3.${n}` })
      const step = await browser.send('POST', '/api/v1/sign-in', {
        email: addressOf('Twice'),
        password: goodPassword,
      })
      expect(step.body).toEqual({ signedIn: false, next: 'code' })
      halfWay.push(browser)
    }
    const answers = await Promise.all(halfWay.map((browser) => browser.send('POST', '/api/v1/sign-in/code', { code })))
    expect(
      count(answers, ({ status }) => status === 200),
      JSON.stringify(answers.map(({ status, body }) => [status, body])),
    ).toBe(1)
  }
})

test('a record takes one of several changes to the same version, and the log has one entry more', async () => {
  const values = { title: 'Raced for', type: 'risk' }
  const made = await t.send<Changed>(t.people.aimsLead, 'POST', `${t.base}/records/risks`, { values })
  const risk = made.body.records[0]
  expect(made.status, made.text).toBe(201)
  const before = await logSize()
  const path = `${t.base}/records/risks/${risk?.id}`
  const version = risk?.version
  const answers = await together((n) =>
    n % 2 === 0
      ? t.send(t.people.aimsLead, 'PATCH', path, { version, values: { title: `Raced for ${n}` } })
      : t.send(t.people.aimsLead, 'POST', `${path}/archive`, { version, reason: 'No longer needed' }),
  )
  expect(
    count(answers, ({ status }) => status === 200),
    answers.map(({ text }) => text).join(' '),
  ).toBe(1)
  for (const { status } of answers) expect([200, 409]).toContain(status)
  expect(await logSize()).toBe(before + 1)
})

test('a request with the same key makes one record', async () => {
  const before = await logSize()
  const answers = await together(() =>
    t.send<Changed>(
      t.people.aimsLead,
      'POST',
      `${t.base}/records/people`,
      { values: { title: 'Made once' } },
      { 'idempotency-key': 'made-once' },
    ),
  )
  expect(new Set(answers.map(({ body }) => body.records[0]?.id)).size).toBe(1)
  expect(await logSize()).toBe(before + 1)
})

test('two administrators cannot take each other the role and leave nobody', async () => {
  const org = await t.store.directory.createOrganisation('Two of them', 'own')
  const accounts = []
  for (const name of ['First', 'Second']) {
    const account = await t.store.directory.createAccount(name, addressOf(name))
    await t.store.directory.setMember(org.id, account, ['administrator'], null)
    accounts.push(account)
  }
  const [first = '', second = ''] = accounts
  const browsers = await Promise.all([byLink(t, first), byLink(t, second)])
  const answers = await Promise.all([
    browsers[0]?.send('PATCH', `/api/v1/o/${org.slug}/members/${second}`, { roles: ['viewer'] }),
    browsers[1]?.send('DELETE', `/api/v1/o/${org.slug}/members/${first}`),
  ])
  expect(
    count(answers, (answer) => answer?.status === 200),
    JSON.stringify(answers.map((a) => a?.body)),
  ).toBe(1)
  const left = browsers[answers.findIndex((answer) => answer?.status === 200)]
  const members = await left?.send<Members>('GET', `/api/v1/o/${org.slug}/members`)
  expect(count(members?.body.members ?? [], ({ roles }) => roles.includes('administrator'))).toBe(1)
})
