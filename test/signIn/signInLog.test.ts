import { afterAll, beforeAll, expect, test } from 'vitest'
import { lifetimes } from '../../src/server/signIn/auth.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { totp, totpBefore } from '../support/totp.ts'
import { addressOf, byLink, byPassword, goodPassword, isSignedIn, member } from './people.ts'

let t: TestApp
const lines: string[] = []
beforeAll(async () => {
  t = await testApp({ logTo: { write: (line) => void lines.push(line) }, signIn: {} })
})
afterAll(() => t.close())

interface Line {
  readonly event?: string
  readonly method?: string
  readonly account?: string
  readonly reqId?: string
}
const told = () => lines.map((line) => JSON.parse(line) as Line).filter((l) => l.event?.startsWith('sign-in.'))

test('every sign-in is told, done or refused, with the account and the request, and no secret', async () => {
  const account = await member(t, 'Told')
  lines.length = 0
  const browser = await byPassword(t, 'Told')
  await browserLike(t).send('POST', '/api/v1/sign-in', { email: addressOf('Told'), password: 'wrong password here' })
  await byLink(t, account)
  const made = await browser.send<{ secret: string }>('POST', '/api/v1/account/two-factor', { password: goodPassword })
  await browser.send('POST', '/api/v1/account/two-factor/confirm', { code: await totpBefore(made.body.secret) })
  const again = browserLike(t)
  await again.send('POST', '/api/v1/sign-in', { email: addressOf('Told'), password: goodPassword })
  expect(told().map((l) => [l.event, l.method])).toEqual([
    ['sign-in.done', 'password'],
    ['sign-in.refused', undefined],
    ['sign-in.done', 'link'],
  ])
  // With the second step under way nobody is signed in.
  await again.send('POST', '/api/v1/sign-in/code', { code: totp(made.body.secret) })
  expect(told().at(-1)).toMatchObject({ event: 'sign-in.done', method: 'password+code', account })
  for (const line of told().filter((l) => l.event === 'sign-in.done')) expect(line).toMatchObject({ account })
  const all = lines.join('')
  for (const secret of [goodPassword, made.body.secret, addressOf('Told'), 'wrong password'])
    expect(all).not.toContain(secret)
})

test('with more sessions than an account may have, the one used longest ago ends', async () => {
  const account = await member(t, 'Many')
  const oldest = await byPassword(t, 'Many')
  const next = await byPassword(t, 'Many')
  await t.store.pool.query("update browser_session set updated_at = now() - interval '2 hours' where account_id = $1", [
    account,
  ])
  await t.store.pool.query(
    `insert into browser_session (id, token, account_id, method, proved_at, created_at, updated_at, expires_at)
      select gen_random_uuid(), 'filler-' || n, $1, 'password', now(), now(), now() - interval '1 hour', now() + interval '1 hour'
      from generate_series(1, $2::int) n`,
    [account, lifetimes.mostSessions - 2],
  )
  await next.send('GET', '/api/v1/session')
  const count = async () =>
    (await t.store.pool.query('select 1 from browser_session where account_id = $1', [account])).rowCount
  expect(await count()).toBe(lifetimes.mostSessions)
  const newest = await byPassword(t, 'Many')
  expect(await count()).toBe(lifetimes.mostSessions)
  await new Promise((done) => setTimeout(done, 2100))
  expect([await isSignedIn(oldest), await isSignedIn(next), await isSignedIn(newest)]).toEqual([false, true, true])
})
