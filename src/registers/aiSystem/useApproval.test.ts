import { describe, expect, test } from 'vitest'
import type { Actor, AnyRecord } from '../../model/index.ts'
import { usesOutside, whyNotForUse } from './useApproval.ts'

const actor: Actor = { kind: 'person', id: 'acc-2', name: 'Ida Lund', person: 'per-2', roles: ['aimsLead'], via: 'web' }
const system = {
  createdBy: 'acc-1',
  inScope: true,
  legalClass: 'minimal',
  decisionEffect: 'none',
  deployedVersion: null,
  oversightMeasures: null,
  intendedUses: ['Minutes of meetings'],
  actualUses: null,
}

let made = 0
function linked(register: string, state: string, values: Record<string, unknown> = {}): AnyRecord {
  made += 1
  return {
    id: `${register}-${made}`,
    register,
    ref: `REF-${made}`,
    title: register,
    state,
    owner: null,
    version: 1,
    createdAt: `2026-01-01T00:00:00.${String(made).padStart(6, '0')}Z`,
    createdBy: 'acc-1',
    updatedAt: '2026-01-01T00:00:00.000000Z',
    archived: false,
    custom: {},
    ...values,
  }
}
const light = { triages: [linked('triage', 'done', { level: 'light' })] }

describe('approval for use', () => {
  test('passes after a light triage', () => {
    expect(whyNotForUse(system, { actor, related: light })).toBe(false)
  })

  test('is refused to whoever registered the system', () => {
    expect(String(whyNotForUse(system, { actor: { ...actor, id: 'acc-1' }, related: light }))).toMatch(/another person/)
  })

  test('is refused for a prohibited use', () => {
    expect(String(whyNotForUse({ ...system, legalClass: 'prohibited' }, { actor, related: light }))).toMatch(
      /prohibited/,
    )
  })

  test('is refused without a finished triage, and after one that says stop', () => {
    expect(String(whyNotForUse(system, { actor, related: {} }))).toMatch(/triage/)
    const draft = { triages: [linked('triage', 'draft', { level: 'light' })] }
    expect(String(whyNotForUse(system, { actor, related: draft }))).toMatch(/triage/)
    const stop = {
      triages: [linked('triage', 'done', { level: 'light' }), linked('triage', 'done', { level: 'stop' })],
    }
    expect(String(whyNotForUse(system, { actor, related: stop }))).toMatch(/escalated/)
  })

  test('asks for an assessment in force where the triage does', () => {
    const triages = [linked('triage', 'done', { level: 'full' })]
    expect(String(whyNotForUse(system, { actor, related: { triages } }))).toMatch(/full impact assessment/)
    const impactAssessments = [linked('impactAssessment', 'approval')]
    expect(String(whyNotForUse(system, { actor, related: { triages, impactAssessments } }))).toMatch(
      /full impact assessment/,
    )
    const inForce = [linked('impactAssessment', 'inForce')]
    expect(whyNotForUse(system, { actor, related: { triages, impactAssessments: inForce } })).toBe(false)
  })

  test('asks for oversight where the output shapes decisions', () => {
    const deciding = { ...system, decisionEffect: 'decides' }
    expect(String(whyNotForUse(deciding, { actor, related: light }))).toMatch(/oversight/)
    expect(whyNotForUse({ ...deciding, oversightMeasures: [{}] }, { actor, related: light })).toBe(false)
  })

  test('asks for a deployment of the version named, and for its last gate', () => {
    const live = { ...system, deployedVersion: '1.0' }
    expect(String(whyNotForUse(live, { actor, related: light }))).toMatch(/Version 1.0/)
    const deployments = [linked('deployment', 'deployed', { systemVersion: '1.0' })]
    expect(whyNotForUse(live, { actor, related: { ...light, deployments } })).toBe(false)
    const gates = [linked('lifecycleGate', 'failed', { result: 'failed' })]
    expect(String(whyNotForUse(live, { actor, related: { ...light, deployments, gates } }))).toMatch(/gate/)
    const passedLater = [...gates, linked('lifecycleGate', 'passed', { result: 'passed' })]
    expect(whyNotForUse(live, { actor, related: { ...light, deployments, gates: passedLater } })).toBe(false)
  })
})

test('uses are compared without regard to case and outer spaces', () => {
  expect(usesOutside({ intendedUses: ['Minutes '], actualUses: ['minutes', 'Appraisals'] })).toEqual(['Appraisals'])
})
