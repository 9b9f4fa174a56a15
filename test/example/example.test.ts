import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleDay, exampleId, examplePeople, exampleStart, people, tellExample } from '../../examples/index.ts'
import type { AnyRecord } from '../../src/model/index.ts'
import { draftDocument } from '../../src/programme/documents/draftDocument.ts'
import { computeReadiness } from '../../src/programme/readiness/index.ts'
import { makeSnapshot } from '../../src/programme/snapshot.ts'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { controls } from '../../src/standard/index.ts'
import { rootOf } from '../../src/store/index.ts'
import { type TestStore, testStore } from '../support/store.ts'

const clock = { at: '2020-01-01T00:00:00Z' }
const today = new Date().toISOString().slice(0, 10)

let it: TestStore
let org: string
let told: { versions: number }
let took: number
let records: AnyRecord[]

async function tellTo(day: string, until?: string): Promise<string> {
  clock.at = exampleStart(day)
  const made = await it.store.directory.createOrganisation('Aldermoor Finance', 'example', clock.at)
  told = await tellExample(it.store, made.id, clock, { today: day, ...(until ? { until } : {}) })
  return made.id
}

async function allOf(organisation: string, asOf: string | null = null): Promise<AnyRecord[]> {
  const all: AnyRecord[] = []
  const names = registers.map((r) => r.name)
  for await (const part of it.store.stream(organisation, names, asOf)) all.push(...part)
  return all
}

const of = (register: string) => records.filter((r) => r.register === register)
const states = (register: string) => new Set(of(register).map((r) => r.state))

let head: Awaited<ReturnType<TestStore['store']['logHead']>>

beforeAll(async () => {
  it = await testStore(registers, { customFields: customFieldSource, indexes: true, clock: () => clock.at })
  const began = performance.now()
  org = await tellTo(today)
  took = performance.now() - began
  records = await allOf(org)
  head = await it.store.logHead(org)
}, 120_000)

afterAll(() => it?.close())

test('eighteen months are told in seconds', () => {
  expect(told.versions).toBeGreaterThan(1200)
  // 2 to 4 s on an idle machine; the margin is for tests that run beside this one.
  expect(took).toBeLessThan(10_000)
})

test('every register has records', () => {
  const empty = registers.filter((r) => of(r.name).length === 0).map((r) => r.name)
  expect(empty).toEqual([])
})

test('the cast is as the guides say', () => {
  expect(of('person')).toHaveLength(Object.keys(people).length)
  expect(of('person').find((p) => p.id === examplePeople.hanne)?.title).toBe('Hanne Verlinden')
  expect(of('aiSystem')).toHaveLength(12)
  expect([...states('aiSystem')].sort()).toEqual(['approvedForUse', 'registered', 'retired'])
  expect(of('risk').length).toBeGreaterThanOrEqual(40)
  expect([...states('risk')].sort()).toEqual(
    ['accepted', 'analysed', 'closed', 'identified', 'inTreatment', 'monitored', 'treatmentPlanned'].sort(),
  )
  const decided = of('controlDecision').filter((c) => c.source === 'annex_a' && c.state === 'decided')
  expect(decided.map((c) => c.control).sort()).toEqual(controls.map((c) => `iso42001:${c.id}`).sort())
  const [cycle] = of('certificationCycle')
  expect(cycle?.stage1On).toBe(exampleDay(today, 42))
})

test('the log proves the whole story', async () => {
  const leaves: Buffer[] = []
  let last = ''
  for await (const part of it.store.log(org, null))
    for (const { seq, entry, leaf } of part) {
      expect(seq).toBe(leaves.length)
      expect(leafHash(entry).equals(leaf)).toBe(true)
      const { at } = JSON.parse(entry) as { at: string }
      expect(at > last).toBe(true)
      last = at
      leaves.push(leaf)
    }
  expect(leaves.length).toBe(head?.size)
  expect(head?.size).toBe(leaves.length)
  expect(rootOf({ size: head?.size ?? 0, peaks: head?.peaks ?? [] }).equals(merkleRoot(leaves))).toBe(true)
  // Everything lies before the day the example is opened.
  expect(last < `${today}T00:00:00`).toBe(true)
})

const sha = (...parts: (Buffer | string)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((p) => Buffer.from(p))))
    .digest()
const leafHash = (entry: string) => sha(Buffer.from([0]), entry)
const nodeHash = (left: Buffer, right: Buffer) => sha(Buffer.from([1]), left, right)

/** The root by the recursive definition of RFC 6962, which shares no code with the store. */
function merkleRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (leaves.length === 1 && only) return only
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return nodeHash(merkleRoot(leaves.slice(0, half)), merkleRoot(leaves.slice(half)))
}

test('nothing is said to have happened that lies ahead', () => {
  // What people say happened: days of the past by the name of the field.
  const past =
    /^(done|held|heldOn|approved|accepted|collected|measured|read|opened|received|happened|noticed|found|assessed|finished|started|verified|closed|answered|signed|obtained|joined|left|deployed|retired|decided|reviewed|reported|published|acknowledged|checked|lastVerified|taken|implemented|communicated|rehearsed|fulfilled)On$/
  const ahead = records.flatMap((r) =>
    Object.entries(r).flatMap(([name, value]) =>
      past.test(name) && typeof value === 'string' && value >= today ? [`${r.ref} ${name} ${value}`] : [],
    ),
  )
  expect(ahead).toEqual([])
  expect(records.every((r) => r.updatedAt < `${today}T00:00:00`)).toBe(true)
})

test('a past day shows what stood then', async () => {
  const early = await allOf(org, `${exampleDay(today, -500)}T00:00:00.000000Z`)
  expect(early.length).toBeGreaterThan(20)
  expect(early.length).toBeLessThan(records.length / 2)
})

test('documents begun from outlines read as people should review them', async () => {
  const snapshot = makeSnapshot(records, `${today}T00:00:01.000000Z`)
  const drafts = ['TPL-01', 'TPL-02', 'TPL-04'].map((id) => draftDocument(snapshot, id))
  const text = drafts.map((draft) => `# ${draft?.values.title}\n\n${draft?.values.body}\n`).join('\n')
  // The story keeps up with the calendar, so its days are left out.
  const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
  const days = new RegExp(`\\d{4}-\\d\\d-\\d\\d|(\\d{1,2} )?(${months}) \\d{4}`, 'g')
  await expect(text.replace(days, 'a day')).toMatchFileSnapshot('../golden/drafts.golden.md')
})

test('the weak points of the story are found, and its strong ones are not', () => {
  const snapshot = makeSnapshot(records, `${today}T00:00:01.000000Z`)
  const readiness = computeReadiness(snapshot, registers)
  const keys = [...readiness.findings.each()].map((f) => f.key)
  const fires = (rule: string) => keys.some((key) => key.includes(rule))
  for (const rule of ['RR-025', 'RR-042', 'RR-083', 'RR-089', 'RR-091', 'RR-103'])
    expect([rule, fires(rule)]).toEqual([rule, true])
  for (const rule of ['RR-001', 'RR-010', 'RR-017', 'RR-027', 'RR-032', 'RR-033', 'RR-043', 'RR-096', 'RR-098'])
    expect([rule, fires(rule)]).toEqual([rule, false])
})

test('telling again gives the same records; another day only moves them', async () => {
  const later = exampleDay(today, 9)
  const again = await allOf(await tellTo(later))
  const face = (r: AnyRecord) => [r.id, r.ref, r.register, r.state, r.version].join(' ')
  expect(again.map(face).sort()).toEqual(records.map(face).sort())
  const stage1 = again.find((r) => r.register === 'certificationCycle')?.stage1On
  expect(stage1).toBe(exampleDay(later, 42))
}, 60_000)

test('the story can be told up to a day of its own', async () => {
  const some = await allOf(await tellTo(today, '2025-06-30'))
  expect(some.length).toBeGreaterThan(50)
  expect(some.some((r) => r.register === 'audit')).toBe(false)
  expect(some.some((r) => r.id === exampleId('credit'))).toBe(true)
}, 60_000)
