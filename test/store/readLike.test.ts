import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyRecord, Register } from '../../src/model/index.ts'
import { Problem } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { actor } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

let t: TestStore
// Somebody with a record of their own in the register of people, as everybody has who is signed in.
const lead = actor('Lena Lead', ['aimsLead'], '01900000-0000-7000-8000-0000000000aa')
const handler = actor('Hedda Handler', ['concernHandler'])
const raiser = actor('Rune Raiser', ['contributor'])
const register = (name: string) => registers.find((r) => r.name === name) as Register
let concern: AnyRecord
let remark: AnyRecord
let proof: AnyRecord
let onProof: AnyRecord

async function create(as: typeof lead, name: string, values: Record<string, unknown>): Promise<AnyRecord> {
  const { records } = await t.store.commit({
    actor: as,
    org: t.org,
    changes: [{ do: 'create', register: name, values }],
  })
  return records[0]!
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => (error instanceof Problem ? error.code : String(error)),
  )

beforeAll(async () => {
  t = await testStore(registers)
  concern = await create(raiser, 'concern', {
    title: 'Canaryconcern',
    description: 'Somebody did something.',
    anonymous: false,
  })
  remark = await create(raiser, 'comment', { body: 'Canaryremark on it', about: concern.id })
  proof = await create(handler, 'evidence', { title: 'Canaryproof', collectedOn: '2026-01-01', about: [concern.id] })
  onProof = await create(handler, 'comment', { body: 'Canaryproof is thin', about: proof.id })
})
afterAll(() => t.close())

describe('what is said about a confidential record is as confidential', () => {
  const listed = async (as: typeof lead, name: string) =>
    (await t.store.list(t.org, register(name), {}, as, { filters: [], limit: 50, count: true }, null)).records.map(
      (r) => r.id,
    )

  test('who may read the concern reads comment and evidence, everywhere', async () => {
    for (const as of [handler, raiser]) {
      expect(await listed(as, 'comment')).toEqual(expect.arrayContaining([remark.id, onProof.id]))
      expect(await listed(as, 'evidence')).toEqual([proof.id])
      expect(await t.store.record(t.org, register('comment'), as, remark.id, null)).toMatchObject({ id: remark.id })
    }
    expect((await t.store.search(t.org, handler, 'canary', 20, null)).map((h) => h.id)).toContain(proof.id)
  })

  test('who may not, finds neither by list, id, number, past, search, names, links or activity', async () => {
    const then = await t.store.asOf(t.org, onProof.updatedAt)
    for (const asOf of [null, then]) {
      for (const record of [remark, proof, onProof]) {
        const r = register(record.register)
        expect(await t.store.record(t.org, r, lead, record.id, asOf)).toBeNull()
        expect(await t.store.record(t.org, r, lead, record.ref, asOf)).toBeNull()
        expect((await t.store.list(t.org, r, {}, lead, { filters: [], limit: 50, count: true }, asOf)).total).toBe(0)
      }
      expect(await t.store.search(t.org, lead, 'canary', 20, asOf)).toEqual([])
      expect(await t.store.refs(t.org, lead, [concern.id, remark.id, proof.id, onProof.id], asOf)).toEqual([])
      expect(await t.store.linked(t.org, register('concern'), lead, concern.id, asOf)).toEqual([])
      const lately = await t.store.activity(t.org, lead, { before: null, since: null, limit: 50 }, asOf)
      expect(lately.map((a) => a.register)).toEqual([])
    }
  })

  test('nor can they change it, comment on it or link to it', async () => {
    const edit = { do: 'edit', register: 'evidence', id: proof.id, version: 1, values: { shows: 'x' } } as const
    expect(await code(t.store.commit({ actor: lead, org: t.org, changes: [edit] }))).toBe('access/not-found')
    expect(await code(create(lead, 'comment', { body: 'Hello', about: proof.id }))).toBe('record/invalid')
    expect(await code(create(lead, 'comment', { body: 'Hello', about: remark.id }))).toBe('record/invalid')
    expect(await code(create(handler, 'comment', { body: 'Hello', about: proof.id }))).toBe('accepted')
  })

  test('evidence about what all may read stays readable', async () => {
    const system = await create(lead, 'aiSystem', { ...register('aiSystem').examples[0] })
    const open = await create(handler, 'evidence', { title: 'Open', collectedOn: '2026-01-01', about: [system.id] })
    expect(await listed(lead, 'evidence')).toEqual([open.id])
  })
})

test('of some registers an organisation keeps one record', async () => {
  const made = await create(lead, 'settings', { title: 'One' })
  expect(await code(create(lead, 'settings', { title: 'Two' }))).toBe('record/only-one')
  const both = [1, 2].map((n) => ({ do: 'create' as const, register: 'settings', values: { title: `N${n}` } }))
  const admin = actor('Ada Admin', ['administrator'])
  await t.store.commit({
    actor: admin,
    org: t.org,
    changes: [{ do: 'archive', register: 'settings', id: made.id, version: 1 }],
  })
  expect(await code(t.store.commit({ actor: lead, org: t.org, changes: both }))).toBe('record/only-one')
  await create(lead, 'settings', { title: 'Second' })
  const back = { do: 'unarchive', register: 'settings', id: made.id, version: 2 } as const
  expect(await code(t.store.commit({ actor: admin, org: t.org, changes: [back] }))).toBe('record/only-one')
})
