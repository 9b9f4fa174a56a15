import type pg from 'pg'
import { problem, type Role, type StoodFor } from '../model/index.ts'
import { say } from '../model/say.ts'
import { type Member, memberIn } from './membership.ts'
import { changeMembership, type MembershipAction, type MembershipSignature } from './membershipLog.ts'
import { inOrganisation, type Queryable, run, sql } from './sql.ts'
import { v7 } from './write/ids.ts'

/** A role that an organisation made of permissions. */
export interface CustomRole {
  readonly id: string
  readonly name: string
  readonly explain: string
  readonly permissions: readonly string[]
}

/** Somebody uses the roles of another who is away; both days belong to it. */
export interface Delegation {
  readonly id: string
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly toName: string
  readonly roles: readonly Role[]
  readonly startsOn: string
  readonly endsOn: string
  readonly isActive: boolean
}

/** What a member may do beside the roles everybody knows, and when. */
export interface MemberAccess {
  readonly roles: readonly Role[]
  readonly customRoles: readonly string[]
  /** Days within which the member sees anything; null: no limit. */
  readonly from: string | null
  readonly until: string | null
  /** The only registers they see; null: all. */
  readonly registers: readonly string[] | null
  /** The audit or certification cycle the access is for. */
  readonly engagement: string | null
}

/** What of an account's membership follows from today. */
export interface EffectiveAccess {
  readonly org: string
  readonly isOpen: boolean
  readonly permissions: readonly string[]
  readonly registers: readonly string[] | null
  readonly standsFor: readonly StoodFor[]
}

// Days are those of UTC, as everywhere.
const today = sql`(now() at time zone 'utc')::date`
const accessColumns = sql`m.roles, m.custom_roles as "customRoles", m.access_from::text as "from", m.access_until::text as until,
  m.registers, m.engagement_id as engagement`

/** Roles of the organisation's own, standing in, and access limited to an engagement. Every change is in the log. */
export function makeAccess(pool: pg.Pool) {
  const change = (
    org: string,
    sign: MembershipSignature,
    action: MembershipAction,
    work: (client: Queryable) => Promise<{ id: string; name: string; roles: readonly Role[]; detail: string }>,
  ): Promise<string> =>
    changeMembership(pool, org, sign, async (client) => {
      const { id, name, roles, detail } = await work(client)
      return { event: { action, id, name, email: null, roles, person: null, detail }, result: id }
    })

  const read = <T extends object>(org: string, piece: Parameters<typeof run>[1]): Promise<T[]> =>
    inOrganisation(pool, org, (client) => run<T & pg.QueryResultRow>(client, piece), 'read')

  return {
    /** For every organisation of an account what counts today, beside its roles. */
    async effective(account: string): Promise<EffectiveAccess[]> {
      const { rows, away } = await held(account)
      const people = await Promise.all(away.map(async (d) => ({ org: d.org, ...(await stillHeld(d)) })))
      return rows.map((row) => ({
        ...row,
        standsFor: people.filter((p) => p.org === row.org && p.roles.length > 0).map(({ org: _, ...p }) => p),
      }))
    },

    roles: (org: string) =>
      read<CustomRole>(
        org,
        sql`select id, name, explain, permissions from custom_role where org_id = ${org} and removed_at is null order by lower(name)`,
      ),

    members: (org: string) =>
      read<MemberAccess & { account: string; name: string; suspendedAt: string | null }>(
        org,
        sql`select a.id as account, a.name, m.suspended_at as "suspendedAt", ${accessColumns} from membership m join account a on a.id = m.account_id
          where m.org_id = ${org} order by a.name, a.id`,
      ),

    delegations: (org: string) =>
      read<Delegation>(
        org,
        sql`select d.id, d.from_account as "from", f.name as "fromName", d.to_account as "to", t.name as "toName", d.roles,
            d.starts_on::text as "startsOn", d.ends_on::text as "endsOn", ${today} between d.starts_on and d.ends_on as "isActive"
          from delegation d join account f on f.id = d.from_account join account t on t.id = d.to_account
          where d.org_id = ${org} and d.ended_at is null and d.ends_on >= ${today} order by d.starts_on, d.id`,
      ),

    /** Makes a role, or changes one. */
    saveRole: (org: string, id: string | null, role: Omit<CustomRole, 'id'>, sign: MembershipSignature) =>
      change(org, sign, 'role', async (client) => {
        const made = id ?? v7()
        const [other] = await run(
          client,
          sql`select 1 as one from custom_role where org_id = ${org} and lower(name) = lower(${role.name}) and removed_at is null and id <> ${made}`,
        )
        if (other) throw problem('member/exists', say`There is a role called "${role.name}" already.`)
        const rows = await run(
          client,
          id === null
            ? sql`insert into custom_role (org_id, id, name, explain, permissions, created_at)
                values (${org}, ${made}, ${role.name}, ${role.explain}, ${[...role.permissions]}::text[], now()) returning 1 as one`
            : sql`update custom_role set name = ${role.name}, explain = ${role.explain}, permissions = ${[...role.permissions]}::text[]
                where org_id = ${org} and id = ${id} and removed_at is null returning 1 as one`,
        )
        if (rows.length === 0) throw problem('access/not-found', say`There is no such role.`)
        return { id: made, name: role.name, roles: [], detail: role.permissions.join(', ') }
      }),

    removeRole: (org: string, id: string, sign: MembershipSignature) =>
      change(org, sign, 'removeRole', async (client) => {
        const [gone] = await run<{ name: string }>(
          client,
          sql`update custom_role set removed_at = now() where org_id = ${org} and id = ${id} and removed_at is null returning name`,
        )
        if (!gone) throw problem('access/not-found', say`There is no such role.`)
        await run(
          client,
          sql`update membership set custom_roles = array_remove(custom_roles, ${id}), provided_roles = array_remove(provided_roles, ${id}) where org_id = ${org} and ${id} = any(custom_roles)`,
        )
        return { id, name: gone.name, roles: [], detail: '' }
      }),

    setAccess: (org: string, account: string, access: MemberAccess, sign: MembershipSignature) =>
      change(org, sign, 'access', async (client) => {
        const member = await needMember(client, org, account)
        const known = await run<{ id: string; name: string }>(
          client,
          sql`select id, name from custom_role where org_id = ${org} and id = any(${[...access.customRoles]}::uuid[]) and removed_at is null`,
        )
        if (known.length !== access.customRoles.length) throw problem('access/not-found', say`There is no such role.`)
        await run(
          client,
          sql`update membership set roles = ${[...access.roles]}::text[], custom_roles = ${[...access.customRoles]}::uuid[],
              provided_roles = array(select r from unnest(provided_roles) r where r = any(${[...access.customRoles]}::uuid[])),
              access_from = ${access.from}::date, access_until = ${access.until}::date,
              registers = ${access.registers === null ? null : [...access.registers]}::text[], engagement_id = ${access.engagement}::uuid
            where org_id = ${org} and account_id = ${account}`,
        )
        await keepAnAdministrator(client, org)
        return {
          id: account,
          name: member.name,
          roles: access.roles,
          detail: told(
            access,
            known.map((r) => r.name),
          ),
        }
      }),

    delegate: (
      org: string,
      { from, to, roles, startsOn, endsOn }: Pick<Delegation, 'from' | 'to' | 'roles' | 'startsOn' | 'endsOn'>,
      sign: MembershipSignature,
    ) =>
      change(org, sign, 'delegate', async (client) => {
        const [away, stands] = [await needMember(client, org, from), await needMember(client, org, to)]
        const beyond = roles.find((role) => !away.roles.includes(role))
        if (beyond) throw problem('access/forbidden', say`${away.name} does not have the role ${beyond}.`)
        if (stands.suspendedAt !== null)
          throw problem('access/forbidden', say`${stands.name} is suspended and cannot stand in for anybody.`)
        const id = v7()
        await run(
          client,
          sql`insert into delegation (org_id, id, from_account, to_account, roles, starts_on, ends_on, created_at)
            values (${org}, ${id}, ${from}, ${to}, ${[...roles]}::text[], ${startsOn}::date, ${endsOn}::date, now())`,
        )
        return { id, name: away.name, roles, detail: `${stands.name} stands in from ${startsOn} until ${endsOn}` }
      }),

    /** `by` limits it to delegations of that person. */
    endDelegation: (org: string, id: string, by: string | null, sign: MembershipSignature) =>
      change(org, sign, 'endDelegation', async (client) => {
        const [ended] = await run<{ from: string; roles: Role[] }>(
          client,
          sql`update delegation set ended_at = now() where org_id = ${org} and id = ${id} and ended_at is null
            and (${by}::uuid is null or from_account = ${by}::uuid) returning from_account as "from", roles`,
        )
        if (!ended) throw problem('access/not-found', say`There is no such delegation.`)
        const away = await needMember(client, org, ended.from)
        return { id, name: away.name, roles: ended.roles, detail: '' }
      }),
  }

  /** Read across organisations: what a person may do is put together before one is entered. */
  async function held(account: string) {
    const client = await pool.connect()
    try {
      await client.query('begin read only')
      await run(client, sql`select set_config('app.account', ${account}, true)`)
      const rows = await run<Omit<EffectiveAccess, 'standsFor'> & pg.QueryResultRow>(
        client,
        sql`select m.org_id as org, coalesce(m.access_from <= ${today}, true) and coalesce(m.access_until >= ${today}, true) as "isOpen",
            m.registers, coalesce((select array_agg(distinct p) from custom_role c, unnest(c.permissions) p
              where c.org_id = m.org_id and c.id = any(m.custom_roles) and c.removed_at is null), '{}') as permissions
          from membership m where m.account_id = ${account}`,
      )
      const away = await run<{ org: string; id: string; roles: Role[] }>(
        client,
        sql`select org_id as org, from_account as id, roles from delegation
          where to_account = ${account} and ended_at is null and ${today} between starts_on and ends_on`,
      )
      await client.query('commit')
      return { rows, away }
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }

  /** Nobody passes on what they no longer have, and nothing while they are suspended or their own access has ended. */
  async function stillHeld({ org, id, roles }: { org: string; id: string; roles: Role[] }): Promise<StoodFor> {
    const [away] = await read<{ name: string; person: string | null; held: Role[] }>(
      org,
      sql`select a.name, m.person_id as person, m.roles as held from membership m join account a on a.id = m.account_id
        where m.org_id = ${org} and m.account_id = ${id} and m.suspended_at is null
          and coalesce(m.access_from <= ${today}, true) and coalesce(m.access_until >= ${today}, true)`,
    )
    const held = roles.filter((role) => away?.held.includes(role))
    return { account: id, name: away?.name ?? '', person: away?.person ?? null, roles: held }
  }
}

function told({ from, until, registers }: MemberAccess, names: readonly string[]): string {
  return [
    names.length > 0 ? `own roles: ${names.join(', ')}` : '',
    from !== null || until !== null ? `from ${from ?? 'the beginning'} until ${until ?? 'further notice'}` : '',
    registers !== null ? `only ${registers.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ')
}

async function needMember(client: Queryable, org: string, account: string): Promise<Member> {
  const member = await memberIn(client, org, account)
  if (!member) throw problem('access/not-found', say`This person is no member of the organisation.`)
  return member
}

/** Somebody who can administer today and was not given an end; the rest could lock everybody out. */
async function keepAnAdministrator(client: Queryable, org: string): Promise<void> {
  const [left] = await run(
    client,
    sql`select 1 as one from membership where org_id = ${org} and suspended_at is null and 'administrator' = any(roles)
      and access_from is null and access_until is null and registers is null limit 1`,
  )
  if (!left) throw problem('member/last-administrator')
}
