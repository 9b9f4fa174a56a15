import type pg from 'pg'
import { type Row, rowColumns } from '../rows.ts'
import { inOrganisation, raw, run, sql } from '../sql.ts'
import { bodyOf } from '../write/versions.ts'

/** What lets an outsider check a version against the digest in its entry, or that it was erased. */
export type LoggedBody =
  | { readonly seq: number; readonly erasedBy: number }
  | { readonly seq: number; readonly salt: string; readonly body: Readonly<Record<string, unknown>> }

const atOnce = 1000

/**
 * Bodies of versions made by the first `size` entries, in their order, as far as `sees` lets records through; of other
 * registers than those named only that they were erased.
 */
export async function* loggedBodies(
  pool: pg.Pool,
  org: string,
  size: number,
  registers: readonly string[],
  sees: (record: { readonly id: string; readonly register: string }) => boolean,
): AsyncGenerator<LoggedBody> {
  for (let from = 0; from < size; from += atOnce) {
    // By way of the entries: versions have no index by number, which every write would have to keep.
    const rows = await inOrganisation(
      pool,
      org,
      (client) =>
        run<Row & { seq: number; salt: string; erasedBy: number | null } & pg.QueryResultRow>(
          client,
          sql`select ${raw(rowColumns.replace(/(\w+)/g, 'v.$1'))}, e.seq, encode(v.salt, 'hex') as salt, v.erased_by as "erasedBy"
            from log_entry e cross join lateral (
              select r.* from record_version r where r.org_id = e.org_id and r.id = e.record_id and r.version = e.version
              offset 0) v
            where e.org_id = ${org} and e.seq >= ${from} and e.seq < ${Math.min(size, from + atOnce)}
              and (v.register = any(${[...registers]}::text[]) or v.erased_by is not null) order by e.seq`,
        ),
      'read',
    )
    for (const { seq, salt, erasedBy, ...row } of rows) {
      if (!sees(row)) continue
      if (erasedBy !== null) yield { seq, erasedBy }
      else yield { seq, salt, body: bodyOf(row) }
    }
  }
}
