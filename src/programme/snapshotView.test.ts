import { expect, test } from 'vitest'
import { registers } from '../registers/index.ts'
import { generate } from './readiness/testing/generate.ts'
import { makeSnapshot } from './snapshot.ts'
import { viewOf } from './snapshotView.ts'

const now = '2026-11-25T12:00:00.000000Z'

test('a view shows what a snapshot of the rest would show', () => {
  const records = generate(500, 9)
  const closed = new Set(['concern', 'comment'])
  const hidden = new Map(records.filter((_, i) => i % 5 === 0).map((r) => [r.id, r.register]))
  const rest = makeSnapshot(
    records.filter((r) => !closed.has(r.register) && !hidden.has(r.id)),
    now,
  )
  const view = viewOf(makeSnapshot(records, now), { registers: closed, records: hidden })
  expect(view.registers().toSorted()).toEqual(rest.registers().toSorted())
  for (const register of registers) {
    expect(view.all(register.name)).toEqual(rest.all(register.name))
    const selection = { register: register.name, where: (r: { ref: string }) => /[13579]$/.test(r.ref) }
    expect(view.select(selection)).toEqual(rest.select(selection))
    for (const record of records.slice(0, 60)) {
      expect(view.byId(record.id)).toBe(rest.byId(record.id))
      expect(view.get(register, record.id)).toBe(rest.get(register, record.id))
      for (const link of Object.keys(register.links)) {
        expect(view.linkedTo(record.id, register.name, link)).toEqual(rest.linkedTo(record.id, register.name, link))
        if (record.register === register.name) expect(view.links(record, link)).toEqual(rest.links(record, link))
      }
    }
  }
})

test('with nothing to hide it is the snapshot itself', () => {
  const snapshot = makeSnapshot([], now)
  expect(viewOf(snapshot, { registers: new Set(), records: new Map() })).toBe(snapshot)
})
