import { type AnyRecord, type FieldProblem, type Fields, problem, type Register, shapeOf } from '../../model/index.ts'
import { type Row, toRecord } from '../rows.ts'
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

/** A statement's columns for a projection, and how its rows are read; `rows` is null when they lacked something. */
export interface Reader {
  readonly columns: Sql
  readonly read: (rows: readonly Row[]) => AnyRecord[] | null
}

const sharedColumns =
  'r.id, r.ref, r.title, r.state, r.owner_id, r.version, r.archived, r.created_at, r.created_by, r.updated_at'

export function readerOf(register: Register, projection: Projection): Reader {
  const known = looksAt.get(register) ?? new Set<string>()
  looksAt.set(register, known)
  const fetched = [...new Set([...projection.stored, ...(projection.computed.length > 0 ? known : [])])]
  const newest = shapeOf(register)
  // Names come from the register and from checked keys, never from a request as it is.
  const values = [
    ...fetched.map((name, at) => `r.data->'${name}' as s${at}`),
    ...projection.custom.map((key, at) => `r.data->'custom'->'${key}' as c${at}`),
    // Records of an older shape come whole, to be brought to the newest one.
    ...(newest > 1 ? [`r.register, r.ref_no, r.shape, case when r.shape < ${newest} then r.data end as data`] : []),
  ]
  const lists = fetched.map((name) => isListOf(register, name))
  const computed = projection.computed.flatMap((name) => {
    const from = register.computed[name]?.from
    return from ? [[name, from] as const] : []
  })

  const read = (rows: readonly Row[]): AnyRecord[] | null => {
    const missed = new Set<string>()
    const records = rows.map((row) => {
      if (newest > 1 && row.data !== null) return toRecord(register, row)
      // The columns asked for above; the driver does not know their types.
      const cells = row as unknown as Readonly<Record<string, unknown>>
      const record: Record<string, unknown> = {
        id: row.id,
        register: register.name,
        ref: row.ref,
        title: row.title,
        state: row.state,
        owner: row.owner_id,
        version: row.version,
        createdAt: row.created_at,
        createdBy: row.created_by,
        updatedAt: row.updated_at,
        archived: row.archived,
      }
      const custom: Record<string, unknown> = {}
      projection.custom.forEach((key, at) => {
        const value = cells[`c${at}`]
        if (value !== null) custom[key] = value
      })
      record.custom = custom
      fetched.forEach((name, at) => {
        if (name !== 'title') record[name] = cells[`s${at}`] ?? (lists[at] ? [] : null)
      })
      if (computed.length > 0) {
        const watched = watch(register, record, missed)
        const worked = computed.map(([, from]) => from(watched))
        computed.forEach(([name], at) => {
          record[name] = worked[at]
        })
      }
      // Everything RecordBase asks for stands above.
      return record as AnyRecord
    })
    if (missed.size === 0) return records
    for (const name of missed) known.add(name)
    return null
  }
  return { columns: raw([sharedColumns, ...values].join(', ')), read }
}

/** The record as computed values see it; what they look for and does not find is noted. */
function watch(register: Register, record: object, missed: Set<string>): AnyRecord {
  const note = (name: string | symbol) => {
    if (typeof name === 'string' && (Object.hasOwn(register.fields, name) || Object.hasOwn(register.links, name)))
      missed.add(name)
  }
  return new Proxy(record, {
    get(target, name) {
      if (Object.hasOwn(target, name)) return Reflect.get(target, name)
      note(name)
      return null
    },
    has(target, name) {
      if (!Object.hasOwn(target, name)) note(name)
      return true
    },
    ownKeys(target) {
      for (const name of [...Object.keys(register.fields), ...Object.keys(register.links)])
        if (!Object.hasOwn(target, name)) note(name)
      return Reflect.ownKeys(target)
    },
  }) as AnyRecord
}
