import type pg from 'pg'
import { type Register, shapeOf } from '../../model/index.ts'
import type { Registry } from '../registry.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import { linkIds } from '../write/validate.ts'

interface LinkedRecord extends pg.QueryResultRow {
  readonly id: string
  readonly ref: string
  readonly register: string
  readonly versions: readonly {
    readonly from: number
    readonly shape: number
    readonly version: number
    /** Values of its links alone; null when they were erased. */
    readonly data: Readonly<Record<string, unknown>> | null
  }[]
  readonly links: readonly {
    readonly name: string
    readonly to: string
    readonly register: string
    readonly from: number
    readonly until: number | null
  }[]
}

const atOnce = 500

/**
 * Compares links with the fields of the versions that made and ended them, now and at every time before: what a list shows as of a
 * past date is read from them too. Yields what does not fit, in words.
 */
export async function* checkLinks(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const names = [...new Set(registry.all.flatMap((r) => Object.keys(r.links)))]
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    signal?.throwIfAborted()
    const rows = await inOrganisation(pool, org, (client) => readPage(client, org, after, names), 'read')
    for (const row of rows) {
      const register = registry.get(row.register)
      if (register && !fits(register, row)) yield `The links of ${row.ref} are not those its fields name.`
    }
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) break
    after = last.id
  }
  yield* await fromNowhere(pool, org)
}

const readPage = (client: pg.PoolClient, org: string, after: string, names: readonly string[]) =>
  run<LinkedRecord>(
    client,
    // Numbers of microseconds: they compare exactly, whatever the way instants are written.
    sql`select r.id, r.ref, r.register,
        (select json_agg(json_build_object('version', v.version, 'shape', v.shape, 'from', (extract(epoch from v.valid_from) * 1000000)::bigint,
            'data', case when v.erased_by is null then (select coalesce(jsonb_object_agg(n, v.data->n), '{}') from unnest(${[...names]}::text[]) n where v.data ? n) end)
          order by v.version) from record_version v where v.org_id = r.org_id and v.id = r.id) as versions,
        coalesce((select json_agg(json_build_object('name', l.name, 'to', l.to_id, 'register', l.from_register,
            'from', (extract(epoch from l.valid_from) * 1000000)::bigint, 'until', (extract(epoch from l.valid_to) * 1000000)::bigint))
          from link l where l.org_id = r.org_id and l.from_id = r.id), '[]') as links
      from record r where r.org_id = ${org} and r.id > ${after} order by r.id limit ${atOnce}`,
  )

const keysOf = (links: readonly { readonly name: string; readonly to: string }[]) =>
  [...new Set(links.map((l) => `${l.name} ${l.to}`))].sort().join()

function fits(register: Register, { versions, links }: LinkedRecord): boolean {
  const moments = new Set((versions ?? []).map((v) => v.from))
  for (const { from, until, register: said } of links)
    if (said !== register.name || !moments.has(from) || (until !== null && (!moments.has(until) || until <= from)))
      return false
  for (const [at, { data, from, shape }] of (versions ?? []).entries()) {
    // What was erased or has an older shape says nothing that could be compared; what stands now always does.
    const isNow = at === versions.length - 1
    if (data === null || (!isNow && shape !== shapeOf(register))) continue
    const held = links.filter((l) => l.from <= from && (l.until === null || l.until > from))
    if (keysOf(held) !== keysOf(linkIds(register, data))) return false
  }
  return true
}

const fromNowhere = (pool: pg.Pool, org: string): Promise<string[]> =>
  inOrganisation(
    pool,
    org,
    async (client) => {
      const rows = await run<{ id: string }>(
        client,
        sql`select distinct l.from_id as id from link l where l.org_id = ${org}
          and not exists (select from record r where r.org_id = l.org_id and r.id = l.from_id) limit 50`,
      )
      return rows.map(({ id }) => `There are links of a record ${id}, which there is not.`)
    },
    'read',
  )
