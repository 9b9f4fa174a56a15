import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { alert } from '../../../registers/alert.ts'
import { dataQualityRequirement } from '../../../registers/dataQualityRequirement.ts'
import { dataQualityResult } from '../../../registers/dataQualityResult.ts'
import { dataset } from '../../../registers/dataset.ts'
import { deployment } from '../../../registers/deployment.ts'
import { eventLog } from '../../../registers/eventLog.ts'
import { lifecycleGate } from '../../../registers/lifecycleGate.ts'
import { monitor } from '../../../registers/monitor.ts'
import { reading } from '../../../registers/reading.ts'
import { resource } from '../../../registers/resource.ts'
import { systemDocument } from '../../../registers/systemDocument.ts'
import { validation } from '../../../registers/validation.ts'
import { build } from '../../testing/build.ts'
import { long, past, type RuleCase, today } from './ruleCase.ts'

type SystemValues = Parameters<typeof build<typeof aiSystem>>[1]

export const sys = (values: SystemValues = {}) =>
  build(aiSystem, {
    title: 'Loan pre-check',
    inScope: true,
    stage: 'operation',
    deployedVersion: '2.1',
    deployedOn: '2026-10-01',
    ...values,
  })
const live = sys()
const gate = (stage: string, state: 'passed' | 'conditional' = 'passed') =>
  build(lifecycleGate, { system: live.id, stage, state })
const earlier = ['inception', 'development', 'verification'].map((stage) => gate(stage))
const test = (values: Parameters<typeof build<typeof validation>>[1]) =>
  build(validation, {
    title: 'Fairness test',
    system: live.id,
    systemVersion: '2.1',
    state: 'passed',
    finishedOn: '2026-09-20',
    ...values,
  })
const release = (values: Parameters<typeof build<typeof deployment>>[1]) =>
  build(deployment, {
    system: live.id,
    systemVersion: '2.1',
    state: 'deployed',
    approver: 'Ada Brandt',
    rollback: 'Switch back',
    ...values,
  })
const requirement = (measurable: boolean) => [{ text: 'Equal rates', measurable, criterion: 'Ratio 0.8', test: null }]
const paper = (
  kind: 'technical' | 'user_info' | 'model_card' | 'operation',
  systemVersion = '2.1',
  state: 'published' | 'draft' = 'published',
) => build(systemDocument, { system: live.id, kind, systemVersion, state })
const watch = build(monitor, { title: 'Drift', system: live.id, state: 'active', intervalDays: 30, responseDays: 5 })
const seen = (readOn: string) => build(reading, { monitor: watch.id, readOn })
const rang = (values: Parameters<typeof build<typeof alert>>[1]) =>
  build(alert, { title: 'Drift high', monitor: watch.id, openedOn: past, ...values })
const log = (values: Parameters<typeof build<typeof eventLog>>[1]) =>
  build(eventLog, { title: 'Decisions', system: live.id, state: 'running', windowHours: 24, ...values })
const kinds = ['component', 'data', 'tooling', 'compute', 'people'] as const
const parts = kinds.map((kind) => build(resource, { kind, systems: [live.id] }))
const data = (values: Parameters<typeof build<typeof dataset>>[1] = {}) =>
  build(dataset, {
    title: 'Applications 2025',
    state: 'approved',
    linkedStage: 'training',
    source: 'Own portal',
    rights: 'Consent',
    provenance: [{ step: 'Export', on: null, by: null, source: null }],
    preparation: [{ method: 'Clean', reason: null, script: null, on: null }],
    ...values,
  })
const measured = data()
const quality = build(dataQualityRequirement, { dataset: measured.id })

export const systemCases: Readonly<Record<string, RuleCase>> = {
  'RR-060': {
    fires: [live, ...earlier, gate('deployment', 'conditional')],
    silent: [live, ...earlier, gate('deployment'), sys({ stage: 'development' })],
    says: /gate after deployment/,
  },
  'RR-061': {
    fires: [live, test({ systemVersion: '2.0' }), test({ finishedOn: '2026-10-02' }), test({ state: 'failed' })],
    silent: [live, test({}), sys({ deployedOn: null })],
    says: /2026-10-01 in version 2\.1/,
  },
  'RR-062': {
    fires: [test({ state: 'outdated', dataChangedOn: past })],
    silent: [test({ state: 'outdated', dataChangedOn: past }), test({ finishedOn: today }), test({})],
    says: /Fairness test.*2026-09-20.*2026-11-01/,
  },
  'RR-063': {
    fires: [live, release({ rollback: null }), release({ systemVersion: '2.0' })],
    silent: [live, release({}), sys({ deployedOn: null, deployedVersion: null })],
    says: /a way back/,
  },
  'RR-064': {
    fires: [sys({ requirements: requirement(false) })],
    silent: [sys({ requirements: requirement(true) }), sys({ stage: 'data_preparation' })],
    says: /measurable/,
  },
  'RR-066': {
    fires: [live, paper('operation'), paper('model_card', '2.1', 'draft')],
    silent: [live, paper('model_card'), sys({ deployedVersion: null })],
    says: /2\.1 without/,
  },
  'RR-067': {
    fires: [live, watch, seen(long)],
    silent: [live, watch, seen(past), sys({ stage: 'verification' })],
    says: /of 2025-01-15/,
  },
  'RR-068': {
    fires: [watch, rang({})],
    silent: [watch, rang({ closedOn: past, state: 'closed' }), rang({ openedOn: '2026-11-20' })],
    says: /2026-11-01.*2026-11-06/,
  },
  'RR-069': {
    fires: [live, log({ lastEventAt: '2026-11-24T11:59:00Z' })],
    silent: [live, log({ lastEventAt: '2026-11-24T12:00:00Z' })],
    says: /2026-11-24T11:59/,
  },
  'RR-070': {
    fires: [log({ retentionDays: 90, requiredRetentionDays: 180 })],
    silent: [log({ retentionDays: 180, requiredRetentionDays: 180 }), log({ retentionDays: 90 })],
    says: /90 days; 180/,
  },
  'RR-071': {
    fires: [live, paper('technical', '2.0')],
    silent: [live, paper('technical'), paper('technical', '2.0')],
    says: /2\.1; .* version 2\.0/,
  },
  'RR-072': {
    fires: [live, ...parts.slice(1)],
    silent: [live, ...parts, sys({ inScope: false })],
    says: /component/,
  },
  'RR-073': {
    fires: [data({ rights: null })],
    silent: [data(), data({ rights: null, linkedStage: null })],
    says: /Applications 2025.*the right to use it/,
  },
  'RR-074': {
    fires: [measured, quality, build(dataQualityResult, { requirement: quality.id, state: 'withdrawn' })],
    silent: [measured, quality, build(dataQualityResult, { requirement: quality.id }), data({ linkedStage: 'test' })],
    says: /quality result/,
  },
  'RR-075': {
    fires: [data({ preparation: [] })],
    silent: [data(), data({ preparation: null, state: 'withdrawn' })],
    says: /how it was prepared/,
  },
  'RR-076': {
    fires: [data({ state: 'proposed' })],
    silent: [data(), data({ state: 'proposed', linkedStage: null })],
    says: /without approval/,
  },
}
