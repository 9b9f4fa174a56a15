import type pg from 'pg'
import { inOrganisation, join, run, sql } from '../sql.ts'

/** What a request (an import) did to one record, and how the record stands now. */
export interface TouchedRecord {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly archived: boolean
  /** True when the request created it. */
  readonly created: boolean
  /** Version before the request's first change, and after its last. */
  readonly before: number
  readonly after: number
  readonly version: number
  readonly firstSeq: number
  /** Live records not touched by the request that link here. */
  readonly usedBy: readonly string[]
}

/** Everything a request changed, read from the log between two of its numbers. */
export async function touchedBy(
  pool: pg.Pool,
  org: string,
  requestId: string,
  from: number,
  to: number | null,
): Promise<TouchedRecord[]> {
  return inOrganisation(
    pool,
    org,
    (client) =>
      run<TouchedRecord & pg.QueryResultRow>(
        client,
        sql`with touched as (
            select record_id as id, min(version) - 1 as before, max(version) as after, min(seq) as first_seq
            from log_entry where org_id = ${org} and seq >= ${from} and (${to}::bigint is null or seq <= ${to}::bigint)
              and record_id is not null and entry::jsonb->>'request' = ${requestId}
            group by record_id)
          select r.id, r.register, r.ref, r.title, r.archived, t.before = 0 as created, t.before, t.after, r.version,
            t.first_seq as "firstSeq",
            coalesce((select array_agg(distinct u.ref) from link l join record u on u.org_id = l.org_id and u.id = l.from_id
              where l.org_id = ${org} and l.to_id = r.id and l.valid_to is null and not u.archived
                and u.id not in (select id from touched)), '{}') as "usedBy"
          from touched t join record r on r.org_id = ${org} and r.id = t.id order by t.first_seq`,
      ),
    'read',
  )
}

/** Which own fields live records outside a request still hold values of. */
export async function ownFieldsInUse(
  pool: pg.Pool,
  org: string,
  fields: readonly { readonly register: string; readonly key: string }[],
  except: readonly string[],
): Promise<Set<string>> {
  if (fields.length === 0) return new Set()
  const asked = join(
    fields.map(
      (
        f,
      ) => sql`select ${`${f.register}.${f.key}`}::text as name where exists (select 1 from record r where r.org_id = ${org}
        and r.register = ${f.register} and not r.archived and r.data->'custom' ? ${f.key}::text and r.id <> all(${[...except]}::uuid[]))`,
    ),
    ' union all ',
  )
  const rows = await inOrganisation(pool, org, (client) => run<{ name: string }>(client, asked), 'read')
  return new Set(rows.map((r) => r.name))
}
