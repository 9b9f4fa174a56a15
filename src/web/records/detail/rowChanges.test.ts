import { describe, expect, test } from 'vitest'
import { rowChanges } from './rowChanges.ts'

const columns = ['what', 'due', 'done']
const row = (what: string, due: string | null = null, done: string | null = null) => ({ what, due, done })

describe('what changed between two tables', () => {
  test('a row that got a value is told as changed in that column only', () => {
    const before = [row('a', '2026-05-31'), row('b')]
    const after = [row('a', '2026-05-31', '2026-04-19'), row('b')]
    expect(rowChanges(before, after, columns)).toEqual({
      same: 1,
      changes: [{ before: before[0], after: after[0], columns: ['done'] }],
    })
  })

  test('rows that moved are the same; those that came and went are told as such', () => {
    const told = rowChanges([row('a'), row('b')], [row('b'), row('c')], columns)
    expect(told.same).toBe(1)
    expect(told.changes).toEqual([
      { before: row('a'), after: null, columns: [] },
      { before: null, after: row('c'), columns: [] },
    ])
  })

  test('equal rows are counted each, and a missing value equals an empty one', () => {
    expect(rowChanges([row('a'), row('a')], [row('a')], columns)).toEqual({
      same: 1,
      changes: [{ before: row('a'), after: null, columns: [] }],
    })
    expect(rowChanges([{ what: 'a' }], [row('a')], columns)).toEqual({ same: 1, changes: [] })
  })

  test('the row most alike is the one that changed', () => {
    const before = [row('x', '2026-01-01'), row('y', '2026-02-01', '2026-02-02')]
    const after = [row('z', '2026-02-01', '2026-02-02')]
    expect(rowChanges(before, after, columns).changes).toEqual([
      { before: before[0], after: null, columns: [] },
      { before: before[1], after: after[0], columns: ['what'] },
    ])
  })
})
