import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { model } from '../registers/model.ts'
import { risk } from '../registers/risk/risk.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import { riskCatalogue } from '../standard/index.ts'
import { aimsWideFits, systemFits } from './catalogueFit.ts'
import { proposeRisks } from './riskProposal.ts'
import { build, snapshotOf } from './testing/build.ts'
import { proposeTreatment } from './treatmentProposal.ts'

test('every starter risk is fitted exactly once, and nothing else', () => {
  const fitted = [...Object.keys(aimsWideFits), ...Object.keys(systemFits)]
  expect(fitted.toSorted()).toEqual(riskCatalogue.map((entry) => entry.id).toSorted())
})

const chat = build(model, { kind: 'language_model', origin: 'third_party_service' })
const chatbot = build(aiSystem, {
  title: 'Citizen chat',
  purpose: 'Answers questions of citizens.',
  stage: 'operation',
  origin: 'third_party_service',
  models: [chat.id],
  userFacing: true,
  externalEffect: true,
  personalData: true,
  decisionEffect: 'none',
  autonomy: 'autonomous',
  owner: 'person-1',
})
const sorter = build(aiSystem, {
  title: 'Parcel sorter',
  purpose: 'Sorts parcels.',
  stage: 'operation',
  origin: 'own',
  decisionEffect: 'none',
  personalData: false,
  externalEffect: false,
  userFacing: false,
  fallback: 'By hand.',
  owner: 'person-1',
})

describe('proposed risks', () => {
  test('follow from the facts of each system, with the fact as reason', () => {
    const { bySystem } = proposeRisks(snapshotOf([chat, chatbot, sorter]))
    const ids = (systemId: string) =>
      bySystem.find((s) => s.system.id === systemId)?.proposals.map((p) => p.catalogueId) ?? []
    expect(ids(chatbot.id)).toEqual(
      expect.arrayContaining(['AIR-018', 'AIR-030', 'AIR-033', 'AIR-036', 'AIR-040', 'AIR-044', 'AIR-046']),
    )
    expect(ids(chatbot.id)).not.toEqual(expect.arrayContaining(['AIR-019']))
    expect(ids(sorter.id)).toEqual(['AIR-015', 'AIR-019', 'AIR-020', 'AIR-050'])
    const hallucination = bySystem[0]?.proposals.find((p) => p.catalogueId === 'AIR-036')
    expect(String(hallucination?.reason)).toContain(chat.ref)
  })

  test('are not proposed twice: neither those of a system nor those of the whole management system', () => {
    const before = proposeRisks(snapshotOf([chat, chatbot]))
    const held = build(risk, { catalogueId: 'AIR-036', systems: [chatbot.id], state: 'closed' })
    const wide = build(risk, { catalogueId: 'AIR-003', aimsWide: true })
    const after = proposeRisks(snapshotOf([chat, chatbot, held, wide]))
    expect(after.total).toBe(before.total - 2)
    expect(String(after.notProposed.find((n) => n.catalogueId === 'AIR-036')?.because)).toMatch(/Already/)
  })

  test('taking all of them over leaves nothing to propose', () => {
    const first = proposeRisks(snapshotOf([chat, chatbot, sorter]))
    const taken = [...first.aimsWide, ...first.bySystem.flatMap((s) => s.proposals)].map((p) => {
      if (p.change.do !== 'create') throw new Error('proposals are creations')
      return build(risk, p.change.values)
    })
    expect(taken).toHaveLength(first.total)
    expect(proposeRisks(snapshotOf([chat, chatbot, sorter, ...taken])).total).toBe(0)
  })

  test('carry the controls that the statement of applicability has a line for', () => {
    const line = build(controlDecision, { control: 'iso42001:A.6.2.4' })
    const { bySystem } = proposeRisks(snapshotOf([chat, chatbot, line]))
    const found = bySystem[0]?.proposals.find((p) => p.catalogueId === 'AIR-036')
    expect(found?.change).toMatchObject({ values: { controls: [line.id], systems: [chatbot.id], owner: 'person-1' } })
    expect(found?.suggestedControls).toEqual(['iso42001:A.6.2.4', 'iso42001:A.8.2', 'iso42001:A.9.3'])
  })

  test('leave retired systems alone', () => {
    expect(
      proposeRisks(snapshotOf([build(aiSystem, { stage: 'operation', state: 'retired', personalData: true })]))
        .bySystem,
    ).toEqual([])
  })
})

describe('proposed treatment', () => {
  const inPlace = build(controlDecision, {
    control: 'iso42001:A.6.2.4',
    applicable: 'yes',
    implementation: 'implemented',
  })
  const partial = build(controlDecision, {
    title: 'User information',
    control: 'iso42001:A.8.2',
    applicable: 'yes',
    implementation: 'partial',
    owner: 'person-2',
  })
  const own = build(controlDecision, {
    title: 'Second signature',
    source: 'own',
    control: 'own:SIG',
    applicable: 'yes',
    implementation: 'not_started',
  })
  const grave = build(risk, {
    catalogueId: 'AIR-036',
    controls: [own.id],
    consequenceIndividuals: 4,
    likelihood: 3,
    owner: 'person-1',
  })

  test('is one action per control that is not in place, due by the level of the risk', () => {
    const found = proposeTreatment(snapshotOf([inPlace, partial, own, grave]), grave)
    expect(found.map((p) => [p.control, p.state, p.from])).toEqual([
      ['own:SIG', 'not started', 'risk'],
      ['iso42001:A.8.2', 'partial', 'catalogue'],
      ['iso42001:A.9.3', 'not decided', 'catalogue'],
    ])
    expect(found[1]?.change).toMatchObject({
      values: {
        title: 'Complete A.8.2 User information',
        owner: 'person-2',
        dueOn: '2027-01-24',
        controls: [partial.id],
        risk: grave.id,
      },
    })
  })

  test('leaves out what an open action already brings', () => {
    const action = build(treatmentAction, { risk: grave.id, controls: [partial.id], state: 'started' })
    const controls = (records: Parameters<typeof snapshotOf>[0]) =>
      proposeTreatment(snapshotOf(records), grave).map((p) => p.control)
    expect(controls([inPlace, partial, own, grave, action])).not.toContain('iso42001:A.8.2')
    expect(controls([inPlace, partial, own, grave, { ...action, state: 'dropped' }])).toContain('iso42001:A.8.2')
  })
})

test('a long name is cut between characters, and the reason kept with the rating ends once', () => {
  // With the title of an entry in front, the cut falls into one of the pictures whatever its length is.
  for (const title of [`${'👩'.repeat(120)}`, `x${'👩'.repeat(119)}`]) {
    const { bySystem, aimsWide } = proposeRisks(snapshotOf([build(aiSystem, { ...chatbot, title })]))
    const changes = [...aimsWide, ...bySystem.flatMap((s) => s.proposals)].map((p) => p.change)
    expect(changes.filter((c) => String(c.values.title).length > 200).length).toBeGreaterThan(3)
    for (const { values } of changes) {
      expect(String(values.title).isWellFormed()).toBe(true)
      expect(values.ratingReason).toMatch(/[^.]\.$/)
    }
  }
})
