import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSuperuser, type Installation, install } from '../crash/installation.ts'
import { found } from '../crash/people.ts'

let at: Installation
beforeAll(async () => {
  at = await install({ serve: 2, work: 0, env: { OPENAIMS_LIMITS: 'export=6/360' } })
}, 120_000)
afterAll(() => at?.remove(), 60_000)

const post = (server: number, path: string, body: unknown) =>
  fetch(`${at.servers()[server]?.address}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const tries = async (count: number, path: string, body: unknown) => {
  const statuses: number[] = []
  for (let n = 0; n < count; n++) statuses.push((await post(n % 2, path, body)).status)
  return statuses
}

test('passwords tried at two servers count together, and another account is not held back', async () => {
  const wrong = { email: 'somebody@example.org', password: 'wooden lantern orbit' }
  const statuses = await tries(10, 'sign-in', wrong)
  expect(new Set(statuses)).toEqual(new Set([401]))
  // Ten of an account in a quarter of an hour, wherever.
  for (const server of [0, 1]) {
    const answer = await post(server, 'sign-in', wrong)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60)
  }
  expect((await post(0, 'sign-in', { ...wrong, email: 'another@example.org' })).status).toBe(401)
})

test('case codes guessed at two servers count together, and nobody reads from the database who guessed', async () => {
  const keys = () =>
    asSuperuser<{ key: string }>(at.superuserUrl, "select encode(key, 'hex') as key from openaims.throttle")
  const before = (await keys()).length
  // Each server alone would let twenty through.
  const statuses = await tries(20, 'cases/open', { code: 'ABCDE-FGHIJ-KLMNO' })
  expect(new Set(statuses)).toEqual(new Set([404]))
  expect((await keys()).length).toBe(before + 1)
  expect((await post(0, 'cases/open', { code: 'ABCDE-FGHIJ-KLMNP' })).status).toBe(404)
  for (const server of [0, 1])
    expect((await post(server, 'cases/open', { code: 'ABCDE-FGHIJ-KLMNQ' })).status).toBe(429)
  // The count is no part of what has to survive a crash of the database.
  const [kept] = await asSuperuser<{ kind: string }>(
    at.superuserUrl,
    "select relpersistence as kind from pg_class where oid = 'openaims.throttle'::regclass",
  )
  expect(kept?.kind).toBe('u')
})

test('costly work asked of two servers counts together, by account and kind, and comes back with time', async () => {
  const [one, other] = await found(at.appUrl, at.files, 2)
  const get = (server: number, by: typeof one, path: string) =>
    fetch(`${at.servers()[server]?.address}/api/v1/o/${by?.slug}/${path}`, {
      headers: { authorization: `Bearer ${by?.token}` },
    })
  const csv = 'export/risks.csv'
  // Each server alone would let six through; at once, so that they meet in the database.
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => get(n % 2, one, csv)))
  const statuses = answers.map((a) => a.status).sort()
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429, 429, 429])
  for (const server of [0, 1]) {
    const answer = await get(server, one, csv)
    expect([answer.status, await answer.json()]).toMatchObject([429, { code: 'request/too-many' }])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  // Neither another account nor another kind of work is held back.
  expect((await get(0, other, csv)).status).toBe(200)
  expect((await get(1, one, 'search?q=x')).status).toBe(200)
  // The time between is the database's; a minute gives one back, at whichever server.
  const pass = async (time: string) => {
    await asSuperuser(at.superuserUrl, `update openaims.work_allowance set at = at ${time}`)
    // For a second a server refuses from memory.
    await wait(1100)
  }
  await pass("- interval '60 seconds'")
  expect((await get(1, one, csv)).status).toBe(200)
  expect((await get(1, one, csv)).status).toBe(429)
  // A clock that was ahead and is set back gives nothing away, and holds nobody back for longer.
  await pass("+ interval '1 day'")
  expect((await get(1, one, csv)).status).toBe(429)
  await pass("- interval '60 seconds'")
  expect((await get(1, one, csv)).status).toBe(200)
  const [table] = await asSuperuser<{ kind: string }>(
    at.superuserUrl,
    "select relpersistence as kind from pg_class where oid = 'openaims.work_allowance'::regclass",
  )
  expect(table?.kind).toBe('u')
})
