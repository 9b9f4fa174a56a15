import { expect, test } from 'vitest'
import { impactAssessmentData } from '../../standard/impactAssessment.ts'
import { approvalRoles, missingSignatures, rolesFor, type Signature } from './approvals.ts'

const sign = (...roles: Signature['role'][]): Signature[] => roles.map((role) => ({ role, forVersion: '2.1' }))

test('the parts are those of the highest level in the standard data', () => {
  expect(approvalRoles.map((r) => r.value)).toEqual(impactAssessmentData.approvals.critical)
})

test.each([
  ['low', 1],
  ['moderate', 2],
  ['high', 4],
  ['critical', 5],
] as const)('%s needs %i signatures', (level, count) => {
  expect(rolesFor(level)).toHaveLength(count)
})

test('an unrated assessment needs as many as the highest level', () => {
  expect(rolesFor(null)).toEqual(rolesFor('critical'))
})

test('signatures are complete only for the level reached', () => {
  expect(missingSignatures('moderate', '2.1', sign('ai_system_owner', 'aims_manager'))).toEqual([])
  expect(missingSignatures('high', '2.1', sign('ai_system_owner', 'aims_manager'))).toEqual([
    'legal_or_privacy',
    'designated_management',
  ])
})

test('a signature for another version does not count', () => {
  expect(missingSignatures('low', '2.2', sign('ai_system_owner'))).toEqual(['ai_system_owner'])
  expect(missingSignatures('low', null, sign('ai_system_owner'))).toEqual(['ai_system_owner'])
})
