import type pg from 'pg'
import { type Actor, hasPermission } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { JobState } from '../../store/jobs.ts'
import { inOrganisation, run, sql } from '../../store/sql.ts'
import type { AuditPackEntry } from '../contract/packs.ts'

/** How many are listed; older ones stay reachable by their address. */
const most = 50

interface PackRow extends pg.QueryResultRow {
  readonly job: string
  readonly state: JobState
  readonly asOf: string
  readonly askedAt: string
  readonly by: string
  readonly byId: string
  readonly problem: string | null
  readonly result: string | null
  readonly digest: string | null
  readonly size: number | null
}

/** The packs asked for, newest first: one's own, and all for those who run the management system. */
export async function listPacks(store: Store, org: string, actor: Actor): Promise<AuditPackEntry[]> {
  const seesAll = hasPermission(actor, 'system:packs')
  const rows = await inOrganisation(
    store.pool,
    org,
    (client) =>
      run<PackRow>(
        client,
        sql`select j.id as job, j.state, j.params->>'asOf' as "asOf", j.created_at as "askedAt", j.actor->>'name' as by,
            j.actor->>'id' as "byId", j.problem, j.result, b.hash as digest, b.size
          from job j left join blob b on b.org_id = j.org_id and b.hash = substring(j.result from '/files/([0-9a-f]{64})')
          where j.org_id = ${org} and j.kind = 'audit-pack' and (${seesAll} or j.actor->>'id' = ${actor.id})
          order by j.created_at desc, j.id desc limit ${most}`,
      ),
    'read',
  )
  return rows.map(({ byId, result, ...row }) => ({
    ...row,
    href: row.digest !== null && byId === actor.id ? result : null,
  }))
}
