import type pg from 'pg'
import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import type { JobState } from './jobs.ts'
import { type ChangedBy, changeWithEvent } from './log/changeWithEvent.ts'
import { inOrganisation, type Queryable, run, type Sql, sql } from './sql.ts'

/** What is in a pack, in numbers. */
export interface PackContents {
  readonly records: number
  readonly files: number
  /** Entries of the log, those withheld included. */
  readonly entries: number
  readonly withheld: number
  /** Root those entries lead to, in hexadecimal. */
  readonly root: string
}

/** A pack that was made and is kept as a file. */
export interface KeptPack {
  /** The job that made it. */
  readonly id: string
  readonly asOf: string
  readonly makerId: string
  readonly makerName: string
  readonly hash: string
  readonly size: number
  /** Registers that its maker saw; null for packs made before this was noted. */
  readonly registers: readonly string[] | null
  readonly contents: PackContents | null
}

/** A pack that was asked for, and what became of it. */
export interface AskedPack {
  readonly id: string
  readonly state: JobState
  readonly asOf: string
  /** Of its pages and documents. */
  readonly language: string
  readonly askedAt: string
  readonly by: string
  readonly byId: string
  readonly problem: string | null
  /** Null until there is a file, and once it was removed. */
  readonly hash: string | null
  readonly size: number | null
  readonly registers: readonly string[] | null
  readonly contents: PackContents | null
  readonly kept: boolean
}

/** Notes a pack whose file was stored; a job that is done again notes the same. */
export const notePack = (pool: pg.Pool, org: string, pack: KeptPack): Promise<unknown> =>
  inOrganisation(pool, org, (client) =>
    run(
      client,
      sql`insert into audit_pack (org_id, id, as_of, made_at, maker_id, maker_name, hash, size, registers, contents)
        values (${org}, ${pack.id}, ${pack.asOf}, now(), ${pack.makerId}, ${pack.makerName}, ${pack.hash}, ${pack.size},
          ${pack.registers === null ? null : [...pack.registers]}::text[], ${pack.contents === null ? null : JSON.stringify(pack.contents)}::jsonb)
        on conflict (org_id, id) do nothing`,
    ),
  )

const columns = sql`j.id, j.state, j.params->>'asOf' as "asOf", coalesce(j.params->>'language', 'en') as language, j.created_at as "askedAt", j.actor->>'name' as by,
  j.actor->>'id' as "byId", j.problem, p.hash, p.size, p.registers, p.contents, coalesce(p.kept, false) as kept
  from job j left join audit_pack p on p.org_id = j.org_id and p.id = j.id`

const read = (pool: pg.Pool, org: string, statement: Sql): Promise<AskedPack[]> =>
  inOrganisation(pool, org, (client) => run<AskedPack & pg.QueryResultRow>(client, statement), 'read')

/** Packs asked for, newest first; of one account alone when it is named. */
export const listAskedPacks = (
  pool: pg.Pool,
  org: string,
  account: string | null,
  most: number,
): Promise<AskedPack[]> =>
  read(
    pool,
    org,
    sql`select ${columns} where j.org_id = ${org} and j.kind = 'audit-pack' and (${account}::text is null or j.actor->>'id' = ${account}::text)
      order by j.created_at desc, j.id desc limit ${most}`,
  )

export const readAskedPack = async (pool: pg.Pool, org: string, id: string): Promise<AskedPack | null> =>
  (
    await read(pool, org, sql`select ${columns} where j.org_id = ${org} and j.kind = 'audit-pack' and j.id = ${id}`)
  )[0] ?? null

type Marked = Pick<AskedPack, 'id' | 'asOf' | 'hash'>

const eventOf = (action: string, { id, asOf, hash }: Marked, more: Readonly<Record<string, unknown>> = {}) => ({
  action,
  object: { type: 'pack', id, asOf, digest: hash, ...more },
})

/** Marks a pack to stay, or no longer; the log says so. */
export const markPack = (pool: pg.Pool, org: string, pack: Marked, kept: boolean, by: ChangedBy): Promise<void> =>
  changeWithEvent(pool, org, by, eventOf(kept ? 'pack.keep' : 'pack.release', pack), async (client) => {
    const found = await run(
      client,
      sql`update audit_pack set kept = ${kept} where org_id = ${org} and id = ${pack.id} returning 1 as one`,
    )
    if (found.length === 0) throw gone()
  })

/**
 * Removes a pack that is not marked to stay, with an entry that says why. Gives the hash of the file when nothing else
 * needs it: neither another pack nor a record, now or ever before.
 */
export const removePack = (
  pool: pg.Pool,
  org: string,
  pack: Marked,
  why: string,
  filesIn: readonly string[],
  by: ChangedBy,
): Promise<string | null> =>
  changeWithEvent(pool, org, by, eventOf('pack.remove', pack, { why }), async (client) => {
    const [found] = await run<{ hash: string }>(
      client,
      sql`delete from audit_pack where org_id = ${org} and id = ${pack.id} and not kept returning hash`,
    )
    if (!found) throw gone()
    return (await isUsed(client, org, found.hash, filesIn)) ? null : forgetFile(client, org, found.hash)
  })

const gone = () => problem('access/not-found', say`There is no such pack any more, or it is marked to stay.`)

async function isUsed(client: Queryable, org: string, hash: string, filesIn: readonly string[]): Promise<boolean> {
  const rows = await run(
    client,
    sql`select 1 as one where exists (select from audit_pack where org_id = ${org} and hash = ${hash})
      or exists (select from record_version where org_id = ${org} and register = any(${[...filesIn]}::text[]) and strpos(data::text, ${hash}) > 0)`,
  )
  return rows.length > 0
}

async function forgetFile(client: Queryable, org: string, hash: string): Promise<string> {
  await run(client, sql`delete from blob where org_id = ${org} and hash = ${hash}`)
  return hash
}

/** Packs that are neither marked to stay, nor younger than so many days, nor among the so many made last. */
export const superfluousPacks = (pool: pg.Pool, org: string, days: number, last: number): Promise<Marked[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<Marked & pg.QueryResultRow>(
        client,
        sql`select id, as_of as "asOf", hash from (
            select id, as_of, hash, kept, made_at, row_number() over (order by made_at desc, id desc) as place
            from audit_pack where org_id = ${org}) p
          where not kept and place > ${last} and made_at < now() - make_interval(days => ${days}::int) order by made_at`,
      ),
    'read',
  )
