import { type Said, say } from '../../../model/say.ts'
import { acknowledgement } from '../../../registers/acknowledgement.ts'
import { aimsRole } from '../../../registers/aimsRole.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { appointment } from '../../../registers/appointment.ts'
import { audit } from '../../../registers/audit.ts'
import { businessCase } from '../../../registers/businessCase.ts'
import { communication } from '../../../registers/communication.ts'
import { contextIssue } from '../../../registers/contextIssue.ts'
import { document } from '../../../registers/document/document.ts'
import { evidence } from '../../../registers/evidence.ts'
import { interestedParty } from '../../../registers/interestedParty.ts'
import { lifecycleGate } from '../../../registers/lifecycleGate.ts'
import { managementReview } from '../../../registers/managementReview.ts'
import { objective } from '../../../registers/objective.ts'
import { obligation } from '../../../registers/obligation.ts'
import { scopeStatement } from '../../../registers/scopeStatement.ts'
import { isDocumentInForce } from '../documentsInForce.ts'
import { isHeld } from '../rules/leadership.ts'
import { anyOf, doc, filled, has, hasToday, type RequirementEvidence, shownBy } from './proof.ts'

const issue = has(contextIssue, say`a confirmed context issue`, (i) => i.state === 'confirmed')
const party = (what: Said, where: (row: { addressed: string }) => boolean) =>
  has(interestedParty, what, (p) => p.state !== 'past' && (p.requirements ?? []).some(where))
const scope = (what: Said, field: 'basedOn' | 'activities' | 'scopeText') =>
  has(scopeStatement, what, (s) => s.state === 'approved' && filled(s[field]))
const policy = (what: Said, where: (d: PolicyFlags) => boolean = () => true) =>
  has(document, what, (d) => d.isAiPolicy === true && isDocumentInForce(d) && where(d))

interface PolicyFlags {
  readonly framesObjectives: boolean | null
  readonly commitsToRequirements: boolean | null
  readonly commitsToImprovement: boolean | null
  readonly availableTo: string | null
}

const leadershipProof = (ref: '5.1' | '7.1') =>
  has(
    evidence,
    say`accepted evidence for clause ${ref}`,
    (e) => e.state === 'accepted' && (e.standardRefs ?? []).includes(`iso42001:${ref}`),
  )

const dutyHolder = (duty: 'conformity' | 'performance_reporting', what: Said) =>
  hasToday(
    aimsRole,
    what,
    (role, snapshot) =>
      role.state === 'inForce' &&
      (role.fixedDuties ?? []).includes(duty) &&
      snapshot.pointing(appointment, 'role', role.id).some((a) => isHeld(a, snapshot.today)),
    ['appointment'],
  )

/** Clauses 4 and 5. */
export const contextAndLeadership: Readonly<Record<string, RequirementEvidence>> = {
  'REQ-4.1-01': shownBy(issue, 'RR-006', 'contextIssue.decided'),
  'REQ-4.1-02': shownBy(
    has(
      contextIssue,
      say`a decided context issue with the topic climate change`,
      (i) => i.topic === 'climate_change' && (i.relevant === 'yes' || i.relevant === 'no') && filled(i.relevanceReason),
    ),
    'RR-005',
  ),
  'REQ-4.1-03': shownBy(
    has(
      aiSystem,
      say`an AI system in scope with its intended uses`,
      (s) => s.inScope === true && filled(s.intendedUses),
    ),
    'RR-085',
  ),
  'REQ-4.1-04': shownBy(
    has(aiSystem, say`an AI system with our role for it`, (s) => s.inScope === true && filled(s.orgRoles)),
    'RR-007',
  ),
  'REQ-4.1-05': shownBy(
    anyOf(
      has(obligation, say`a law or regulation that applies`, (o) => o.kind === 'law' && o.state === 'applies'),
      has(
        contextIssue,
        say`a confirmed context issue about law or forbidden uses`,
        (i) => i.state === 'confirmed' && (i.topic === 'law' || i.topic === 'forbidden_uses'),
      ),
    ),
    'aiSystem.legalClass',
  ),
  'REQ-4.2-01': shownBy(
    has(
      interestedParty,
      say`affected people among the interested parties`,
      (p) => p.group === 'affected_people' && p.state !== 'past',
    ),
  ),
  'REQ-4.2-02': shownBy(
    party(say`an interested party with its requirements`, () => true),
    'interestedParty.hasRequirements',
  ),
  'REQ-4.2-03': shownBy(
    party(say`a requirement with a decision`, (row) => row.addressed !== 'undecided'),
    'RR-008',
  ),
  'REQ-4.2-04': shownBy(
    has(interestedParty, say`a party whose climate needs were considered`, (p) => p.climateConsidered === true),
  ),
  'REQ-4.3-01': shownBy(
    scope(say`an approved scope that says what it rests on`, 'basedOn'),
    'scopeStatement.reviewInTime',
  ),
  'REQ-4.3-02': shownBy(scope(say`an approved scope with activities per role`, 'activities')),
  'REQ-4.3-03': shownBy(scope(say`an approved scope in writing`, 'scopeText'), 'RR-001'),
  'REQ-4.3-04': shownBy(
    has(aiSystem, say`an AI system with a decision on scope`, (s) => s.inScope !== null),
    'RR-002',
    'RR-003',
    'RR-004',
  ),
  'REQ-4.4-01': shownBy(doc('DOC-C-02', say`a description of the processes in force`), 'RR-009'),
  'REQ-4.4-02': shownBy([
    doc('DOC-C-02', say`a description of the AIMS in force`),
    doc('DOC-C-01', say`an approved scope`),
  ]),
  'REQ-4.4-03': shownBy([
    has(evidence, say`accepted evidence`, (e) => e.state === 'accepted'),
    anyOf(
      has(audit, say`a reported audit`, (a) => a.state === 'reported' || a.state === 'closed'),
      has(managementReview, say`a held management review`, (r) => r.heldOn !== null),
    ),
  ]),

  'REQ-5.1-01': shownBy(
    [policy(say`an AI policy in force`), has(objective, say`an active AI objective`, (o) => o.state === 'active')],
    'RR-010',
    'RR-049',
  ),
  'REQ-5.1-02': shownBy(
    anyOf(
      leadershipProof('5.1'),
      has(lifecycleGate, say`a decided life cycle gate`, (g) => g.result !== null),
    ),
  ),
  'REQ-5.1-03': shownBy(
    anyOf(
      leadershipProof('7.1'),
      has(businessCase, say`an approved business case`, (c) => c.state === 'approved'),
    ),
    'RR-108',
  ),
  'REQ-5.1-04': shownBy(
    anyOf(
      has(
        communication,
        say`an internal communication that took place`,
        (c) => c.direction === 'internal' && filled(c.said),
      ),
      leadershipProof('5.1'),
    ),
  ),
  'REQ-5.1-05': shownBy(
    has(
      managementReview,
      say`a management review with top management`,
      (r) => r.heldOn !== null && (r.attendees ?? []).some((a) => a.topManagement && a.present),
    ),
    'RR-098',
    'RR-099',
  ),
  'REQ-5.1-06': shownBy(
    hasToday(
      appointment,
      say`an accepted appointment below top management`,
      (a, snapshot) => isHeld(a, snapshot.today) && snapshot.get(aimsRole, a.role)?.isTopManagement !== true,
      ['aimsRole'],
    ),
  ),

  'REQ-5.2-01': shownBy(policy(say`an AI policy in force`), 'RR-012'),
  'REQ-5.2-02': shownBy(policy(say`an AI policy that frames objectives`, (d) => d.framesObjectives === true)),
  'REQ-5.2-03': shownBy(
    policy(say`an AI policy with the commitment to requirements`, (d) => d.commitsToRequirements === true),
  ),
  'REQ-5.2-04': shownBy(
    policy(say`an AI policy with the commitment to improve`, (d) => d.commitsToImprovement === true),
  ),
  'REQ-5.2-05': shownBy([
    policy(say`an AI policy that says who gets it`, (d) => filled(d.availableTo)),
    has(acknowledgement, say`somebody who acknowledged the AI policy`, (a) => a.state === 'acknowledged'),
  ]),
  'REQ-5.2-06': shownBy(
    hasToday(
      document,
      say`an AI policy approved by top management`,
      (d, _snapshot, { topRoles }) =>
        d.isAiPolicy === true &&
        isDocumentInForce(d) &&
        d.approvedByRole !== null &&
        topRoles.includes(d.approvedByRole),
      ['settings'],
    ),
    'RR-010',
  ),

  'REQ-5.3-01': shownBy(
    hasToday(appointment, say`an accepted appointment`, (a, snapshot) => isHeld(a, snapshot.today)),
    'RR-014',
    'RR-015',
    'aimsRole.communicated',
  ),
  'REQ-5.3-02': shownBy(dutyHolder('conformity', say`a held role that sees to conformity`)),
  'REQ-5.3-03': shownBy(
    dutyHolder('performance_reporting', say`a held role that reports performance to top management`),
  ),
}
