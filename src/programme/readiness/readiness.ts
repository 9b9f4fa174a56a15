import type { AnyRecord, Severity, Tone } from '../../model/index.ts'

/** Just enough of a record to name and link it. */
export interface RecordRef {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly state: string
  readonly archived: boolean
}

export interface Finding {
  /** Stable: rule and record, or rule and what is missing. */
  readonly key: string
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  /** With framework, for example `iso42001:6.1.3`. */
  readonly refs: readonly string[]
  readonly fix: string
  readonly why: string
  readonly record: RecordRef | null
  readonly register: string | null
  readonly accepted: { readonly until: string | null; readonly reason: string } | null
}

/** One thing a clause or control asks for, and what shows whether it is there. */
export interface RequirementReadiness {
  readonly id: string
  readonly text: string
  readonly strength: string
  readonly met: boolean
  readonly because: string
  readonly records: readonly RecordRef[]
  /** The rule whose finding stands against it; null when it is met or something is missing altogether. */
  readonly blockedBy?: string | null
}

export interface RefReadiness {
  readonly ref: string
  readonly title: string
  readonly score: number | null
  readonly status: Tone
  readonly requirements: readonly RequirementReadiness[]
  /** Keys of the findings about it. */
  readonly findings: readonly string[]
  readonly evidenceAgeDays: number | null
}

export interface Readiness {
  readonly asOf: string
  readonly score: number
  readonly clauses: readonly RefReadiness[]
  readonly controls: readonly RefReadiness[]
  readonly findings: readonly Finding[]
  /** Open findings; accepted ones are not counted while the acceptance lasts. */
  readonly counts: Readonly<Record<Severity, number>>
}

export const toRef = ({ id, register, ref, title, state, archived }: AnyRecord): RecordRef => ({
  id,
  register,
  ref,
  title,
  state,
  archived,
})
