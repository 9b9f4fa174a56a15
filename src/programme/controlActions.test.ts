import { expect, test } from 'vitest'
import { controlDecision } from '../registers/controlDecision.ts'
import { risk } from '../registers/risk/risk.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import { proposeControlActions } from './controlActions.ts'
import { build, snapshotOf } from './testing/build.ts'

const control = build(controlDecision, {
  control: 'iso42001:A.9.3',
  source: 'annex_a',
  applicable: 'yes',
  implementation: 'not_started',
})
const first = build(risk, { type: 'risk', controls: [control.id] })
const second = build(risk, { type: 'risk', controls: [control.id] })

test('a control that several risks need gets one action that names them', () => {
  const changes = proposeControlActions(snapshotOf([control, first, second]))
  expect(changes).toHaveLength(1)
  expect(changes[0]?.values).toMatchObject({ controls: [control.id], risk: null })
  expect(String(changes[0]?.values.expectedEffect)).toContain(first.ref)
  expect(String(changes[0]?.values.expectedEffect)).toContain(second.ref)
})

test('a control needed by one risk keeps its action with that risk', () => {
  expect(proposeControlActions(snapshotOf([control, first]))[0]?.values.risk).toBe(first.id)
})

test('nothing is proposed for a control in place, one under way, or a risk that is over', () => {
  const inPlace = build(controlDecision, { ...control, implementation: 'implemented' })
  expect(proposeControlActions(snapshotOf([inPlace, build(risk, { type: 'risk', controls: [inPlace.id] })]))).toEqual(
    [],
  )
  const action = build(treatmentAction, { controls: [control.id], state: 'started' })
  expect(proposeControlActions(snapshotOf([control, first, second, action]))).toEqual([])
  const closed = build(risk, { type: 'risk', controls: [control.id], state: 'closed' })
  expect(proposeControlActions(snapshotOf([control, closed]))).toEqual([])
})

test('an action begun before its control had a line in the statement is known by the number of the control', () => {
  const grave = build(risk, { type: 'risk', catalogueId: 'AIR-040', controls: [] })
  const proposed = proposeControlActions(snapshotOf([grave]))
  expect(proposed.length).toBeGreaterThan(1)
  expect(proposed.map((change) => change.values.controls)).toEqual(proposed.map(() => []))
  const begun = proposed.map((change) => build(treatmentAction, { ...change.values, state: 'planned' }))
  expect(proposeControlActions(snapshotOf([grave, ...begun]))).toEqual([])
  const dropped = begun.map((action) => ({ ...action, state: 'dropped' as const }))
  expect(proposeControlActions(snapshotOf([grave, ...dropped]))).toHaveLength(proposed.length)
  // A number that only begins like it is another control.
  const near = build(treatmentAction, { title: 'Put A.6.2.44 in place', controls: [], state: 'planned' })
  expect(proposeControlActions(snapshotOf([grave, near]))).toHaveLength(proposed.length)
})
