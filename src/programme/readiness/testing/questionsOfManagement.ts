import { appointment } from '../../../registers/appointment.ts'
import { audit } from '../../../registers/audit.ts'
import { finding } from '../../../registers/finding.ts'
import { reviewAction } from '../../../registers/reviewAction.ts'
import { workingPaper } from '../../../registers/workingPaper.ts'
import { build } from '../../testing/build.ts'
import { missing, overdue, type QuestionCase } from './questionCase.ts'
import { long, past, soon, today } from './ruleCase.ts'

const someone = 'person-1'

/** Questions about how the organisation manages: roles, people, documents, audits, reviews, improvement. */
export const questionsOfManagement: Readonly<Record<string, QuestionCase>> = {
  'acknowledgement.inTime': overdue('dueOn', { state: 'asked' }, { state: 'acknowledged' }, { state: 'waived' }),
  'aimsRole.competenceStated': missing(
    'requiredCompetence',
    'Two years of audits',
    { state: 'inForce' },
    { state: 'retired' },
  ),
  'aimsRole.communicated': missing('communicatedOn', past, { state: 'inForce' }, { state: 'draft' }),
  'appointment.notAnswered': overdue('from', { state: 'offered' }, { state: 'accepted' }, { state: 'declined' }),
  'appointment.expired': overdue('until', { state: 'accepted' }, { state: 'ended' }),
  'appointment.deputy': missing('deputy', someone, { state: 'accepted' }, { state: 'ended' }),
  'audit.started-when-planned': overdue(
    'plannedOn',
    { state: 'planned' },
    { state: 'inProgress' },
    { state: 'cancelled' },
  ),
  'audit.worked-on-paper': {
    fires: { kind: 'internal', state: 'reported' },
    silent: [{ kind: 'surveillance' }, { state: 'inProgress' }],
    silentBeside: (id) => [build(workingPaper, { audit: id })],
  },
  'auditProgramme.ended-in-time': {
    fires: { cycleEndOn: past, state: 'approved' },
    silent: [{ cycleEndOn: soon }, { state: 'ended' }],
  },
  'auditProgramme.planned-kept': {
    fires: { state: 'approved', cycleEndOn: soon, plannedAudits: [{ title: 'Spring', plannedOn: past }] },
    silent: [{ state: 'draft' }, { plannedAudits: [{ title: 'Winter', plannedOn: soon }] }, { plannedAudits: null }],
    beside: (id) => [build(audit, { programme: id, state: 'cancelled' })],
    silentBeside: (id) => [build(audit, { programme: id, state: 'planned' })],
  },
  'auditQuestion.held-in-rehearsal': {
    fires: { state: 'rehearsed', rehearsalResult: 'notYet' },
    silent: [{ rehearsalResult: 'held' }, { rehearsalResult: null }, { state: 'setAside' }],
  },
  'auditRequest.answered-in-time': overdue(
    'dueOn',
    { state: 'sentBack' },
    { state: 'answered' },
    { state: 'accepted' },
  ),
  'businessCase.comparesOptions': {
    fires: { state: 'draft', options: [{ name: 'Only one' }] },
    silent: [{ options: [{ name: 'Certify' }, { name: 'Wait' }] }, { state: 'approved' }],
  },
  'businessCase.actuals': {
    fires: { state: 'approved', decidedOn: long, actuals: null },
    silent: [{ decidedOn: past }, { decidedOn: null }, { actuals: [{ year: 1 }] }, { state: 'closed' }],
  },
  'certificationBody.accredited': {
    fires: { state: 'chosen', accreditedFor42001: true, iso42006InScope: false },
    silent: [{ iso42006InScope: true }, { state: 'shortlisted' }],
  },
  'certificationCycle.surveillance-in-time': {
    fires: { state: 'certified', soa: 'soa-1', surveillance1On: past },
    silent: [{ surveillance1DoneOn: past }, { surveillance1On: soon }, { surveillance1On: null }, { state: 'ended' }],
  },
  'certificationCycle.certificate-valid': overdue('certificateUntil', { state: 'certified' }, { state: 'ended' }),
  'certificationCycle.soa-named': missing('soa', 'soa-1', { state: 'stage2Done' }, { state: 'stage1Done' }),
  'communication.takesPlace': overdue('nextOn', { state: 'inForce' }, { state: 'ended' }, { state: 'planned' }),
  'communication.complete': {
    fires: { state: 'inForce', timing: 'Monthly', audience: 'Everybody', channel: 'Intranet', owner: null },
    silent: [{ owner: someone }, { state: 'ended' }],
  },
  'competence.gapOverdue': overdue('gapActionDueOn', { state: 'gap' }, { gapClosedOn: past }, { state: 'confirmed' }),
  'competence.effectJudged': missing(
    'actionEffect',
    'Passed',
    { state: 'gap', gapClosedOn: past },
    { gapClosedOn: null },
    { state: 'withdrawn' },
  ),
  'concern.due-day': {
    fires: { state: 'inHandling', owner: someone, responseDueOn: null },
    silent: [{ responseDueOn: soon }, { state: 'closed' }],
  },
  'contextIssue.decided': {
    fires: { state: 'noted', relevant: 'undecided' },
    silent: [{ relevant: 'yes' }, { relevant: 'no' }, { state: 'past' }],
  },
  'contextIssue.reviewInTime': overdue('nextReviewOn', { state: 'confirmed' }, { state: 'past' }),
  'controlDecision.owned': missing(
    'owner',
    someone,
    { state: 'decided', applicable: 'yes' },
    { applicable: 'no' },
    { state: 'removed' },
  ),
  'controlDecision.described': {
    fires: { state: 'decided', applicable: 'yes', implementation: 'implemented', howImplemented: null },
    silent: [
      { howImplemented: 'See the manual' },
      { documents: ['document-1'] },
      { implementation: 'planned' },
      { applicable: 'no' },
    ],
  },
  'controlDecision.inPlaceInTime': overdue(
    'plannedFor',
    { state: 'decided', applicable: 'yes', implementation: 'planned' },
    { implementation: 'implemented' },
    { applicable: 'no' },
    { state: 'removed' },
  ),
  'correctiveAction.in-time': {
    fires: { state: 'planned', dueOn: past },
    silent: [{ dueOn: soon }, { state: 'done' }, { state: 'dropped' }],
  },
  'correctiveAction.failed-again': {
    fires: { state: 'notEffective', findings: ['finding-closed'] },
    silent: [{ state: 'effective' }, { findings: [] }],
    beside: () => [build(finding, { id: 'finding-closed', closedOn: past })],
    silentBeside: () => [build(finding, { id: 'finding-closed', closedOn: null })],
  },
  'course.effectChecked': missing(
    'questions',
    [{ question: 'Who may stop it?' }],
    { state: 'published' },
    { state: 'draft' },
  ),
  'document.retention': missing('retention', '3 years', { state: 'approved' }, { state: 'draft' }),
  'document.classified': missing('classification', 'internal', { state: 'approved' }, { state: 'draft' }),
  'document.externalIdentified': missing(
    'externalSource',
    'The authority',
    { isExternal: true },
    { isExternal: false },
    { state: 'retired' },
  ),
  'evidence.provesSomething': {
    fires: { state: 'accepted', standardRefs: [], ownControls: null, about: [] },
    silent: [
      { standardRefs: ['iso42001:7.2'] },
      { about: ['risk-1'] },
      { ownControls: ['OWN-1'] },
      { state: 'withdrawn' },
    ],
  },
  'evidence.stale': {
    fires: { state: 'accepted', collectedOn: long, validDays: 30 },
    silent: [{ collectedOn: past, validDays: 60 }, { state: 'proposed' }],
  },
  'finding.owned-and-dated': {
    fires: { grade: 'minor', owner: someone, dueOn: null },
    silent: [{ dueOn: soon }, { closedOn: past }, { grade: 'ofi' }],
  },
  'finding.similar-cases': missing(
    'similarCases',
    'None',
    { grade: 'major', closedOn: past },
    { closedOn: null },
    { grade: 'ofi' },
  ),
  'finding.requirement-named': missing(
    'refs',
    ['iso42001:7.2'],
    { grade: 'minor', ownRule: null },
    { ownRule: 'Manual 4' },
    { grade: 'ofi' },
  ),
  'findingAcceptance.expired': {
    fires: { state: 'accepted', until: past },
    silent: [{ until: soon }, { until: today }, { state: 'withdrawn' }],
  },
  'improvement.carried-out': overdue('dueOn', { state: 'accepted' }, { state: 'done' }, { state: 'refused' }),
  'interestedParty.hasRequirements': missing(
    'requirements',
    [{ requirement: 'Fair' }],
    { state: 'noted' },
    { state: 'past' },
  ),
  'interestedParty.sourced': {
    fires: { state: 'noted', requirements: [{ requirement: 'Fair decisions', source: null }] },
    silent: [{ requirements: [{ requirement: 'Fair decisions', source: 'Talks of May' }] }, { state: 'past' }],
  },
  'lesson.owned': missing('owner', someone, { state: 'noted' }, { state: 'applied' }),
  'managementReview.signed-soon': { fires: { state: 'held' }, silent: [{ state: 'signed' }, { state: 'planned' }] },
  'managementReview.held-when-planned': overdue(
    'plannedOn',
    { state: 'prepared' },
    { state: 'held' },
    { state: 'signed' },
  ),
  'managementReview.decisions-followed': {
    fires: { state: 'signed', decisions: [{ decision: 'Hire', dueOn: soon }] },
    silent: [{ state: 'held' }, { decisions: [{ decision: 'Go on', dueOn: null }] }],
    silentBeside: (id) => [build(reviewAction, { review: id })],
  },
  'measurement.analysed': missing('analysis', 'On its way', { state: 'recorded' }, { state: 'analysed' }),
  'metric.methodValid': missing('methodValidity', 'Compared with a count', { state: 'active' }, { state: 'draft' }),
  'metric.limits': missing('actAt', 5, { state: 'active' }, { lowerLimit: 1 }, { upperLimit: 9 }, { state: 'retired' }),
  'objective.overdue': overdue('dueOn', { state: 'active' }, { state: 'achieved' }, { state: 'missed' }),
  'objective.communicated': missing('communicatedOn', past, { state: 'active' }, { state: 'draft' }),
  'objective.servesPolicy': missing('policyLink', 'Promise 2', { state: 'active' }, { state: 'dropped' }),
  'obligation.howMet': missing(
    'howMet',
    'By a notice',
    { state: 'applies' },
    { documents: ['document-1'] },
    { state: 'notApplicable' },
  ),
  'obligation.decided': { fires: { state: 'identified' }, silent: [{ state: 'applies' }, { state: 'notApplicable' }] },
  'organisationalUnit.led': missing(
    'head',
    someone,
    { state: 'existing', inScope: true },
    { inScope: false },
    { state: 'dissolved' },
  ),
  'person.scopeDecided': missing('inScopeStaff', false, { state: 'active' }, { state: 'left' }),
  'person.leavesNoRole': {
    fires: { state: 'left' },
    silent: [{ state: 'active' }],
    beside: (id) => [build(appointment, { person: id, state: 'accepted' })],
    silentBeside: (id) => [build(appointment, { person: id, state: 'ended' })],
  },
  'plannedChange.sideEffects': missing('result', 'None seen', { state: 'implemented' }, { state: 'approved' }),
  'plannedChange.namesSystem': missing(
    'systems',
    ['aiSystem-1'],
    { target: 'system' },
    { target: 'aims' },
    { state: 'refused' },
  ),
  'programmeTask.inTime': overdue('dueOn', { state: 'inProgress' }, { state: 'done' }, { state: 'dropped' }),
  'programmeTask.owned': missing('owner', someone, { state: 'open' }, { state: 'done' }),
  'resource.supported': overdue('supportEndsOn', { state: 'inUse' }, { state: 'retired' }),
  'resource.linked': missing('systems', ['aiSystem-1'], { state: 'inUse' }, { state: 'planned' }),
  'reviewAction.owned-and-dated': {
    fires: { state: 'open', owner: null, dueOn: soon },
    silent: [{ owner: someone }, { state: 'done' }],
  },
  'scopeStatement.interfaces': missing(
    'interfaces',
    [{ name: 'Payroll' }],
    { state: 'approved' },
    { state: 'superseded' },
  ),
  'scopeStatement.reviewInTime': overdue('nextReviewOn', { state: 'approved' }, { state: 'superseded' }),
  'settings.principles': missing('principles', [{ principle: 'Fairness' }]),
  'settings.ismsCurrent': overdue('ismsValidUntil', { ismsCertified: true }, { ismsCertified: false }),
  'soaVersion.waiting': {
    fires: { state: 'inReview', updatedAt: '2026-10-01T08:00:00.000000Z' },
    silent: [{ updatedAt: '2026-11-20T08:00:00.000000Z' }, { state: 'approved' }],
  },
  'trainingAssignment.failedLeft': { fires: { state: 'failed' }, silent: [{ state: 'assigned' }, { state: 'done' }] },
  'trainingAssignment.repeated': overdue(
    'validUntil',
    { state: 'done', mandatory: true },
    { mandatory: false },
    { state: 'assigned' },
  ),
  'walkthrough.rehearsed-in-time': overdue(
    'plannedOn',
    { state: 'planned' },
    { state: 'rehearsed' },
    { state: 'done' },
  ),
  'workingPaper.led-to-finding': {
    fires: { state: 'done', conclusion: 'minor' },
    silent: [{ conclusion: 'conforms' }, { state: 'open' }],
    silentBeside: (id) => [build(finding, { workingPaper: id })],
  },
}
