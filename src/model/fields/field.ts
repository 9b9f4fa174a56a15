import type { z } from 'zod'
import type { Grant } from '../access.ts'
import type { Said } from '../say.ts'

/** How a stored value is compared and sorted in SQL: `text` compares the JSON text, `number` casts it to numeric. */
export type IndexKind = 'text' | 'number' | 'none'

/** What a filter may ask of a field. `is`/`not` take a list of alternatives; `empty` takes yes or no. */
export type FilterOperator = 'is' | 'not' | 'contains' | 'atLeast' | 'atMost' | 'before' | 'after' | 'has' | 'empty'

export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** Everything about a field that does not depend on its type. */
export interface FieldOptions {
  readonly label?: string
  /** One sentence under the input, for a layperson. */
  readonly help?: string
  /** Weight in full-text search; text that is not searched says `none`. */
  readonly search?: 'high' | 'normal' | 'none'
  readonly sortable?: boolean
  readonly filterable?: boolean
  /** Written by a move only (a decision's date, who decided): nobody can type it, so nobody can forge it. */
  readonly setByMove?: boolean
  /** A text that holds the name of a register: chosen among those there are, and shown by its label. */
  readonly names?: 'register'
  /** What rules compare, such as the account behind a name that stands beside it: kept, but told to no reader. */
  readonly forRules?: boolean
  /** Personal data: shown to those who may read the record, left out of packs unless asked for. */
  readonly personal?: boolean
  /** Who may read it of those who may read the record; everybody of them when left out. Works for a column of rows too. */
  readonly readBy?: readonly Grant[]
  /** Who may write it of those who may write the record; everybody of them who may read it when left out. */
  readonly editBy?: readonly Grant[]
}

/** A field type: every face of one kind of value (schema, index, text in and out, filters, widget) in one place. */
export interface FieldType<T> {
  readonly kind: string
  readonly index: IndexKind
  readonly filters: readonly FilterOperator[]
  /** Holds any number of values; left out, it is an empty list. */
  readonly isList?: true
  /** Name of the input the web client uses. */
  readonly widget: string
  schema(field: Field<T>): z.ZodType<T>
  /** Reads what a person or a spreadsheet cell says; a problem is a sentence that can be shown. */
  parse(text: string, field: Field<T>): { value: T } | { problem: Said }
  /** Writes the value for a cell, a diff or a document. `parse(format(v))` gives `v` again. */
  format(value: T, field: Field<T>): string
  /** The value in a document of any language: the program's words as sentences. Left out where `format` gives what a person wrote. */
  said?(value: T, field: Field<T>): Said
  /** Words that full-text search finds the record by. */
  words?(value: T, field: Field<T>): string
}

/** A field as declared in a register. `optional` fields may be null. */
export interface Field<T = unknown, Optional extends boolean = boolean> extends FieldOptions {
  readonly type: FieldType<T>
  readonly isOptional: Optional
  readonly choices?: readonly Choice[]
  readonly max?: number
  readonly min?: number
  readonly unit?: string
  readonly columns?: Readonly<Record<string, Field>>
  readonly frameworks?: readonly string[]
  readonly accept?: readonly string[]
  optional(): Field<T, true>
}

export type Fields = Readonly<Record<string, Field>>

export type ValueOf<F> = F extends Field<infer T, infer O> ? (O extends true ? T | null : T) : never

type Extra = Pick<Field, 'choices' | 'max' | 'min' | 'unit' | 'columns' | 'frameworks' | 'accept'>

/** Builds a field of a type; the only constructor, so that every field has the same shape. */
export function makeField<T>(type: FieldType<T>, options: FieldOptions & Extra): Field<T, false> {
  const build = <O extends boolean>(isOptional: O): Field<T, O> => ({
    ...options,
    type,
    isOptional,
    optional: () => build(true),
  })
  return build(false)
}
