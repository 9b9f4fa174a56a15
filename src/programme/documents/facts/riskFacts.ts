import { auditProgramme } from '../../../registers/auditProgramme.ts'
import { certificationCycle } from '../../../registers/certificationCycle.ts'
import { contextIssue } from '../../../registers/contextIssue.ts'
import { document } from '../../../registers/document/document.ts'
import { metric } from '../../../registers/metric.ts'
import { objective } from '../../../registers/objective.ts'
import { riskCriteria } from '../../../registers/riskCriteria.ts'
import { thresholds } from '../../limits.ts'
import { isDocumentInForce } from '../../readiness/documentsInForce.ts'
import type { Snapshot } from '../../snapshot.ts'
import { bullets, inline, table, words } from '../markdown.ts'
import { all, current, type Fact, named } from './fact.ts'

const criteriaOf = (snapshot: Snapshot) => current(all(snapshot, riskCriteria), 'approved', 'submitted', 'draft')
const cycleOf = (snapshot: Snapshot) => all(snapshot, certificationCycle).at(-1)

const objectivesOf = (snapshot: Snapshot) =>
  all(snapshot, objective).filter((o) => o.state === 'active' || o.state === 'draft')

const objectiveTable = (snapshot: Snapshot, all: ReturnType<typeof objectivesOf>) =>
  table(
    ['objective', 'target', 'by', 'who answers for it'],
    all.map((o) => [o.title, o.target, o.dueOn, named(snapshot, o.owner)]),
  )

const days = (pick: (limits: ReturnType<typeof thresholds>) => number): Fact => {
  return (snapshot) => String(pick(thresholds(snapshot)))
}

/** Criteria, objectives, documents, and the periods an organisation set itself (clauses 6, 7.5, 9 and 10). */
export const riskFacts = {
  appetite: (snapshot) => {
    const criteria = criteriaOf(snapshot)
    return criteria === undefined ? null : words(criteria.appetite)
  },
  likelihood: (snapshot) =>
    table(
      ['step', 'likelihood', 'means'],
      (criteriaOf(snapshot)?.likelihoodScale ?? []).map((row) => [row.step, row.label, row.meaning]),
    ),
  consequence: (snapshot) =>
    table(
      ['step', 'consequence', 'for the organisation', 'for individuals', 'for society'],
      (criteriaOf(snapshot)?.consequenceScale ?? []).map((row) => [
        row.step,
        row.label,
        row.organization,
        row.individuals,
        row.society,
      ]),
    ),
  bands: (snapshot) =>
    table(
      ['level', 'from', 'to'],
      (criteriaOf(snapshot)?.bands ?? []).map((row) => [words(row.level), row.from, row.to]),
    ),
  authority: (snapshot) =>
    table(
      ['level', 'accepted by'],
      (criteriaOf(snapshot)?.authority ?? []).map((row) => [words(row.level), row.who]),
    ),
  redLines: (snapshot) =>
    bullets([
      ...all(snapshot, contextIssue)
        .filter((issue) => issue.topic === 'forbidden_uses' && issue.state !== 'past')
        .map((issue) => issue.title),
      ...(criteriaOf(snapshot)?.neverAcceptable ?? []),
    ]),
  objectives: (snapshot) => objectiveTable(snapshot, objectivesOf(snapshot)),
  developmentObjectives: (snapshot) =>
    objectiveTable(
      snapshot,
      objectivesOf(snapshot).filter((o) => o.kind === 'development'),
    ),
  metrics: (snapshot) =>
    table(
      ['metric', 'how often', 'measured by', 'analysed by'],
      all(snapshot, metric)
        .filter((m) => m.state !== 'retired')
        .map((m) => [m.title, words(m.frequency), named(snapshot, m.owner), named(snapshot, m.analyst)]),
    ),
  documents: (snapshot) =>
    table(
      ['document', 'version', 'owner', 'next review'],
      all(snapshot, document)
        .filter(isDocumentInForce)
        .map((d) => [`${d.ref} ${d.title}`, d.approvedVersion, named(snapshot, d.owner), d.nextReviewOn]),
    ),
  policies: (snapshot) =>
    bullets(
      all(snapshot, document)
        .filter((d) => d.aiRelevant === true && d.state !== 'retired' && d.state !== 'superseded')
        .map((d) => d.title),
    ),
  auditProgramme: (snapshot) => {
    const programme = current(all(snapshot, auditProgramme), 'approved', 'draft')
    if (programme === undefined) return null
    return bullets(
      [
        programme.frequency && `How often: ${programme.frequency}`,
        programme.methods && `Methods: ${programme.methods.map(words).join(', ')}`,
        programme.riskWeighting && `Weight: ${programme.riskWeighting}`,
        programme.responsibilities && `Who: ${programme.responsibilities}`,
      ].filter((line): line is string => Boolean(line)),
    )
  },
  auditReporting: (snapshot) => current(all(snapshot, auditProgramme), 'approved', 'draft')?.reportingLine ?? null,
  nextAudit: (snapshot) => thresholds(snapshot).nextExternalAuditOn,
  majorPlan: (snapshot) => inline([cycleOf(snapshot)?.majorPlanDays].flatMap((n) => (n == null ? [] : [String(n)]))),
  minorPlan: (snapshot) => inline([cycleOf(snapshot)?.minorPlanDays].flatMap((n) => (n == null ? [] : [String(n)]))),
  documentReview: days((limits) => limits.documentReviewMonths),
  riskAcceptance: days((limits) => limits.riskAcceptanceMonths),
  contextReview: days((limits) => limits.contextReviewDays),
  policyAcknowledgement: days((limits) => limits.policyAcknowledgementDays),
  treatmentVerification: days((limits) => limits.treatmentVerificationDays),
  impactAssessment: days((limits) => limits.impactAssessmentDays),
  objectiveMeasurement: days((limits) => limits.objectiveMeasurementDays),
  internalAudit: days((limits) => limits.internalAuditDays),
  managementReview: days((limits) => limits.managementReviewDays),
  effectivenessCheck: days((limits) => limits.effectivenessCheckDays),
  improvement: days((limits) => limits.improvementDays),
} satisfies Record<string, Fact>
