import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { document } from '../../../registers/document/document.ts'
import { objective } from '../../../registers/objective.ts'
import { person } from '../../../registers/person.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { riskAcceptance } from '../../../registers/riskAcceptance/riskAcceptance.ts'
import { riskCriteria } from '../../../registers/riskCriteria.ts'
import { settings } from '../../../registers/settings/settings.ts'
import { treatmentAction } from '../../../registers/treatmentAction.ts'
import { treatmentPlan } from '../../../registers/treatmentPlan.ts'
import { build } from '../../testing/build.ts'
import { long, past, type RuleCase, soon, today } from './ruleCase.ts'

type RiskValues = Parameters<typeof build<typeof risk>>[1]

const milo = build(person, { title: 'Milo Okafor' })
const aRisk = (values: RiskValues = {}) => build(risk, { title: 'Unfair refusals', type: 'risk', ...values })
/** Consequence 4 times likelihood 4: high, above the default appetite. */
const high = { consequenceIndividuals: 4, likelihood: 4 } as const
const residualHigh = { ...high, residualConsequence: 4, residualLikelihood: 4 } as const
const residualLow = { ...high, residualConsequence: 1, residualLikelihood: 1 } as const
const criteria = (state: 'draft' | 'approved') =>
  build(riskCriteria, { title: 'Criteria 2026', appetite: 'medium', state })
const medium = aRisk({ consequenceIndividuals: 3, likelihood: 3 })
const grave = aRisk({ ...residualHigh, state: 'accepted' })
const accepted = (values: Parameters<typeof build<typeof riskAcceptance>>[1]) =>
  build(riskAcceptance, {
    risk: grave.id,
    state: 'accepted',
    expiresOn: soon,
    role: 'designated_management',
    ...values,
  })
const operating = build(aiSystem, { title: 'Loan pre-check', stage: 'operation', inScope: true, externalEffect: true })
const change = (values: Parameters<typeof build<typeof plannedChange>>[1]) =>
  build(plannedChange, { title: 'New model', target: 'system', significant: true, implementedOn: past, ...values })
const treated = aRisk({ ...high, state: 'inTreatment' })
const action = (values: Parameters<typeof build<typeof treatmentAction>>[1]) =>
  build(treatmentAction, { title: 'Test selection rates', risk: treated.id, dueOn: past, ...values })
const plan = (values: Parameters<typeof build<typeof treatmentPlan>>[1]) =>
  build(treatmentPlan, { title: 'Plan 2026', ...values })
const procedure = (state: 'draft' | 'approved') =>
  build(document, { title: 'Risk procedure', documentId: 'DOC-C-05', state })

export const riskCases: Readonly<Record<string, RuleCase>> = {
  'RR-017': { fires: [criteria('draft')], silent: [criteria('approved')], says: /Criteria 2026/ },
  'RR-018': { fires: [procedure('draft')], silent: [procedure('approved')], says: /risk assessment process/ },
  'RR-019': {
    fires: [operating, aRisk()],
    silent: [operating, aRisk({ systems: [operating.id] })],
    says: /Loan pre-check/,
  },
  'RR-020': {
    fires: [aRisk({ nextReviewOn: past })],
    silent: [aRisk({ nextReviewOn: today }), aRisk({ state: 'closed' })],
    says: /Unfair refusals.*2026-11-01/,
  },
  'RR-021': {
    fires: [change({})],
    silent: [
      change({ reassessmentDecision: 'reassess' }),
      change({ implementedOn: null }),
      change({ significant: false }),
    ],
    says: /New model.*2026-11-01/,
  },
  'RR-022': {
    fires: [aRisk(high)],
    silent: [aRisk({ ...high, treatmentOwner: milo.id }), criteria('approved'), medium],
    says: /high, above the appetite \(low\)/,
  },
  'RR-023': {
    fires: [aRisk({ ...high, treatmentOwner: milo.id })],
    silent: [
      aRisk({ ...high, treatmentOption: 'modify_likelihood' }),
      build(settings, { acceptableLevels: ['low', 'medium'] }),
      medium,
    ],
    says: /no treatment is chosen/,
  },
  'RR-024': {
    fires: [grave, accepted({ state: 'proposed' })],
    silent: [grave, accepted({}), aRisk(residualLow)],
    says: /high after treatment/,
  },
  'RR-025': {
    fires: [grave, accepted({ expiresOn: past }), accepted({ expiresOn: long })],
    silent: [grave, accepted({ expiresOn: past }), accepted({ expiresOn: today })],
    says: /ran out on 2026-11-01/,
  },
  'RR-026': {
    fires: [grave, accepted({ role: 'risk_owner' })],
    silent: [grave, accepted({ role: 'designated_management' })],
    says: /risk owner.*designated management must decide/,
  },
  'RR-027': {
    fires: [plan({ state: 'submitted' })],
    silent: [plan({ state: 'approved', approvedByRole: 'Top management' })],
    says: /Plan 2026/,
  },
  'RR-028': {
    fires: [action({ state: 'started' })],
    silent: [action({ state: 'done', doneOn: past }), action({ dueOn: today }), action({ state: 'dropped' })],
    says: /due on 2026-11-01/,
  },
  'RR-029': {
    fires: [treated, action({ state: 'done', doneOn: long }), action({ state: 'dropped' })],
    silent: [treated, action({ state: 'done', doneOn: long }), action({ state: 'started' }), aRisk(high)],
    says: /2025-01-15/,
  },
  'RR-030': {
    fires: [operating, aRisk({ systems: [operating.id], affected: ['organization'] })],
    silent: [operating, aRisk({ systems: [operating.id], affected: ['organization', 'groups'] }), aRisk()],
    says: /Loan pre-check/,
  },
  'RR-031': {
    fires: [aRisk()],
    silent: [aRisk({ objectives: [build(objective).id] }), aRisk({ state: 'closed' })],
    says: /AI objective/,
  },
}
