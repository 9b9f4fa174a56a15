import { expect, test } from 'vitest'
import { firstPart } from './firstPart.ts'

test('the first part never ends in half a character', () => {
  expect(firstPart('ab👩', 3)).toBe('ab')
  expect(firstPart('ab👩', 4)).toBe('ab👩')
})
