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
import { bullets, inline, table } from '../markdown.ts'
import { type Voice, words, written } from '../voice.ts'
import { all, current, type Fact, named } from './fact.ts'

const criteriaOf = (snapshot: Snapshot) => current(all(snapshot, riskCriteria), 'approved', 'submitted', 'draft')
const cycleOf = (snapshot: Snapshot) => all(snapshot, certificationCycle).at(-1)

const objectivesOf = (snapshot: Snapshot) =>
  all(snapshot, objective).filter((o) => o.state === 'active' || o.state === 'draft')

const objectiveTable = (snapshot: Snapshot, voice: Voice, all: ReturnType<typeof objectivesOf>) =>
  table(
    { en: ['objective', 'target', 'by', 'who answers for it'], de: ['Ziel', 'Zielwert', 'Bis', 'Verantwortlich'] }[
      voice.language
    ],
    all.map((o) => [o.title, o.target, written(o.dueOn, voice), named(snapshot, o.owner)]),
  )

const days = (pick: (limits: ReturnType<typeof thresholds>) => number): Fact => {
  return (snapshot) => String(pick(thresholds(snapshot)))
}

/** Criteria, objectives, documents, and the periods an organisation set itself (clauses 6, 7.5, 9 and 10). */
export const riskFacts = {
  appetite: (snapshot, voice) => {
    const criteria = criteriaOf(snapshot)
    return criteria === undefined ? null : words(criteria.appetite, voice)
  },
  likelihood: (snapshot, voice) =>
    table(
      { en: ['step', 'likelihood', 'means'], de: ['Stufe', 'Wahrscheinlichkeit', 'Bedeutung'] }[voice.language],
      (criteriaOf(snapshot)?.likelihoodScale ?? []).map((row) => [row.step, row.label, row.meaning]),
    ),
  consequence: (snapshot, voice) =>
    table(
      {
        en: ['step', 'consequence', 'for the organisation', 'for individuals', 'for society'],
        de: ['Stufe', 'Auswirkung', 'Für die Organisation', 'Für Einzelne', 'Für die Gesellschaft'],
      }[voice.language],
      (criteriaOf(snapshot)?.consequenceScale ?? []).map((row) => [
        row.step,
        row.label,
        row.organization,
        row.individuals,
        row.society,
      ]),
    ),
  bands: (snapshot, voice) =>
    table(
      { en: ['level', 'from', 'to'], de: ['Stufe', 'Von', 'Bis'] }[voice.language],
      (criteriaOf(snapshot)?.bands ?? []).map((row) => [words(row.level, voice), row.from, row.to]),
    ),
  authority: (snapshot, voice) =>
    table(
      { en: ['level', 'accepted by'], de: ['Stufe', 'Akzeptiert durch'] }[voice.language],
      (criteriaOf(snapshot)?.authority ?? []).map((row) => [words(row.level, voice), row.who]),
    ),
  redLines: (snapshot) =>
    bullets([
      ...all(snapshot, contextIssue)
        .filter((issue) => issue.topic === 'forbidden_uses' && issue.state !== 'past')
        .map((issue) => issue.title),
      ...(criteriaOf(snapshot)?.neverAcceptable ?? []),
    ]),
  objectives: (snapshot, voice) => objectiveTable(snapshot, voice, objectivesOf(snapshot)),
  developmentObjectives: (snapshot, voice) =>
    objectiveTable(
      snapshot,
      voice,
      objectivesOf(snapshot).filter((o) => o.kind === 'development'),
    ),
  metrics: (snapshot, voice) =>
    table(
      {
        en: ['metric', 'how often', 'measured by', 'analysed by'],
        de: ['Kennzahl', 'Wie oft', 'Gemessen durch', 'Ausgewertet durch'],
      }[voice.language],
      all(snapshot, metric)
        .filter((m) => m.state !== 'retired')
        .map((m) => [m.title, words(m.frequency, voice), named(snapshot, m.owner), named(snapshot, m.analyst)]),
    ),
  documents: (snapshot, voice) =>
    table(
      {
        en: ['document', 'version', 'owner', 'next review'],
        de: ['Dokument', 'Version', 'Verantwortlich', 'Nächste Überprüfung'],
      }[voice.language],
      all(snapshot, document)
        .filter(isDocumentInForce)
        .map((d) => [
          `${d.ref} ${d.title}`,
          d.approvedVersion,
          named(snapshot, d.owner),
          written(d.nextReviewOn, voice),
        ]),
    ),
  policies: (snapshot) =>
    bullets(
      all(snapshot, document)
        .filter((d) => d.aiRelevant === true && d.state !== 'retired' && d.state !== 'superseded')
        .map((d) => d.title),
    ),
  auditProgramme: (snapshot, voice) => {
    const programme = current(all(snapshot, auditProgramme), 'approved', 'draft')
    if (programme === undefined) return null
    const said = {
      en: { frequency: 'How often', methods: 'Methods', weight: 'Weight', who: 'Who' },
      de: { frequency: 'Häufigkeit', methods: 'Methoden', weight: 'Gewichtung', who: 'Zuständig' },
    }[voice.language]
    return bullets(
      [
        programme.frequency && `${said.frequency}: ${programme.frequency}`,
        programme.methods && `${said.methods}: ${programme.methods.map((value) => words(value, voice)).join(', ')}`,
        programme.riskWeighting && `${said.weight}: ${programme.riskWeighting}`,
        programme.responsibilities && `${said.who}: ${programme.responsibilities}`,
      ].filter((line): line is string => Boolean(line)),
    )
  },
  auditReporting: (snapshot) => current(all(snapshot, auditProgramme), 'approved', 'draft')?.reportingLine ?? null,
  nextAudit: (snapshot, voice) => written(thresholds(snapshot).nextExternalAuditOn, voice),
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
