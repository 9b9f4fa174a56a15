import type pg from 'pg'
import { type Member, memberColumns } from './membership.ts'
import { changeMembership, type MembershipSignature } from './membershipLog.ts'
import { inOrganisation, run, sql } from './sql.ts'

/**
 * Lets everybody go, the last administrator too: for an example organisation that a fresh one takes the place of. Each
 * departure is an entry of its log, as in any organisation.
 */
export async function disband(pool: pg.Pool, org: string, sign: MembershipSignature): Promise<void> {
  const members = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Member & pg.QueryResultRow>(
        client,
        sql`select ${memberColumns} from membership m join account a on a.id = m.account_id where m.org_id = ${org} order by a.id`,
      ),
    'read',
  )
  for (const { account: id, name, email, roles, person } of members)
    await changeMembership(pool, org, sign, async (client) => {
      await run(client, sql`delete from membership where org_id = ${org} and account_id = ${id}`)
      return { event: { action: 'leave', id, name, email, roles, person }, result: undefined }
    })
}
