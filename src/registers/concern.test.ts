import { expect, it } from 'vitest'
import { asRegister, shapeOf } from '../model/index.ts'
import { concern } from './concern.ts'

it('keeps a code that was once written down by hand with the way back to the person', () => {
  expect(shapeOf(asRegister(concern))).toBe(2)
  const upgrade = concern.upgrades?.[2]
  expect(upgrade?.({ title: 'A', caseCode: 'Q-7', wayBack: 'By phone' })).toEqual({
    title: 'A',
    wayBack: 'By phone\nCase code: Q-7',
  })
  expect(upgrade?.({ title: 'A', caseCode: 'Q-7', wayBack: null })).toEqual({ title: 'A', wayBack: 'Case code: Q-7' })
  expect(upgrade?.({ title: 'A', caseCode: null, wayBack: null })).toEqual({ title: 'A', wayBack: null })
  expect(upgrade?.({ title: 'A' })).toEqual({ title: 'A' })
})
