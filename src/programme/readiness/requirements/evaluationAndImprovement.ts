import type { RecordOf } from '../../../model/index.ts'
import { type Said, say } from '../../../model/say.ts'
import { audit } from '../../../registers/audit.ts'
import { auditProgramme } from '../../../registers/auditProgramme.ts'
import { correctiveAction } from '../../../registers/correctiveAction.ts'
import { finding } from '../../../registers/finding.ts'
import { improvement } from '../../../registers/improvement.ts'
import { managementReview } from '../../../registers/managementReview.ts'
import { measurement } from '../../../registers/measurement.ts'
import { metric } from '../../../registers/metric.ts'
import { workingPaper } from '../../../registers/workingPaper.ts'
import { doc, filled, has, type RequirementEvidence, shownBy } from './proof.ts'

const active = (what: Said, where: (m: RecordOf<typeof metric>) => boolean = () => true) =>
  has(metric, what, (m) => m.state === 'active' && where(m))
const reported = (what: Said, where: (a: RecordOf<typeof audit>) => boolean = () => true) =>
  has(audit, what, (a) => a.kind === 'internal' && (a.state === 'reported' || a.state === 'closed') && where(a))
const programme = (what: Said, where: (p: RecordOf<typeof auditProgramme>) => boolean = () => true) =>
  has(auditProgramme, what, (p) => (p.state === 'approved' || p.state === 'ended') && where(p))
const review = (what: Said, where: (r: RecordOf<typeof managementReview>) => boolean = () => true) =>
  has(managementReview, what, (r) => r.heldOn !== null && where(r))
const input = (what: Said, ...ids: readonly string[]) =>
  review(say`a management review that looked at ${what}`, (r) =>
    ids.every((id) => (r.inputs ?? []).some((row) => row.input === id)),
  )
const output = (what: Said, id: string) =>
  review(say`a management review that decided ${what}`, (r) => (r.decisions ?? []).some((row) => row.kind === id))
const nonconformity = (what: Said, where: (f: RecordOf<typeof finding>) => boolean) =>
  has(finding, what, (f) => (f.grade === 'major' || f.grade === 'minor') && where(f))

/** Clauses 9 and 10. */
export const evaluationAndImprovement: Readonly<Record<string, RequirementEvidence>> = {
  'REQ-9.1-01': shownBy(active(say`a metric in use`), 'RR-092'),
  'REQ-9.1-02': shownBy(
    active(say`a metric whose method is shown to be valid`, (m) => filled(m.methodValidity)),
    'metric.methodValid',
  ),
  'REQ-9.1-03': shownBy(
    active(say`a metric that says when it is measured and analysed`, (m) => m.frequency !== null && filled(m.analysis)),
    'RR-051',
  ),
  'REQ-9.1-04': shownBy(
    has(measurement, say`an analysed measurement`, (m) => m.state === 'analysed' && filled(m.analysis)),
    'measurement.analysed',
  ),
  'REQ-9.1-05': shownBy(doc('DOC-C-17', say`results of measurement`), 'RR-067'),

  'REQ-9.2.1-01': shownBy(reported(say`a reported internal audit`), 'RR-093'),
  'REQ-9.2.1-02': shownBy(reported(say`a reported internal audit with its criteria`, (a) => filled(a.criteria))),
  'REQ-9.2.1-03': shownBy(
    has(workingPaper, say`a working paper with what was seen`, (w) => w.state !== 'open' && filled(w.evidenceSeen)),
  ),
  'REQ-9.2.2-01': shownBy(
    programme(
      say`an approved audit programme with frequency, methods and duties`,
      (p) => filled(p.frequency) && filled(p.methods) && filled(p.responsibilities),
    ),
  ),
  'REQ-9.2.2-02': shownBy(
    programme(
      say`an approved audit programme that weighs importance and earlier results`,
      (p) => filled(p.riskWeighting) && filled(p.previousResults),
    ),
    'RR-094',
    'RR-095',
  ),
  'REQ-9.2.2-03': shownBy(
    has(
      audit,
      say`an audit with objective, criteria and scope`,
      (a) => filled(a.objective) && filled(a.criteria) && filled(a.scopeRefs),
    ),
  ),
  'REQ-9.2.2-04': shownBy(
    has(audit, say`an audit whose auditors declared to be independent`, (a) => filled(a.independenceStatement)),
    'RR-096',
  ),
  'REQ-9.2.2-05': shownBy(
    reported(say`a reported internal audit with those who got the report`, (a) => filled(a.distribution)),
    'RR-097',
  ),

  'REQ-9.3.1-01': shownBy(review(say`a held management review`), 'RR-098'),
  'REQ-9.3.1-02': shownBy(
    review(say`a management review with top management`, (r) =>
      (r.attendees ?? []).some((a) => a.topManagement && a.present),
    ),
    'RR-099',
  ),
  'REQ-9.3.2-01': shownBy(input(say`earlier decisions`, 'MRI-1'), 'RR-102'),
  'REQ-9.3.2-02': shownBy(input(say`changes outside and inside`, 'MRI-2')),
  'REQ-9.3.2-03': shownBy(input(say`what interested parties need`, 'MRI-3')),
  'REQ-9.3.2-04': shownBy(input(say`trends`, 'MRI-4', 'MRI-5', 'MRI-6'), 'RR-100'),
  'REQ-9.3.2-05': shownBy(input(say`ideas for improvement`, 'MRI-7')),
  'REQ-9.3.3-01': shownBy(output(say`which improvements are taken up`, 'MRO-1')),
  'REQ-9.3.3-02': shownBy(output(say`what must change`, 'MRO-2'), 'RR-101'),
  'REQ-9.3.3-03': shownBy(doc('DOC-C-20', say`signed results of a management review`)),

  'REQ-10.1-01': shownBy(
    has(improvement, say`an improvement carried out`, (i) => i.doneOn !== null),
    'RR-107',
  ),

  'REQ-10.2-01': shownBy(
    nonconformity(say`a nonconformity with its correction`, (f) => filled(f.correction)),
    'RR-103',
    'RR-104',
  ),
  'REQ-10.2-02': shownBy(
    nonconformity(say`a nonconformity with its cause`, (f) => filled(f.cause)),
    'RR-105',
    'finding.similar-cases',
  ),
  'REQ-10.2-03': shownBy(
    has(correctiveAction, say`a corrective action that was carried out`, (a) => a.doneOn !== null),
    'correctiveAction.in-time',
  ),
  'REQ-10.2-04': shownBy(
    nonconformity(say`a nonconformity whose action was checked`, (f) => f.effectivenessCheckedOn !== null),
    'RR-106',
    'correctiveAction.failed-again',
  ),
  'REQ-10.2-05': shownBy(
    nonconformity(
      say`a nonconformity that says what changes in the AIMS`,
      (f) => f.changes.length > 0 || filled(f.aimsEffect),
    ),
  ),
  'REQ-10.2-06': shownBy(doc('DOC-C-21', say`records of nonconformities and what was done`)),
}
