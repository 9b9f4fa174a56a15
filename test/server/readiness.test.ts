import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FindingPage, Home, Readiness } from '../../src/server/contract.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { registerNamed } from '../support/world.ts'

let t: TestApp
const { inScope: _, ...undecided } = registerNamed('aiSystem').examples[0] as Record<string, unknown>
const systems = Array.from({ length: 7 }, () => randomUUID())

beforeAll(async () => {
  t = await testApp()
  await t.commit(
    systems.map((id, n) => ({
      do: 'create',
      register: 'aiSystem',
      id,
      values: { ...undecided, title: `Undecided ${n + 1}` },
    })),
  )
}, 60_000)
afterAll(() => t.close())

const ask = async <T>(path: string, who: SignedIn = t.people.aimsLead) => t.send<T>(who, 'GET', `${t.base}/${path}`)
const find = async (query: string, who?: SignedIn) => (await ask<FindingPage>(`readiness/findings?${query}`, who)).body

test('the summary counts what each rule found and lists no finding', async () => {
  const { body, text } = await ask<Readiness>('readiness')
  expect(body.rules.find((rule) => rule.rule === 'RR-002')).toMatchObject({
    open: 7,
    accepted: 0,
    registers: ['aiSystem'],
  })
  expect(body).not.toHaveProperty('findings')
  expect(text).not.toContain(systems[6])
  expect(body.clauses.find((c) => c.ref === 'iso42001:4.3')?.rules).toContain('RR-002')
})

test('findings come page by page, each once, with their number', async () => {
  const seen: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: FindingPage = await find(`rule=RR-002&limit=3&count=true${after === '' ? '' : `&after=${after}`}`)
    expect(page.total).toBe(7)
    seen.push(...page.items.map((f) => f.record?.id ?? ''))
    after = page.next
  }
  expect(seen).toEqual(systems)
})

test('by record, by clause, by grade, by key', async () => {
  const [first] = systems
  const about = await find(`record=${first}`)
  expect(about.items.length).toBeGreaterThan(0)
  expect(about.items.every((f) => f.record?.id === first)).toBe(true)
  expect((await find('part=4.3&severity=major&limit=500')).items.map((f) => f.rule)).toContain('RR-002')
  expect((await find('part=4.3&severity=minor&limit=500')).items.map((f) => f.rule)).not.toContain('RR-002')
  expect((await find('accepted=yes&count=true')).total).toBe(0)
  expect((await find(`key=${encodeURIComponent(`RR-002/${first}`)}`)).items.map((f) => f.record?.id)).toEqual([first])
  expect((await find('key=RR-002/nobody')).items).toEqual([])
})

test('after a change the answer is a new one, and the past keeps the old', async () => {
  const [{ at }] = (await ask<{ entries: { at: string }[] }>('activity?limit=1')).body.entries as [{ at: string }]
  await t.commit([
    { do: 'edit', register: 'aiSystem', id: systems[3]!, version: 1, values: { inScope: true, title: 'Decided' } },
  ])
  expect((await find('rule=RR-002&count=true')).total).toBe(6)
  expect((await find(`rule=RR-002&count=true&asOf=${at}`)).total).toBe(7)
})

test('all that fit come as a file, and only those', async () => {
  const csv = await ask('readiness/export/findings.csv?rule=RR-002')
  expect(csv.headers['content-disposition']).toMatch(/readiness-findings-\d{4}-\d\d-\d\d\.csv/)
  expect(csv.text.trimEnd().split('\n')).toHaveLength(7)
  expect(csv.text).toContain('Undecided 1')
  expect((await ask<unknown[]>('readiness/export/findings.json?rule=RR-002')).body).toHaveLength(6)
  expect((await ask('readiness/export/findings.xlsx')).bytes.subarray(0, 2).toString()).toBe('PK')
})

test('who may not read a register is told nothing of it, by page, key, number or file', async () => {
  await t.commit(
    [
      {
        do: 'create',
        register: 'concern',
        values: { ...registerNamed('concern').examples[0], title: 'Zebra', responseDueOn: '2025-02-01' },
      },
    ],
    t.people.concernHandler.actor,
  )
  const handler = await find('register=concern&limit=500&count=true', t.people.concernHandler)
  expect(handler.items.length).toBeGreaterThan(0)
  const key = encodeURIComponent(handler.items[0]?.key ?? '')
  expect(await find('register=concern&count=true')).toEqual({ items: [], next: null, total: 0 })
  expect((await find(`key=${key}`)).items).toEqual([])
  expect((await ask('readiness/export/findings.csv?register=concern')).text.trimEnd().split('\n')).toHaveLength(1)
  const { rules } = (await ask<Readiness>('readiness')).body
  expect(rules.some((rule) => rule.registers.includes('concern'))).toBe(false)
})

test.each([
  'findings?after=nonsense',
  `findings?after=${Buffer.from('{"a":1}').toString('base64url')}`,
  'findings?severity=grave',
  'findings?accepted=perhaps',
  'findings?sort=luck',
  'findings?limit=0',
  'findings?limit=501',
  'findings?rule=a&rule=b',
  'export/findings.pdf',
  'export/everything.csv',
])('%s is refused with a reason', async (path) => {
  const { status, body } = await ask<{ code: string }>(`readiness/${path}`)
  expect([status, body.code]).toEqual([400, 'request/invalid'])
})

test('nobody of another organisation, and nobody who is not signed in, gets any', async () => {
  for (const path of ['readiness', 'readiness/findings', 'readiness/export/findings.csv']) {
    expect((await ask(path, t.outsider)).status).toBe(404)
    expect((await t.send(null, 'GET', `${t.base}/${path}`)).status).toBe(401)
  }
})

test('home lists as much of what waits as is asked for, and tells how much there is', async () => {
  await t.commit(
    [1, 2, 3].map((n) => ({
      do: 'create' as const,
      register: 'programmeTask',
      values: { title: `Late ${n}`, dueOn: `2026-01-0${n}`, owner: t.people.aimsLead.person },
    })),
  )
  const home = async (query: string) => (await ask<Home>(`home${query}`)).body
  const titles = (of: Home['overdue']) => of.items.map((item) => item.record.title)
  expect(titles((await home('?work=2')).overdue)).toEqual(['Late 1', 'Late 2'])
  expect((await home('?work=2')).overdue.total).toBe(3)
  expect(titles((await home('')).overdue)).toEqual(['Late 1', 'Late 2', 'Late 3'])
  expect((await ask('home?work=0')).status).toBe(400)
  expect((await ask('home?work=501')).status).toBe(400)
})
