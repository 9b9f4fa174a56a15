import type { Sent } from '../../model/index.ts'
import type * as programme from '../../programme/readiness/readiness.ts'

export type { RecordRef, RuleReadiness } from '../../programme/readiness/readiness.ts'

/** GET /readiness: worked out by the programme, sent without the single findings. */
export type Readiness = Sent<programme.ReadinessSummary>
export type RefReadiness = Sent<programme.RefReadiness>
export type Finding = Sent<programme.Finding>

/** What GET /readiness/findings can be asked, the same for its export. */
export interface FindingFilter {
  readonly rule?: string | undefined
  readonly severity?: Finding['severity'] | undefined
  /** A clause, a control or a group of them: `6`, `6.1.3`, `A.6`. */
  readonly part?: string | undefined
  readonly register?: string | undefined
  /** Id of the record. */
  readonly record?: string | undefined
  readonly accepted?: 'yes' | 'no' | undefined
  readonly q?: string | undefined
  readonly sort?: 'effect' | 'severity' | undefined
}

export interface FindingPage {
  readonly items: readonly Finding[]
  /** Given as `after` it leads to the next page. */
  readonly next: string | null
  /** How many fit; null when it was not asked. */
  readonly total: number | null
}
