import { type AnyRecord, type Register, withheldIn } from '../model/index.ts'
import type { Projection } from '../store/read/projection.ts'
import type { RecordItem, RecordRef } from './contract.ts'

interface Shown {
  readonly blank: object
  readonly names: readonly string[]
}

const known = new WeakMap<Register, Shown>()

/** What is shown of records of a register, once a register; copies of one blank are written faster (see store/rows.ts). */
function shownBy(register: Register): Shown {
  const before = known.get(register)
  if (before) return before
  const names = [register.fields, register.links, register.computed].flatMap((part) => Object.keys(part))
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as object
  const shown = { blank, names }
  known.set(register, shown)
  return shown
}

/** A record as clients get it: shared properties flat, everything the register declares under `values`. */
export function presentRecord(register: Register, record: AnyRecord): RecordItem {
  const { blank, names } = shownBy(register)
  const values: Record<string, unknown> = { ...blank }
  for (const name of names) values[name] = record[name]
  return item(record, values, record.custom)
}

const texts = new WeakMap<AnyRecord, string>()

/** The answer with one record alone. What was withheld from somebody is another object, and so another text. */
export function recordText(register: Register, record: AnyRecord): string {
  const known = texts.get(record)
  if (known !== undefined) return known
  const text = JSON.stringify({ record: presentRecord(register, record) })
  texts.set(record, text)
  return text
}

/** The same with some values only. */
export function presentValues(record: AnyRecord, { stored, computed, custom }: Projection): RecordItem {
  const values: Record<string, unknown> = {}
  for (const name of stored) values[name] = record[name]
  for (const name of computed) values[name] = record[name]
  const own: Record<string, unknown> = {}
  for (const key of custom) if (record.custom[key] !== undefined) own[key] = record.custom[key]
  return item(record, values, own)
}

function item(record: AnyRecord, values: RecordItem['values'], custom: RecordItem['custom']): RecordItem {
  const withheld = withheldIn(record)
  return {
    ...(withheld.length > 0 ? { withheld } : {}),
    id: record.id,
    register: record.register,
    ref: record.ref,
    title: record.title,
    state: record.state,
    archived: record.archived,
    owner: record.owner,
    version: record.version,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    values,
    custom,
  }
}

export function presentRef(ref: RecordRef): RecordRef {
  const { id, register, ref: number, title, state, archived } = ref
  return { id, register, ref: number, title, state, archived }
}

/** Ids of every record that these records name, or name by some of their links, for their titles to be sent along. */
export function linkedIds(register: Register, records: readonly AnyRecord[], links?: readonly string[]): string[] {
  const ids = new Set<string>()
  const names = Object.keys(register.links).filter((name) => !links || links.includes(name))
  for (const record of records) {
    for (const name of names) {
      const value = record[name]
      if (typeof value === 'string') ids.add(value)
      else if (Array.isArray(value)) for (const id of value) ids.add(id as string)
    }
  }
  return [...ids]
}
