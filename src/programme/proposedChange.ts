import type { Said } from '../model/say.ts'

type Values = Readonly<Record<string, unknown>>

/** A change that a person may take over, with why; the store's one write path takes it as it stands. */
export type ProposedChange = (
  | { readonly do: 'create'; readonly register: string; readonly values: Values }
  | {
      readonly do: 'edit'
      readonly register: string
      readonly id: string
      readonly version: number
      readonly values: Values
    }
) & { readonly reason: Said }
