import type pg from 'pg'
import type { Actor, Register } from '../../model/index.ts'
import type { Registry } from '../registry.ts'
import { inOrganisation, raw, run, sql } from '../sql.ts'
import { readableAnySql } from './access.ts'
import { tsQuery } from './filters.ts'
import type { Ref } from './names.ts'
import type { AsOf } from './time.ts'

export interface Hit extends Ref {
  readonly rank: number
}

/** Records whose words begin with what was typed, best first, over all registers the actor may read. */
export async function searchRecords(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  actor: Actor,
  text: string,
  limit: number,
  asOf: AsOf,
): Promise<Hit[]> {
  const query = tsQuery(text)
  if (query === null) return []
  const searchable = registry.all.filter((r) => r.area !== 'internal')
  const at =
    asOf === null
      ? raw('r.valid_to is null')
      : sql`r.valid_from <= ${asOf}::timestamptz and (r.valid_to is null or r.valid_to > ${asOf}::timestamptz)`
  const exact = text.trim().toUpperCase()
  return inOrganisation(
    pool,
    org,
    (client) =>
      run<Hit & pg.QueryResultRow>(
        client,
        sql`select r.id, r.register, r.ref, r.title, r.state, r.archived,
            (case when r.ref = ${exact} then 10 else 0 end) + ts_rank(r.words, ${query}::tsquery) as rank
          from record_version r where r.org_id = ${org} and r.words @@ ${query}::tsquery and ${at} and not r.archived
            and ${readableAnySql(registry.all, actor, searchable)}
          order by rank desc, r.updated_at desc, r.id limit ${limit}`,
      ),
    'read',
  )
}

export interface ActivityRow {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly via: string
  readonly action: string
  readonly reason: string | null
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly state: string
  readonly archived: boolean
}

/**
 * What happened lately, newest first, in the registers the actor may read. `offset 0` has PostgreSQL look each version up
 * by its key while it goes down the log; left free, it went through all versions for each entry of an organisation
 * whose numbers it did not know yet (two minutes, right after thousands of records had come in).
 */
export async function readActivity(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  actor: Actor,
  query: { before: number | null; since: string | null; limit: number },
  asOf: AsOf,
): Promise<ActivityRow[]> {
  return inOrganisation(
    pool,
    org,
    (client) =>
      run<ActivityRow & pg.QueryResultRow>(
        client,
        sql`select e.seq, e.at, e.actor_name as actor, e.via, e.action, e.reason, r.id, r.register, r.ref, r.title, r.state, r.archived
          from log_entry e cross join lateral (
            select v.* from record_version v where v.org_id = e.org_id and v.id = e.record_id and v.version = e.version
            offset 0) r
          where e.org_id = ${org} and (${query.before}::bigint is null or e.seq < ${query.before}::bigint)
            and (${query.since}::timestamptz is null or e.at >= ${query.since}::timestamptz)
            and (${asOf}::timestamptz is null or e.at <= ${asOf}::timestamptz)
            and ${readableAnySql(registers, actor)}
          order by e.seq desc limit ${query.limit}`,
      ),
    'read',
  )
}
