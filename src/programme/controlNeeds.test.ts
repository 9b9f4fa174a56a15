import { expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { dataset } from '../registers/dataset.ts'
import { risk } from '../registers/risk/risk.ts'
import { supplier } from '../registers/supplier.ts'
import { controls } from '../standard/controls.ts'
import { controlNeeds } from './controlNeeds.ts'
import { build, snapshotOf } from './testing/build.ts'

const needed = (...records: Parameters<typeof snapshotOf>[0]) => [...controlNeeds(snapshotOf(records)).keys()]

test('an empty inventory needs nothing', () => {
  expect(needed()).toEqual([])
})

test.each([
  ['A.8.2', build(aiSystem, { userFacing: true })],
  ['A.8.3', build(aiSystem, { externalEffect: true })],
  ['A.9.3', build(aiSystem, { decisionEffect: 'decides' })],
  ['A.10.4', build(aiSystem, { orgRoles: ['provider'] })],
  ['A.6.2.4', build(aiSystem, { origin: 'own' })],
  ['A.6.2.8', build(aiSystem, { stage: 'operation' })],
  ['A.10.3', build(supplier, { state: 'approved', providesAi: true })],
  ['A.7.6', build(dataset, { linkedStage: 'training' })],
])('%s is needed because of what is recorded, and only then', (id, record) => {
  expect(needed(record)).toContain(`iso42001:${id}`)
  expect(needed(build(aiSystem))).not.toContain(`iso42001:${id}`)
})

test('systems out of scope or retired need no control; undecided ones do', () => {
  expect(needed(build(aiSystem, { userFacing: true, inScope: false }))).toEqual([])
  expect(needed(build(aiSystem, { userFacing: true, state: 'retired' }))).toEqual([])
  expect(needed(build(aiSystem, { userFacing: true, inScope: null }))).toContain('iso42001:A.8.2')
})

test('a risk that names a control makes it needed, own controls too, until the risk is closed', () => {
  const line = build(controlDecision, { control: 'own:LOG-1' })
  expect(needed(line, build(risk, { controls: [line.id] }))).toEqual(['own:LOG-1'])
  expect(needed(line, build(risk, { controls: [line.id], state: 'closed' }))).toEqual([])
})

test('only names controls that exist, with the records that are the reason', () => {
  const system = build(aiSystem, { userFacing: true, externalEffect: true, origin: 'own', orgRoles: ['provider'] })
  const needs = controlNeeds(snapshotOf([system]))
  const known = controls.map((control) => `iso42001:${control.id}`)
  for (const [control, reasons] of needs) {
    expect(known).toContain(control)
    for (const { records } of reasons) expect(records).toEqual([system])
  }
})
