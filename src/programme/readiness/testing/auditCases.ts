import { audit } from '../../../registers/audit.ts'
import { auditProgramme } from '../../../registers/auditProgramme.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { document } from '../../../registers/document/document.ts'
import { finding } from '../../../registers/finding.ts'
import { improvement } from '../../../registers/improvement.ts'
import { managementReview } from '../../../registers/managementReview.ts'
import { person } from '../../../registers/person.ts'
import { reviewAction } from '../../../registers/reviewAction.ts'
import { settings } from '../../../registers/settings/settings.ts'
import { build } from '../../testing/build.ts'
import { long, past, type RuleCase, soon, today } from './ruleCase.ts'

const cycle = (cycleEndOn: string) =>
  build(auditProgramme, { title: 'Programme 2026', state: 'approved', cycleStartOn: long, cycleEndOn })
const over = cycle(past)
const running = cycle(soon)
const checked = (values: Parameters<typeof build<typeof audit>>[1]) =>
  build(audit, {
    title: 'Audit 1',
    kind: 'internal',
    state: 'reported',
    finishedOn: past,
    reportText: 'Fine',
    ...values,
  })
const allClauses = ['4', '5', '6', '7', '8', '9', '10'].map((id) => `iso42001:${id}`)
const ada = build(person, { title: 'Ada Brandt' })
const line = build(controlDecision, {
  control: 'iso42001:A.8.2',
  source: 'annex_a',
  applicable: 'yes',
  state: 'decided',
  owner: ada.id,
})
const inputs = (['MRI-1', 'MRI-2', 'MRI-3', 'MRI-4', 'MRI-5', 'MRI-6', 'MRI-7'] as const).map((input) => ({
  input,
  summary: 'Nothing new',
  source: null,
}))
const decision = (kind: 'MRO-1' | 'MRO-2') => ({ number: '1', kind, decision: 'Go on', owner: null, dueOn: null })
const boss = (present: boolean) => [{ name: 'Ida Roth', function: 'Managing director', topManagement: true, present }]
const review = (values: Parameters<typeof build<typeof managementReview>>[1]) =>
  build(managementReview, {
    title: 'Review 2026',
    state: 'held',
    heldOn: past,
    attendees: boss(true),
    inputs,
    decisions: [decision('MRO-1'), decision('MRO-2')],
    ...values,
  })
const task = (values: Parameters<typeof build<typeof reviewAction>>[1]) =>
  build(reviewAction, { title: 'Hire a tester', dueOn: past, ...values })
const lapse = (values: Parameters<typeof build<typeof finding>>[1]) =>
  build(finding, { title: 'No logs', grade: 'major', openedOn: long, dueOn: soon, ...values })
const auditOn = (nextExternalAuditOn: string) => build(settings, { nextExternalAuditOn })
const plan = (isMonitoringPlan: boolean) => build(document, { title: 'Measures', state: 'approved', isMonitoringPlan })

export const auditCases: Readonly<Record<string, RuleCase>> = {
  'RR-092': { fires: [plan(false)], silent: [plan(true)], says: /monitoring plan/ },
  'RR-093': {
    fires: [checked({ finishedOn: long }), checked({ kind: 'external' }), checked({ state: 'inProgress' })],
    silent: [checked({})],
    says: /2025-01-15/,
  },
  'RR-094': {
    fires: [over, checked({ programme: over.id, scopeRefs: allClauses.slice(1) })],
    silent: [over, checked({ programme: over.id, scopeRefs: allClauses }), running],
    says: /4 clauses: 4\.1/,
  },
  'RR-095': {
    fires: [running, line, build(settings, { preStage2: true })],
    silent: [running, line, over, checked({ programme: over.id, scopeRefs: ['iso42001:A.8'] })],
    says: /the control A\.8\.2/,
  },
  'RR-096': {
    fires: [checked({ scopeRefs: ['iso42001:A.8'], auditors: [ada.id] }), line, ada],
    silent: [checked({ scopeRefs: ['iso42001:A.7'], auditors: [ada.id], auditorOwns: ['iso42001:6.2'] }), line, ada],
    says: /A\.8\.2 \(Ada Brandt/,
  },
  'RR-097': {
    fires: [checked({ reportText: null })],
    silent: [checked({}), checked({ finishedOn: null, reportText: null })],
    says: /2026-11-01; there is no report/,
  },
  'RR-098': {
    fires: [review({ heldOn: long }), review({ state: 'planned', heldOn: null })],
    silent: [review({})],
    says: /2025-01-15/,
  },
  'RR-099': {
    fires: [review({ attendees: boss(false) })],
    silent: [review({}), review({ attendees: boss(false), heldOn: long })],
    says: /Review 2026.*2026-11-01/,
  },
  'RR-100': { fires: [review({ inputs: inputs.slice(1) })], silent: [review({})], says: /MRI-1/ },
  'RR-101': { fires: [review({ decisions: [decision('MRO-1')] })], silent: [review({})], says: /MRO-2/ },
  'RR-102': {
    fires: [task({})],
    silent: [task({ doneOn: past, state: 'done' }), task({ dueOn: today }), task({ state: 'dropped' })],
    says: /Hire a tester.*2026-11-01/,
  },
  'RR-103': {
    fires: [lapse({ dueOn: past })],
    silent: [lapse({}), lapse({ dueOn: past, closedOn: past }), lapse({ dueOn: past, grade: 'ofi' })],
    says: /No logs.*2026-11-01/,
  },
  'RR-104': {
    fires: [lapse({}), auditOn('2026-12-25')],
    silent: [lapse({ grade: 'minor' }), lapse({ closedOn: past }), auditOn('2026-12-25')],
    says: /2026-12-25/,
  },
  'RR-105': {
    fires: [lapse({ closedOn: past })],
    silent: [lapse({ closedOn: past, cause: 'No owner' }), lapse({})],
    says: /2026-11-01 without a cause/,
  },
  'RR-106': {
    fires: [lapse({ closedOn: long })],
    silent: [lapse({ closedOn: past }), lapse({ closedOn: long, effectivenessCheckedOn: past })],
    says: /2025-01-15/,
  },
  'RR-107': {
    fires: [build(improvement, { doneOn: long })],
    silent: [build(improvement, { doneOn: past })],
    says: /2025-01-15/,
  },
}
