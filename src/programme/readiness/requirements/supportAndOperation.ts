import type { RecordOf } from '../../../model/index.ts'
import { type Said, say } from '../../../model/say.ts'
import { acknowledgement } from '../../../registers/acknowledgement.ts'
import { aimsRole } from '../../../registers/aimsRole.ts'
import { businessCase } from '../../../registers/businessCase.ts'
import { communication } from '../../../registers/communication.ts'
import { competence } from '../../../registers/competence.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { course } from '../../../registers/course.ts'
import { document } from '../../../registers/document/document.ts'
import { evidence } from '../../../registers/evidence.ts'
import { impactAssessment } from '../../../registers/impactAssessment/impactAssessment.ts'
import { lifecycleGate } from '../../../registers/lifecycleGate.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { resource } from '../../../registers/resource.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { supplier } from '../../../registers/supplier.ts'
import { trainingAssignment } from '../../../registers/trainingAssignment.ts'
import { treatmentAction } from '../../../registers/treatmentAction.ts'
import { isDocumentInForce } from '../documentsInForce.ts'
import { anyOf, doc, filled, has, type RequirementEvidence, shownBy } from './proof.ts'

const inForce = (what: Said, where: (d: RecordOf<typeof document>) => boolean = () => true) =>
  has(document, what, (d) => isDocumentInForce(d) && where(d))
const published = (what: Said) => has(course, what, (c) => c.state === 'published')
const trained = has(trainingAssignment, say`a finished training`, (t) => t.state === 'done')
const decidedChange = has(
  plannedChange,
  say`a change with a decision on assessing again`,
  (c) => c.target === 'system' && c.reassessmentDecision !== null,
)
const treated = ['treatmentPlanned', 'inTreatment', 'monitored', 'accepted']

/** Clauses 7 and 8. */
export const supportAndOperation: Readonly<Record<string, RequirementEvidence>> = {
  'REQ-7.1-01': shownBy(
    has(resource, say`a recorded resource`, (r) => r.state !== 'retired'),
    'RR-072',
  ),
  'REQ-7.1-02': shownBy(
    anyOf(
      has(businessCase, say`an approved business case`, (c) => c.state === 'approved'),
      has(
        evidence,
        say`accepted evidence for clause 7.1`,
        (e) => e.state === 'accepted' && (e.standardRefs ?? []).includes('iso42001:7.1'),
      ),
    ),
    'resource.supported',
  ),

  'REQ-7.2-01': shownBy(
    has(
      aimsRole,
      say`a role in force with the competence it needs`,
      (r) => r.state === 'inForce' && filled(r.requiredCompetence),
    ),
    'aimsRole.competenceStated',
  ),
  'REQ-7.2-02': shownBy(
    has(competence, say`a confirmed competence`, (c) => c.state === 'confirmed'),
    'RR-053',
  ),
  'REQ-7.2-03': shownBy(trained, 'RR-054', 'competence.gapOverdue', 'competence.effectJudged'),
  'REQ-7.2-04': shownBy(
    has(
      competence,
      say`a confirmed competence with its evidence`,
      (c) => c.state === 'confirmed' && (filled(c.evidence) || filled(c.files)),
    ),
  ),

  'REQ-7.3-01': shownBy(
    has(acknowledgement, say`somebody who acknowledged a policy`, (a) => a.state === 'acknowledged'),
    'RR-016',
    'acknowledgement.inTime',
  ),
  'REQ-7.3-02': shownBy([published(say`a published course`), trained]),
  'REQ-7.3-03': shownBy([published(say`a published course`), trained], 'RR-054'),

  'REQ-7.4-01': shownBy(
    has(
      communication,
      say`an internal communication in force`,
      (c) => c.direction === 'internal' && c.state === 'inForce',
    ),
    'communication.complete',
  ),
  'REQ-7.4-02': shownBy(
    has(
      communication,
      say`an external communication in force`,
      (c) => c.direction === 'external' && c.state === 'inForce',
    ),
    'communication.complete',
  ),

  'REQ-7.5.1-01': shownBy(inForce(say`a document in force`), 'RR-056'),
  'REQ-7.5.1-02': shownBy(doc('DOC-C-13', say`a decision on what else is documented`)),
  'REQ-7.5.2-01': shownBy(
    inForce(say`a document in force with version and owner`, (d) => d.owner !== null && filled(d.approvedVersion)),
    'RR-058',
  ),
  'REQ-7.5.2-02': shownBy(inForce(say`a document in force with content`, (d) => d.hasContent === true)),
  'REQ-7.5.2-03': shownBy(
    inForce(say`a document with a dated approval`, (d) => filled(d.approvedOn) && filled(d.approvedBy)),
    'RR-057',
  ),
  'REQ-7.5.3-01': shownBy(inForce(say`a document in force that says who gets it`, (d) => filled(d.availableTo))),
  'REQ-7.5.3-02': shownBy(
    inForce(say`a classified document in force`, (d) => d.classification !== null),
    'RR-059',
    'document.classified',
  ),
  'REQ-7.5.3-03': shownBy(
    [
      doc('DOC-P-09', say`a procedure for documents and records in force`),
      inForce(say`a document with its retention`, (d) => filled(d.retention)),
    ],
    'document.retention',
  ),
  'REQ-7.5.3-04': shownBy(
    has(document, say`a document from outside`, (d) => d.isExternal === true && d.state !== 'retired'),
    'document.externalIdentified',
  ),

  'REQ-8.1-01': shownBy(
    has(lifecycleGate, say`a decided life cycle gate`, (g) => g.result !== null),
    'RR-060',
  ),
  'REQ-8.1-02': shownBy(
    has(
      controlDecision,
      say`an applicable control in place that was verified`,
      (c) => c.applicable === 'yes' && c.implementation === 'implemented' && c.lastVerifiedOn !== null,
    ),
    'RR-037',
    'RR-038',
  ),
  'REQ-8.1-03': shownBy(doc('DOC-C-14', say`evidence of operation`)),
  'REQ-8.1-04': shownBy(
    has(plannedChange, say`a change that was made and looked at`, (c) => c.implementedOn !== null && filled(c.result)),
    'plannedChange.sideEffects',
    'plannedChange.namesSystem',
  ),
  'REQ-8.1-05': shownBy(
    has(supplier, say`an approved supplier`, (s) => s.state === 'approved'),
    'RR-087',
    'RR-088',
    'RR-089',
  ),

  'REQ-8.2-01': shownBy(
    has(risk, say`a risk with its next review`, (r) => r.nextReviewOn !== null),
    'RR-019',
    'RR-020',
  ),
  'REQ-8.2-02': shownBy(decidedChange, 'RR-021'),
  'REQ-8.2-03': shownBy(doc('DOC-C-15', say`results of risk assessment`)),

  'REQ-8.3-01': shownBy(
    has(treatmentAction, say`a verified treatment action`, (a) => a.state === 'verified'),
    'RR-028',
    'RR-029',
  ),
  'REQ-8.3-02': shownBy(
    has(risk, say`a risk in treatment or further`, (r) => treated.includes(r.state)),
    'RR-025',
  ),
  'REQ-8.3-03': shownBy(
    has(treatmentAction, say`an action whose effect was judged`, (a) => a.effective !== null),
    'treatmentAction.ineffective',
  ),
  'REQ-8.3-04': shownBy(doc('DOC-C-16', say`results of risk treatment`)),

  'REQ-8.4-01': shownBy(
    has(
      impactAssessment,
      say`an impact assessment in force with its next review`,
      (a) => a.state === 'inForce' && a.nextReviewOn !== null,
    ),
    'RR-041',
    'RR-047',
  ),
  'REQ-8.4-02': shownBy(
    [has(impactAssessment, say`an impact assessment in force`, (a) => a.state === 'inForce'), decidedChange],
    'RR-042',
  ),
  'REQ-8.4-03': shownBy(doc('DOC-C-10', say`results of impact assessment`), 'RR-048'),
}
