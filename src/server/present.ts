import type { AnyRecord, Register } from '../model/index.ts'
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
  return {
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
    custom: record.custom,
  }
}

export function presentRef(ref: RecordRef): RecordRef {
  const { id, register, ref: number, title, state, archived } = ref
  return { id, register, ref: number, title, state, archived }
}

/** Ids of every record that these records name, for their titles to be sent along. */
export function linkedIds(register: Register, records: readonly AnyRecord[]): string[] {
  const ids = new Set<string>()
  for (const record of records) {
    for (const name of Object.keys(register.links)) {
      const value = record[name]
      if (typeof value === 'string') ids.add(value)
      else if (Array.isArray(value)) for (const id of value) ids.add(id as string)
    }
  }
  return [...ids]
}
