import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { concern } from '../registers/concern.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { evidence } from '../registers/evidence.ts'
import { person } from '../registers/person.ts'
import { risk } from '../registers/risk/risk.ts'
import { build, snapshotOf } from './testing/build.ts'
import { trace } from './traceability.ts'

const ada = build(person)
const system = build(aiSystem, { owner: ada.id })
const control = build(controlDecision, { control: 'iso42001:A.5.2' })
const grave = build(risk, { systems: [system.id], controls: [control.id], owner: ada.id })
const proof = build(evidence, { about: [control.id] })
const snapshot = snapshotOf([ada, system, control, grave, proof])
const distances = (found: ReturnType<typeof trace>) =>
  Object.fromEntries((found?.nodes ?? []).map((n) => [n.id, n.distance]))

describe('the records around a record', () => {
  test('are found along links in both directions, with the words of the link', () => {
    const found = trace(snapshot, system.id, { depth: 3 })
    expect(distances(found)).toEqual({ [system.id]: 0, [grave.id]: 1, [control.id]: 2, [proof.id]: 3 })
    expect(found?.edges).toContainEqual({ from: grave.id, to: system.id, link: 'systems', label: 'AI systems' })
    expect(found?.edges).toContainEqual({
      from: proof.id,
      to: control.id,
      link: 'about',
      label: 'Proves something about',
    })
  })

  test('end at the depth asked for', () => {
    expect(distances(trace(snapshot, system.id, { depth: 1 }))).toEqual({ [system.id]: 0, [grave.id]: 1 })
  })

  test('leave people out unless they are asked for', () => {
    expect(distances(trace(snapshot, system.id))[ada.id]).toBeUndefined()
    expect(distances(trace(snapshot, system.id, { without: [] }))[ada.id]).toBe(1)
  })

  test('are capped per link and in all, and say how many are hidden', () => {
    const many = Array.from({ length: 60 }, () => build(risk, { systems: [system.id] }))
    const wide = trace(snapshotOf([system, ...many]), system.id, { maxPerLink: 10 })
    expect(wide?.nodes).toHaveLength(11)
    expect([wide?.isCut, wide?.nodes[0]?.hidden]).toEqual([true, 50])
    expect(trace(snapshotOf([system, ...many]), system.id, { maxNodes: 5, maxPerLink: 99 })?.nodes).toHaveLength(5)
    for (const edge of wide?.edges ?? [])
      expect(wide?.nodes.map((n) => n.id)).toEqual(expect.arrayContaining([edge.from, edge.to]))
  })

  test('never show confidential records', () => {
    const whispered = build(concern, { systems: [system.id] })
    const found = trace(snapshotOf([system, whispered]), system.id, { without: [] })
    expect(found?.nodes.map((n) => n.id)).toEqual([system.id])
  })

  test('are nothing for a record that is not there', () => {
    expect(trace(snapshot, 'nowhere')).toBeNull()
  })
})
