export { type NextAction, nextActions } from './nextActions.ts'
export type { Finding, Readiness, RecordRef, RefReadiness, RequirementReadiness } from './readiness.ts'
export { computeReadiness, makeReadinessCache, type ReadinessCache } from './readinessCache.ts'
export { redactReadiness } from './redact.ts'
