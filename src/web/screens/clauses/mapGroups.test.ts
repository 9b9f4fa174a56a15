import { expect, test } from 'vitest'
import type { RefReadiness } from '../../../server/contract.ts'
import { groupIdOf, groupRefs } from './mapGroups.ts'

const row = (ref: string, score: number | null): RefReadiness => ({
  ref,
  title: ref,
  score,
  status: 'due',
  requirements: [],
  findings: 0,
  rules: [],
  evidenceAgeDays: null,
})

test('a clause belongs to its chapter and a control to its group', () => {
  expect(groupIdOf('iso42001:10.2')).toBe('10')
  expect(groupIdOf('iso42001:A.10.2')).toBe('A.10')
  expect(groupIdOf('iso42001:A.6.2.4')).toBe('A.6')
})

test('the score of a group leaves out what cannot be judged', () => {
  const [four, a2] = groupRefs([
    row('iso42001:4.1', 1),
    row('iso42001:4.2', 0.5),
    row('iso42001:4.3', null),
    row('iso42001:A.2.2', null),
  ])
  expect(four).toMatchObject({ id: '4', score: 0.75 })
  expect(a2).toMatchObject({ id: 'A.2', score: null })
})
