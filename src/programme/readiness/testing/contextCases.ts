import { acknowledgement } from '../../../registers/acknowledgement.ts'
import { aimsRole } from '../../../registers/aimsRole.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { appointment } from '../../../registers/appointment.ts'
import { contextIssue } from '../../../registers/contextIssue.ts'
import { document } from '../../../registers/document/document.ts'
import { evidence } from '../../../registers/evidence.ts'
import { interestedParty } from '../../../registers/interestedParty.ts'
import { person } from '../../../registers/person.ts'
import { scopeStatement } from '../../../registers/scopeStatement.ts'
import { build } from '../../testing/build.ts'
import { long, past, type RuleCase, soon, today } from './ruleCase.ts'

const ada = build(person, { title: 'Ada Brandt', state: 'active', inScopeStaff: true })
const gone = build(person, { title: 'Milo Okafor', state: 'left', inScopeStaff: true })
const system = (values: Parameters<typeof build<typeof aiSystem>>[1]) =>
  build(aiSystem, { title: 'Loan pre-check', ...values })
const policy = (values: Parameters<typeof build<typeof document>>[1] = {}) =>
  build(document, {
    title: 'AI policy',
    kind: 'policy',
    documentId: 'DOC-C-03',
    state: 'approved',
    approvedVersion: '2.0',
    approvedOn: '2026-03-01',
    approvedByRole: 'topManagement',
    framesObjectives: true,
    commitsToRequirements: true,
    commitsToImprovement: true,
    nextReviewOn: soon,
    owner: ada.id,
    ...values,
  })
const lead = build(aimsRole, { title: 'AIMS lead', state: 'inForce', mandatory: true })
const holds = (who: string, until: string | null = null) =>
  build(appointment, { role: lead.id, person: who, state: 'accepted', from: long, until })
const issue = (values: Parameters<typeof build<typeof contextIssue>>[1]) =>
  build(contextIssue, { title: 'Heat waves', origin: 'external', topic: 'climate_change', ...values })
const current = policy()
const acknowledged = (versionAcknowledged: string) =>
  build(acknowledgement, {
    document: current.id,
    person: ada.id,
    versionAcknowledged,
    state: 'acknowledged',
    acknowledgedOn: past,
  })
const party = (addressed: 'yes' | 'undecided') =>
  build(interestedParty, {
    title: 'Applicants',
    requirements: [{ requirement: 'Reasons for a refusal', source: 'Survey', addressed, how: null }],
  })
const proof = (collectedOn: string, state: 'accepted' | 'proposed' = 'accepted') =>
  build(evidence, { title: 'Budget decision', collectedOn, state, standardRefs: ['iso42001:7.1'] })

export const contextCases: Readonly<Record<string, RuleCase>> = {
  'RR-001': {
    fires: [build(scopeStatement, { title: 'Scope 1', state: 'inReview' })],
    silent: [build(scopeStatement, { title: 'Scope 1', state: 'approved' })],
    says: /Scope 1.*in review/,
  },
  'RR-002': { fires: [system({ inScope: null })], silent: [system({ inScope: true })], says: /Loan pre-check/ },
  'RR-003': {
    fires: [system({ inScope: false })],
    silent: [system({ inScope: false, exclusionReason: 'A trial' })],
    says: /without a reason/,
  },
  'RR-004': {
    fires: [system({ inScope: false, usedByScopedProcess: true })],
    silent: [system({ inScope: false, usedByScopedProcess: false })],
    says: /process in scope uses it/,
  },
  'RR-005': {
    fires: [issue({ relevant: 'undecided' })],
    silent: [issue({ relevant: 'no', relevanceReason: 'No site at risk' })],
    says: /Heat waves/,
  },
  'RR-006': {
    fires: [issue({ reviewedOn: long })],
    silent: [issue({ reviewedOn: past }), issue({ reviewedOn: long })],
    says: /2025-01-15/,
  },
  'RR-007': {
    fires: [system({ inScope: true, orgRoles: [] })],
    silent: [system({ inScope: true, orgRoles: ['provider'] })],
    says: /our role/,
  },
  'RR-008': { fires: [party('undecided')], silent: [party('yes')], says: /Reasons for a refusal/ },
  'RR-009': {
    fires: [build(document, { title: 'Map', documentId: 'DOC-C-02' })],
    silent: [build(document, { title: 'Map', documentId: 'DOC-C-02', body: 'Intake, then triage.' })],
    says: /DOC-C-02/,
  },
  'RR-010': {
    fires: [policy({ approvedByRole: 'aimsLead' })],
    silent: [policy()],
    says: /not by top management/,
  },
  'RR-011': {
    fires: [policy({ commitsToImprovement: false })],
    silent: [policy()],
    says: /commitment to improve/,
  },
  'RR-012': { fires: [policy({ nextReviewOn: past })], silent: [policy({ nextReviewOn: today })], says: /2026-11-01/ },
  'RR-013': {
    fires: [policy(), build(document, { title: 'Data policy', aiRelevant: true, alignmentReviewedOn: long })],
    silent: [policy(), build(document, { title: 'Data policy', aiRelevant: true, alignmentReviewedOn: past })],
    says: /Data policy.*2025-01-15/,
  },
  'RR-014': {
    fires: [lead, gone, holds(gone.id), ada, holds(ada.id, past)],
    silent: [lead, ada, holds(ada.id)],
    says: /AIMS lead.*Milo Okafor/,
  },
  'RR-015': {
    fires: [system({ inScope: true, owner: gone.id }), gone],
    silent: [system({ inScope: true, owner: ada.id }), ada],
    says: /Milo Okafor, who has left/,
  },
  'RR-016': {
    fires: [current, ada, acknowledged('1.0')],
    silent: [current, ada, gone, acknowledged('2.0')],
    says: /Ada Brandt.*2\.0.*2026-03-01/,
  },
  'RR-108': { fires: [proof(long), proof(past, 'proposed')], silent: [proof(past)], says: /2025-01-15/ },
}
