import type { Said } from '../model/say.ts'

/** What a field holds after its text has been read. */
export type ImportValue = string | number | boolean | string[]

/** One row of a table, read; what no field takes is kept in custom. */
export type ImportRecord = {
  line: number
  key: string
  values: Record<string, ImportValue>
  custom: Record<string, string>
}

export type ImportProblemCode =
  | 'import/bad-date'
  | 'import/date-imprecise'
  | 'import/bad-number'
  | 'import/bad-boolean'
  | 'import/unknown-choice'
  | 'import/field-taken'
  | 'import/required-missing'
  | 'import/key-missing'
  | 'import/key-repeated'
export type ImportProblem = {
  line: number
  column: string
  field: string
  code: ImportProblemCode
  message: Said
  severity: 'error' | 'warning'
  value: string
}
export type MappedRow = { record: ImportRecord; problems: ImportProblem[] }
