import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { dataset } from '../registers/dataset.ts'
import { document } from '../registers/document/document.ts'
import { evidence } from '../registers/evidence.ts'
import { finding } from '../registers/finding.ts'
import { impactAssessment } from '../registers/impactAssessment/impactAssessment.ts'
import { obligation } from '../registers/obligation.ts'
import { risk } from '../registers/risk/risk.ts'
import { soaVersion } from '../registers/soaVersion/soaVersion.ts'
import { whyNotApprovable } from '../registers/soaVersion/whyNotApprovable.ts'
import { applicability } from './applicability.ts'
import { proposeDecisions } from './decisionProposal.ts'
import { diffSoa, freezeSoa } from './soaSnapshot.ts'
import { build, snapshotOf } from './testing/build.ts'

type Records = Parameters<typeof snapshotOf>[0]

const line = (records: Records, control: string) => {
  const found = applicability(snapshotOf(records)).find((l) => l.control === control)
  if (!found) throw new Error(`no line for ${control}`)
  return found
}
const decision = (id: string, values: Parameters<typeof build<typeof controlDecision>>[1] = {}) =>
  build(controlDecision, { control: `iso42001:${id}`, title: `Control ${id}`, applicable: 'undecided', ...values })
const system = build(aiSystem, { stage: 'operation', origin: 'bought_product' })
const kinds = (found: ReturnType<typeof line>) => found.proposal.reasons.map((r) => r.reason)

describe('the statement of applicability', () => {
  test('has a line for each reference control, then those of the organisation', () => {
    const own = build(controlDecision, { control: 'own:LOG-1', source: 'own', applicable: 'yes' })
    const lines = applicability(snapshotOf([own]))
    expect(lines).toHaveLength(39)
    expect(lines[0]).toMatchObject({ control: 'iso42001:A.2.2', decision: 'undecided', record: null })
    expect(lines[38]).toMatchObject({ control: 'own:LOG-1', source: 'own', decision: 'included' })
  })

  test('says nothing about systems while there are none, but knows what the clauses ask for', () => {
    expect(line([], 'iso42001:A.7.3').proposal.decision).toBe('undecided')
    expect(line([], 'iso42001:A.2.2').proposal).toMatchObject({
      decision: 'include',
      reasons: [{ reason: 'practice' }],
    })
  })

  test('proposes to leave out what nothing on record needs', () => {
    expect(line([system], 'iso42001:A.7.3').proposal.decision).toBe('exclude')
  })

  test('names law, contract, risk and practice apart, each with its records', () => {
    const target = decision('A.10.3')
    const law = build(obligation, { kind: 'law', state: 'applies', standardRefs: ['iso42001:A.10.3'] })
    const contract = build(obligation, { kind: 'contract', state: 'applies', standardRefs: ['iso42001:A.10.3'] })
    const ended = build(obligation, { kind: 'contract', state: 'ended', standardRefs: ['iso42001:A.10.3'] })
    const named = build(risk, { controls: [target.id] })
    const found = line([system, target, law, contract, ended, named], 'iso42001:A.10.3')
    expect(kinds(found)).toEqual(['law', 'contract', 'risk', 'practice'])
    expect(found.proposal.reasons.map((r) => r.causes.map((c) => c.id))).toEqual([
      [law.id],
      [contract.id],
      [named.id],
      [system.id],
    ])
    expect(String(found.proposal.justification)).toContain(named.ref)
  })

  test('takes the EU AI Act into account where class and role are on record', () => {
    const high = build(aiSystem, { stage: 'operation', legalClass: 'high', legalRole: ['deployer'] })
    const found = line([high], 'iso42001:A.6.2.8')
    expect(found.proposal.reasons[0]).toMatchObject({ reason: 'law', causes: [{ id: high.id }] })
    expect(String(found.proposal.reasons[0]?.because)).toContain('Art 26(6)')
    expect(kinds(line([system], 'iso42001:A.6.2.8'))).not.toContain('law')
  })

  test('hears what impact assessments plan as a measure', () => {
    const measure = {
      measure: 'A person signs',
      type: null,
      owner: null,
      dueOn: null,
      control: 'A.9.3',
      effectExpected: null,
    }
    const assessed = build(impactAssessment, { system: system.id, measures: [measure] })
    const reasons = (records: Records) => line(records, 'iso42001:A.9.3').proposal.reasons
    expect(reasons([system, assessed])).toMatchObject([{ reason: 'risk', causes: [{ id: assessed.id }] }])
    expect(reasons([system, { ...assessed, state: 'superseded' }])).toEqual([])
  })

  test('counts evidence, its age and what is still valid, and open findings', () => {
    const target = decision('A.5.2', { applicable: 'yes' })
    const fresh = build(evidence, { state: 'accepted', collectedOn: '2026-11-15', standardRefs: ['iso42001:A.5.2'] })
    const old = build(evidence, { state: 'accepted', collectedOn: '2025-01-01', about: [target.id] })
    const rejected = build(evidence, { state: 'rejected', collectedOn: '2026-11-20', standardRefs: ['iso42001:A.5.2'] })
    const open = build(finding, { grade: 'minor', refs: ['iso42001:A.5.2'] })
    const done = build(finding, { grade: 'minor', refs: ['iso42001:A.5.2'], state: 'verified' })
    const found = line([target, fresh, old, rejected, open, done], 'iso42001:A.5.2')
    expect(found.evidence).toMatchObject({
      count: 2,
      validCount: 1,
      newestOn: '2026-11-15',
      ageDays: 10,
      validUntil: '2027-11-15',
    })
    expect(found.openFindings.map((f) => f.id)).toEqual([open.id])
  })
})

describe('warnings', () => {
  const ids = (found: ReturnType<typeof line>) => found.warnings.map((w) => w.id)

  test('a control left out although something needs it', () => {
    const out = decision('A.10.3', { applicable: 'no', exclusionJustification: 'No suppliers.' })
    expect(ids(line([system, out], 'iso42001:A.10.3'))).toEqual(['excludedThoughNeeded'])
    expect(ids(line([out], 'iso42001:A.10.3'))).toEqual([])
  })

  test('a control without a line, once the statement is begun', () => {
    expect(ids(line([system], 'iso42001:A.7.3'))).toEqual([])
    expect(ids(line([system, decision('A.10.3')], 'iso42001:A.7.3'))).toEqual(['noLine'])
  })

  test('a control included without any cause, or without a reason', () => {
    const justified = decision('A.7.3', { applicable: 'yes', justification: 'We like it.' })
    expect(ids(line([system, justified], 'iso42001:A.7.3'))).toEqual(['includedWithoutCause'])
    expect(ids(line([system, decision('A.10.3', { applicable: 'yes' })], 'iso42001:A.10.3'))).toEqual(['noReason'])
  })

  test('a cause that has ended, been archived, or stands only in the approved statement', () => {
    const ended = build(obligation, { state: 'ended' })
    const included = { applicable: 'yes' as const, justification: 'By contract.' }
    expect(
      line([ended, decision('A.7.3', { ...included, obligations: [ended.id] })], 'iso42001:A.7.3').warnings[0],
    ).toMatchObject({ id: 'causeGone' })
    const vanished = line([decision('A.7.3', { ...included, obligations: ['gone'] })], 'iso42001:A.7.3').warnings[0]
    expect(String(vanished?.text)).toContain('archived')
    const shut = build(risk, { ref: 'RISK-900', state: 'closed' })
    const approved = build(soaVersion, {
      state: 'approved',
      lines: freezeSoa([]).concat({ ...emptyRow, control: 'iso42001:A.7.3', causes: 'RISK-900, RISK-901' }),
    })
    const text = String(line([shut, approved, decision('A.7.3', included)], 'iso42001:A.7.3').warnings[0]?.text)
    expect(text).toContain('RISK-900 (named in the approved statement) is over')
    expect(text).toContain('RISK-901 (named in the approved statement) is no longer on record')
  })

  test('a document or data set that the approved statement names still stands as a cause', () => {
    const held = [build(document, { ref: 'DOC-18' }), build(dataset, { ref: 'DS-4' })]
    const approved = (causes: string) =>
      build(soaVersion, {
        state: 'approved',
        lines: freezeSoa([]).concat({ ...emptyRow, control: 'iso42001:A.7.3', causes }),
      })
    const included = decision('A.7.3', { applicable: 'yes', justification: 'By contract.' })
    const gone = (causes: string) =>
      ids(line([...held, approved(causes), included], 'iso42001:A.7.3')).includes('causeGone')
    expect(gone('DOC-18, DS-4')).toBe(false)
    expect(gone('DOC-18, DS-5')).toBe(true)
  })
})

const emptyRow = {
  control: '',
  title: '',
  source: 'annex_a' as const,
  applicable: 'yes' as const,
  justification: 'x',
  exclusionJustification: null,
  implementation: null,
  howImplemented: null,
  owner: null,
  causes: null,
  documents: null,
  lastVerifiedOn: null,
}

describe('proposed decisions', () => {
  test('fill every open line with an answer and reasons, and leave decided ones alone', () => {
    const decided = decision('A.10.3', { applicable: 'no', exclusionJustification: 'x', state: 'decided' })
    const open = decision('A.9.4')
    const changes = proposeDecisions(snapshotOf([system, decided, open]))
    expect(changes).toHaveLength(37)
    expect(changes.filter((c) => c.do === 'edit')).toMatchObject([
      { id: open.id, version: 1, values: { applicable: 'yes', systems: [system.id] } },
    ])
    expect(changes.some((c) => c.values.control === 'iso42001:A.10.3')).toBe(false)
  })

  test('taken over, they make a statement that can be approved', () => {
    const records = proposeDecisions(snapshotOf([system])).map((c) => build(controlDecision, c.values))
    const rows = freezeSoa(applicability(snapshotOf([system, ...records])))
    expect(whyNotApprovable(rows)).toBe(false)
    expect(rows.find((r) => r.control === 'iso42001:A.10.3')?.causes).toBe(system.ref)
  })
})

describe('the difference between two statements', () => {
  const before = freezeSoa(
    applicability(snapshotOf([decision('A.7.3', { applicable: 'no', exclusionJustification: 'No data.' })])),
  )
  const after = freezeSoa(
    applicability(
      snapshotOf([
        decision('A.7.3', { applicable: 'yes', justification: 'We buy data.' }),
        build(controlDecision, { control: 'own:1', source: 'own' }),
      ]),
    ),
  )

  test('names what was added, removed and changed, by field', () => {
    const diff = diffSoa(before, after)
    expect(diff.added.map((r) => r.control)).toEqual(['own:1'])
    expect(diff.decisionsChanged).toEqual(['iso42001:A.7.3'])
    expect(diff.changed[0]?.changes).toContainEqual({
      field: 'applicable',
      label: 'Applies',
      before: 'no',
      after: 'yes',
    })
    expect(diffSoa(after, before).removed).toHaveLength(1)
  })

  test('is empty between equals, and where the same records are named in another order', () => {
    expect(diffSoa(before, before).isSame).toBe(true)
    const naming = (causes: string) => [{ ...emptyRow, control: 'iso42001:A.7.3', causes }]
    expect(diffSoa(naming('RISK-1, AIS-2'), naming('AIS-2, RISK-1')).isSame).toBe(true)
    expect(diffSoa(naming('RISK-1, AIS-2'), naming('AIS-2, RISK-3')).isSame).toBe(false)
  })
})
