import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { Changed } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import type { OpenApi } from '../../src/server/openapi.ts'
import { validatorOf } from '../support/apiSchema.ts'
import { type Answer, type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'
import { makeWorld } from '../support/world.ts'
import { type Aims, makeAttack } from './requests.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_125)
const rounds = Number(process.env.FUZZ_ROUNDS ?? 4)
const canary = 'Qcanary7431'

let t: TestApp
let api: OpenApi
let aims: Aims

beforeAll(async () => {
  t = await testApp()
  api = (await t.send<OpenApi>(null, 'GET', '/api/v1/openapi.json')).body
  const world = makeWorld(t)
  const record = new Map<string, { id: string; ref: string; version: number }>()
  const values = new Map<string, Record<string, unknown>>()
  for (const register of registers) {
    record.set(pathOf(register), { ...(await world.base(register.name)) })
    values.set(pathOf(register), { ...register.examples[0], ...(await world.requiredLinks(register)) })
  }
  const foreign = await plantCanaries()
  const hash = await t.send<{ hash: string }>(t.people.aimsLead, 'POST', `${t.base}/files`, 'Ours.', named('ours.txt'))
  aims = {
    org: t.org.slug,
    otherOrg: t.other.slug,
    own: [...record.values()].map((r) => r.id).concat(Object.values(t.people).map((p) => p.person)),
    foreign,
    record,
    values,
    hashes: [hash.body.hash],
  }
}, 120_000)
afterAll(() => t.close())

const named = (name: string) => ({ 'x-file-name': name, 'content-type': 'application/octet-stream' })

/** Records of the other organisation, each with a word nobody here may ever see. */
async function plantCanaries(): Promise<string[]> {
  const ids: string[] = []
  for (const register of registers) {
    if (Object.values(register.links).some((link) => link.required)) continue
    const values = {
      ...register.examples[0],
      ...Object.fromEntries(
        Object.entries(register.fields)
          .filter(([name, field]) => field.type.kind === 'longText' || name === 'title')
          .filter(([, field]) => !field.setByMove)
          .map(([name]) => [name, `${canary} ${name}`]),
      ),
    }
    const made = await t.send<{ records: { id: string }[] }>(
      t.outsider,
      'POST',
      `/api/v1/o/${t.other.slug}/records/${pathOf(register)}`,
      { values },
    )
    if (made.status === 201) ids.push(...made.body.records.map((r) => r.id))
  }
  expect(ids.length).toBeGreaterThan(30)
  return ids
}

const leaks = [
  /\n\s+at /,
  /node_modules/,
  /\/work\//,
  /\bselect .* from\b/i,
  /pg_|postgres/i,
  /TypeError|RangeError|SyntaxError/,
]

/** What holds for every answer, whatever was asked. */
function expectSound(answer: Answer, what: string): void {
  expect(answer.status, `${what}\n${answer.text.slice(0, 500)}`).toBeLessThan(500)
  expect(answer.text.includes(canary), `${what}: something of the other organisation shows`).toBe(false)
  expect(answer.headers['x-content-type-options'], what).toBe('nosniff')
  if (answer.status < 400) return
  expect(answer.headers['content-type'], what).toMatch(/^application\/problem\+json/)
  const body = answer.body as Record<string, unknown>
  expect(Object.keys(catalogue), what).toContain(body.code)
  expect(body.status, what).toBe(answer.status)
  expect(body.requestId, what).toBe(answer.headers['x-request-id'])
  for (const leak of leaks) expect(answer.text, what).not.toMatch(leak)
}

async function logSizes(): Promise<[number, number]> {
  const [ours, theirs] = await Promise.all([t.store.logHead(t.org.id), t.store.logHead(t.other.id)])
  return [ours?.size ?? 0, theirs?.size ?? 0]
}

/** Entries of the log from a place on: who asked for them. */
async function requestsOfEntries(from: number): Promise<(string | null)[]> {
  const requests: (string | null)[] = []
  for await (const part of t.store.log(t.org.id, null)) {
    for (const { seq, entry } of part)
      if (seq >= from) requests.push((JSON.parse(entry) as { request: string | null }).request)
  }
  return requests
}

/** Jobs go on after their request was answered, and sign for what they write themselves. */
const startsJob = (id: string) => /^(imports\.(run|undo)|auditPacks\.create)$/.test(id)

describe(`fuzz (seed ${seed})`, () => {
  test('reads and writes of every operation are answered or refused as the document says', {
    timeout: 300_000,
  }, async () => {
    const random = makeRandom(seed)
    const attack = makeAttack(api, random, aims)
    const check = validatorOf(api)
    const people: SignedIn[] = [
      t.people.aimsLead,
      t.people.administrator,
      t.people.aimsLead,
      ...Object.values(t.people),
    ]
    const statuses = new Map<string, number>()
    let entries = 0
    const failures: string[] = []
    for (const [path, item] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        // Signing out would end the session that the other requests use; it is told elsewhere.
        if (operation.operationId === 'session.end') continue
        for (let round = 0; round < rounds; round++) {
          const who = random.chance(0.03) ? null : random.pick(people)
          const { url, headers, body } = attack(path, operation)
          const what = `${method.toUpperCase()} ${url} ${JSON.stringify(headers)} ${String(body ?? '').slice(0, 600)}`
          const before = method === 'get' ? null : await logSizes()
          const answer = await t.send(who, method.toUpperCase(), url, body, { ...headers })
          try {
            expectSound(answer, what)
          } catch (error) {
            failures.push(String(error))
            continue
          }
          statuses.set(`${answer.status}`, (statuses.get(`${answer.status}`) ?? 0) + 1)
          // A path that was broken may lead to another route than the one meant.
          const code = (answer.body as { code?: string } | undefined)?.code
          if (code !== 'request/unknown-route' && !/%|\/\.\./.test(url.split('?')[0] ?? '')) {
            try {
              check(method, path, answer)
            } catch (error) {
              failures.push(`${what}\n${answer.status} ${answer.text.slice(0, 400)}\n${String(error)}`)
            }
          }
          if (before === null || startsJob(operation.operationId)) continue
          for (const one of (answer.body as Partial<Changed> | undefined)?.records ?? []) {
            const known = [...aims.record.values()].find((r) => r.id === one.id)
            if (known) known.version = one.version
          }
          const [ours, theirs] = await logSizes()
          expect(theirs, what).toBe(before[1])
          if (answer.status >= 400) expect(ours, what).toBe(before[0])
          entries += ours - before[0]
        }
      }
    }
    expect(failures.slice(0, 20), `${failures.length} failures`).toEqual([])
    // The run says something only when a good part of it got through.
    console.log(`seed ${seed}:`, JSON.stringify(Object.fromEntries([...statuses].sort())), `${entries} log entries`)
    expect(statuses.get('200')).toBeGreaterThan(100)
    expect(statuses.get('422')).toBeGreaterThan(50)
    expect(entries).toBeGreaterThan(20)
  })

  test('every accepted change has exactly its entries, signed with its request', async () => {
    const [size] = await logSizes()
    const people = { do: 'create', register: 'person' } as const
    const changes = ['Ann', 'Bo', 'Cy'].map((title) => ({ ...people, values: { title } }))
    const done = await t.send(t.people.aimsLead, 'POST', `${t.base}/changes`, { changes })
    expect(done.status).toBe(200)
    expect(await requestsOfEntries(size)).toEqual(Array(3).fill(done.headers['x-request-id']))
  })
})

/** Headers of a JSON request without and with a key. */
const keyed = (key: string): Record<string, string>[] => [
  { 'content-type': 'application/json' },
  { 'content-type': 'application/json', 'idempotency-key': key },
]

describe('much at once', () => {
  const create = (n: number) => ({ do: 'create', register: 'person', values: { title: `Person ${n}` } })
  const send = (changes: unknown[]) => t.send(t.people.aimsLead, 'POST', `${t.base}/changes`, { changes })

  test('10,000 changes are taken as one, or not at all', { timeout: 120_000 }, async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => create(n))
    const [before] = await logSizes()
    const bad = await send([...many.slice(1), { do: 'create', register: 'person', values: {} }])
    expectSound(bad, 'the last of 10,000 is wrong')
    expect(bad.body).toMatchObject({ code: 'record/invalid', data: { change: 9999 } })
    const over = await send([...many, create(10_000)])
    expect(over.body).toMatchObject({ code: 'request/invalid' })
    expect((await logSizes())[0]).toBe(before)
    const good = await send(many)
    expect(good.status).toBe(200)
    expect((await logSizes())[0]).toBe(before + 10_000)
  })

  test('JSON nested deeper than anyone means is refused', async () => {
    for (const depth of [1000, 100_000, 700_000]) {
      for (const headers of keyed(`deep-${depth}`)) {
        const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`
        const body = `{"changes":[{"do":"create","register":"person","values":{"title":${nested}}}]}`
        const answer = await t.send(t.people.aimsLead, 'POST', `${t.base}/changes`, body, headers)
        expectSound(answer, `depth ${depth}`)
        expect(answer.status).toBeGreaterThanOrEqual(400)
      }
    }
  })

  test('text that is no text is refused where it stands, with and without a key', async () => {
    for (const title of ['\ud800', 'a\u0000b', '\udfff']) {
      for (const headers of keyed(`half-${title.charCodeAt(0)}`)) {
        const answer = await t.send(
          t.people.aimsLead,
          'POST',
          `${t.base}/records/people`,
          JSON.stringify({ values: { title } }),
          headers,
        )
        expectSound(answer, JSON.stringify(title))
        expect(answer.body).toMatchObject({ code: 'request/invalid', fields: [{ field: 'values.title' }] })
      }
      const reason = await t.send(t.people.aimsLead, 'POST', `${t.base}/records/people`, {
        values: { title: 'x' },
        reason: title,
      })
      expectSound(reason, `reason ${JSON.stringify(title)}`)
      expect(reason.status).toBe(400)
    }
  })

  test('names that every object has are no fields, moves, filters or registers', async () => {
    const person = `${t.base}/records/people`
    const mine = `${person}/${t.people.aimsLead.person}`
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '__defineGetter__']) {
      const answers = await Promise.all([
        t.send(t.people.aimsLead, 'GET', `${person}?sort=${name}`),
        t.send(t.people.aimsLead, 'GET', `${person}?filter=${name}:is:x`),
        t.send(t.people.aimsLead, 'GET', `${person}?filter=custom.${name}:is:x`),
        t.send(t.people.aimsLead, 'GET', `${t.base}/records/${name}`),
        t.send(t.people.aimsLead, 'GET', `${t.base}/export/${name}.csv`),
        t.send(t.people.aimsLead, 'POST', `${mine}/moves/${name}`, { version: 1 }),
        t.send(t.people.aimsLead, 'PATCH', mine, { version: 1, values: { [name]: 'x' } }),
        t.send(t.people.aimsLead, 'PATCH', mine, { version: 1, values: {}, custom: { [name]: 'x' } }),
      ])
      for (const [index, answer] of answers.entries()) {
        expectSound(answer, `${name} ${index}`)
        expect(answer.status, `${name} ${index}`).toBeGreaterThanOrEqual(400)
      }
    }
  })
})
