import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { dataQualityResult } from '../../../registers/dataQualityResult.ts'
import { finding } from '../../../registers/finding.ts'
import { riskAcceptance } from '../../../registers/riskAcceptance/riskAcceptance.ts'
import { build } from '../../testing/build.ts'
import { missing, overdue, type QuestionCase } from './questionCase.ts'
import { past, soon } from './ruleCase.ts'

const someone = 'person-1'
const system = (values: Parameters<typeof build<typeof aiSystem>>[1]) => [
  build(aiSystem, { id: 'system-1', ...values }),
]
const accepted = (risk: string, expiresOn: string) => [
  build(riskAcceptance, { risk, state: 'accepted', expiresOn, levelAtAcceptance: 'high', scoreAtAcceptance: 25 }),
]
const rated = { consequenceOrganization: 4, consequenceIndividuals: 4, consequenceSociety: 1, likelihood: 3 }

/** Questions about AI systems and what belongs to them: data, models, suppliers, risks, impacts, running. */
export const questionsOfSystems: Readonly<Record<string, QuestionCase>> = {
  'aiSystem.contest': missing(
    'contestRoute',
    'By letter',
    { stage: 'operation', decisionEffect: 'decides' },
    { stage: 'development' },
    { decisionEffect: 'informs' },
  ),
  'aiSystem.legalClass': {
    fires: { inScope: true, legalClass: 'unknown' },
    silent: [{ legalClass: 'minimal' }, { inScope: false }, { state: 'retired' }],
  },
  'aiSystem.approvedBeforeUse': {
    fires: { inScope: true, stage: 'operation', state: 'registered' },
    silent: [{ state: 'approvedForUse' }, { stage: 'development' }, { inScope: false }],
  },
  'alert.handled': missing('owner', someone, { state: 'open' }, { state: 'closed' }),
  'customerCommitment.informedSinceRelease': {
    fires: { state: 'inForce', system: 'system-1', informedOn: '2026-10-01' },
    silent: [{ informedOn: past }, { informedOn: null }, { state: 'ended' }],
    beside: () => system({ deployedOn: past }),
    silentBeside: () => system({ deployedOn: '2026-09-01' }),
  },
  'customerCommitment.reviewed': overdue('reviewBy', { state: 'inForce' }, { state: 'ended' }),
  'dataQualityRequirement.measured': {
    fires: { state: 'inForce' },
    silent: [{ state: 'draft' }, { state: 'retired' }],
    silentBeside: (id) => [build(dataQualityResult, { requirement: id })],
  },
  'dataQualityResult.decided': {
    fires: { state: 'failed' },
    silent: [{ state: 'passed' }, { state: 'deviationAccepted' }],
  },
  'dataset.retention': missing(
    'retentionRule',
    'Two years after the last loan',
    { linkedStage: 'operation' },
    { retentionUntil: soon },
    { linkedStage: null },
  ),
  'dataset.kept': overdue('retentionUntil', { linkedStage: 'operation' }, { linkedStage: null }),
  'deployment.acceptedByUsers': missing(
    'userAcceptance',
    'Tried for a week',
    { state: 'deployed' },
    { state: 'planned' },
  ),
  'deployment.plannedDay': overdue('plannedOn', { state: 'approved' }, { state: 'deployed' }, { state: 'cancelled' }),
  'eventLog.protected': {
    fires: { state: 'running', protectedFromChange: null },
    silent: [{ protectedFromChange: true }, { state: 'planned' }],
  },
  'impactAssessment.review': overdue('nextReviewOn', { state: 'inForce' }, { state: 'superseded' }),
  'impactAssessment.vulnerable': {
    fires: { state: 'inForce', vulnerableGroups: ['People who cannot read well'], measures: [] },
    silent: [
      { measures: [{ measure: 'A person reads it out' }] },
      { vulnerableGroups: ['None: staff only'] },
      { vulnerableGroups: [] },
      { state: 'draft' },
    ],
  },
  'impactAssessment.published': missing(
    'publishedOn',
    past,
    { state: 'inForce', publicationDecision: 'public' },
    { publicationDecision: 'internal' },
    { publicationDecision: null },
    { state: 'draft' },
  ),
  'incident.system-named': missing('systems', ['system-1'], { state: 'reported' }, { state: 'dismissed' }),
  'incident.led-to-action': {
    fires: { state: 'closed', severity: 'high' },
    silent: [{ risks: ['risk-1'] }, { severity: 'low' }, { severity: null }, { state: 'resolved' }],
    silentBeside: (id) => [build(finding, { incident: id })],
  },
  'lifecycleGate.held': overdue('plannedOn', { state: 'open' }, { state: 'passed' }, { state: 'failed' }),
  'model.identified': missing(
    'identifier',
    'sha256:…',
    { state: 'approved', origin: 'open_weights' },
    { origin: 'own' },
    { state: 'candidate' },
  ),
  'model.trainingData': missing(
    'trainingData',
    ['dataset-1'],
    { state: 'approved', origin: 'own' },
    { origin: 'open_weights' },
    { state: 'candidate' },
  ),
  'monitor.paused': { fires: { state: 'paused' }, silent: [{ state: 'active' }, { state: 'ended' }] },
  'outsideReport.system-named': missing('systems', ['system-1'], { state: 'assessed' }, { state: 'received' }),
  'outsideReport.severe-is-incident': missing(
    'incident',
    'incident-1',
    { severity: 'critical' },
    { severity: 'medium' },
    { severity: null },
  ),
  'reading.future': { fires: { state: 'recorded', readOn: soon }, silent: [{ readOn: past }, { state: 'withdrawn' }] },
  'responsibilityMatrix.reviewed': overdue('reviewBy', { state: 'agreed' }, { state: 'ended' }),
  'responsibilityMatrix.inContract': {
    fires: { state: 'agreed', duties: [{ duty: 'Retraining', party: 'supplier', clause: null }] },
    silent: [
      { duties: [{ duty: 'Retraining', party: 'supplier', clause: '4.2' }] },
      { duties: [{ duty: 'Oversight', party: 'us', clause: null }] },
      { state: 'draft' },
    ],
  },
  'risk.worse': {
    fires: { ...rated, residualConsequence: 5, residualLikelihood: 5 },
    silent: [{ residualLikelihood: 1 }, { residualLikelihood: null }, { state: 'closed' }],
  },
  'risk.staleAcceptance': {
    fires: { ...rated, state: 'accepted' },
    silent: [{ state: 'monitored' }],
    beside: (id) => accepted(id, past),
    silentBeside: (id) => accepted(id, soon),
  },
  'risk.analysed': { fires: { state: 'identified' }, silent: [{ state: 'analysed' }, { state: 'closed' }] },
  'riskAcceptance.decided': { fires: { state: 'proposed' }, silent: [{ state: 'accepted' }, { state: 'refused' }] },
  'riskCriteria.appetite': {
    fires: { state: 'approved', appetite: 'high' },
    silent: [{ appetite: 'low' }, { appetite: 'medium' }, { state: 'draft' }],
  },
  'supplier.owned': missing('owner', someone, { state: 'approved' }, { state: 'ended' }),
  'supplier.required': missing(
    'requirements',
    'See annex 2',
    { state: 'approved', providesAi: true },
    { providesAi: false },
    { state: 'proposed' },
  ),
  'systemDocument.current': {
    fires: { state: 'published', system: 'system-1', systemVersion: '1.0' },
    silent: [{ systemVersion: '2.0' }, { state: 'draft' }],
    beside: () => system({ deployedVersion: '2.0' }),
    silentBeside: () => system({ deployedVersion: null }),
  },
  'toolDiscovery.looked-into': missing('owner', someone, { state: 'found' }, { state: 'approved' }),
  'toolDiscovery.stopped-for-real': missing('doneOn', past, { state: 'blocked' }, { state: 'approved' }),
  'treatmentAction.purpose': missing(
    'risk',
    'risk-1',
    {},
    { impactAssessment: 'impactAssessment-1' },
    { state: 'dropped' },
  ),
  'treatmentAction.ineffective': {
    fires: { state: 'ineffective' },
    silent: [{ state: 'verified' }, { state: 'done' }],
  },
  'treatmentPlan.reviewed': overdue('reviewOn', { state: 'approved' }, { state: 'replaced' }),
  'triage.finished': { fires: { state: 'draft' }, silent: [{ state: 'done' }, { state: 'replaced' }] },
  'triage.stopped': {
    fires: { state: 'done', level: 'stop', system: 'system-1' },
    silent: [{ level: 'full' }, { state: 'draft' }],
    beside: () => system({ state: 'approvedForUse' }),
    silentBeside: () => system({ state: 'suspended' }),
  },
  'validation.groups': {
    fires: { state: 'passed', coversGroups: false },
    silent: [{ coversGroups: true }, { state: 'failed' }],
  },
}
