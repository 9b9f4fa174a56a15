import type { AnyRecord } from '../../../model/index.ts'
import { aimsRole } from '../../../registers/aimsRole.ts'
import { appointment } from '../../../registers/appointment.ts'
import { audit } from '../../../registers/audit.ts'
import { auditProgramme } from '../../../registers/auditProgramme.ts'
import { competence } from '../../../registers/competence.ts'
import { document } from '../../../registers/document/document.ts'
import { evidence } from '../../../registers/evidence.ts'
import { finding } from '../../../registers/finding.ts'
import { impactAssessment } from '../../../registers/impactAssessment/impactAssessment.ts'
import { managementReview } from '../../../registers/managementReview.ts'
import { measurement } from '../../../registers/measurement.ts'
import { metric } from '../../../registers/metric.ts'
import { objective } from '../../../registers/objective.ts'
import { person } from '../../../registers/person.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { riskAcceptance } from '../../../registers/riskAcceptance/riskAcceptance.ts'
import { scopeStatement } from '../../../registers/scopeStatement.ts'
import { soaVersion } from '../../../registers/soaVersion/soaVersion.ts'
import { trainingAssignment } from '../../../registers/trainingAssignment.ts'
import { treatmentAction } from '../../../registers/treatmentAction.ts'
import { treatmentPlan } from '../../../registers/treatmentPlan.ts'
import { validation } from '../../../registers/validation.ts'
import { build } from '../../testing/build.ts'
import { long, past, type RuleCase, soon, today } from './ruleCase.ts'

const errors = build(metric, { title: 'False refusals' })
const goal = (values: Parameters<typeof build<typeof objective>>[1] = {}) =>
  build(objective, {
    title: 'Fewer false refusals',
    state: 'active',
    metric: errors.id,
    owner: 'person-x',
    dueOn: soon,
    evaluationMethod: 'Monthly figures',
    resources: 'Two days a month',
    ...values,
  })
const value = (measuredOn: string, state: 'recorded' | 'withdrawn' = 'recorded') =>
  build(measurement, { metric: errors.id, measuredOn, state })
const change = (plan: string | null) =>
  build(plannedChange, { title: 'New review round', target: 'aims', implementedOn: past, plan })
const ada = build(person, { title: 'Ada Brandt' })
const lead = build(aimsRole, { title: 'AIMS lead', state: 'inForce' })
const holds = build(appointment, { role: lead.id, person: ada.id, state: 'accepted', from: long })
const knows = (values: Parameters<typeof build<typeof competence>>[1]) =>
  build(competence, { person: ada.id, role: lead.id, state: 'confirmed', validUntil: soon, ...values })
const training = (values: Parameters<typeof build<typeof trainingAssignment>>[1]) =>
  build(trainingAssignment, { title: 'AI basics', person: ada.id, mandatory: true, dueOn: past, ...values })
const paper = (values: Parameters<typeof build<typeof document>>[1]) =>
  build(document, {
    title: 'Procedure',
    kind: 'procedure',
    state: 'approved',
    owner: ada.id,
    nextReviewOn: soon,
    ...values,
  })
const approved = (documentId: 'DOC-C-02' | 'DOC-C-03' | 'DOC-C-05' | 'DOC-C-06' | 'DOC-C-13') => paper({ documentId })

/** Every piece of documented information the clauses ask for, most of it kept by registers of its own. */
const complete: readonly AnyRecord[] = [
  build(scopeStatement, { state: 'approved' }),
  approved('DOC-C-02'),
  approved('DOC-C-03'),
  build(treatmentAction, { state: 'verified' }),
  approved('DOC-C-05'),
  approved('DOC-C-06'),
  build(soaVersion, { state: 'approved' }),
  build(treatmentPlan, { state: 'approved' }),
  build(riskAcceptance, { state: 'accepted' }),
  build(impactAssessment, { state: 'inForce' }),
  goal(),
  knows({}),
  approved('DOC-C-13'),
  build(evidence, { state: 'accepted', standardRefs: ['iso42001:8.1'] }),
  build(risk, { state: 'monitored', assessedOn: past }),
  build(measurement, { state: 'analysed' }),
  build(auditProgramme, { state: 'approved' }),
  build(audit, { kind: 'internal', state: 'reported' }),
  build(managementReview, { state: 'signed' }),
  build(finding, { grade: 'minor', state: 'closed' }),
]

export const planAndSupportCases: Readonly<Record<string, RuleCase>> = {
  'RR-049': { fires: [goal({ metric: null }), goal({ state: 'draft' })], silent: [goal()], says: /metric/ },
  'RR-050': {
    fires: [goal({ owner: null, resources: null })],
    silent: [goal(), goal({ owner: null, state: 'dropped' })],
    says: /Fewer false refusals.*an owner and resources/,
  },
  'RR-051': {
    fires: [goal(), errors, value(long), value(past, 'withdrawn')],
    silent: [goal(), errors, value(past)],
    says: /2025-01-15/,
  },
  'RR-052': { fires: [change(null)], silent: [change('Steps and people')], says: /2026-11-01 without a plan/ },
  'RR-053': {
    fires: [ada, lead, holds, knows({ validUntil: past }), knows({ state: 'claimed' })],
    silent: [ada, lead, holds, knows({})],
    says: /Ada Brandt holds AIMS lead/,
  },
  'RR-054': {
    fires: [ada, training({})],
    silent: [
      ada,
      training({ doneOn: past, state: 'done' }),
      training({ mandatory: false }),
      training({ dueOn: today }),
    ],
    says: /AI basics.*Ada Brandt.*2026-11-01/,
  },
  'RR-055': {
    fires: [paper({ documentId: 'DOC-P-08', state: 'draft' })],
    silent: [paper({ documentId: 'DOC-P-08' })],
    says: /communication plan/,
  },
  'RR-056': { fires: complete.slice(0, -1), silent: complete, says: /DOC-C-21/ },
  'RR-057': {
    fires: [paper({ nextReviewOn: past })],
    silent: [paper({}), paper({ kind: 'record', nextReviewOn: null }), paper({ state: 'draft', nextReviewOn: past })],
    says: /Procedure.*2026-11-01/,
  },
  'RR-058': {
    fires: [paper({ owner: null })],
    silent: [paper({}), paper({ owner: null, state: 'retired' })],
    says: /no owner/,
  },
  'RR-059': {
    fires: [paper({ kind: 'record', approvedOn: past, updatedAt: '2026-11-02T08:00:00.000000Z' })],
    silent: [
      paper({ kind: 'record', approvedOn: past, updatedAt: '2026-11-01T23:00:00.000000Z' }),
      paper({ kind: 'record', approvedOn: past, updatedAt: '2026-11-02T08:00:00.000000Z', correctedWithTrail: true }),
    ],
    says: /2026-11-01 and changed on 2026-11-02/,
  },
  'RR-065': {
    fires: [goal({ kind: 'development', requirements: ['At most 2 %'] })],
    silent: [
      goal({ kind: 'development', requirements: ['At most 2 %'], tests: [build(validation).id] }),
      goal({ kind: 'use' }),
    ],
    says: /a validation that tests it/,
  },
}
