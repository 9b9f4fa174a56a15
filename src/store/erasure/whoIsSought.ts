import type pg from 'pg'
import { inOrganisation, run, sql } from '../sql.ts'

/** What some fields of a record ever said, in versions that are not erased. */
export const formerTexts = (pool: pg.Pool, org: string, id: string, fields: readonly string[]): Promise<string[]> =>
  inOrganisation(
    pool,
    org,
    async (client) => {
      const rows = await run<{ text: string }>(
        client,
        sql`select distinct v.data->>f.name as text from record_version v, unnest(${[...fields]}::text[]) as f(name)
          where v.org_id = ${org} and v.id = ${id} and v.erased_by is null and v.data->>f.name <> ''`,
      )
      return rows.map(({ text }) => text).sort()
    },
    'read',
  )

/** Accounts that stand for those records here, now or before, and accounts of those addresses that ever belonged here. */
export const accountsOf = (
  pool: pg.Pool,
  org: string,
  people: readonly string[],
  addresses: readonly string[],
): Promise<string[]> =>
  inOrganisation(
    pool,
    org,
    async (client) => {
      const lower = addresses.map((a) => a.toLowerCase())
      const rows = await run<{ id: string }>(
        client,
        sql`select m.account_id as id from membership m join account a on a.id = m.account_id
            where m.org_id = ${org} and (m.person_id = any(${[...people]}::uuid[]) or lower(a.email) = any(${lower}::text[]))
          union select a.id from membership_change c join account a on a.id::text = c.body->>'id'
            where c.org_id = ${org} and (c.body->>'person' = any(${[...people]}::text[]) or lower(c.body->>'email') = any(${lower}::text[]))
          order by 1`,
      )
      return rows.map(({ id }) => id)
    },
    'read',
  )
