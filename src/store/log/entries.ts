import type pg from 'pg'
import { type Row, rowColumns } from '../rows.ts'
import { inOrganisation, raw, run, sql } from '../sql.ts'
import { bodyOf } from '../write/versions.ts'

export interface EntryRow {
  readonly seq: number
  readonly entry: string
  readonly leaf: Buffer
  readonly register: string | null
}

/** Entries from one on, in order. */
export const readEntries = (pool: pg.Pool, org: string, from: number, count: number): Promise<EntryRow[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<EntryRow & pg.QueryResultRow>(
        client,
        sql`select seq, entry, leaf, register from log_entry where org_id = ${org} and seq >= ${from} and seq < ${from + count} order by seq`,
      ),
    'read',
  )

/** The text of a version as it was logged, with the salt of its digest; nulls when it was erased. */
export async function readLoggedVersion(
  pool: pg.Pool,
  org: string,
  id: string,
  version: number,
): Promise<{ seq: number; salt: string | null; body: unknown; erasedBy: number | null } | null> {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Row & { seq: number; salt: string; erasedBy: number | null } & pg.QueryResultRow>(
        client,
        sql`select ${raw(rowColumns)}, seq, encode(salt, 'hex') as salt, erased_by as "erasedBy" from record_version
          where org_id = ${org} and id = ${id} and version = ${version}`,
      ),
    'read',
  )
  if (!row) return null
  const { seq, salt, erasedBy } = row
  return erasedBy === null ? { seq, salt, body: bodyOf(row), erasedBy } : { seq, salt: null, body: null, erasedBy }
}
