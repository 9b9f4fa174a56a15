import type pg from 'pg'
import type { Role } from '../model/index.ts'
import { type Queryable, run, sql } from './sql.ts'

export interface Member {
  readonly account: string
  readonly name: string
  readonly email: string | null
  readonly person: string | null
  readonly roles: readonly Role[]
  readonly joinedAt: string
  readonly suspendedAt: string | null
}

export interface Joining {
  readonly account: string
  readonly roles: readonly Role[]
  readonly person: string | null
}

export const memberColumns = sql`a.id as account, a.name, a.email, m.person_id as person, m.roles, m.joined_at as "joinedAt", m.suspended_at as "suspendedAt"`

/** Makes the row inside a transaction that is under way, and says what to log. */
export async function joinIn(client: Queryable, org: string, { account, roles, person }: Joining) {
  await run(
    client,
    sql`insert into membership (org_id, account_id, person_id, roles) values (${org}, ${account}, ${person}, ${[...roles]})
      on conflict (org_id, account_id) do update set person_id = excluded.person_id, roles = excluded.roles, suspended_at = null`,
  )
  const member = await memberIn(client, org, account)
  if (!member) throw new Error('the membership was not written')
  const { name, email } = member
  return { event: { action: 'join' as const, id: account, name, email, roles, person }, result: undefined }
}

export async function memberIn(client: Queryable, org: string, account: string): Promise<Member | undefined> {
  const [member] = await run<Member & pg.QueryResultRow>(
    client,
    sql`select ${memberColumns} from membership m join account a on a.id = m.account_id where m.org_id = ${org} and m.account_id = ${account}`,
  )
  return member
}
