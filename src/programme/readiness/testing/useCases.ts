import { concern } from '../../../registers/concern.ts'
import { incident } from '../../../registers/incident.ts'
import { obligation } from '../../../registers/obligation.ts'
import { outsideReport } from '../../../registers/outsideReport.ts'
import { supplier } from '../../../registers/supplier.ts'
import { systemDocument } from '../../../registers/systemDocument.ts'
import { toolDiscovery } from '../../../registers/toolDiscovery.ts'
import { build } from '../../testing/build.ts'
import { past, type RuleCase, soon, today } from './ruleCase.ts'
import { sys } from './systemCases.ts'

const shown = sys({ userFacing: true })
const info = (systemVersion: string) =>
  build(systemDocument, { system: shown.id, kind: 'user_info', systemVersion, state: 'published' })
const report = (values: Parameters<typeof build<typeof outsideReport>>[1]) =>
  build(outsideReport, { title: 'Wrong score', receivedOn: past, ackDueOn: past, ...values })
const harm = (values: Parameters<typeof build<typeof incident>>[1]) =>
  build(incident, { title: 'Unfair batch', severity: 'high', notifiable: true, decidedOn: past, ...values })
const duty = (values: Parameters<typeof build<typeof obligation>>[1]) =>
  build(obligation, { title: 'Yearly report', state: 'applies', isReporting: true, dueOn: past, ...values })
const tool = (values: Parameters<typeof build<typeof toolDiscovery>>[1]) =>
  build(toolDiscovery, { title: 'Chat plug-in', foundOn: past, ...values })
const seller = (values: Parameters<typeof build<typeof supplier>>[1] = {}) =>
  build(supplier, {
    title: 'Northlight Models',
    state: 'approved',
    providesAi: true,
    dueDiligenceOn: past,
    reviewBy: soon,
    ...values,
  })
const proposed = seller({ state: 'proposed', dueDiligenceOn: null, reviewBy: null })
const duties = [{ duty: 'Retraining', party: 'Northlight Models', agreedIn: null }]
const raised = (values: Parameters<typeof build<typeof concern>>[1]) =>
  build(concern, { openedOn: '2026-10-01', responseDueOn: past, ...values })
const watched = [{ measure: 'A clerk reads every refusal', who: null, canStop: true }]

export const useCases: Readonly<Record<string, RuleCase>> = {
  'RR-077': {
    fires: [shown, info('2.0')],
    silent: [shown, info('2.1'), sys({ userFacing: false })],
    says: /version 2\.1/,
  },
  'RR-078': {
    fires: [sys({ externalEffect: true })],
    silent: [sys({ externalEffect: true, externalChannel: 'report@example.org' }), sys({ externalEffect: false })],
    says: /no channel/,
  },
  'RR-079': {
    fires: [report({})],
    silent: [report({ acknowledgedOn: past }), report({ ackDueOn: today })],
    says: /Wrong score.*2026-11-01/,
  },
  'RR-080': {
    fires: [harm({ deadlineAt: '2026-11-25T11:00:00Z' })],
    silent: [
      harm({ deadlineAt: '2026-11-25T13:00:00Z' }),
      harm({ deadlineAt: '2026-11-25T11:00:00Z', communicatedOn: past }),
      harm({ notifiable: false }),
    ],
    says: /Unfair batch.*2026-11-25T11:00/,
  },
  'RR-081': {
    fires: [harm({ decidedOn: null })],
    silent: [harm({}), harm({ decidedOn: null, severity: 'medium' }), harm({ decidedOn: null, state: 'dismissed' })],
    says: /Unfair batch.*high/,
  },
  'RR-082': {
    fires: [duty({})],
    silent: [duty({ fulfilledOn: past }), duty({ dueOn: today }), duty({ isReporting: false, dueOn: null })],
    says: /Yearly report.*2026-11-01/,
  },
  'RR-083': {
    fires: [tool({ inInventory: true, approved: null })],
    silent: [
      tool({ inInventory: true, approved: true, state: 'approved' }),
      tool({ approved: false, state: 'blocked', doneOn: past }),
      tool({ state: 'notAi' }),
    ],
    says: /Chat plug-in.*not approved/,
  },
  'RR-084': {
    fires: [sys({ decisionEffect: 'decides', oversightMeasures: [] })],
    silent: [sys({ decisionEffect: 'decides', oversightMeasures: watched }), sys({ decisionEffect: 'informs' })],
    says: /nobody oversees it/,
  },
  'RR-085': {
    fires: [sys({ intendedUses: ['Loans'], actualUses: ['Loans', 'Marketing'] })],
    silent: [sys({ intendedUses: ['Loans'], actualUses: ['loans '] })],
    says: /"Marketing"/,
  },
  'RR-086': {
    fires: [seller(), sys({ suppliers: [seller().id], origin: 'third_party_service' })],
    silent: [sys({ origin: 'third_party_service', responsibilities: duties }), sys({ origin: 'own' })],
    says: /who answers for what/,
  },
  'RR-087': {
    fires: [proposed, sys({ suppliers: [proposed.id] })],
    silent: [seller(), proposed, seller({ providesAi: false, dueDiligenceOn: null })],
    says: /Northlight Models/,
  },
  'RR-088': {
    fires: [seller({ reviewBy: past })],
    silent: [seller(), proposed, seller({ reviewBy: past, state: 'ended' })],
    says: /2026-11-01/,
  },
  'RR-089': {
    fires: [seller({ modelChangedOn: past, impactCheckedOn: '2026-10-31' })],
    silent: [seller({ modelChangedOn: past, impactCheckedOn: past }), seller()],
    says: /2026-11-01.*2026-10-31/,
  },
  'RR-090': {
    fires: [sys({ orgRoles: ['provider'] })],
    silent: [sys({ orgRoles: ['provider'], customerInformation: 'Limits' }), sys({ orgRoles: ['producer'] })],
    says: /customers/,
  },
  'RR-091': {
    fires: [raised({})],
    silent: [raised({ answeredOn: past }), raised({ closedOn: past }), raised({ responseDueOn: today })],
    says: /2026-10-01.*2026-11-01/,
  },
}
