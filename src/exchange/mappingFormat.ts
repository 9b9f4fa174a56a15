import type { DatePrecision } from './dates.ts'
import type { Transform } from './mappingTransforms.ts'

/** What an importer needs to know of a field. Registers describe theirs this way; nothing here knows a register. */
export type TargetField = {
  name: string
  label: string
  kind: 'text' | 'choice' | 'choices' | 'date' | 'number' | 'boolean' | 'link' | 'list'
  required: boolean
  choices?: readonly { value: string; label: string }[]
  aliases?: readonly string[]
  /** The coarsest date the field takes; "2023-11" is refused where a day is needed. Default: year. */
  precision?: DatePrecision
}

/** How a table becomes records. Saved as JSON, so that the next file of the same shape needs no questions. */
export type Mapping = {
  version: 1
  columns: ColumnMapping[]
  /** Fields that no column gives, the same for every record. */
  constants?: { field: string; value: string }[]
  /** Columns whose texts together tell one record from another; a row without any is reported. */
  keyColumns: string[]
}
export type ColumnMapping = { column: string; to: ColumnTarget }
export type ColumnTarget =
  | { as: 'field'; field: string; transforms?: Transform[] }
  | { as: 'custom'; name?: string }
  | { as: 'ignore' }
