import type { Field, Register } from '../src/model/index.ts'
import { shiftDay, shiftInstant, shiftText } from './calendar.ts'
import { exampleId } from './ids.ts'
import type { Values } from './story.ts'

export interface StoredFile {
  readonly hash: string
  readonly name: string
  readonly size: number
  readonly mediaType: string
}

/** What story values are read with: how far days move, which records there are by now, and the stored files. */
export interface Telling {
  readonly days: number
  readonly known: { has(key: string): boolean }
  readonly files: ReadonlyMap<string, StoredFile>
}

/** Turns values of the story into values of a record: keys into ids, story days into days, names into files. */
export function translate(register: Register, values: Values, telling: Telling): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = register.fields[name]
      if (field) return [name, fieldValue(field, value, telling)]
      return [name, name in register.links ? linkValue(`${register.name}.${name}`, value, telling) : value]
    }),
  )
}

export function fieldValue(field: Field, value: unknown, telling: Telling): unknown {
  // Symbols stand for what is only known when it is told.
  if (value === null || value === undefined || typeof value === 'symbol') return value
  const { kind } = field.type
  if (kind === 'files') return (value as readonly string[]).map((name) => fileOf(name, telling))
  if (kind === 'rows') return (value as readonly Values[]).map((row) => rowValue(field.columns ?? {}, row, telling))
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? shiftText(one, telling.days) : one))
  if (typeof value !== 'string') return value
  if (kind === 'date') return shiftDay(value, telling.days)
  return kind === 'dateTime' ? shiftInstant(value, telling.days) : shiftText(value, telling.days)
}

const rowValue = (columns: Readonly<Record<string, Field>>, row: Values, telling: Telling) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const column = columns[name]
      return [name, column ? fieldValue(column, value, telling) : value]
    }),
  )

function linkValue(place: string, value: unknown, telling: Telling): unknown {
  const idFor = (key: unknown) => {
    if (typeof key !== 'string' || !telling.known.has(key))
      throw new Error(`${place}: the story has no "${String(key)}" by then.`)
    return exampleId(key)
  }
  if (value === null || value === undefined) return value
  return Array.isArray(value) ? value.map(idFor) : idFor(value)
}

function fileOf(name: string, telling: Telling): StoredFile {
  const file = telling.files.get(name)
  if (!file) throw new Error(`The story has no file "${name}".`)
  return file
}
