import { expect, it } from 'vitest'
import type { RecordItem } from '../../../server/contract.ts'
import { isWithin, readingsOf } from './readings.ts'

const record = (readOn: unknown, value: unknown) => ({ values: { readOn, value } }) as unknown as RecordItem

it('puts readings in the order of their days and leaves out what is none', () => {
  expect(
    readingsOf([record('2026-03-01', 2), record('2026-01-01', 1), record(null, 3), record('2026-02-01', null)]),
  ).toEqual([
    { on: '2026-01-01', value: 1 },
    { on: '2026-03-01', value: 2 },
  ])
})

it.each([
  ['atLeast', 0.8, 0.8, true],
  ['atLeast', 0.8, 0.79, false],
  ['atMost', 5, 5, true],
  ['atMost', 5, 6, false],
  [null, 5, 6, null],
  ['atMost', null, 6, null],
])('with limit %s %s, %s is within: %s', (comparison, limit, value, within) => {
  expect(isWithin(value, { comparison, value: limit })).toBe(within)
})
