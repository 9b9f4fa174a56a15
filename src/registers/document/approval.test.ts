import { describe, expect, test } from 'vitest'
import type { Actor, GuardContext, Role } from '../../model/index.ts'
import { approvingRole, refuseApproval } from './approval.ts'

const context = (id: string, roles: Role[]): GuardContext => {
  const actor: Actor = { kind: 'person', id, name: id, person: null, roles, via: 'web' }
  return { actor, today: '2026-11-25', now: '2026-11-25T09:00:00Z', related: {} }
}
const procedure = {
  createdBy: 'writer',
  preparedByAccount: 'submitter',
  isAiPolicy: false,
  framesObjectives: null,
  commitsToRequirements: null,
  commitsToImprovement: null,
  versionLabel: '1.1',
  approvedVersion: '1.0',
}
const policy = {
  ...procedure,
  isAiPolicy: true,
  framesObjectives: true,
  commitsToRequirements: true,
  commitsToImprovement: true,
}

describe('approving a document', () => {
  test('is open to somebody who had no hand in it', () => {
    expect(refuseApproval(procedure, context('lead', ['aimsLead']))).toBe(false)
  })

  test.each(['writer', 'submitter'])('is refused to its %s', (who) => {
    expect(String(refuseApproval(procedure, context(who, ['topManagement'])))).toContain('another person')
  })

  test('asks for a new version label', () => {
    const again = { ...procedure, versionLabel: '1.0' }
    expect(String(refuseApproval(again, context('lead', ['aimsLead'])))).toContain('version label')
  })

  test('of the AI policy belongs to top management', () => {
    expect(String(refuseApproval(policy, context('lead', ['aimsLead'])))).toContain('top management')
    expect(refuseApproval(policy, context('chief', ['topManagement']))).toBe(false)
  })

  test('of the AI policy names the commitments it lacks', () => {
    const thin = { ...policy, commitsToImprovement: null }
    expect(String(refuseApproval(thin, context('chief', ['topManagement'])))).toContain('commitment to improve')
  })

  test('counts as the highest role held', () => {
    expect(approvingRole(['aimsLead', 'topManagement'])).toBe('topManagement')
    expect(approvingRole(['aimsLead'])).toBe('aimsLead')
  })
})
