import { say } from '../../../model/say.ts'
import { acknowledgement } from '../../../registers/acknowledgement.ts'
import { aimsRole } from '../../../registers/aimsRole.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { appointment } from '../../../registers/appointment.ts'
import { document } from '../../../registers/document/document.ts'
import { evidence } from '../../../registers/evidence.ts'
import { person } from '../../../registers/person.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, isSince, lateBy, newest, shiftDay } from '../days.ts'
import { isDocumentInForce } from '../documentsInForce.ts'
import { along, mustExist, type Rule, rule } from '../rule.ts'
import { called, few } from '../words.ts'
import { isLiving } from './systems.ts'

const aiPolicies = (snapshot: Snapshot) =>
  snapshot.of(document).filter((d) => d.isAiPolicy === true && isDocumentInForce(d))

/** The AI policy in force that was approved last; people acknowledge this one. */
const aiPolicy = (snapshot: Snapshot) =>
  aiPolicies(snapshot).toSorted((a, b) => (b.approvedOn ?? '').localeCompare(a.approvedOn ?? ''))[0]

const isActive = (snapshot: Snapshot, id: string | null): boolean => snapshot.get(person, id)?.state === 'active'

/** Accepted, begun and not over. */
export const isHeld = (a: { state: string; from: string | null; until: string | null }, today: string): boolean =>
  a.state === 'accepted' && (a.from === null || a.from <= today) && (a.until === null || a.until >= today)

/** Clauses 5.1 to 5.3, controls A.2 and A.3.2: policy, roles and what top management shows. */
export const leadershipRules: readonly Rule[] = [
  mustExist('RR-010', ['document', 'settings'], 'document', (snapshot, { topRoles }) => {
    const policies = aiPolicies(snapshot)
    if (policies.some((p) => p.approvedByRole !== null && topRoles.includes(p.approvedByRole))) return false
    const [other] = policies
    return other === undefined
      ? say`No AI policy is approved.`
      : say`${called(other)} was approved, but not by top management (${other.approvedByRole ?? say`role unknown`}).`
  }),

  rule('RR-011', {
    reads: ['document'],
    per: 'document',
    find: (snapshot) =>
      aiPolicies(snapshot).flatMap((policy) => {
        const missing = [
          policy.framesObjectives !== true && say`a frame for AI objectives`,
          policy.commitsToRequirements !== true && say`the commitment to meet requirements`,
          policy.commitsToImprovement !== true && say`the commitment to improve`,
        ].filter((part) => part !== false)
        return missing.length === 0 ? [] : { record: policy, why: say`${called(policy)} lacks ${few(missing)}.` }
      }),
  }),

  rule('RR-012', {
    reads: ['document'],
    per: 'document',
    find: (snapshot) =>
      aiPolicies(snapshot)
        .filter((policy) => isBefore(policy.nextReviewOn, snapshot.today))
        .map((policy) => ({
          record: policy,
          why: say`${called(policy)} ${lateBy(policy.nextReviewOn, say`its review`)}.`,
        })),
  }),

  rule('RR-013', {
    reads: ['document'],
    find: (snapshot) => {
      const approvedOn = newest(aiPolicies(snapshot).map((p) => p.approvedOn))
      return snapshot
        .of(document)
        .filter(
          (d) =>
            d.aiRelevant === true &&
            d.isAiPolicy !== true &&
            d.state !== 'retired' &&
            d.state !== 'superseded' &&
            (d.alignmentReviewedOn === null || (approvedOn !== null && d.alignmentReviewedOn < approvedOn)),
        )
        .map((d) => ({
          record: d,
          why:
            d.alignmentReviewedOn === null
              ? say`${called(d)} touches AI but was never compared with the AI policy.`
              : say`${called(d)} was compared on ${d.alignmentReviewedOn}, before the AI policy of ${approvedOn} was approved.`,
        }))
    },
  }),

  rule('RR-014', {
    reads: ['aimsRole', 'appointment', 'person'],
    per: 'aimsRole',
    find: (snapshot) =>
      snapshot.of(aimsRole).flatMap((role) => {
        if (role.mandatory !== true || role.state === 'retired') return []
        const holders = snapshot.pointing(appointment, 'role', role.id).filter((a) => isHeld(a, snapshot.today))
        if (holders.some((a) => isActive(snapshot, a.person))) return []
        const gone = holders.map((a) => snapshot.get(person, a.person)).find((p) => p !== undefined)
        const why = gone
          ? say`${called(role)} is held by ${gone.title}, who has left.`
          : say`Nobody holds ${called(role)}.`
        return { record: role, why }
      }),
  }),

  rule('RR-015', {
    reads: ['aiSystem'],
    per: 'aiSystem',
    ways: [along('owner', 'person')],
    find: (snapshot) =>
      snapshot.of(aiSystem).flatMap((system) => {
        if (!isLiving(system) || system.inScope !== true || isActive(snapshot, system.owner)) return []
        const gone = snapshot.get(person, system.owner)
        const why = gone
          ? say`${called(system)} is owned by ${gone.title}, who has left.`
          : say`${called(system)} has no owner.`
        return { record: system, why }
      }),
  }),

  rule('RR-016', {
    reads: ['person', 'document', 'acknowledgement'],
    per: 'person',
    find: (snapshot, { policyAcknowledgementDays }) => {
      const policy = aiPolicy(snapshot)
      // Nobody can acknowledge a policy that does not exist; that is RR-010.
      if (policy === undefined || isSince(policy.approvedOn, shiftDay(snapshot.today, -policyAcknowledgementDays)))
        return []
      const version = policy.approvedVersion ?? policy.versionLabel
      const settled = new Set(
        snapshot
          .pointing(acknowledgement, 'document', policy.id)
          // A waiver is a decision with a reason, so it settles this version too.
          .filter((a) => a.versionAcknowledged === version && (a.state === 'acknowledged' || a.state === 'waived'))
          .map((a) => a.person),
      )
      return snapshot
        .of(person)
        .filter((p) => p.state === 'active' && p.inScopeStaff === true && !settled.has(p.id))
        .map((p) => ({
          record: p,
          why: say`${p.title} has not acknowledged version ${version ?? say`(without label)`} of ${called(policy)}, approved on ${policy.approvedOn ?? say`an unknown day`}.`,
        }))
    },
  }),

  mustExist('RR-108', ['evidence'], 'evidence', (snapshot, { leadershipEvidenceDays }) => {
    const about = snapshot
      .of(evidence)
      .filter(
        (e) =>
          e.state === 'accepted' &&
          (e.standardRefs ?? []).some((ref) => ref === 'iso42001:5.1' || ref === 'iso42001:7.1'),
      )
    const last = newest(about.map((e) => e.collectedOn))
    if (isSince(last, shiftDay(snapshot.today, -leadershipEvidenceDays))) return false
    return last === null
      ? say`No accepted evidence shows what top management does for the AIMS (clauses 5.1 and 7.1).`
      : say`The newest evidence of leadership is of ${last}, more than ${leadershipEvidenceDays} days ago.`
  }),
]
