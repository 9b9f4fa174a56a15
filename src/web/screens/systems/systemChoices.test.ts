import { expect, it } from 'vitest'
import type { RecordItem } from '../../../server/contract.ts'
import { decisiveFacts, missingFacts } from './systemChoices.ts'

const complete = {
  inScope: false,
  orgRoles: ['provider'],
  legalClass: 'high',
  decisionEffect: 'none',
  autonomy: 'advice',
  origin: 'own',
  personalData: false,
  externalEffect: true,
  intendedUses: ['Sorting'],
}
const system = (values: Record<string, unknown>, owner: string | null = 'p') =>
  ({ owner, values }) as unknown as RecordItem

it('counts a "no" as an answer', () => {
  expect(missingFacts(system(complete))).toEqual([])
})

it('counts nothing, an empty list and "not yet known" as missing', () => {
  expect(missingFacts(system({ ...complete, orgRoles: [], legalClass: 'unknown', autonomy: null }))).toEqual([
    'orgRoles',
    'legalClass',
    'autonomy',
  ])
  expect(missingFacts(system({}, null))).toEqual([...decisiveFacts])
})
