import type { Grant } from './access.ts'

/** A relation from one register to another. The record holds the ids; the store keeps both directions with validity. */
export interface Link<Many extends boolean = boolean> {
  /** Target register's name, or `any` when the link may point to a record of any register (a comment, evidence). */
  readonly to: string
  readonly many: Many
  /** Name the relation has when seen from the target. */
  readonly inverse: string | undefined
  readonly inverseLabel: string | undefined
  readonly label: string | undefined
  readonly help: string | undefined
  readonly required: boolean
  /** Who may write it of those who may write the record; everybody of them when left out. */
  readonly editBy: readonly Grant[] | undefined
}

interface LinkOptions {
  inverse?: string
  /** Heading over the linked records on the target's page, for example "Risks". */
  inverseLabel?: string
  label?: string
  help?: string
  required?: boolean
  editBy?: readonly Grant[]
}

function makeLink<M extends boolean>(to: string, many: M, options: LinkOptions): Link<M> {
  return {
    to,
    many,
    inverse: options.inverse,
    inverseLabel: options.inverseLabel,
    label: options.label,
    help: options.help,
    required: options.required ?? false,
    editBy: options.editBy,
  }
}

/** At most one record of another register. */
export const one = (to: string, options: LinkOptions = {}) => makeLink(to, false, options)

/** Any number of records of another register. */
export const many = (to: string, options: LinkOptions = {}) => makeLink(to, true, options)

export type Links = Readonly<Record<string, Link>>
export type LinkValue<L> = L extends Link<infer M> ? (M extends true ? readonly string[] : string | null) : never
