import type { Finding } from './readiness.ts'

/** What a rule found last time, and the acceptances it was seen with. */
export interface Cell {
  readonly acceptedAs: string
  readonly findings: readonly Finding[]
  readonly keys: readonly string[]
  /** Findings nobody accepted. */
  readonly open: number
}
