import type pg from 'pg'
import {
  type Actor,
  type AnyRecord,
  type Fields,
  mayCompareBy,
  problem,
  type Register,
  withhold,
} from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, raw, run, type Sql, sql } from '../sql.ts'
import { isId } from '../write/validate.ts'
import { readableSql } from './access.ts'
import { allOf, type Column, columnOf, type Filter, filterSql, unknownColumn, wordsSql } from './filters.ts'
import { readInOneGo } from './oneGo.ts'
import { type Projection, type Reader, readerOf } from './projection.ts'
import { type AsOf, stateAt } from './time.ts'

export interface ListQuery {
  readonly filters: readonly Filter[]
  /** Field to sort by, `-` before it for descending. */
  readonly sort?: string
  readonly words?: string
  /** Archived records instead of live ones, or both. */
  readonly archived?: 'no' | 'yes' | 'both'
  readonly limit: number
  readonly after?: string
  readonly count?: boolean
  /** The only values to read of each record; all of them when left out. */
  readonly values?: Projection
}

export interface Listed {
  /** With `values` asked for, records hold those and what all records share. */
  readonly records: readonly AnyRecord[]
  readonly next: string | null
  readonly total: number | null
  /** Where the organisation's log stood: with the same number the same list is the same. */
  readonly change: number
}

/** A page of a register at a time: keyset paging, so that the last page costs what the first one does. */
export async function listRecords(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  register: Register,
  custom: Fields,
  actor: Actor,
  query: ListQuery,
  asOf: AsOf,
): Promise<Listed> {
  const readable = readableSql(registers, register, actor)
  if (readable === null) return { records: [], next: null, total: query.count ? 0 : null, change: 0 }
  refuseWithheld(register, actor, query)
  const where = allOf([
    sql`r.register = ${raw(`'${register.name}'`)}`,
    readable,
    ...(query.archived === 'both' ? [] : [query.archived === 'yes' ? raw('r.archived') : raw('not r.archived')]),
    ...query.filters.map((f) => filterSql(register, custom, org, asOf, f)),
    ...(query.words ? [wordsSql(org, asOf, query.words) ?? raw('true')] : []),
  ])
  const order = orderOf(register, custom, query.sort ?? register.list.sort)
  const parts = partsOf(org, asOf, where, order, query)
  // Again only when a computed value looked at something for the first time; what it looks at is finite.
  for (;;) {
    const reader = query.values ? readerOf(register, query.values) : wholeRecords(register)
    const { rows, change, total } = await readParts(pool, org, parts, reader.columns)
    const records = reader.read(rows.slice(0, query.limit))
    const last = rows[Math.min(rows.length, query.limit) - 1]
    if (!records) continue
    const shown = records.map((record) => withhold(register, actor, record))
    return { records: shown, next: rows.length > query.limit && last ? encodeCursor(order, last) : null, total, change }
  }
}

/** A list in order of a value, or of those with a value, tells the value. */
function refuseWithheld(register: Register, actor: Actor, { filters, sort }: ListQuery): void {
  const fields = [
    ...filters.map(({ name }) => ({ field: `filter ${name}`, name })),
    ...(sort === undefined ? [] : [{ field: 'sort', name: sort.replace(/^-/, '') }]),
  ].flatMap(({ field, name }) =>
    mayCompareBy(register, actor, name)
      ? []
      : [
          {
            field,
            message: say`"${name}" is not shown to your role, so lists can neither be filtered nor sorted by it.`,
          },
        ],
  )
  if (fields.length > 0) throw problem('request/invalid', { fields })
}

const wholeRecords = (register: Register): Reader => ({
  columns: raw(rowColumns.replace(/(\w+)/g, 'r.$1')),
  read: (rows) => rows.map((row) => toRecord(register, row)),
})

interface Read {
  /** One more than the page holds when another follows. */
  readonly rows: readonly PagedRow[]
  readonly change: number
  readonly total: number | null
}

async function readParts(pool: pg.Pool, org: string, parts: Parts, columns: Sql): Promise<Read> {
  const first = parts.present ?? parts.absent
  if (!first) return { rows: [], change: 0, total: null }
  const [rows = [], [head] = [], [counted] = []] = await readInOneGo(pool, org, [
    first(columns, parts.want),
    sql`select size from log_head where org_id = ${org}`,
    ...(parts.count ? [parts.count] : []),
  ])
  const read = {
    // Columns and names as selected.
    rows: rows as PagedRow[],
    change: (head?.size as number | undefined) ?? 0,
    total: (counted?.total as number | undefined) ?? null,
  }
  const { present, absent } = parts
  if (!present || !absent || rows.length >= parts.want) return read
  // Both ranges at one moment, or a record that gets or loses its value meanwhile stands in neither.
  return inOrganisation(
    pool,
    org,
    async (client) => {
      const some = await run<PagedRow>(client, present(columns, parts.want))
      if (some.length >= parts.want) return { ...read, rows: some }
      return { ...read, rows: [...some, ...(await run<PagedRow>(client, absent(columns, parts.want - some.length)))] }
    },
    'read',
  )
}

interface Order {
  readonly name: string
  readonly column: Column
  readonly descending: boolean
}

function orderOf(register: Register, custom: Fields, sort: string): Order {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  const column = columnOf(register, custom, name)
  if (!column) throw problem('request/invalid', { fields: [unknownColumn(register, name)] })
  if (column.kind === 'list')
    throw problem('request/invalid', {
      fields: [{ field: 'sort', message: say`"${name}" holds several values and cannot be sorted by.` }],
    })
  return { name, column, descending }
}

type PagedRow = Row & { readonly sort_key: string | number | null }

interface Cursor {
  /** Null once the rows without a value have begun; they come last. */
  readonly value: string | number | null
  readonly id: string
}

/** The statements a page is read with. */
interface Parts {
  readonly want: number
  /** Rows with a value to sort by; null once the page begins behind them. */
  readonly present: ((columns: Sql, limit: number) => Sql) | null
  /** Rows without; null where there is always a value. */
  readonly absent: ((columns: Sql, limit: number) => Sql) | null
  readonly count: Sql | null
}

// Rows with a value come first, in order; rows without one follow by id. Two plain index ranges instead of one OR.
function partsOf(org: string, asOf: AsOf, where: Sql, order: Order, query: ListQuery): Parts {
  const cursor = query.after === undefined ? null : decodeCursor(order, query.after)
  const key = raw(order.column.expression)
  const direction = raw(order.descending ? 'desc' : 'asc')
  const select = (columns: Sql) => sql`select ${columns}, ${key} as sort_key from ${stateAt(org, asOf)} and ${where}`
  const cast = raw(
    { number: '::numeric', instant: '::timestamptz', id: '::uuid', text: '', list: '' }[order.column.kind],
  )
  const afterValue =
    cursor === null
      ? raw('true')
      : sql`(${key}, r.id) ${raw(order.descending ? '<' : '>')} (${cursor.value}${cast}, ${cursor.id}::uuid)`
  const given = order.column.nullable ? sql`${key} is not null` : raw('true')
  const isBehind = cursor !== null && cursor.value === null
  const afterId = isBehind ? sql`r.id > ${cursor.id}::uuid` : raw('true')
  return {
    want: query.limit + 1,
    present: isBehind
      ? null
      : (columns, limit) =>
          sql`${select(columns)} and ${given} and ${afterValue} order by ${key} ${direction}, r.id ${direction} limit ${limit}`,
    absent: order.column.nullable
      ? (columns, limit) => sql`${select(columns)} and ${key} is null and ${afterId} order by r.id limit ${limit}`
      : null,
    count: query.count ? sql`select count(*) as total from ${stateAt(org, asOf)} and ${where}` : null,
  }
}

function encodeCursor(order: Order, row: PagedRow): string {
  return Buffer.from(JSON.stringify([order.name, order.descending, row.sort_key, row.id])).toString('base64url')
}

function decodeCursor(order: Order, text: string): Cursor {
  let cursor: unknown
  try {
    cursor = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    cursor = null
  }
  const [name, descending, value, id] = Array.isArray(cursor) ? cursor : []
  const fits = value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
  const typed =
    value === null ||
    (order.column.kind !== 'number' && order.column.kind !== 'instant' && order.column.kind !== 'id') ||
    (order.column.kind === 'number' && Number.isFinite(Number(value))) ||
    (order.column.kind === 'instant' && !Number.isNaN(Date.parse(String(value)))) ||
    (order.column.kind === 'id' && isId(value))
  if (name !== order.name || descending !== order.descending || !fits || !typed || !isId(id)) {
    throw problem('request/invalid', {
      fields: [{ field: 'after', message: say`This page mark belongs to another list; start from the first page.` }],
    })
  }
  return { value, id }
}
