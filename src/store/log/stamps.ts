import type pg from 'pg'
import { inOrganisation, run, sql } from '../sql.ts'

/** A time stamp of an outside authority over a checkpoint (RFC 3161). */
export interface StampRow {
  readonly number: number
  readonly size: number
  readonly authority: string
  readonly token: Buffer
  readonly stampedAt: string
}

export const readStamps = (pool: pg.Pool, org: string): Promise<StampRow[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<StampRow & pg.QueryResultRow>(
        client,
        sql`select s.number, c.size, s.authority, s.token, s.stamped_at as "stampedAt"
          from log_stamp s join log_checkpoint c on c.org_id = s.org_id and c.number = s.number
          where s.org_id = ${org} order by s.number`,
      ),
    'read',
  )

export async function keepStamp(pool: pg.Pool, org: string, stamp: Omit<StampRow, 'size'>): Promise<void> {
  await inOrganisation(pool, org, (client) =>
    run(
      client,
      sql`insert into log_stamp (org_id, number, authority, token, stamped_at)
        values (${org}, ${stamp.number}, ${stamp.authority}, ${stamp.token}, ${stamp.stampedAt}) on conflict do nothing`,
    ),
  )
}
