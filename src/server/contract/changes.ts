import type { RecordItem } from './records.ts'

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
  /** Codes with which whoever sent a record without a name comes back to it. Shown this once. */
  readonly codes?: readonly { readonly id: string; readonly code: string }[]
}
