import type { Said, Severity } from '../../model/index.ts'
import type { RecordRef, RefReadiness } from './readiness.ts'

/** One clause, or one group of controls, on the home screen. */
export interface HomeGroup {
  /** `4` or `A.2`. */
  readonly id: string
  readonly title: string
  readonly score: number | null
  readonly total: number
  readonly inForce: number
  readonly findings: number
  readonly refs: readonly Pick<RefReadiness, 'ref' | 'title' | 'status' | 'score'>[]
}

interface HomeWork {
  readonly total: number
  readonly items: readonly { readonly record: RecordRef; readonly due: string | null }[]
}

/** GET /home: where the organisation stands on one screen. */
export interface Home {
  readonly today: string
  readonly score: number
  readonly counts: Readonly<Record<Severity, number>>
  readonly clauses: readonly HomeGroup[]
  readonly controls: readonly HomeGroup[]
  /** What to do next, in order of effect. */
  readonly actions: readonly {
    readonly rule: string
    readonly title: string
    readonly severity: Severity
    readonly fix: string
    readonly reason: Said
    readonly record: RecordRef | null
    readonly register: string | null
    readonly refs: readonly string[]
    /** How many findings it would settle. */
    readonly findings: number
  }[]
  readonly overdue: HomeWork
  readonly mine: HomeWork
  readonly week: {
    readonly changes: number
    readonly people: number
    readonly items: readonly {
      readonly at: string
      readonly actor: string
      readonly action: string
      readonly record: RecordRef
    }[]
  }
  readonly nextAudit: { readonly on: string; readonly what: string; readonly days: number } | null
  readonly phases: readonly {
    readonly id: string
    readonly title: string
    readonly progress: number
    readonly done: number
    readonly total: number
  }[]
}
