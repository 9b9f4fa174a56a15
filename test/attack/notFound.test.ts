import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'

let t: TestApp
/** A record of the other organisation, one of ours that the viewer may not read, and one that never was. */
let kinds: Readonly<Record<'foreign' | 'hidden' | 'absent', () => string>>
beforeAll(async () => {
  t = await testApp()
  const theirs = await t.send<{ records: { id: string }[] }>(
    t.outsider,
    'POST',
    `/api/v1/o/${t.other.slug}/records/concerns`,
    { values: concern },
  )
  const ours = await t.send<{ records: { id: string }[] }>(t.people.contributor, 'POST', `${t.base}/records/concerns`, {
    values: concern,
  })
  const [foreign, hidden] = [theirs, ours].map(({ body, text }) => {
    const id = body.records?.[0]?.id
    if (id === undefined) throw new Error(text)
    return id
  })
  kinds = { foreign: () => foreign ?? '', hidden: () => hidden ?? '', absent: () => randomUUID() }
})
afterAll(() => t.close())

const concern = {
  title: 'Canary',
  description: 'Somebody did something.',
  anonymous: false,
}

const addresses = (id: string): [string, string, unknown?][] => [
  ['GET', `${t.base}/records/concerns/${id}`],
  ['GET', `${t.base}/records/concerns/${id}/history`],
  ['GET', `${t.base}/records/concerns/${id}/versions/1`],
  ['PATCH', `${t.base}/records/concerns/${id}`, { version: 1, values: { title: 'Mine' } }],
  ['POST', `${t.base}/records/concerns/${id}/archive`, { version: 1 }],
  ['GET', `${t.base}/trace/${id}`],
  ['GET', `${t.base}/systems/${id}/story`],
  ['GET', `${t.base}/refs?ids=${id}`],
  ['GET', `${t.base}/jobs/${id}`],
]

/** An answer without what differs from request to request. */
const plain = (text: string, id: string) => text.replaceAll(id, '<id>').replace(/"requestId":"[^"]+"/, '')

test('what is hidden, what is of others and what never was are answered alike, to the letter', async () => {
  for (const at of addresses('').keys()) {
    const answers = await Promise.all(
      Object.values(kinds).map(async (make) => {
        const id = make()
        const [method, path, body] = addresses(id)[at] ?? ['', '']
        const { status, headers, text } = await t.send(t.people.viewer, method, path, body)
        return {
          what: `${method} ${path.replace(id, '<id>')}`,
          status,
          names: Object.keys(headers).sort(),
          text: plain(text, id),
        }
      }),
    )
    expect(answers[0], answers[0]?.what).toEqual(answers[2])
    expect(answers[1], answers[0]?.what).toEqual(answers[2])
  }
})

test('an organisation of others is answered like one that never was', async () => {
  const [theirs, none] = await Promise.all(
    [t.other.slug, 'no-such-organisation'].map(async (slug) => {
      const { status, text } = await t.send(t.people.viewer, 'GET', `/api/v1/o/${slug}/home`)
      return { status, text: plain(text, slug) }
    }),
  )
  expect(theirs).toEqual(none)
  expect(theirs?.status).toBe(404)
})

describe('time', () => {
  const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

  /** Medians of many requests in random order, so that what the machine does meanwhile falls on all alike. */
  async function medians<K extends string>(rounds: number, ask: Readonly<Record<K, () => Promise<unknown>>>) {
    const random = makeRandom(20_261_125)
    const names = Object.keys(ask) as K[]
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
    for (let round = 0; round < rounds; round++) {
      for (const name of [...names].sort(() => random.below(3) - 1)) {
        const begun = performance.now()
        await ask[name]()
        if (round > 10) times[name].push(performance.now() - begun)
      }
    }
    return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>
  }

  test('does not tell a record of others from one that never was', { timeout: 120_000 }, async () => {
    const get = (make: () => string) => () => t.send(t.people.viewer, 'GET', `${t.base}/records/concerns/${make()}`)
    const found = await medians(150, {
      foreign: get(kinds.foreign),
      hidden: get(kinds.hidden),
      absent: get(kinds.absent),
    })
    // Wide, for a busy machine: a difference worth a query more would be a factor of its own.
    for (const each of [found.foreign, found.hidden]) {
      expect(each, JSON.stringify(found)).toBeLessThan(found.absent * 1.6 + 1)
      expect(each, JSON.stringify(found)).toBeGreaterThan(found.absent / 1.6 - 1)
    }
  })

  test('does not tell who has an account from who has none', { timeout: 120_000 }, async () => {
    const id = await t.store.directory.createAccount('Known', 'known@example.org')
    const token = await t.store.directory.createLink('reset', id, 30, 'known@example.org')
    const reset = { token, password: 'seven quiet lamps under tarpaulin' }
    expect((await t.send(null, 'POST', '/api/v1/sign-in/reset', reset)).status).toBe(200)
    const { app } = t
    const signIn = (email: string) => () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/sign-in',
        remoteAddress: `10.0.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`,
        payload: { email, password: 'not the password of anybody' },
      })
    let n = 0
    const statuses = new Set<number>()
    const found = await medians(20, {
      // Attempts are counted for each address that is tried; the known one would be throttled.
      known: async () => {
        await t.store.signIns.forgetAttempts('password known@example.org')
        statuses.add((await signIn('known@example.org')()).statusCode)
      },
      unknown: async () => {
        n += 1
        await t.store.signIns.forgetAttempts('password known@example.org')
        statuses.add((await signIn(`nobody${n}@example.org`)()).statusCode)
      },
    })
    expect([...statuses]).toEqual([401])
    expect(found.known, JSON.stringify(found)).toBeLessThan(found.unknown * 2 + 5)
    expect(found.known, JSON.stringify(found)).toBeGreaterThan(found.unknown / 2 - 5)
  })
})
