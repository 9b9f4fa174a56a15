import { expect, test } from 'vitest'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { risk } from '../../registers/risk/risk.ts'
import { build, snapshotOf } from './build.ts'

test('a built record has every field, empty links and its computed values', () => {
  const system = build(aiSystem, { title: 'Loan pre-check' })
  const grave = build(risk, { type: 'risk', systems: [system.id], consequenceIndividuals: 4, likelihood: 4 })
  expect(system.personalData).toBeNull()
  expect(grave.controls).toEqual([])
  expect(grave.inherentLevel).toBe('high')
  expect(snapshotOf([system, grave]).pointing(risk, 'systems', system.id)).toEqual([grave])
})
