import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { impactAssessment } from '../registers/impactAssessment/impactAssessment.ts'
import { model } from '../registers/model.ts'
import { triage } from '../registers/triage/triage.ts'
import { build, snapshotOf } from './testing/build.ts'
import { assessmentsNeeded, proposeTriage, proposeTriages } from './triageProposal.ts'

type Values = Parameters<typeof build<typeof aiSystem>>[1]

const harmless: Values = {
  stage: 'operation',
  purpose: 'Sorts parcels by weight.',
  decisionEffect: 'none',
  vulnerablePeople: false,
  personalData: false,
  touches: ['rights'],
  legalClass: 'minimal',
  autonomy: 'approval_needed',
  externalEffect: false,
  origin: 'own',
}

function proposed(values: Values, others: Parameters<typeof snapshotOf>[0] = []) {
  const system = build(aiSystem, values)
  const found = proposeTriage(snapshotOf([system, ...others]), system)
  const answers = Object.fromEntries(found.answers.map((a) => [a.id, a.answer]))
  return { ...found, answers, because: Object.fromEntries(found.answers.map((a) => [a.id, a.because])) }
}

describe('a proposed triage', () => {
  test('of a system without facts answers nothing', () => {
    const found = proposed({ purpose: 'Sorts parcels.' })
    expect(new Set(Object.values(found.answers))).toEqual(new Set(['unknown']))
    expect(found).toMatchObject({ level: null, atLeast: 'light' })
  })

  test('of a harmless one is light', () => {
    const found = proposed(harmless)
    expect(new Set(Object.values(found.answers))).toEqual(new Set(['no']))
    expect(found.level).toBe('light')
  })

  test.each<[string, Values, string]>([
    ['t1', { decisionEffect: 'decides' }, 'full'],
    ['t2', { vulnerablePeople: true }, 'full'],
    ['t3', { personalData: true, personalDataCategories: ['Location of vans'] }, 'full'],
    ['t4', { touches: ['safety'] }, 'full'],
    ['t5', { legalClass: 'high' }, 'full'],
    ['t6', { legalClass: 'prohibited' }, 'stop'],
    ['t7', { autonomy: 'autonomous' }, 'standard'],
    ['t8', { externalEffect: true, userFacing: true }, 'standard'],
    ['t9', { personalData: true, specialCategories: false, personalDataCategories: ['Names'] }, 'standard'],
    ['t10', { origin: 'third_party_service' }, 'standard'],
  ])('question %s is answered yes by its fact, and the depth follows', (id, change, depth) => {
    const found = proposed({ ...harmless, ...change })
    expect(found.answers[id]).toBe('yes')
    expect(Object.values(found.answers).filter((a) => a === 'yes').length).toBeLessThanOrEqual(2)
    expect(found.atLeast).toBe(depth)
  })

  test('special data is not ruled out while the kinds of data are not named', () => {
    expect(proposed({ ...harmless, personalData: true, specialCategories: false }).answers.t3).toBe('unknown')
  })

  test('a word that points to Annex III keeps the question open against the class on record', () => {
    const found = proposed({ ...harmless, purpose: 'Ranks applicants.' })
    expect(found.answers.t5).toBe('unknown')
    expect(String(found.because.t5)).toContain('applicants')
  })

  test('an outside model counts as dark until its training data is known', () => {
    const known = build(model, { kind: 'classification', origin: 'open_weights', trainingDataKnown: true })
    const system: Values = { ...harmless, origin: 'open_weights', models: [known.id] }
    expect(proposed(system, [known]).answers.t10).toBe('no')
    expect(proposed(system).answers.t10).toBe('yes')
  })
})

describe('triages still missing', () => {
  test('are drafted for systems in their life that have none', () => {
    const [bare, begun, gone] = [
      build(aiSystem, harmless),
      build(aiSystem, harmless),
      build(aiSystem, { stage: 'retirement' }),
    ]
    const drafts = proposeTriages(snapshotOf([bare, begun, gone, build(triage, { system: begun.id })]))
    expect(drafts.map((d) => d.change)).toMatchObject([
      { do: 'create', register: 'triage', values: { system: bare.id, t1: false } },
    ])
  })
})

describe('impact assessments needed', () => {
  test('go by the finished triage, else by the inventory; deep ones, systems in use and many people first', () => {
    const many = build(aiSystem, { ...harmless, personalData: true, peopleAffectedNumber: 900 })
    const few = build(aiSystem, { ...harmless, personalData: true, peopleAffectedNumber: 10 })
    const planned = build(aiSystem, { ...harmless, decisionEffect: 'decides', stage: 'development' })
    const running = build(aiSystem, { ...harmless, decisionEffect: 'decides' })
    const light = build(aiSystem, { ...harmless, decisionEffect: 'decides' })
    const answers = {
      t1: false,
      t2: false,
      t3: false,
      t4: false,
      t5: false,
      t6: false,
      t7: false,
      t8: false,
      t9: false,
      t10: false,
    }
    const judged = build(triage, { system: light.id, state: 'done', ...answers })
    const needed = assessmentsNeeded(
      snapshotOf([few, many, planned, running, light, judged, build(aiSystem, harmless)]),
    )
    expect(needed.map((n) => n.system.id)).toEqual([running.id, planned.id, many.id, few.id])
    expect(needed[0]).toMatchObject({ depth: 'full', from: 'inventory', triage: null })
    const asking = build(triage, { system: light.id, state: 'done', level: 'full' })
    expect(assessmentsNeeded(snapshotOf([light, asking]))[0]).toMatchObject({ triage: { id: asking.id } })
  })

  test('are not asked for again while one is in force', () => {
    const system = build(aiSystem, { ...harmless, decisionEffect: 'decides' })
    const inForce = build(impactAssessment, { system: system.id, state: 'inForce' })
    expect(assessmentsNeeded(snapshotOf([system, inForce]))).toEqual([])
    expect(assessmentsNeeded(snapshotOf([system, { ...inForce, state: 'draft' }]))).toHaveLength(1)
  })
})
