import { describe, expect, test } from 'vitest'
import { type Actor, type AnyRecord, asRegister, type GuardContext } from '../../model/index.ts'
import { impactAssessment } from './impactAssessment.ts'
import { impactExamples } from './impactExamples.ts'

const register = asRegister(impactAssessment)
const actor: Actor = { kind: 'person', id: 'acc-2', name: 'Ida Lund', person: 'per-2', roles: ['aimsLead'], via: 'web' }

function record(values: Record<string, unknown> = {}): AnyRecord {
  const fields = Object.keys(register.fields).map((name) => [name, null])
  const links = Object.entries(register.links).map(([name, link]) => [name, link.many ? [] : null])
  const base = {
    ...Object.fromEntries([...fields, ...links]),
    id: 'ia-1',
    register: 'impactAssessment',
    ref: 'IA-1',
    title: 'Test',
    state: 'draft',
    owner: null,
    version: 1,
    createdAt: '2026-01-01T00:00:00.000000Z',
    createdBy: 'acc-1',
    updatedAt: '2026-01-01T00:00:00.000000Z',
    archived: false,
    custom: {},
    ...impactExamples[0],
    ...values,
  }
  return { ...base, overallLevel: register.computed.overallLevel?.from(base) }
}

const triage = (level: string) => [record({ state: 'done', level })]
const system = [record({ owner: 'per-2' })]
const context = (related: GuardContext['related'], who: Actor = actor): GuardContext => ({
  actor: who,
  today: '2026-03-01',
  now: '2026-03-01T09:00:00Z',
  related,
})
const refusal = (move: string, values: Record<string, unknown>, about: GuardContext) =>
  register.workflow.moves[move]?.unless?.(record(values), about)
const sets = (move: string, values: Record<string, unknown>, about: GuardContext) =>
  register.workflow.moves[move]?.sets?.(record(values), about) ?? {}

describe('the way to approval', () => {
  test('a standard assessment is sent straight to approval, a full one to review first', () => {
    const risks = [record()]
    expect(refusal('submit', {}, context({ triage: triage('standard'), risks }))).toBe(false)
    expect(String(refusal('submit', {}, context({ triage: triage('full'), risks })))).toMatch(/independent reviewer/)
    expect(String(refusal('sendToReview', {}, context({ triage: triage('full'), risks })))).toMatch(/consultation/)
    expect(refusal('sendToReview', { state: 'consultation' }, context({ triage: triage('full'), risks }))).toBe(false)
  })

  test('stops where the triage is missing or says stop', () => {
    expect(refusal('submit', {}, context({ triage: [] }))).toMatch(/Finish the triage/)
    expect(refusal('submit', {}, context({ triage: triage('stop') }))).toMatch(/top management/)
  })

  test('only the reviewer named passes the review', () => {
    const about = context({ triage: triage('full'), risks: [record()] })
    expect(refusal('passReview', { independentReviewer: 'per-2' }, about)).toBe(false)
    expect(String(refusal('passReview', { independentReviewer: 'per-9' }, about))).toMatch(
      /Only the independent reviewer/,
    )
    expect(String(refusal('passReview', { independentReviewer: 'per-2', createdBy: 'acc-2' }, about))).toMatch(
      /another person/,
    )
  })
})

describe('signatures', () => {
  test('the owner of the system signs, its author and strangers do not', () => {
    expect(refusal('signAsSystemOwner', {}, context({ system }))).toBe(false)
    expect(String(refusal('signAsSystemOwner', { createdBy: 'acc-2' }, context({ system })))).toMatch(/You wrote/)
    expect(String(refusal('signAsSystemOwner', {}, context({ system: [record({ owner: 'per-9' })] })))).toMatch(
      /not the person/,
    )
  })

  test('carry name, account, day and version, and are given once', () => {
    const { approvals } = sets('signAsLead', {}, context({}))
    expect(approvals).toEqual([
      {
        role: 'aims_manager',
        person: 'Ida Lund',
        account: 'acc-2',
        decision: 'approved',
        on: '2026-03-01',
        forVersion: '2.1',
      },
    ])
    expect(String(refusal('signAsLead', { approvals }, context({})))).toMatch(/signed already/)
  })

  test('all those of the level are needed before it comes into force', () => {
    const lead = sets('signAsLead', {}, context({})).approvals
    const about = context({ triage: triage('full'), system })
    expect(String(refusal('putInForce', { approvals: lead }, about))).toBe(
      'Signatures still missing: Owner of the AI system.',
    )
    const both = sets('signAsSystemOwner', { approvals: lead }, about).approvals
    expect(refusal('putInForce', { approvals: both }, about)).toBe(false)
    expect(String(refusal('putInForce', { approvals: both, recommendation: 'stop' }, about))).toMatch(/not to go on/)
    expect(String(refusal('putInForce', { approvals: both, versionAssessed: '2.2' }, about))).toMatch(/missing/)
  })

  test('a statement from outside is no approval', () => {
    const statements = [{ statedBy: 'Agency', statedText: 'An assessment was approved.', statedOn: null }]
    expect(String(refusal('putInForce', { statements }, context({ triage: triage('light') })))).toMatch(/missing/)
  })
})

test('conditions are fulfilled one by one, the one due first first', () => {
  const conditions = [
    { condition: 'Later', dueOn: '2026-09-01', doneOn: null },
    { condition: 'Sooner', dueOn: '2026-04-01', doneOn: null },
  ]
  const once = sets('fulfilCondition', { conditions }, context({})).conditions
  expect(once).toEqual([conditions[0], { ...conditions[1], doneOn: '2026-03-01' }])
  const twice = sets('fulfilCondition', { conditions: once }, context({})).conditions
  expect(String(refusal('fulfilCondition', { conditions: twice }, context({})))).toMatch(/Every condition/)
})
