import type { AnyRecord, Said, Severity, Tone } from '../../model/index.ts'

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
  readonly why: Said
  readonly record: RecordRef | null
  readonly register: string | null
  readonly accepted: { readonly until: string | null; readonly reason: string } | null
}

/** Which findings are asked for; what is left out does not matter. */
export interface FindingQuery {
  readonly rule?: string
  readonly severity?: Severity
  /** A clause, a control, or a group of them: `6`, `6.1.3`, `A.6`, `iso42001:A.6.2.4`. */
  readonly part?: string
  /** Where the fix is made. */
  readonly register?: string
  /** Id of the record. */
  readonly record?: string
  /** Only accepted ones, or only open ones. */
  readonly accepted?: boolean
  /** Words in the rule, or in number and title of the record. */
  readonly q?: string
}

/** `effect`: what helps most first; `severity`: the gravest first. */
export type FindingSort = 'effect' | 'severity'

/** One thing a clause or control asks for, and what shows whether it is there. */
export interface RequirementReadiness {
  readonly id: string
  readonly text: Said
  readonly strength: string
  readonly met: boolean
  readonly because: Said
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
  /** How many findings are about it, accepted ones included. */
  readonly findings: number
  /** The rules that made them. */
  readonly rules: readonly string[]
  readonly evidenceAgeDays: number | null
}

/** What one rule found. */
export interface RuleReadiness {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly refs: readonly string[]
  readonly fix: string
  /** Registers in which its findings are put right. */
  readonly registers: readonly string[]
  readonly open: number
  readonly accepted: number
  /** How much it helps to settle it: severity, what it unlocks, how near the audit is, how easy it is. */
  readonly effect: number
}

/** Where the organisation stands, without the single findings. */
export interface ReadinessSummary {
  readonly asOf: string
  readonly score: number
  readonly clauses: readonly RefReadiness[]
  readonly controls: readonly RefReadiness[]
  /** Open findings; accepted ones are not counted while the acceptance lasts. */
  readonly counts: Readonly<Record<Severity, number>>
  /** Findings accepted for a time. */
  readonly accepted: number
  /** Rules that found something, by effect. */
  readonly rules: readonly RuleReadiness[]
}

export const toRef = ({ id, register, ref, title, state, archived }: AnyRecord): RecordRef => ({
  id,
  register,
  ref,
  title,
  state,
  archived,
})
