import type pg from 'pg'
import { type Actor, type AnyRecord, type Fields, problem, type Register } from '../../model/index.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, type Queryable, raw, run, type Sql, sql } from '../sql.ts'
import { isId } from '../write/validate.ts'
import { readableSql } from './access.ts'
import { allOf, type Column, columnOf, type Filter, filterSql, unknownColumn, wordsSql } from './filters.ts'
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
}

export interface Listed {
  readonly records: readonly AnyRecord[]
  readonly next: string | null
  readonly total: number | null
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
  if (readable === null) return { records: [], next: null, total: query.count ? 0 : null }
  const where = allOf([
    sql`r.register = ${raw(`'${register.name}'`)}`,
    readable,
    ...(query.archived === 'both' ? [] : [query.archived === 'yes' ? raw('r.archived') : raw('not r.archived')]),
    ...query.filters.map((f) => filterSql(register, custom, org, asOf, f)),
    ...(query.words ? [wordsSql(org, asOf, query.words) ?? raw('true')] : []),
  ])
  const order = orderOf(register, custom, query.sort ?? register.list.sort)
  return inOrganisation(
    pool,
    org,
    async (client) => {
      const rows = await page(client, org, asOf, where, order, query)
      const more = rows.length > query.limit
      const shown = more ? rows.slice(0, query.limit) : rows
      const last = shown.at(-1)
      return {
        records: shown.map((row) => toRecord(register, row)),
        next: more && last ? encodeCursor(order, last) : null,
        total: query.count ? await countRows(client, org, asOf, where) : null,
      }
    },
    'read',
  )
}

async function countRows(client: Queryable, org: string, asOf: AsOf, where: Sql): Promise<number> {
  const [row] = await run<{ total: number }>(
    client,
    sql`select count(*) as total from ${stateAt(org, asOf)} and ${where}`,
  )
  return row?.total ?? 0
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
      fields: [{ field: 'sort', message: `"${name}" holds several values and cannot be sorted by.` }],
    })
  return { name, column, descending }
}

type PagedRow = Row & { readonly sort_key: string | number | null }

interface Cursor {
  /** Null once the rows without a value have begun; they come last. */
  readonly value: string | number | null
  readonly id: string
}

// Rows with a value come first, in order; rows without one follow by id. Two plain index ranges instead of one OR.
async function page(
  client: Queryable,
  org: string,
  asOf: AsOf,
  where: Sql,
  order: Order,
  query: ListQuery,
): Promise<PagedRow[]> {
  const cursor = query.after === undefined ? null : decodeCursor(order, query.after)
  const want = query.limit + 1
  const rows: PagedRow[] = []
  const key = raw(order.column.expression)
  const direction = raw(order.descending ? 'desc' : 'asc')
  const select = sql`select ${raw(rowColumns.replace(/(\w+)/g, 'r.$1'))}, ${key} as sort_key from ${stateAt(org, asOf)} and ${where}`
  if (cursor === null || cursor.value !== null) {
    const cast = raw(
      { number: '::numeric', instant: '::timestamptz', id: '::uuid', text: '', list: '' }[order.column.kind],
    )
    const from =
      cursor === null
        ? raw('true')
        : sql`(${key}, r.id) ${raw(order.descending ? '<' : '>')} (${cursor.value}${cast}, ${cursor.id}::uuid)`
    const present = order.column.nullable ? sql`${key} is not null` : raw('true')
    rows.push(
      ...(await run<PagedRow>(
        client,
        sql`${select} and ${present} and ${from} order by ${key} ${direction}, r.id ${direction} limit ${want}`,
      )),
    )
  }
  if (order.column.nullable && rows.length < want) {
    const from = cursor !== null && cursor.value === null ? sql`r.id > ${cursor.id}::uuid` : raw('true')
    rows.push(
      ...(await run<PagedRow>(
        client,
        sql`${select} and ${key} is null and ${from} order by r.id limit ${want - rows.length}`,
      )),
    )
  }
  return rows
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
      fields: [{ field: 'after', message: 'This page mark belongs to another list; start from the first page.' }],
    })
  }
  return { value, id }
}
