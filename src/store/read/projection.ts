import { type AnyRecord, type FieldProblem, type Fields, problem, type Register, shapeOf } from '../../model/index.ts'
import { type Row, shared, takeShared, toRecord } from '../rows.ts'
import { raw, type Sql } from '../sql.ts'
import { isShared, unknownColumn } from './filters.ts'

/** Which values of its records a list was asked for; everything else stays in the database. */
export interface Projection {
  /** Fields and links, as stored. */
  readonly stored: readonly string[]
  /** Worked out on read from what is stored. */
  readonly computed: readonly string[]
  /** Keys of the organisation's own fields. */
  readonly custom: readonly string[]
}

/** Reads names as they stand in lists and filters; what all records share is always sent and may be named too. */
export function parseProjection(register: Register, custom: Fields, names: readonly string[]): Projection {
  const stored: string[] = []
  const computed: string[] = []
  const own: string[] = []
  const unknown: FieldProblem[] = []
  for (const name of new Set(names)) {
    const key = name.startsWith('custom.') ? name.slice('custom.'.length) : null
    // The shape of a key is checked too: it becomes part of the statement.
    if (key !== null && Object.hasOwn(custom, key) && /^[A-Za-z]\w*$/.test(key)) own.push(key)
    else if (Object.hasOwn(register.fields, name) || Object.hasOwn(register.links, name)) stored.push(name)
    else if (Object.hasOwn(register.computed, name)) computed.push(name)
    else if (!isShared(name)) unknown.push({ ...unknownColumn(register, name), field: 'fields' })
  }
  if (unknown.length > 0) throw problem('request/invalid', { fields: unknown })
  return { stored, computed, custom: own }
}

/**
 * What the computed values of a register look at is found out by looking: a record that lacks a value notes who asked for
 * it, the list is read again with that value, and from then on it comes along at once.
 */
const looksAt = new WeakMap<Register, Set<string>>()

const isListOf = (register: Register, name: string): boolean => {
  const field = register.fields[name]
  return field ? field.type.isList === true && !field.isOptional : register.links[name]?.many === true
}

/** A statement's columns for a projection, and how its rows are read; `read` answers null when they lacked something. */
export interface Reader {
  readonly columns: Sql
  readonly read: (rows: readonly Row[]) => AnyRecord[] | null
}

/** A row with the columns a reader asked for; the driver does not know their types. */
type Cells = Row & Readonly<Record<string, unknown>>

/** A value of a record and the column it comes in. */
interface Cell {
  readonly name: string
  readonly column: string
  readonly isList: boolean
}

const sharedColumns =
  'r.id, r.ref, r.title, r.state, r.owner_id, r.version, r.archived, r.created_at, r.created_by, r.updated_at'

const readers = new WeakMap<Register, Map<string, Reader>>()
/** Beyond these, the readers of a register are made anew. */
const mostReaders = 50

/** The reader of a projection; lists are asked for the same few columns again and again. */
export function readerOf(register: Register, projection: Projection): Reader {
  const known = looksAt.get(register) ?? new Set<string>()
  looksAt.set(register, known)
  const fetched = [...new Set([...projection.stored, ...(projection.computed.length > 0 ? known : [])])]
  const key = JSON.stringify([fetched, projection.computed, projection.custom])
  const before = readers.get(register)
  const made = before && before.size < mostReaders ? before : new Map<string, Reader>()
  readers.set(register, made)
  const reader = made.get(key) ?? makeReader(register, projection, fetched, known)
  made.set(key, reader)
  return reader
}

function makeReader(
  register: Register,
  projection: Projection,
  fetched: readonly string[],
  known: Set<string>,
): Reader {
  const newest = shapeOf(register)
  const cells = fetched.map((name, at): Cell => ({ name, column: `s${at}`, isList: isListOf(register, name) }))
  const own = projection.custom.map((key, at): Cell => ({ name: key, column: `c${at}`, isList: false }))
  // Names come from the register and from checked keys, never from a request as it is.
  const values = [
    ...cells.map(({ name, column }) => `r.data->'${name}' as ${column}`),
    ...own.map(({ name, column }) => `r.data->'custom'->'${name}' as ${column}`),
    // Records of an older shape come whole, to be brought to the newest one.
    ...(newest > 1 ? [`r.register, r.ref_no, r.shape, case when r.shape < ${newest} then r.data end as data`] : []),
  ]
  const blank = blankOf(fetched, projection.computed)
  const computed = projection.computed.flatMap((name) => {
    const from = register.computed[name]?.from
    return from ? [{ name, from }] : []
  })
  // Kept beside the registers' own records, whose titles are columns of the table.
  const untitled = cells.filter(({ name }) => name !== 'title')
  const look = computed.length > 0 ? viewOf(register, cells) : null
  const read = (rows: readonly Row[]): AnyRecord[] | null => {
    const records = rows.map((row) => {
      if (newest > 1 && row.data !== null) return toRecord(register, row)
      // The columns asked for above.
      const from = row as Cells
      const record: Record<string, unknown> = { ...blank }
      takeShared(record, register, row)
      record.custom = own.length === 0 ? noCustom : customOf(own, from)
      for (const { name, column, isList } of untitled) record[name] = from[column] ?? (isList ? noList : null)
      if (look) {
        look.at(from, record)
        for (const { name, from } of computed) record[name] = from(look.view)
      }
      // Everything RecordBase asks for stands above.
      return record as AnyRecord
    })
    if (!look || look.missed.size === 0) return records
    for (const name of look.missed) known.add(name)
    return null
  }
  return { columns: raw([sharedColumns, ...values].join(', ')), read }
}

/** A record with everything null, parsed at once: its copies share one layout (see store/rows.ts). */
function blankOf(...names: readonly (readonly string[])[]): object {
  return JSON.parse(JSON.stringify(Object.fromEntries([...shared, ...names.flat()].map((name) => [name, null]))))
}

const noList: readonly never[] = Object.freeze([])
const noCustom: AnyRecord['custom'] = Object.freeze({})

function customOf(cells: readonly Cell[], row: Cells): Record<string, unknown> {
  const custom: Record<string, unknown> = {}
  for (const { name, column } of cells) {
    const value = row[column]
    if (value !== null) custom[name] = value
  }
  return custom
}

/**
 * A record as computed values see it: one for all rows of a page, that looks at the row it is turned to. What they look for
 * and does not come along is noted in `missed`; values that are worked out do not see each other.
 */
function viewOf(register: Register, cells: readonly Cell[]) {
  let row: Cells
  let record: Record<string, unknown>
  const missed = new Set<string>()
  const view = {}
  const see = (name: string, get: () => unknown) =>
    Object.defineProperty(view, name, { get, enumerable: true, configurable: true })
  for (const name of Object.keys(register.computed)) see(name, () => null)
  for (const name of [...Object.keys(register.fields), ...Object.keys(register.links)])
    see(name, () => {
      missed.add(name)
      return null
    })
  for (const { name, column, isList } of cells) see(name, () => row[column] ?? (isList ? noList : null))
  for (const name of shared) see(name, () => record[name])
  return {
    // Everything RecordBase asks for is seen.
    view: view as AnyRecord,
    missed,
    at(nextRow: Cells, nextRecord: Record<string, unknown>) {
      row = nextRow
      record = nextRecord
    },
  }
}
