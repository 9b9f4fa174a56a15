import { expect, test } from 'vitest'
import type { AnyRecord } from '../../model/index.ts'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { concern } from '../../registers/concern.ts'
import { finding } from '../../registers/finding.ts'
import { findingAcceptance } from '../../registers/findingAcceptance.ts'
import { registers } from '../../registers/index.ts'
import { settings } from '../../registers/settings/settings.ts'
import { build, snapshotOf } from '../testing/build.ts'
import { everyFinding } from './everyFinding.ts'
import { nextActions } from './nextActions.ts'
import { computeReadiness } from './readinessCache.ts'
import { seenReadiness } from './redact.ts'

const actions = (records: readonly AnyRecord[], limit = 200) => {
  const snapshot = snapshotOf(records)
  return nextActions(computeReadiness(snapshot, registers), snapshot, limit)
}

test('begins with the foundation, and says where to go', () => {
  const [first, ...rest] = actions([], 5)
  expect(first).toMatchObject({ severity: 'major', register: expect.any(String), record: null })
  expect(first?.refs[0]).toMatch(/^iso42001:[45]\./)
  expect(rest).toHaveLength(4)
  expect(rest.every((action) => action.weight <= (first?.weight ?? 0))).toBe(true)
})

test('puts findings of one rule together', () => {
  const systems = ['A', 'B', 'C'].map((title) => build(aiSystem, { title, inScope: null }))
  const action = actions(systems).find((a) => a.rule === 'RR-002')
  expect(action?.findings).toBe(3)
  expect(action?.record?.id).toBe(systems[0]?.id)
  expect(String(action?.reason)).toContain('And 2 more like it.')
})

test('a near external audit brings major findings forward', () => {
  const lapse = build(finding, { grade: 'major', openedOn: '2026-01-01', dueOn: '2026-12-31' })
  const weight = (day: string) =>
    actions([lapse, build(settings, { nextExternalAuditOn: day })]).find((a) => a.rule === 'RR-001')?.weight ?? 0
  expect(weight('2026-12-20')).toBeGreaterThan(weight('2027-12-20'))
})

test('an accepted finding is no action', () => {
  const accepted = build(findingAcceptance, { rule: 'RR-001', state: 'accepted', until: '2026-12-31' })
  expect(actions([]).some((a) => a.rule === 'RR-001')).toBe(true)
  expect(actions([accepted]).some((a) => a.rule === 'RR-001')).toBe(false)
})

test('who may not see a record learns nothing of it, not even by a count', () => {
  const raised = build(concern, { openedOn: '2026-10-01', responseDueOn: '2026-11-01' })
  const readiness = computeReadiness(snapshotOf([raised]), registers)
  const shown = everyFinding(seenReadiness(readiness, (record) => record.register !== 'concern'))
  expect(JSON.stringify(everyFinding(readiness))).toContain(raised.ref)
  expect(JSON.stringify(shown)).not.toContain(raised.ref)
  expect(shown.counts.minor).toBeLessThan(readiness.counts.minor)
  expect(shown.clauses.concat(shown.controls).some((one) => one.rules.includes('RR-091'))).toBe(false)
  expect(everyFinding(seenReadiness(readiness, () => true))).toEqual(everyFinding(readiness))
})
