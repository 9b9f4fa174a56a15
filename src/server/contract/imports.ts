import type { Said } from '../../model/index.ts'
import type { RecordRef } from './readiness.ts'

/** Files whose columns are known beforehand. */
export type ImportPreset = 'federal-ai-inventory-2024'

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
  /** Too many rows to be checked while a request waits: a dry run does it. */
  readonly checkedByJob: boolean
  /** What was detected, assumed or left out, in sentences. */
  readonly notes: readonly Said[]
  readonly columns: readonly { readonly name: string; readonly letter: string; readonly samples: readonly string[] }[]
  /** Registers the columns resemble, best first. */
  readonly guesses: readonly { readonly register: string; readonly label: string; readonly matched: number }[]
  /** Set when the file is one whose columns are known beforehand. */
  readonly preset: ImportPreset | null
  readonly agencies: readonly { readonly name: string; readonly rows: number }[]
  readonly proposal: {
    readonly register: string
    readonly targets: readonly ImportTarget[]
    readonly columns: readonly {
      readonly column: string
      readonly field: string | null
      readonly confidence: number
      readonly reason: Said
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

/** How a cell is prepared before its field reads it. */
export type ImportTransform =
  | { readonly do: 'trim' | 'unguard' }
  | { readonly do: 'valueMap'; readonly map: Readonly<Record<string, string>> }
  | { readonly do: 'split'; readonly separator: string }
  | { readonly do: 'dateOrder'; readonly order: 'mdy' | 'dmy' }
  | { readonly do: 'constant'; readonly value: string }
  | { readonly do: 'prefix'; readonly text: string }

export interface ImportMapping {
  readonly version: 1
  readonly columns: readonly {
    readonly column: string
    readonly to:
      | {
          readonly as: 'field'
          readonly field: string
          readonly transforms?: readonly ImportTransform[]
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
    readonly because: Said | null
    readonly values: Readonly<Record<string, unknown>>
  }[]
}

export interface ImportProblemShown {
  readonly line: number
  readonly column: string
  readonly field: string
  readonly message: Said
  readonly value: string
  readonly severity: 'error' | 'warning'
}

/** POST /imports/{id}/undo: the job to follow, and the record of the import. */
export interface ImportStarted {
  readonly job: string
  readonly record: RecordRef
}

/** POST /imports/run: a dry run leaves no record. */
export interface ImportBegun {
  readonly job: string
  readonly record: RecordRef | null
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

/** Which uploaded file is read, and how where it is not as it seems. */
export interface ImportSource {
  readonly hash: string
  readonly name: string
  readonly sheet?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly headerRow?: number
}

/** What an import is to do: a register with a mapping, or a preset. */
export interface ImportAsked extends ImportSource {
  readonly register?: string
  readonly preset?: ImportPreset
  readonly mapping?: ImportMapping
  /** Target whose text tells which record a row is about. */
  readonly key?: string | null
  readonly mode?: 'create' | 'update' | 'createOrUpdate'
  /** Whether an empty cell takes away the value of a record that is there already; otherwise it says nothing. */
  readonly emptyCells?: 'keep' | 'clear'
  readonly agency?: string
}

export interface ImportRun extends ImportAsked {
  readonly title?: string
  readonly policy?: 'allOrNothing' | 'rowByRow'
  readonly dryRun?: boolean
}
