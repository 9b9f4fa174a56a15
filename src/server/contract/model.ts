import type { Tone } from '../../model/index.ts'

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
  /** Lists show the whole title, over several lines. */
  readonly titlesAreSentences: boolean
  readonly sections: readonly { readonly title: string; readonly help?: string; readonly fields: readonly string[] }[]
  readonly examples: readonly Readonly<Record<string, unknown>>[]
  /** Roles, or `owner` and `author` of the record, that may do this. */
  readonly mayRead: readonly string[]
  readonly mayCreate: readonly string[]
  readonly mayEdit: readonly string[]
  readonly mayArchive: readonly string[]
  /** Whether the reader may add records, by any of their roles and permissions. */
  readonly create?: boolean
  /** Fields and links the reader may not write in a new record. */
  readonly notOnCreate?: readonly string[]
  /** Records may be sent without the name of who sends them. */
  readonly withoutName: boolean
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
  /** Who alone may read or write it of those who may the record; null: all of them. */
  readonly readBy: readonly string[] | null
  readonly editBy: readonly string[] | null
}

export interface LinkDescription {
  readonly name: string
  /** Register name, or `any`. */
  readonly to: string
  readonly many: boolean
  readonly label: string
  readonly help: string | null
  readonly required: boolean
  readonly editBy: readonly string[] | null
}

export interface MoveDescription {
  readonly name: string
  readonly label: string
  readonly from: readonly string[]
  readonly to: string
  readonly asksReason: boolean
  readonly needs: readonly string[]
  /** Roles, or `owner` and `author` of the record. */
  readonly by: readonly string[]
  /** What the person says by it, for a move that signs. */
  readonly signs: string | null
}
