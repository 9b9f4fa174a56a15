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

/** Entries looked at in one go; each go takes twice as many when most of them were not for the actor's eyes. */
const firstStretch = 500
const longestStretch = 8000

/**
 * What happened lately, newest first, in the registers the actor may read. It goes down the log by its key, stretch by
 * stretch, until enough is found: what a query of one piece costs depended on statistics that a new organisation lacks.
 */
export async function readActivity(
  pool: pg.Pool,
  org: string,
  registers: readonly Register[],
  actor: Actor,
  query: { before: number | null; since: string | null; limit: number },
  asOf: AsOf,
): Promise<ActivityRow[]> {
  const since = query.since === null ? null : Date.parse(query.since)
  return inOrganisation(
    pool,
    org,
    async (client) => {
      const found: ActivityRow[] = []
      let below = query.before
      for (let stretch = firstStretch; ; stretch = Math.min(stretch * 2, longestStretch)) {
        const entries = await run<Stretch & pg.QueryResultRow>(
          client,
          sql`select e.seq, e.at, e.actor_name as actor, e.via, e.action, e.reason,
              r.id, r.register, r.ref, r.title, r.state, r.archived, coalesce(${readableAnySql(registers, actor)}, false) as shown
            from (
              select * from log_entry where org_id = ${org} and (${below}::bigint is null or seq < ${below}::bigint)
                and (${asOf}::timestamptz is null or at <= ${asOf}::timestamptz)
              order by seq desc limit ${stretch}
            ) e left join lateral (
              select v.* from record_version v where v.org_id = e.org_id and v.id = e.record_id and v.version = e.version
              offset 0) r on true
            order by e.seq desc`,
        )
        for (const { shown, ...entry } of entries) {
          if (since !== null && Date.parse(entry.at) < since) return found
          if (shown) found.push(entry)
          if (found.length === query.limit) return found
        }
        if (entries.length < stretch) return found
        below = entries.at(-1)?.seq ?? below
      }
    },
    'read',
  )
}

interface Stretch extends ActivityRow {
  readonly shown: boolean
}
