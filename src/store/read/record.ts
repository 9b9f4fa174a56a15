import type pg from 'pg'
import { type Actor, type AnyRecord, isGranted, type Register, withhold, withholdFromAll } from '../../model/index.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, type Queryable, raw, run, type Sql, sql } from '../sql.ts'
import { isId } from '../write/validate.ts'
import { openRegisters, readableAnySql, readableSql } from './access.ts'
import { namesNow, type Ref } from './names.ts'
import { refPlace } from './refPlace.ts'
import { rowsById } from './rowsNow.ts'
import { type AsOf, linkAt, stateAt } from './time.ts'

const columns = raw(rowColumns.replace(/(\w+)/g, 'r.$1'))

/** One record by id or ref as it stood at a time; null when there is none the actor may see. */
export async function readRecord(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  register: Register,
  actor: Actor,
  idOrRef: string,
  asOf: AsOf,
): Promise<AnyRecord | null> {
  const row = await readRow(pool, org, registers, idOrRef, asOf)
  if (!row || row.register !== register.name) return null
  if (!isGranted(register.can.read, actor, { owner: row.owner_id, createdBy: row.created_by })) return null
  if (register.readLike !== undefined && !(await mayReadTarget(pool, org, registers, register, actor, row.id, asOf)))
    return null
  return withhold(register, actor, recordOf(register, row))
}

/** Rows that are at hand are the same objects again, and so are their records. */
const records = new WeakMap<Row, AnyRecord>()

function recordOf(register: Register, row: Row): AnyRecord {
  const known = records.get(row)
  if (known) return known
  const record = toRecord(register, row)
  records.set(row, record)
  return record
}

async function mayReadTarget(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  register: Register,
  actor: Actor,
  id: string,
  asOf: AsOf,
): Promise<boolean> {
  const condition = readableSql(registers, register, actor)
  if (condition === null) return false
  const rows = await inOrganisation(
    pool,
    org,
    (client) => run(client, sql`select 1 as one from ${stateAt(org, asOf)} and r.id = ${id} and ${condition} limit 1`),
    'read',
  )
  return rows.length > 0
}

async function readRow(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  idOrRef: string,
  asOf: AsOf,
): Promise<Row | null> {
  if (asOf === null && isId(idOrRef)) return (await rowsById(pool, org, [idOrRef])).get(idOrRef.toLowerCase()) ?? null
  const place = isId(idOrRef) ? null : refPlace(registers, idOrRef.toUpperCase())
  if (!place && !isId(idOrRef)) return null
  const key = place ? sql`r.register = ${place.register} and r.ref_no = ${place.no}` : sql`r.id = ${idOrRef}`
  return inOrganisation(
    pool,
    org,
    async (client) =>
      (
        await run<Row & pg.QueryResultRow>(client, sql`select ${columns} from ${stateAt(org, asOf)} and ${key} limit 1`)
      )[0] ?? null,
    'read',
  )
}

/** Names of records by id, those the actor may see; `change` is where the log stood for what the ids come from. */
export async function readRefs(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  actor: Actor,
  ids: readonly string[],
  asOf: AsOf,
  change?: number,
): Promise<Ref[]> {
  if (ids.length === 0) return []
  const wanted = [...new Set(ids)]
  // Most links lead to registers that are open whoever owns a record; the condition for the rest is long to plan.
  const open = openRegisters(registry.all, actor)
  if (asOf === null) {
    const known = await namesNow(pool, org, wanted, change)
    const found = known.filter((row) => open.includes(row.register))
    if (found.length === known.length) return found
    const rest = known.filter((row) => !open.includes(row.register)).map((row) => row.id)
    const limited = await inOrganisation(
      pool,
      org,
      (client) => named(client, org, asOf, rest, readableAnySql(registry.all, actor)),
      'read',
    )
    return [...found, ...limited]
  }
  return inOrganisation(
    pool,
    org,
    async (client) => {
      const found = await named(client, org, asOf, wanted, sql`r.register = any(${open}::text[])`)
      if (found.length === wanted.length) return found
      const seen = new Set(found.map((r) => r.id))
      const rest = wanted.filter((id) => !seen.has(id))
      return [...found, ...(await named(client, org, asOf, rest, readableAnySql(registry.all, actor)))]
    },
    'read',
  )
}

const named = (client: Queryable, org: string, asOf: AsOf, ids: readonly string[], readable: Sql): Promise<Ref[]> =>
  run<Ref & pg.QueryResultRow>(
    client,
    sql`select r.id, r.register, r.ref, r.title, r.state, r.archived from ${stateAt(org, asOf)}
      and r.id = any(${ids}::uuid[]) and ${readable}`,
  )

export interface LinkedGroup {
  readonly name: string
  readonly from: Register
  readonly link: string
  readonly label: string
  readonly items: readonly Ref[]
  readonly total: number
}

const groupMax = 50

/** Records that point to a record, by inverse; links of any register to it count too (comments, evidence). */
export async function readLinked(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  register: Register,
  actor: Actor,
  id: string,
  asOf: AsOf,
): Promise<LinkedGroup[]> {
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Ref & { name: string; total: number } & pg.QueryResultRow>(
        client,
        sql`select * from (
          select r.id, r.register, r.ref, r.title, r.state, r.archived, l.name,
            count(*) over (partition by l.from_register, l.name) as total,
            row_number() over (partition by l.from_register, l.name order by r.ref_no desc) as place
          from link l join lateral (select r.* from ${stateAt(org, asOf)} and r.id = l.from_id) r on true
          where l.org_id = ${org} and l.to_id = ${id} and ${linkAt(asOf)} and not r.archived and ${readableAnySql(registry.all, actor)}
        ) x where place <= ${groupMax}`,
      ),
    'read',
  )
  const groups = new Map<string, LinkedGroup & { items: Ref[] }>()
  for (const { name, total, ...ref } of rows) {
    const from = registry.get(ref.register)
    const link = from?.links[name]
    if (!from || !link || (link.to !== register.name && link.to !== 'any')) continue
    const key = `${ref.register}.${name}`
    const group = groups.get(key) ?? {
      name: link.inverse ?? key,
      from,
      link: name,
      label: link.inverseLabel ?? from.label.many,
      items: [],
      total,
    }
    group.items.push({
      id: ref.id,
      register: ref.register,
      ref: ref.ref,
      title: ref.title,
      state: ref.state,
      archived: ref.archived,
    })
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** So many rows are held as they came, beside the records made of them. */
const atOnce = 2000

/**
 * All live records of some registers at a time, for what is worked out from many of them (readiness, reports). Fields
 * that are withheld from some are left out: what is worked out from them is shown to all.
 */
export async function* streamRecords(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  registers: readonly string[],
  asOf: AsOf,
  archived = false,
): AsyncGenerator<AnyRecord[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows: Row[] = await inOrganisation(
      pool,
      org,
      (client: Queryable) =>
        run<Row & pg.QueryResultRow>(
          client,
          sql`select ${columns} from ${stateAt(org, asOf)} and r.register = any(${[...registers]}::text[])
            and ${archived ? raw('true') : raw('not r.archived')} and r.id > ${after}::uuid order by r.id limit ${atOnce}`,
        ),
      'read',
    )
    if (rows.length > 0) {
      yield rows.flatMap((row) => {
        const register = registry.get(row.register)
        return register ? [withholdFromAll(register, toRecord(register, row))] : []
      })
    }
    const last = rows.at(-1)
    if (rows.length < atOnce || !last) return
    after = last.id
  }
}
