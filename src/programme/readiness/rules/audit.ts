import type { RecordOf } from '../../../model/index.ts'
import { count, type Said, say } from '../../../model/say.ts'
import { audit } from '../../../registers/audit.ts'
import { auditProgramme } from '../../../registers/auditProgramme.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { document } from '../../../registers/document/document.ts'
import { managementReview } from '../../../registers/managementReview.ts'
import { person } from '../../../registers/person.ts'
import { reviewAction } from '../../../registers/reviewAction.ts'
import { assessableClauses } from '../../../standard/clauses.ts'
import type { Limits } from '../../limits.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, isSince, lateBy, newest, shiftDay } from '../days.ts'
import { isDocumentInForce } from '../documentsInForce.ts'
import { type Found, mustExist, type Rule, rule } from '../rule.ts'
import { called, few, isEmpty } from '../words.ts'

type Programme = RecordOf<typeof auditProgramme>

const isReported = (state: string) => state === 'reported' || state === 'closed'

/** True when a scope reference names the point itself or a group it belongs to: 9.2 covers 9.2.1, A.6 covers A.6.2.4. */
const covers = (scope: string, ref: string) => ref === scope || ref.startsWith(`${scope}.`)

/** Points of the standard that no reported audit of the programme looked at; empty while nobody needs to care yet. */
function uncovered(
  snapshot: Snapshot,
  programme: Programme,
  limits: Limits,
  refs: readonly string[],
): readonly string[] {
  const isOver = programme.state === 'ended' || programme.cycleEndOn < snapshot.today
  if (!isOver && !limits.preStage2) return []
  const scope = snapshot
    .pointing(audit, 'programme', programme.id)
    .filter((a) => isReported(a.state))
    .flatMap((a) => a.scopeRefs ?? [])
  return refs.filter((ref) => !scope.some((s) => covers(s, ref)))
}

const coverage = (
  id: string,
  reads: readonly string[],
  kind: { readonly one: Said; readonly many: (n: number) => Said },
  refsOf: (snapshot: Snapshot) => readonly string[],
): Rule =>
  rule(id, {
    reads: ['auditProgramme', 'audit', 'settings', ...reads],
    per: 'auditProgramme',
    find: (snapshot, limits) => {
      const refs = refsOf(snapshot)
      return snapshot.of(auditProgramme).flatMap((programme): Found[] => {
        const left = uncovered(snapshot, programme, limits, refs).map((ref) => ref.replace(/^iso42001:/, ''))
        if (left.length === 0) return []
        return [
          {
            record: programme,
            why: say`No reported audit of ${called(programme)} covered ${left.length === 1 ? kind.one : say`${kind.many(left.length)}:`} ${few(left, 5)}.`,
          },
        ]
      })
    },
  })

const clauseRefs = assessableClauses.map((clause) => `iso42001:${clause.id}`)

/** What an audit covers although one of its auditors is responsible for it. */
function ownWork(snapshot: Snapshot, a: RecordOf<typeof audit>): readonly Said[] {
  const scope = a.scopeRefs ?? []
  const touches = (ref: string) => scope.some((s) => covers(s, ref) || covers(ref, s))
  const said = (a.auditorOwns ?? []).filter(touches).map((ref) => ref.replace(/^iso42001:/, ''))
  // Beside what the auditors declared: controls they own by the records.
  const owned = a.auditors.flatMap((id) =>
    snapshot
      .pointing(controlDecision, 'owner', id)
      .filter((c) => c.state !== 'removed' && touches(c.control))
      .map(
        (c) =>
          say`${c.control.replace(/^iso42001:/, '')} (${snapshot.get(person, id)?.title ?? say`an auditor`} owns it)`,
      ),
  )
  return [...said, ...owned]
}

const isHeldReview = (r: RecordOf<typeof managementReview>) =>
  r.heldOn !== null && (r.state === 'held' || r.state === 'signed')

const latestReview = (snapshot: Snapshot) =>
  snapshot
    .of(managementReview)
    .filter(isHeldReview)
    .toSorted((a, b) => (b.heldOn ?? '').localeCompare(a.heldOn ?? ''))[0]

const aboutLatestReview = (id: string, why: (r: RecordOf<typeof managementReview>) => Said | false): Rule =>
  rule(id, {
    reads: ['managementReview'],
    find: (snapshot) => {
      const review = latestReview(snapshot)
      const said = review !== undefined && why(review)
      return review === undefined || said === false ? [] : [{ record: review, why: said }]
    },
  })

const inputs = ['MRI-1', 'MRI-2', 'MRI-3', 'MRI-4', 'MRI-5', 'MRI-6', 'MRI-7'] as const
const outputs = ['MRO-1', 'MRO-2'] as const

/** Clauses 9.1 to 9.3: measuring, auditing, reviewing. */
export const auditRules: readonly Rule[] = [
  mustExist('RR-092', ['document'], 'document', (snapshot) =>
    snapshot.of(document).some((d) => d.isMonitoringPlan === true && isDocumentInForce(d))
      ? false
      : say`No approved document is marked as the monitoring plan.`,
  ),

  mustExist('RR-093', ['audit', 'settings'], 'audit', (snapshot, { internalAuditDays }) => {
    const done = snapshot.of(audit).filter((a) => a.kind === 'internal' && isReported(a.state))
    const last = newest(done.map((a) => a.finishedOn))
    if (isSince(last, shiftDay(snapshot.today, -internalAuditDays))) return false
    return last === null
      ? say`No internal audit was finished and reported.`
      : say`The last internal audit was finished on ${last}, more than ${internalAuditDays} days ago.`
  }),

  coverage('RR-094', [], { one: say`the clause`, many: (n) => count(n, 'clause') }, () => clauseRefs),
  coverage('RR-095', ['controlDecision'], { one: say`the control`, many: (n) => count(n, 'control') }, (snapshot) =>
    snapshot
      .of(controlDecision)
      .filter((c) => c.applicable === 'yes' && c.source === 'annex_a' && c.state !== 'removed')
      .map((c) => c.control),
  ),

  rule('RR-096', {
    reads: ['audit', 'controlDecision', 'person'],
    per: 'audit',
    find: (snapshot) =>
      snapshot.of(audit).flatMap((a): Found[] => {
        if (a.state === 'cancelled') return []
        const own = ownWork(snapshot, a)
        return own.length === 0
          ? []
          : [{ record: a, why: say`${called(a)} covers work of its own auditors: ${few(own)}.` }]
      }),
  }),

  rule('RR-097', {
    reads: ['audit'],
    per: 'audit',
    find: (snapshot) =>
      snapshot
        .of(audit)
        .filter(
          (a) => a.finishedOn !== null && a.state !== 'cancelled' && isEmpty(a.reportText) && isEmpty(a.reportFiles),
        )
        .map((a) => ({ record: a, why: say`${called(a)} was finished on ${a.finishedOn}; there is no report.` })),
  }),

  mustExist('RR-098', ['managementReview', 'settings'], 'managementReview', (snapshot, { managementReviewDays }) => {
    const last = latestReview(snapshot)?.heldOn ?? null
    if (isSince(last, shiftDay(snapshot.today, -managementReviewDays))) return false
    return last === null
      ? say`No management review was held.`
      : say`The last management review was held on ${last}, more than ${managementReviewDays} days ago.`
  }),

  aboutLatestReview(
    'RR-099',
    (r) =>
      !(r.attendees ?? []).some((a) => a.topManagement && a.present) &&
      say`Nobody of top management took part in ${called(r)} of ${r.heldOn}.`,
  ),

  aboutLatestReview('RR-100', (r) => {
    const missing = inputs.filter((input) => !(r.inputs ?? []).some((row) => row.input === input))
    return missing.length > 0 && say`${called(r)} of ${r.heldOn} did not look at ${few(missing, 7)}.`
  }),

  aboutLatestReview('RR-101', (r) => {
    const missing = outputs.filter((output) => !(r.decisions ?? []).some((row) => row.kind === output))
    return missing.length > 0 && say`${called(r)} of ${r.heldOn} has no decision of the kind ${few(missing)}.`
  }),

  rule('RR-102', {
    reads: ['reviewAction'],
    per: 'reviewAction',
    find: (snapshot) =>
      snapshot
        .of(reviewAction)
        .filter((a) => a.state !== 'dropped' && a.doneOn === null && isBefore(a.dueOn, snapshot.today))
        .map((a) => ({ record: a, why: say`${called(a)} ${lateBy(a.dueOn, say`its end`)} and is not done.` })),
  }),
]
