import type pg from 'pg'
import { type Actor, type AnyRecord, mayCompareBy, type Register, withhold } from '../../model/index.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, join as joinSql, raw, run, type Sql, sql } from '../sql.ts'
import { readableAnySql, readableSql } from './access.ts'
import { refPlace } from './refPlace.ts'

const columns = raw(rowColumns.replace(/(\w+)/g, 'r.$1'))

/** The text of a record that a key names: its number, its title, or a field; folded as `foldKey` folds. */
function keySql(key: string): Sql {
  if (key === 'ref') return raw('r.ref')
  if (key === 'title') return raw('r.title')
  if (key.startsWith('custom.')) return sql`r.data->'custom'->>${key.slice(7)}`
  return sql`r.data->>${key}`
}

/** Case and runs of white space do not tell records apart. */
export const foldKey = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

const folded = (text: Sql): Sql => sql`lower(btrim(regexp_replace(${text}, '\\s+', ' ', 'g')))`

/** Live records of a register by the text of a key, those the actor may see; several may share it. */
export async function recordsByKey(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  register: Register,
  actor: Actor,
  key: string,
  texts: readonly string[],
): Promise<Map<string, AnyRecord[]>> {
  const found = new Map<string, AnyRecord[]>()
  const readable = readableSql(registers, register, actor)
  if (readable === null || texts.length === 0 || !mayCompareBy(register, actor, key)) return found
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Row & { key: string } & pg.QueryResultRow>(
        client,
        sql`select ${columns}, ${folded(keySql(key))} as key from record r where r.org_id = ${org} and r.register = ${register.name}
          and not r.archived and ${readable} and ${folded(keySql(key))} = any(${[...new Set(texts.map(foldKey))]}::text[])`,
      ),
    'read',
  )
  for (const row of rows) {
    const record = withhold(register, actor, toRecord(register, row))
    const same = found.get(row.key)
    if (same) same.push(record)
    else found.set(row.key, [record])
  }
  return found
}

export interface Named {
  readonly id: string
  readonly ref: string
  readonly register: string
  readonly title: string
}

/** Live records that texts from outside may mean: by number, by title, or by e-mail address; by number only in any register. */
export async function recordsNamed(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  register: string,
  actor: Actor,
  texts: readonly string[],
): Promise<Map<string, Named[]>> {
  const wanted = [...new Set(texts.map(foldKey))].filter((t) => t !== '')
  const found = new Map<string, Named[]>()
  if (wanted.length === 0) return found
  const places = wanted
    .flatMap((text) => refPlace(registers, text.toUpperCase()) ?? [])
    .filter((p) => register === 'any' || p.register === register)
  const byNumber = sql`(r.register, r.ref_no) in (
    select * from unnest(${places.map((p) => p.register)}::text[], ${places.map((p) => p.no)}::bigint[]))`
  const byName = [raw('r.title'), raw("r.data->>'email'")].map((text) => sql`${folded(text)} = any(${wanted}::text[])`)
  const named =
    register === 'any' ? byNumber : sql`(${byNumber} or r.register = ${register} and (${joinSql(byName, ' or ')}))`
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Named & { email: string | null } & pg.QueryResultRow>(
        client,
        sql`select r.id, r.ref, r.register, r.title, ${folded(raw("r.data->>'email'"))} as email from record r
          where r.org_id = ${org} and not r.archived and ${readableAnySql(registers, actor)}
          and ${named}`,
      ),
    'read',
  )
  const asked = new Set(wanted)
  for (const { email, ...row } of rows) {
    // A number names one record; a title that looks like another's number never hides it.
    for (const text of new Set([foldKey(row.ref), foldKey(row.title), email ?? ''])) {
      if (!asked.has(text)) continue
      const same = found.get(text) ?? []
      if (foldKey(row.ref) === text) found.set(text, [row])
      else if (!same.some((s) => foldKey(s.ref) === text)) found.set(text, [...same, row])
    }
  }
  return found
}

/** Which of some ids are taken. */
export async function knownIds(pool: pg.Pool, org: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ id: string }>(client, sql`select id from record where org_id = ${org} and id = any(${[...ids]}::uuid[])`),
    'read',
  )
  return new Set(rows.map((r) => r.id))
}

/** Live records of a register, for small ones that are looked at whole (own fields, units). */
export async function allOf(pool: pg.Pool, org: string, register: Register): Promise<AnyRecord[]> {
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Row & pg.QueryResultRow>(
        client,
        sql`select ${columns} from record r where r.org_id = ${org} and r.register = ${register.name} and not r.archived order by r.ref_no`,
      ),
    'read',
  )
  return rows.map((row) => toRecord(register, row))
}
