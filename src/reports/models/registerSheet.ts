import { type AnyRecord, type Register, toldFields } from '../../model/index.ts'
import { plainText } from '../document.ts'
import type { Names } from '../material.ts'
import type { SaidCell, SaidColumn, SaidRow } from '../tell.ts'
import { labelOf, nothing, valueText } from './fieldText.ts'
import { type RecordOptions, withheld } from './recordSection.ts'

/** Every property of a register's records as columns of a sheet, in the order the register declares them. */
export function sheetColumns(register: Register): SaidColumn[] {
  return columnNames(register).map((name) => ({
    key: name,
    label: labelOf(register, name),
    kind: kindOf(register, name),
  }))
}

function columnNames(register: Register): string[] {
  const declared = [
    ...toldFields(register.fields).map(([name]) => name),
    ...Object.keys(register.links),
    ...Object.keys(register.computed),
  ]
  return [
    'ref',
    'title',
    'state',
    ...declared.filter((name) => name !== 'title'),
    'version',
    'createdAt',
    'updatedAt',
    'archived',
  ]
}

const numbers = ['number', 'integer']

function kindOf(register: Register, name: string): SaidColumn['kind'] {
  if (name === 'archived') return 'boolean'
  if (name === 'version') return 'number'
  if (name === 'createdAt' || name === 'updatedAt') return 'date'
  const kind = (register.fields[name] ?? register.computed[name]?.field)?.type.kind ?? 'text'
  if (numbers.includes(kind)) return 'number'
  if (kind === 'date' || kind === 'dateTime') return 'date'
  return kind === 'boolean' ? 'boolean' : 'text'
}

export function sheetRow(register: Register, record: AnyRecord, names: Names, options: RecordOptions = {}): SaidRow {
  return Object.fromEntries(
    columnNames(register).map((name) => [name, cellValue(register, record, name, names, options)]),
  )
}

function cellValue(
  register: Register,
  record: AnyRecord,
  name: string,
  names: Names,
  options: RecordOptions,
): SaidCell {
  const value = record[name]
  if (value === null || value === undefined) return null
  if (register.fields[name]?.personal && !options.personal) return withheld
  // Sheets know seconds, the database microseconds.
  if (name === 'createdAt' || name === 'updatedAt') return String(value).slice(0, 19)
  const kind = kindOf(register, name)
  if (kind !== 'text' && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'))
    return value
  const text = plainText(valueText(register, record, name, names))
  return text === nothing ? null : text
}
