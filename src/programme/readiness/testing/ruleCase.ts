import type { AnyRecord } from '../../../model/index.ts'

/** Records on which a rule fires, and records, as near to those as can be, on which it does not. */
export interface RuleCase {
  readonly fires: readonly AnyRecord[]
  readonly silent: readonly AnyRecord[]
  /** What the sentence must name. */
  readonly says: RegExp
}

/** The day the cases are judged on. */
export const today = '2026-11-25'
export const long = '2025-01-15'
export const soon = '2026-12-15'
export const past = '2026-11-01'
