import { createHash } from 'node:crypto'
import type pg from 'pg'
import { inOrganisation, run, sql } from '../sql.ts'
import { canonicalJson } from './canonicalJson.ts'

/** A body of an entry about a membership, or a file, that is not as the log says. */
export interface ErasableFinding {
  readonly kind: 'membership' | 'file'
  readonly what: string
}

const atOnce = 1000

interface MembershipRow extends pg.QueryResultRow {
  readonly seq: number
  readonly entry: string
  readonly body: unknown
  readonly salt: Buffer | null
  readonly erasedBy: number | null
  readonly erasure: string | null
}

/** Compares the bodies of entries about memberships with their digests, and what is marked as erased with the entries that say so. */
export async function* checkErasable(pool: pg.Pool, org: string): AsyncGenerator<ErasableFinding> {
  for (let after = -1; ; ) {
    const rows = await inOrganisation(
      pool,
      org,
      (client) =>
        run<MembershipRow>(
          client,
          sql`select e.seq, e.entry, m.body, m.salt, m.erased_by as "erasedBy", x.entry as erasure from log_entry e
            left join membership_change m on m.org_id = e.org_id and m.seq = e.seq
            left join log_entry x on x.org_id = e.org_id and x.seq = m.erased_by and x.action = 'erase.membership'
            where e.org_id = ${org} and e.seq > ${after} and e.action like 'membership.%' order by e.seq limit ${atOnce}`,
        ),
      'read',
    )
    for (const row of rows) {
      const what = wrongWith(row)
      if (what !== null) yield { kind: 'membership', what }
    }
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) break
    after = last.seq
  }
  yield* await filesWithout(pool, org)
}

function wrongWith({ seq, entry, body, salt, erasedBy, erasure }: MembershipRow): string | null {
  if (salt === null) return `What entry ${seq} says about a membership is gone.`
  if (erasedBy !== null) {
    const said = erasure === null ? null : (JSON.parse(erasure) as { object?: { entry?: number } })
    return said?.object?.entry === seq
      ? null
      : `What entry ${seq} says about a membership is marked as erased, but no entry says so.`
  }
  const { digest } = JSON.parse(entry) as { digest?: unknown }
  const computed = createHash('sha256').update(salt).update(canonicalJson(body)).digest('hex')
  return computed === digest ? null : `What entry ${seq} says about a membership was changed after it was logged.`
}

const filesWithout = (pool: pg.Pool, org: string): Promise<ErasableFinding[]> =>
  inOrganisation(
    pool,
    org,
    async (client) => {
      const rows = await run<{ hash: string }>(
        client,
        sql`select b.hash from blob b where b.org_id = ${org} and b.erased_by is not null and not exists (
          select from log_entry e where e.org_id = b.org_id and e.seq = b.erased_by and e.action = 'erase.file'
            and strpos(e.entry, '"object":{"hash":"' || b.hash || '",') > 0) order by b.hash limit 50`,
      )
      return rows.map(({ hash }) => ({
        kind: 'file' as const,
        what: `The file ${hash} is marked as erased, but no entry says so.`,
      }))
    },
    'read',
  )
