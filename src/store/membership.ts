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
  /** Roles of the organisation's own that groups give, by their ids. */
  readonly own?: readonly string[] | undefined
}

/** What a provider or a directory gives somebody. */
export interface GivenRoles {
  readonly roles: readonly Role[]
  /** Ids of roles that the organisation made itself. */
  readonly own: readonly string[]
}

export const memberColumns = sql`a.id as account, a.name, a.email, m.person_id as person, m.roles, m.joined_at as "joinedAt", m.suspended_at as "suspendedAt"`

/** Makes the row inside a transaction that is under way, and says what to log. */
export async function joinIn(client: Queryable, org: string, { account, roles, person, own = [] }: Joining) {
  await run(
    client,
    sql`insert into membership (org_id, account_id, person_id, roles, custom_roles, provided_roles)
      values (${org}, ${account}, ${person}, ${[...roles]}, ${[...own]}::uuid[], ${[...own]}::uuid[])
      on conflict (org_id, account_id) do update set person_id = excluded.person_id, roles = excluded.roles, suspended_at = null`,
  )
  const member = await memberIn(client, org, account)
  if (!member) throw new Error('the membership was not written')
  const { name, email } = member
  const detail = await ownRolesTold(client, org, own)
  return {
    event: { action: 'join' as const, id: account, name, email, roles, person, ...detail },
    result: undefined,
  }
}

/** How an entry of the log tells roles of the organisation's own; nothing where there are none. */
export async function ownRolesTold(
  client: Queryable,
  org: string,
  own: readonly string[],
): Promise<{ detail?: string }> {
  if (own.length === 0) return {}
  const rows = await run<{ name: string }>(
    client,
    sql`select name from custom_role where org_id = ${org} and id = any(${[...own]}::uuid[]) order by lower(name)`,
  )
  return { detail: `own roles: ${rows.map((r) => r.name).join(', ')}` }
}

export async function memberIn(client: Queryable, org: string, account: string): Promise<Member | undefined> {
  const [member] = await run<Member & pg.QueryResultRow>(
    client,
    sql`select ${memberColumns} from membership m join account a on a.id = m.account_id where m.org_id = ${org} and m.account_id = ${account}`,
  )
  return member
}
