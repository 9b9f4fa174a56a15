import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { evidence } from '../../../registers/evidence.ts'
import { impactAssessment } from '../../../registers/impactAssessment/impactAssessment.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { soaVersion } from '../../../registers/soaVersion/soaVersion.ts'
import { triage } from '../../../registers/triage/triage.ts'
import { controls } from '../../../standard/controls.ts'
import { build } from '../../testing/build.ts'
import { long, past, type RuleCase, soon, today } from './ruleCase.ts'

const line = (values: Parameters<typeof build<typeof controlDecision>>[1]) =>
  build(controlDecision, {
    title: 'Information for users',
    source: 'annex_a',
    control: 'iso42001:A.8.2',
    applicable: 'yes',
    state: 'decided',
    ...values,
  })
const every = controls.map((c) => line({ title: c.title, control: `iso42001:${c.id}` }))
const inPlace = line({ implementation: 'implemented', lastVerifiedOn: past })
const proof = (values: Parameters<typeof build<typeof evidence>>[1]) =>
  build(evidence, { state: 'accepted', collectedOn: past, standardRefs: ['iso42001:A.8.2'], ...values })
const soa = (values: Parameters<typeof build<typeof soaVersion>>[1]) =>
  build(soaVersion, { title: 'SoA 1.0', state: 'approved', approvedOn: '2026-06-01', ...values })
const system = build(aiSystem, {
  title: 'Loan pre-check',
  inScope: true,
  stage: 'operation',
  userFacing: true,
  deployedVersion: '2.1',
})
const assessment = (values: Parameters<typeof build<typeof impactAssessment>>[1] = {}) =>
  build(impactAssessment, {
    title: 'Impact of loan pre-check',
    system: system.id,
    state: 'inForce',
    approvedOn: '2026-06-01',
    versionAssessed: '2.0',
    retentionUntil: soon,
    peopleSubject: [{ group: 'Applicants', size: null, vulnerability: null, noImpactReason: null }],
    societalAnswers: [{ dimension: 'environment', answer: 'Little' }],
    ...values,
  })
const signature = {
  role: 'aims_manager',
  person: 'Ada Brandt',
  account: 'account-2',
  decision: 'approved',
  on: past,
  forVersion: '2.0',
} as const
const judged = assessment({ overallLevel: 'high' })
const change = (implementedOn: string) =>
  build(plannedChange, { title: 'New model', systems: [system.id], significant: true, implementedOn })

export const soaAndImpactCases: Readonly<Record<string, RuleCase>> = {
  'RR-032': { fires: [soa({ state: 'inReview' })], silent: [soa({})], says: /SoA 1\.0/ },
  'RR-033': { fires: every.slice(1), silent: every, says: /1 of 38 .*A\.2\.2/ },
  'RR-034': {
    fires: [line({ applicable: 'no' })],
    silent: [line({ applicable: 'no', exclusionJustification: 'Nobody uses it directly' })],
    says: /A\.8\.2 Information for users/,
  },
  'RR-035': {
    fires: [line({})],
    silent: [line({ justification: 'Users decide by it' }), line({ reasons: [{ reason: 'law', because: 'Art 13' }] })],
    says: /A\.8\.2/,
  },
  'RR-036': {
    fires: [line({ applicable: 'no', exclusionJustification: 'None' }), system],
    silent: [
      line({ applicable: 'no', exclusionJustification: 'None' }),
      build(aiSystem, { inScope: true, userFacing: false }),
    ],
    says: /people use AI systems directly \(AIS-/,
  },
  'RR-037': {
    fires: [
      inPlace,
      proof({ validDays: 10 }),
      proof({ state: 'proposed' }),
      proof({ standardRefs: ['iso27001:A.8.2'] }),
    ],
    silent: [inPlace, proof({})],
    says: /A\.8\.2/,
  },
  'RR-038': {
    fires: [line({ implementation: 'implemented', lastVerifiedOn: long })],
    silent: [inPlace, line({ implementation: 'planned' })],
    says: /2025-01-15/,
  },
  'RR-039': {
    fires: [soa({}), build(risk, { title: 'Unfair refusals', controlsChangedOn: '2026-06-02' })],
    silent: [soa({}), build(risk, { controlsChangedOn: '2026-06-01' }), soa({ state: 'superseded', approvedOn: long })],
    says: /Unfair refusals.*2026-06-02/,
  },
  'RR-040': {
    fires: [system, build(triage, { system: system.id, state: 'draft' })],
    silent: [system, build(triage, { system: system.id, state: 'done' }), build(aiSystem, { stage: 'inception' })],
    says: /not finished/,
  },
  'RR-041': {
    fires: [system, assessment({ approvedOn: long }), assessment({ state: 'approval' })],
    silent: [system, assessment()],
    says: /approved on 2025-01-15/,
  },
  'RR-042': {
    fires: [system, assessment(), change(past)],
    silent: [system, assessment(), change(long)],
    says: /version 2\.0.*New model.*2026-11-01.*2\.1/,
  },
  'RR-043': {
    fires: [assessment({ approvals: [{ ...signature, account: 'account-1' }] })],
    silent: [assessment({ approvals: [signature] })],
    says: /Ada Brandt, who wrote it/,
  },
  'RR-044': {
    fires: [assessment({ peopleSubject: null })],
    silent: [assessment(), assessment({ peopleSubject: null, state: 'draft' })],
    says: /nobody who is affected/,
  },
  'RR-045': {
    fires: [assessment({ societalAnswers: [] })],
    silent: [assessment(), assessment({ societalAnswers: [], state: 'draft' })],
    says: /effects on society/,
  },
  'RR-046': {
    fires: [judged, build(risk)],
    silent: [judged, build(risk, { impactAssessments: [judged.id] }), assessment({ overallLevel: 'low' })],
    says: /comes out as high/,
  },
  'RR-047': {
    fires: [assessment({ conditions: [{ condition: 'Monthly report', dueOn: past, doneOn: null }] })],
    silent: [
      assessment({
        conditions: [
          { condition: 'Monthly report', dueOn: past, doneOn: past },
          { condition: 'Training', dueOn: today, doneOn: null },
        ],
      }),
    ],
    says: /"Monthly report".*2026-11-01/,
  },
  'RR-048': {
    fires: [assessment({ retentionUntil: null })],
    silent: [assessment(), assessment({ retentionUntil: null, state: 'superseded' })],
    says: /how long it is kept/,
  },
}
