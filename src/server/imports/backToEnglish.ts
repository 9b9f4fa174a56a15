import type { Table } from '../../exchange/index.ts'
import type { Field, Register } from '../../model/index.ts'
import type { ReportVoice } from '../../reports/voice.ts'
import { columnsOf } from '../exportRecords.ts'
import { choosable } from '../language/catalogues.ts'
import { voiceOf } from '../language/voiceOf.ts'

/** Columns that every list this program writes ends with or begins with, and few other tables have together. */
const marks = ['ref', 'state', 'version', 'createdAt', 'updatedAt']

/**
 * A table that this program wrote in another language, its heads and choices as they are in English: a list can be
 * exported in the reader's language, changed and read in again. Any other table stays as it is.
 */
export function backToEnglish(table: Table, registers: readonly Register[]): Table {
  for (const language of choosable) {
    if (language === 'en') continue
    const voice = voiceOf(language)
    const heads = new Set(table.columns.map(({ name }) => name))
    const fitting = registers
      .map((register) => ({ register, told: columnsOf(register, {}).map((c) => ({ ...c, head: voice.say(c.label) })) }))
      .filter(({ told }) => told.every(({ key, head }) => !marks.includes(key) || heads.has(head)))
      .map((each) => ({ ...each, found: each.told.filter(({ head }) => heads.has(head)).length }))
      .toSorted((a, b) => b.found - a.found)
    const [best] = fitting
    if (best) return translated(table, best.register, new Map(best.told.map((c) => [c.head, c])), voice)
  }
  return table
}

function translated(
  table: Table,
  register: Register,
  told: ReadonlyMap<string, ReturnType<typeof columnsOf>[number]>,
  voice: ReportVoice,
): Table {
  const words = table.columns.map(({ name }) => wordsOf(register.fields[told.get(name)?.key ?? ''], voice))
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, name: String(told.get(column.name)?.label ?? column.name) })),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell, at) => inEnglish(cell, words[at])) })),
  }
}

/** What the words of a field's values are in English, by what they are in the language; undefined where it has none. */
function wordsOf(field: Field | undefined, voice: ReportVoice): ReadonlyMap<string, string> | undefined {
  if (field === undefined || field.type.index === 'number') return undefined
  const values: readonly unknown[] =
    field.type.kind === 'boolean' ? [true, false] : (field.choices ?? []).map(valueIn(field))
  if (values.length === 0) return undefined
  return new Map(
    values.map((value) => [voice.say(field.type.said?.(value, field) ?? ''), field.type.format(value, field)]),
  )
}

const valueIn = (field: Field) => (choice: { readonly value: string }) =>
  field.type.isList ? [choice.value] : choice.value

const inEnglish = (cell: string, words: ReadonlyMap<string, string> | undefined): string =>
  words === undefined || cell === ''
    ? cell
    : (words.get(cell.trim()) ??
      cell
        .split(';')
        .map((part) => words.get(part.trim()) ?? part.trim())
        .join('; '))
