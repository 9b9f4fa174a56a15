import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnyRecord } from '../model/index.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { person } from '../registers/person.ts'
import { risk } from '../registers/risk/risk.ts'
import { makeSnapshot, updateSnapshot } from './snapshot.ts'
import { build } from './testing/build.ts'

const now = '2026-11-25T12:00:00.000000Z'

test('finds records by register, id and link, in both directions', () => {
  const system = build(aiSystem)
  const first = build(risk, { systems: [system.id] })
  const archived = build(risk, { systems: [system.id], archived: true })
  const snapshot = makeSnapshot([system, first, archived], now)
  expect(snapshot.today).toBe('2026-11-25')
  expect(snapshot.of(risk)).toEqual([first])
  expect(snapshot.byId(archived.id)).toBeUndefined()
  expect(snapshot.get(person, system.id)).toBeUndefined()
  expect(snapshot.get(aiSystem, system.id)).toBe(system)
  expect(snapshot.linkedTo(system.id, 'risk', 'systems')).toEqual([first])
  expect(snapshot.links(first, 'systems')).toEqual([system])
  expect(snapshot.registers()).toEqual(['aiSystem', 'risk'])
})

test('an update leaves the snapshot before it as it was', () => {
  const system = build(aiSystem)
  const first = build(risk, { systems: [system.id] })
  const before = makeSnapshot([system, first], now)
  before.linkedTo(system.id, 'risk', 'systems')
  const after = updateSnapshot(
    before,
    [{ ...first, archived: true }, build(risk, { systems: [system.id], id: 'new' })],
    now,
  )
  expect(before.linkedTo(system.id, 'risk', 'systems')).toEqual([first])
  expect(after.linkedTo(system.id, 'risk', 'systems').map((r) => r.id)).toEqual(['new'])
  expect(before.all('risk')).toEqual([first])
})

test('any row of updates ends where a snapshot made at once begins', () => {
  const edit = fc.record({
    id: fc.integer({ min: 0, max: 12 }),
    to: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
    archived: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 8 }), (steps) => {
      const systems = ['0', '1', '2', '3'].map((n) => build(aiSystem, { id: `s${n}` }))
      const newest = new Map<string, AnyRecord>(systems.map((s) => [s.id, s]))
      let snapshot = makeSnapshot(systems, now)
      for (const step of steps) {
        const changed = step.map(({ id, to, archived }) =>
          build(risk, { id: `r${id}`, systems: [...new Set(to)].map((n) => `s${n}`), archived }),
        )
        for (const record of changed) newest.set(record.id, record)
        snapshot = updateSnapshot(snapshot, changed, now)
        const fresh = makeSnapshot(newest.values(), now)
        const ids = (list: readonly AnyRecord[]) => list.map((r) => r.id).toSorted()
        expect(ids(snapshot.all('risk'))).toEqual(ids(fresh.all('risk')))
        for (const { id } of systems)
          expect(ids(snapshot.linkedTo(id, 'risk', 'systems'))).toEqual(ids(fresh.linkedTo(id, 'risk', 'systems')))
        for (const id of newest.keys()) expect(snapshot.byId(id)).toBe(fresh.byId(id))
      }
    }),
  )
})

test('many small updates fold into the base without losing anything', () => {
  const records = Array.from({ length: 1500 }, (_, i) => build(risk, { id: `r${i}` }))
  let snapshot = makeSnapshot(records, now)
  for (const record of records)
    snapshot = updateSnapshot(snapshot, [{ ...record, archived: record.id.endsWith('7') }], now)
  expect(snapshot.all('risk')).toHaveLength(1350)
  expect(snapshot.byId('r7')).toBeUndefined()
  expect(snapshot.byId('r8')?.id).toBe('r8')
})

test('a selection is carried along and stays what a search of everything finds', () => {
  const edit = fc.record({ id: fc.integer({ min: 1, max: 60 }), open: fc.boolean(), archived: fc.boolean() })
  const open = { register: 'risk', where: (record: AnyRecord) => record.state === 'identified' }
  fc.assert(
    fc.property(fc.array(fc.array(edit, { maxLength: 6 }), { maxLength: 30 }), fc.integer(), (steps, start) => {
      const make = (id: number, state: boolean, archived: boolean) =>
        build(risk, { id: `r${id}`, ref: `RISK-${id}`, state: state ? 'identified' : 'closed', archived })
      let snapshot = makeSnapshot(
        Array.from({ length: 60 }, (_, i) => make(i + 1, (start >> (i % 31)) % 2 === 0, i % 7 === 3)),
        now,
      )
      for (const step of steps) {
        const before = snapshot.select(open)
        const seen = structuredClone(before)
        const last = snapshot
        snapshot = updateSnapshot(
          snapshot,
          step.map((e) => make(e.id, e.open, e.archived)),
          now,
        )
        const all = snapshot.all('risk').filter(open.where)
        const first = all.toSorted((a, b) => a.ref.length - b.ref.length || (a.ref < b.ref ? -1 : 1))
        const found = snapshot.select(open)
        expect(found.total).toBe(all.length)
        expect(found.first.slice(0, 5)).toEqual(first.slice(0, 5))
        expect(last.select(open)).toEqual(seen)
      }
    }),
    { seed: 7 },
  )
})
