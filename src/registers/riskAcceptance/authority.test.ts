import { expect, test } from 'vitest'
import { addMonths, authorityFor, authorityOf, mayAccept } from './authority.ts'

test.each([
  ['low', 'risk_owner'],
  ['medium', 'risk_owner'],
  ['high', 'designated_management'],
  ['critical', 'top_management'],
] as const)('%s needs %s', (level, authority) => {
  expect(authorityFor(level)).toBe(authority)
})

test.each([
  ['risk_owner', 'medium', true],
  ['risk_owner', 'high', false],
  ['designated_management', 'high', true],
  ['designated_management', 'critical', false],
  ['top_management', 'critical', true],
  ['top_management', 'low', true],
] as const)('%s may accept %s: %s', (authority, level, allowed) => {
  expect(mayAccept(authority, level)).toBe(allowed)
})

test('a person acts with the highest authority held', () => {
  expect(authorityOf(['riskOwner', 'topManagement'], false)).toBe('top_management')
  expect(authorityOf(['aimsLead'], true)).toBe('designated_management')
  expect(authorityOf(['contributor'], true)).toBe('risk_owner')
  expect(authorityOf(['contributor'], false)).toBeNull()
  expect(authorityOf(['administrator'], false)).toBeNull()
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-15', 12, '2027-03-15'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-12-01', 1, '2027-01-01'],
  ['2026-11-30', 24, '2028-11-30'],
])('%s and %i months is %s', (day, months, later) => {
  expect(addMonths(day, months)).toBe(later)
})
