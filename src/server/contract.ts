import type { Role, Severity, Tone } from '../model/index.ts'

/**
 * What the server and its clients agree on. Every path below `/api/v1/o/{organisation}` takes `asOf` (a day or an
 * instant) and then shows that past; nothing can be written there. Instants are ISO 8601 UTC, days `yyyy-mm-dd`.
 */

export interface Organisation {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly kind: 'own' | 'example'
}

/** GET /api/v1/session */
export interface Session {
  readonly setUp: boolean
  /** True when this browser came with a set-up link that still works. */
  readonly maySetUp: boolean
  readonly signedIn: boolean
  readonly name: string | null
  readonly organisations: readonly (Organisation & {
    readonly roles: readonly Role[]
    readonly person: string | null
  })[]
  readonly today: string
  readonly version: string
}

/** GET /api/v1/model */
export interface ModelDescription {
  readonly registers: readonly RegisterDescription[]
}

export interface RegisterDescription {
  readonly name: string
  /** Last part of its address: `ai-systems`. */
  readonly path: string
  readonly label: { readonly one: string; readonly many: string }
  readonly explain: string
  readonly refPrefix: string
  readonly area: string
  readonly serves: readonly string[]
  readonly fields: readonly FieldDescription[]
  readonly links: readonly LinkDescription[]
  readonly inverses: readonly {
    readonly name: string
    readonly label: string
    readonly from: string
    readonly link: string
  }[]
  readonly states: readonly { readonly name: string; readonly label: string; readonly tone: Tone }[]
  readonly initial: string
  readonly moves: readonly MoveDescription[]
  readonly columns: readonly string[]
  readonly sort: string
  readonly sections: readonly { readonly title: string; readonly help?: string; readonly fields: readonly string[] }[]
  readonly examples: readonly Readonly<Record<string, unknown>>[]
  readonly mayCreate: readonly string[]
}

export interface FieldDescription {
  readonly name: string
  readonly kind: string
  readonly widget: string
  readonly label: string
  readonly help: string | null
  readonly required: boolean
  /** Worked out by the server; shown, never typed. */
  readonly computed: boolean
  /** Added by the organisation itself (stored under `custom`). */
  readonly custom: boolean
  readonly sortable: boolean
  readonly filters: readonly string[]
  readonly choices: readonly { readonly value: string; readonly label: string; readonly hint?: string }[]
  readonly min: number | null
  readonly max: number | null
  readonly unit: string | null
  readonly columns: readonly FieldDescription[]
  readonly frameworks: readonly string[]
}

export interface LinkDescription {
  readonly name: string
  /** Register name, or `any`. */
  readonly to: string
  readonly many: boolean
  readonly label: string
  readonly help: string | null
  readonly required: boolean
}

export interface MoveDescription {
  readonly name: string
  readonly label: string
  readonly from: readonly string[]
  readonly to: string
  readonly asksReason: boolean
  readonly needs: readonly string[]
}

/** Just enough of a record to name and link it. */
export interface RecordRef {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly state: string
  readonly archived: boolean
}

/** A record as sent: shared properties flat, fields, links (ids) and computed values in `values`. */
export interface RecordItem extends RecordRef {
  readonly owner: string | null
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly values: Readonly<Record<string, unknown>>
  readonly custom: Readonly<Record<string, unknown>>
}

/**
 * GET /records/{path}?filter=field:operator:value&filter=…&sort=-field&q=words&limit=50&after=cursor&archived=true
 * Operators: is, not (alternatives separated by |), contains, atLeast, atMost, before, after, has, empty (yes|no).
 * `state`, `ref`, `title`, `owner`, `createdAt`, `updatedAt`, fields, computed values, links and `custom.key` can be named.
 */
export interface ListPage {
  readonly items: readonly RecordItem[]
  /** Names of the records that items link to, by id. */
  readonly names: Readonly<Record<string, RecordRef>>
  readonly next: string | null
  /** Counted only when asked with `count=true`. */
  readonly total: number | null
}

export interface Allowed {
  readonly allowed: boolean
  /** Why not, as a sentence; null when allowed. */
  readonly reason: string | null
}

/** GET /records/{path}/{id or ref} */
export interface RecordDetail {
  readonly record: RecordItem
  readonly names: Readonly<Record<string, RecordRef>>
  /** Records that point here, by inverse name. `total` may exceed what is listed. */
  readonly linked: readonly {
    readonly name: string
    readonly label: string
    readonly register: string
    readonly link: string
    readonly items: readonly RecordRef[]
    readonly total: number
  }[]
  readonly moves: readonly (MoveDescription & Allowed)[]
  readonly edit: Allowed
  readonly archive: Allowed
}

/** GET /records/{path}/{id}/history, newest first */
export interface HistoryEntry {
  readonly version: number
  readonly at: string
  readonly actor: string
  readonly via: string
  readonly action: string
  readonly reason: string | null
  readonly changes: readonly {
    readonly field: string
    readonly label: string
    readonly before: unknown
    readonly after: unknown
  }[]
  /** Sequence number in the organisation's log. */
  readonly seq: number
  readonly digest: string
}

/** One change; POST /changes takes a list that succeeds or fails as a whole. */
export type Change =
  | {
      readonly do: 'create'
      readonly register: string
      readonly values: Readonly<Record<string, unknown>>
      readonly custom?: Readonly<Record<string, unknown>>
      readonly id?: string
    }
  | {
      readonly do: 'edit'
      readonly register: string
      readonly id: string
      readonly version: number
      readonly values: Readonly<Record<string, unknown>>
      readonly custom?: Readonly<Record<string, unknown>>
    }
  | {
      readonly do: 'move'
      readonly register: string
      readonly id: string
      readonly version: number
      readonly move: string
      readonly values?: Readonly<Record<string, unknown>>
    }
  | { readonly do: 'archive' | 'unarchive'; readonly register: string; readonly id: string; readonly version: number }
  | {
      readonly do: 'restore'
      readonly register: string
      readonly id: string
      readonly version: number
      readonly to: number
    }

/** What a change led to. */
export interface Changed {
  readonly records: readonly RecordItem[]
  readonly seq: number
  readonly at: string
}

export interface SearchHit extends RecordRef {
  readonly snippet: string
}

/** GET /activity?after=seq&limit= */
export interface Activity {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly via: string
  readonly action: string
  readonly reason: string | null
  readonly record: RecordRef
}

export interface Finding {
  /** Stable id of the finding: rule and record. */
  readonly key: string
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly refs: readonly string[]
  readonly fix: string
  readonly why: string
  /** Where the fix is made: a record, or a register to create one in. */
  readonly record: RecordRef | null
  readonly register: string | null
  readonly accepted: { readonly until: string | null; readonly reason: string } | null
}

export interface RefReadiness {
  readonly ref: string
  readonly title: string
  /** 0 to 1; null when nothing about it can be judged yet. */
  readonly score: number | null
  readonly status: Tone
  readonly requirements: readonly {
    readonly id: string
    readonly text: string
    readonly strength: string
    readonly met: boolean
    readonly because: string
    readonly records: readonly RecordRef[]
  }[]
  readonly findings: readonly string[]
  readonly evidenceAgeDays: number | null
}

/** GET /readiness */
export interface Readiness {
  readonly asOf: string
  readonly score: number
  readonly clauses: readonly RefReadiness[]
  readonly controls: readonly RefReadiness[]
  readonly findings: readonly Finding[]
  readonly counts: Readonly<Record<Severity, number>>
}

/** GET /jobs/{id}; DELETE cancels. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | null
  readonly step: string
  readonly problem: string | null
  /** Address of the result, once done. */
  readonly result: string | null
}

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
    readonly reason: string
    readonly record: RecordRef | null
    readonly register: string | null
    readonly refs: readonly string[]
    readonly findings: readonly string[]
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

/** POST /imports/read: what a file holds and how it may be understood. */
export interface ImportFacts {
  readonly name: string
  readonly hash: string
  readonly format: string
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly headerRow: number
  readonly rowCount: number
  /** What was detected, assumed or left out, in sentences. */
  readonly notes: readonly string[]
  readonly columns: readonly { readonly name: string; readonly letter: string; readonly samples: readonly string[] }[]
  /** Registers the columns resemble, best first. */
  readonly guesses: readonly { readonly register: string; readonly label: string; readonly matched: number }[]
  /** Set when the file is one whose columns are known beforehand. */
  readonly preset: string | null
  readonly agencies: readonly { readonly name: string; readonly rows: number }[]
  readonly proposal: {
    readonly register: string
    readonly targets: readonly ImportTarget[]
    readonly columns: readonly {
      readonly column: string
      readonly field: string | null
      readonly confidence: number
      readonly reason: string
    }[]
    readonly mapping: ImportMapping
    readonly key: string | null
  } | null
}

export interface ImportTarget {
  readonly name: string
  readonly label: string
  readonly kind: string
  readonly required: boolean
  readonly source: 'ref' | 'field' | 'link' | 'own'
  readonly choices: readonly string[]
}

export interface ImportMapping {
  readonly version: 1
  readonly columns: readonly {
    readonly column: string
    readonly to:
      | {
          readonly as: 'field'
          readonly field: string
          readonly transforms?: readonly Readonly<Record<string, unknown>>[]
        }
      | { readonly as: 'custom'; readonly name?: string }
      | { readonly as: 'ignore' }
  }[]
  readonly constants?: readonly { readonly field: string; readonly value: string }[]
  readonly keyColumns: readonly string[]
}

/** POST /imports/preview, and the result of a dry run. */
export interface ImportPreview {
  readonly rows: number
  readonly counts: Readonly<Record<'create' | 'update' | 'unchanged' | 'skip' | 'refused', number>>
  readonly creates: readonly { readonly register: string; readonly label: string; readonly count: number }[]
  readonly problemCount: number
  readonly errorCount: number
  readonly problemsByColumn: readonly { readonly column: string; readonly errors: number; readonly warnings: number }[]
  /** The first of them; POST /imports/problems gives all as CSV. */
  readonly problems: readonly ImportProblemShown[]
  readonly sample: readonly {
    readonly line: number
    readonly does: 'create' | 'update' | 'unchanged' | 'skip' | 'refused'
    readonly title: string
    readonly ref: string | null
    readonly because: string | null
    readonly values: Readonly<Record<string, unknown>>
  }[]
}

export interface ImportProblemShown {
  readonly line: number
  readonly column: string
  readonly field: string
  readonly message: string
  readonly value: string
  readonly severity: 'error' | 'warning'
}

/** POST /imports/run and /imports/{id}/undo: the job to follow, and the record of the import. */
export interface ImportStarted {
  readonly job: string
  readonly record: RecordRef
}

/** GET /imports/former: an earlier import whose settings can be used again. */
export interface FormerImport {
  readonly ref: string
  readonly title: string
  readonly fileName: string
  readonly register: string | null
  readonly preset: string | null
  readonly mapping: ImportMapping | null
  readonly key: string | null
  readonly mode: 'create' | 'update' | 'createOrUpdate'
}
