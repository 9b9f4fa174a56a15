import type { Said, Severity, Tone } from '../model/index.ts'
import type { Mention } from '../programme/mention.ts'

/** Just enough of a record to name it and link to it. */
export type RecordName = Mention

/** Finds the name of a record by its id; undefined for what the reader may not see or the report does not hold. */
export type Names = (id: string) => RecordName | undefined

/** What every report says about itself. */
export interface ReportHead {
  readonly organisation: string
  readonly asOf: string
  readonly generatedFrom: Said
}

/** Readiness as reports show it; what the server sends is of this shape. */
export interface ReadinessShown {
  readonly asOf: string
  /** 0 to 1. */
  readonly score: number
  readonly clauses: readonly RefReadinessShown[]
  readonly controls: readonly RefReadinessShown[]
  /** The heaviest open findings, as many as a person would read; a large organisation has hundreds of thousands. */
  readonly findings: readonly ReadinessFinding[]
  readonly openCount: number
  /** Findings accepted for a time, as many as a person would read. */
  readonly accepted: readonly ReadinessFinding[]
  readonly acceptedCount: number
  readonly counts: Readonly<Record<Severity, number>>
}

export interface RefReadinessShown {
  readonly ref: string
  readonly title: string
  readonly score: number | null
  readonly status: Tone
  readonly requirements: readonly {
    readonly id: string
    readonly text: Said
    readonly met: boolean
    readonly because: Said
    readonly records: readonly RecordName[]
  }[]
  /** How many findings are about it, accepted ones included. */
  readonly findings: number
  readonly evidenceAgeDays: number | null
}

export interface ReadinessFinding {
  readonly key: string
  readonly title: string
  readonly severity: Severity
  readonly refs: readonly string[]
  readonly fix: string
  readonly why: Said
  readonly record: RecordName | null
  readonly accepted: { readonly until: string | null; readonly reason: string } | null
}
