import type { Said } from '../../model/index.ts'
import type { MoveDescription } from './model.ts'
import type { RecordRef } from './readiness.ts'

/** A record as sent: shared properties flat, fields, links (ids) and computed values in `values`. */
export interface RecordItem extends RecordRef {
  readonly owner: string | null
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly values: Readonly<Record<string, unknown>>
  readonly custom: Readonly<Record<string, unknown>>
  /** Fields, and columns of rows as `field.column`, that the reader may not see of this record; left out when there are none. */
  readonly withheld?: readonly string[]
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
  readonly reason: Said | null
}

/** A signature as the log keeps it. */
export interface RecordSignature {
  readonly move: string
  readonly label: string
  readonly version: number
  /** Of the version signed, as its entry in the log has it. */
  readonly digest: string
  /** The sentence that was shown. */
  readonly wording: string
  readonly at: string
  readonly name: string
  readonly roles: readonly string[]
  /** How the person showed who they are, and when. */
  readonly method: string
  readonly provedAt: string | null
  readonly seq: number
  /** Whether the record still says what was signed. */
  readonly stillAsSigned: boolean
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
  readonly moves: readonly (MoveDescription & Allowed & { readonly wording: string | null })[]
  /** Who approved or signed it, newest first. */
  readonly signatures: readonly RecordSignature[]
  readonly edit: Allowed
  /** Fields and links the reader may not write in it, though they may write others. */
  readonly notEditable: readonly string[]
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

/** GET /records/{path}/{id}/versions/{version} */
export interface OneVersion {
  readonly record: RecordItem
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly reason: string | null
}
