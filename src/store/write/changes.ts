import type { Actor, AnyRecord, Problem } from '../../model/index.ts'
import type { Span } from '../erasure/spans.ts'
import type { Proof } from './versions.ts'

/** One change to one record. `version` is the version the person saw; a newer one in the store is a conflict. */
export type Change =
  | { do: 'create'; register: string; values: Values; custom?: Values; id?: string }
  | { do: 'edit'; register: string; id: string; version: number; values: Values; custom?: Values }
  | { do: 'move'; register: string; id: string; version: number; move: string; values?: Values }
  | { do: 'archive' | 'unarchive'; register: string; id: string; version: number }
  | { do: 'restore'; register: string; id: string; version: number; to: number }
  | {
      do: 'pseudonymise'
      register: string
      id: string
      version: number
      spans: readonly Span[]
      pseudonym: string
    }

/** One of the kinds of change. */
export type ChangeOf<D extends Change['do']> = Extract<Change, { do: D }>

type Values = Readonly<Record<string, unknown>>

export interface CommitRequest {
  readonly actor: Actor
  readonly org: string
  /** All of them or none. */
  readonly changes: readonly Change[]
  readonly reason?: string | null
  /** A repeated key returns the first answer and changes nothing. */
  readonly idempotencyKey?: string
  readonly requestId?: string
  /**
   * How the person showed who they are, for moves that sign. Or, because they have not, what to answer when nothing else
   * stands against the changes: who may not make them is told that, and not asked for a password first.
   */
  readonly proof?: Proof | Problem
}

/** The code with which a person without a name comes back to a record. */
export interface CaseCode {
  readonly id: string
  readonly code: string
}

/** What a commit led to: the records as they stand now, and where the log stood after it. */
export interface Committed {
  readonly records: readonly AnyRecord[]
  readonly seq: number
  readonly at: string
  /** Codes of records that were sent without a name; told once, or again to who holds the key it was sent under. */
  readonly codes?: readonly CaseCode[]
}
