import type pg from 'pg'
import { inOrganisation, run, sql } from '../sql.ts'
import { type Sought, textHolds } from './findVersions.ts'
import type { Looking, PackHolding } from './places.ts'

const mostPacks = 200

/**
 * Audit packs kept here that were made of a time when the person was in the records or the log already: what is erased later
 * goes on standing in them. `first` is when a version first named the person; null when none does.
 */
export const packsHolding = (
  { pool, org }: Looking,
  { terms, accounts }: Sought,
  first: string | null,
): Promise<PackHolding[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<PackHolding & pg.QueryResultRow>(
        client,
        sql`select p.id, p.as_of as "asOf", p.made_at as "madeAt", p.maker_name as by from audit_pack p
          where p.org_id = ${org}
            and p.as_of >= least(${first}::timestamptz, (select min(e.at) from log_entry e where e.org_id = ${org}
              and (e.actor_id = any(${[...accounts]}::text[]) or ${textHolds(sql`e.entry`, terms)})))
            and exists (select from blob b where b.org_id = p.org_id and b.hash = p.hash and b.erased_by is null)
          order by p.made_at desc limit ${mostPacks}`,
      ),
    'read',
  )
