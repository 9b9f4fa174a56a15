import { expect, test } from 'vitest'
import { axisOf, placeOf } from './timeAxis.ts'

test('an axis begins with the month of the first start and a bar covers its last day', () => {
  const axis = axisOf([
    { start: '2026-03-10', end: '2026-03-12' },
    { start: '2026-04-01', end: '2026-04-30' },
  ])
  expect(new Date(axis.from).toISOString().slice(0, 10)).toBe('2026-03-01')
  expect(axis.ticks.map((tick) => tick.day)).toEqual(['2026-03-01', '2026-04-01'])
  // 61 days from 1 March to the end of April, and a little air; the second bar fills the last 30.
  const { insetInlineStart, width } = placeOf({ start: '2026-04-01', end: '2026-04-30' }, axis)
  expect(Number.parseFloat(insetInlineStart)).toBeCloseTo((100 * 31) / 61 / 1.03, 1)
  expect(Number.parseFloat(width)).toBeCloseTo((100 * 30) / 61 / 1.03, 1)
})

test('long roadmaps get few ticks', () => {
  const axis = axisOf([{ start: '2026-01-05', end: '2030-06-01' }])
  expect(axis.ticks.length).toBeLessThanOrEqual(12)
})
