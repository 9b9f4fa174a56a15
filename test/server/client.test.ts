import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../src/model/index.ts'
import { overHttp } from '../../src/server/client/transport.ts'
import { type Client, makeClient } from '../../src/server/client.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
let org: ReturnType<Client['organisation']>

beforeAll(async () => {
  t = await testApp({ listen: true })
  org = makeClient({ transport: overHttp(t.address ?? ''), token: t.people.aimsLead.token, kind: 'cli' }).organisation(
    t.org.slug,
  )
})
afterAll(() => t.close())

const refusal = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => expect.unreachable('it was accepted'),
    (error) => (error instanceof Problem ? error : expect.unreachable(String(error))),
  )

test('creates, edits, moves, archives and restores, and shows it in history as its own kind', async () => {
  const suppliers = org.register('suppliers')
  const { records } = await suppliers.create(
    { title: 'Fjordsky', providesAi: true },
    { reason: 'First talk', idempotencyKey: 'a-1' },
  )
  const first = records[0]!
  expect(
    (await suppliers.create({ title: 'Fjordsky', providesAi: true }, { reason: 'First talk', idempotencyKey: 'a-1' }))
      .records[0],
  ).toEqual(first)
  const second = (await suppliers.edit(first, { title: 'Fjordsky AS' })).records[0]!
  const third = (await suppliers.restore(second, 1)).records[0]!
  expect(third.title).toBe('Fjordsky')
  const archived = (await suppliers.archive(third)).records[0]!
  expect((await suppliers.unarchive(archived)).records[0]).toMatchObject({ version: 5, archived: false })
  const { entries } = await suppliers.history(first.ref)
  expect(entries.map((e) => [e.action, e.via])).toEqual([
    ['unarchive', 'cli'],
    ['archive', 'cli'],
    ['restore', 'cli'],
    ['edit', 'cli'],
    ['create', 'cli'],
  ])
  expect((await suppliers.version(first.id, 2)).record.title).toBe('Fjordsky AS')
  expect((await suppliers.get(first.id, second.updatedAt)).record.title).toBe('Fjordsky AS')
})

test('walks through all pages', async () => {
  const names = Array.from({ length: 7 }, (_, i) => `Page ${i}`)
  await org.post('changes', {
    body: {
      changes: names.map((title) => ({ do: 'create', register: 'supplier', values: { title, providesAi: false } })),
    },
  })
  const seen: string[] = []
  for await (const item of org.register('suppliers').all({ filter: ['title:contains:Page'], limit: 3 }))
    seen.push(item.title)
  expect(seen.sort()).toEqual(names)
})

test('throws the problem the server sent', async () => {
  const refused = await refusal(org.register('suppliers').create({ titel: 'x' }))
  expect(refused.code).toBe('record/invalid')
  expect(refused.details.fields?.map((f) => f.field).sort()).toEqual(['providesAi', 'titel', 'title'])
  expect((await refusal(org.register('nothings').list())).code).toBe('access/not-found')
  const nobody = makeClient({ transport: overHttp(t.address ?? '') })
  expect(await nobody.get('session')).toMatchObject({ signedIn: false })
  expect((await refusal(nobody.organisation(t.org.slug).get('home'))).code).toBe('access/sign-in')
  expect((await refusal(makeClient({ transport: overHttp('http://127.0.0.1:9') }).get('session'))).code).toBe(
    'server/unavailable',
  )
})

test('sends and fetches files', async () => {
  const bytes = new TextEncoder().encode('Minutes of the board\n')
  const name = 'Minutes über alles.txt'
  const stored = await org.post('files', { body: bytes, headers: { 'x-file-name': encodeURIComponent(name) } })
  expect(stored).toMatchObject({ name, size: bytes.length, mediaType: 'text/plain' })
  expect(await (await org.file('files/{hash}', { at: { hash: stored.hash } })).bytes()).toEqual(bytes)
  const list = await org.file('export/{file}', { at: { file: 'suppliers.csv' } })
  expect(await list.text()).toContain('Fjordsky')
})

describe('a write whose answer is lost', () => {
  /** Lets every request through and loses the answer to the first one of each kind `lost` names. */
  function losing(lost: (init: RequestInit) => 'connection' | 'gateway' | null) {
    const sent: { method: string; key: string | null; at: string }[] = []
    const client = makeClient({
      token: t.people.aimsLead.token,
      transport: async (address, init) => {
        sent.push({ method: init.method ?? '', key: new Headers(init.headers).get('idempotency-key'), at: address })
        const answer = await overHttp(t.address ?? '')(address, init)
        const how = sent.filter((s) => s.at === address).length === 1 ? lost(init) : null
        if (how === null) return answer
        await answer.arrayBuffer()
        if (how === 'gateway') return new Response('<h1>502 Bad Gateway</h1>', { status: 502 })
        throw new TypeError('fetch failed')
      },
    })
    return { org: client.organisation(t.org.slug), sent }
  }

  test.each(['connection', 'gateway'] as const)(
    'is sent once more under its key, and counts once (%s)',
    async (how) => {
      const { org: lossy, sent } = losing(({ method }) => (method === 'GET' ? null : how))
      const title = `Lost to the ${how}`
      const { records } = await lossy.register('suppliers').create({ title, providesAi: false })
      expect(sent.map((s) => s.method)).toEqual(['POST', 'POST'])
      expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
      expect(sent[1]?.key).toBe(sent[0]?.key)
      const found = await lossy.register('suppliers').list({ filter: [`title:is:${title}`] })
      expect(found.items.map((i) => i.id)).toEqual([records[0]?.id])
      const file = new TextEncoder().encode(`Sent twice (${how})\n`)
      const { hash } = await lossy.post('files', { body: file, headers: { 'x-file-name': 'twice.txt' } })
      expect(await (await lossy.file('files/{hash}', { at: { hash } })).bytes()).toEqual(file)
    },
  )

  test('is not sent again where it could count twice', async () => {
    const { org: lossy, sent } = losing(() => 'connection')
    const role = { name: 'Reader of suppliers', label: 'Reader of suppliers', based: [], reads: ['supplier'] }
    await refusal(lossy.post('access/roles', { body: role as never }))
    expect(sent.map((s) => [s.method, s.key])).toEqual([['POST', null]])
    // Nor is a key taken there: whoever sends one would repeat it.
    const refused = await refusal(lossy.post('access/roles', { body: role as never, idempotencyKey: 'k-1' }))
    expect(refused.code).toBe('request/invalid')
    expect(refused.details.fields?.map((f) => f.field)).toEqual(['Idempotency-Key'])
  })
})
