import { z } from 'zod'
import { saying } from '../issues.ts'
import { joined, say } from '../say.ts'
import { type Field, type FieldOptions, type Fields, type FieldType, makeField, type ValueOf } from './field.ts'
import { textSchema } from './text.ts'

const maxItems = 500

const texts: FieldType<string[]> = {
  kind: 'list',
  isList: true,
  index: 'none',
  filters: ['has', 'empty'],
  widget: 'list',
  schema: (field) => z.array(textSchema(field.max ?? 2000)).max(maxItems, saying(say`At most ${maxItems} entries.`)),
  parse: (text, field) => {
    const value = text
      .split('\n')
      .map((t) => t.trim())
      .filter((t) => t !== '')
    const result = texts.schema(field).safeParse(value)
    return result.success ? { value } : { problem: String(result.error.issues[0]?.message ?? 'Not a list.') }
  },
  format: (value) => value.join('\n'),
  words: (value) => value.join(' '),
}

/** A list of short texts, one a line. */
export const list = (options: FieldOptions & { max?: number } = {}) => makeField(texts, { max: 2000, ...options })

export type RowOf<C extends Fields> = { [K in keyof C]: ValueOf<C[K]> }

export function rowSchema(columns: Fields): z.ZodType<Record<string, unknown>> {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, column] of Object.entries(columns)) {
    const schema = column.type.schema(column)
    shape[name] = column.isOptional ? schema.nullable().default(null) : schema
  }
  return z.strictObject(shape)
}

const rowsWanted = joined([say`Rows travel as JSON, for example`, ' [{"metric": "recall", "value": 0.9}].'], '')

const table: FieldType<Record<string, unknown>[]> = {
  kind: 'rows',
  isList: true,
  index: 'none',
  filters: ['empty'],
  widget: 'rows',
  schema: (field) => z.array(rowSchema(field.columns ?? {})).max(maxItems, saying(say`At most ${maxItems} rows.`)),
  parse: (text, field) => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return { problem: rowsWanted }
    }
    const result = table.schema(field).safeParse(value)
    return result.success ? { value: result.data } : { problem: `Row ${issueAt(result.error)}` }
  },
  format: (value) => JSON.stringify(value),
  words: (value) =>
    value
      .flatMap((row) => Object.values(row))
      .filter((v) => typeof v === 'string')
      .join(' '),
}

function issueAt(error: z.ZodError): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'is not right.'
}

/** Rows with typed columns inside one record, for what has no life of its own (a list of impacts, attendees, inputs). */
export function rows<const C extends Fields>(columns: C, options: FieldOptions = {}): Field<RowOf<C>[], false> {
  // The schema is built from the same columns, so each row has the shape RowOf<C>.
  return makeField(table as unknown as FieldType<RowOf<C>[]>, { ...options, columns })
}
