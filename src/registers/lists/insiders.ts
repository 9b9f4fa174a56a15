import { type Grant, workers } from '../../model/index.ts'

/** Everybody inside the organisation who may record something they saw; outside auditors and viewers only look. */
export const insiders: readonly Grant[] = [...workers, 'internalAuditor', 'concernHandler']
