import { expect, it } from 'vitest'
import { nextLabel } from './nextLabel.ts'

it.each([
  [[], '1.0'],
  [['1.0'], '1.1'],
  [['1.9', '1.10', '1.2'], '1.11'],
  [['v2', '1.7'], '2.1'],
  [['spring edition'], '1.0'],
])('after %j comes %s', (labels, next) => {
  expect(nextLabel(labels)).toBe(next)
})
