import { choice, choices, scale } from './choice.ts'
import { date, dateTime } from './date.ts'
import { list, rows } from './list.ts'
import { boolean, integer, number } from './number.ts'
import { files, standardRefs } from './reference.ts'
import { email, longText, text, url } from './text.ts'

/** The field types a register is declared with. */
export const f = {
  text,
  longText,
  url,
  email,
  choice,
  choices,
  scale,
  number,
  integer,
  boolean,
  date,
  dateTime,
  list,
  rows,
  standardRefs,
  files,
} as const

export { humanise } from './choice.ts'
export type { Choice, Field, FieldOptions, Fields, FieldType, FilterOperator, ValueOf } from './field.ts'
export type { StoredFile } from './reference.ts'
