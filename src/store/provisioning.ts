import type pg from 'pg'
import { type Actor, problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import { type ChangedBy, changeWithEvent } from './log/changeWithEvent.ts'
import { digestOf, newSecret } from './secretDigest.ts'
import { inOrganisation, type Queryable, run, sql, withSecret } from './sql.ts'
import { v7 } from './write/ids.ts'

/** Tells a token of a directory from keys, and lets scanners for leaked secrets recognise it. */
export const scimPrefix = 'oscim_'

export interface ScimTokenShown {
  readonly id: string
  readonly name: string
  readonly start: string
  readonly createdBy: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export interface ScimToken {
  readonly id: string
  readonly org: string
  readonly slug: string
  readonly name: string
  readonly anyDomain: boolean
}

export interface ScimGroupShown {
  readonly id: string
  readonly name: string
  readonly members: number
  readonly roles: readonly string[]
}

/** A member as a directory sees them; `userName` is the address as long as the directory gave none. */
export interface ScimUserRow {
  readonly account: string
  readonly userName: string
  readonly externalId: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly displayName: string
  readonly email: string | null
  readonly active: boolean
  readonly roles: readonly string[]
  readonly createdAt: string
  readonly updatedAt: string
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}

export interface ScimGroupRow {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly roles: readonly string[]
  readonly members: readonly { readonly account: string; readonly name: string }[]
  readonly createdAt: string
  readonly updatedAt: string
}

export interface ScimNames {
  readonly userName: string
  readonly externalId: string | null
  readonly givenName: string | null
  readonly familyName: string | null
}

const users = (org: string, account: string | null) => sql`
  select a.id as account, coalesce(s.user_name, a.email, a.id::text) as "userName", s.external_id as "externalId",
    s.given_name as "givenName", s.family_name as "familyName", a.name as "displayName", a.email, m.suspended_at is null as active, m.roles,
    coalesce(s.created_at, m.joined_at) as "createdAt", coalesce(s.updated_at, m.joined_at) as "updatedAt",
    coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.display_name) order by g.display_name)
      from scim_group_member x join scim_group g on g.org_id = x.org_id and g.id = x.group_id
      where x.org_id = m.org_id and x.account_id = a.id), '[]') as groups
  from membership m join account a on a.id = m.account_id
    left join scim_user s on s.org_id = m.org_id and s.account_id = m.account_id
  where m.org_id = ${org} and s.deleted_at is null and (${account}::uuid is null or m.account_id = ${account}::uuid)
  order by a.id`

const groups = (org: string, id: string | null) => sql`
  select g.id, g.display_name as "displayName", g.external_id as "externalId", g.roles, g.created_at as "createdAt", g.updated_at as "updatedAt",
    coalesce((select jsonb_agg(jsonb_build_object('account', a.id, 'name', a.name) order by a.id)
      from scim_group_member x join account a on a.id = x.account_id where x.org_id = g.org_id and x.group_id = g.id), '[]') as members
  from scim_group g where g.org_id = ${org} and (${id}::uuid is null or g.id = ${id}::uuid) order by g.id`

/** What an outside directory keeps here: its tokens, how it calls people, its groups. */
export function makeProvisioning(pool: pg.Pool) {
  const read = <T extends pg.QueryResultRow>(org: string, piece: ReturnType<typeof sql>): Promise<T[]> =>
    inOrganisation(pool, org, (client) => run<T>(client, piece), 'read')

  const logged = <T>(
    org: string,
    by: ChangedBy,
    object: Readonly<Record<string, unknown>>,
    work: (client: Queryable) => Promise<T>,
  ): Promise<T> =>
    changeWithEvent(pool, org, by, { action: 'provisioning.change', object: { type: 'provisioning', ...object } }, work)

  return {
    tokens: (org: string): Promise<ScimTokenShown[]> =>
      read<ScimTokenShown & pg.QueryResultRow>(
        org,
        sql`select id, name, start, created_by as "createdBy", created_at as "createdAt", last_used_at as "lastUsedAt",
          revoked_at as "revokedAt" from scim_token where org_id = ${org} order by created_at desc`,
      ),

    /** Makes a token; it is returned once and only its digest kept. */
    async createToken(
      org: string,
      name: string,
      anyDomain: boolean,
      by: { readonly actor: Actor; readonly requestId: string },
    ): Promise<{ id: string; token: string }> {
      const id = v7()
      const token = `${scimPrefix}${newSecret()}`
      await logged(org, by, { id, change: 'token', name }, (client) =>
        run(
          client,
          sql`insert into scim_token (org_id, id, name, start, digest, created_by, any_domain, created_at)
            values (${org}, ${id}, ${name}, ${token.slice(0, scimPrefix.length + 6)}, ${digestOf(token)}, ${by.actor.name}, ${anyDomain}, now())`,
        ),
      )
      return { id, token }
    },

    async revokeToken(
      org: string,
      id: string,
      by: { readonly actor: Actor; readonly requestId: string },
    ): Promise<void> {
      await logged(org, by, { id, change: 'revoke' }, async (client) => {
        const rows = await run(
          client,
          sql`update scim_token set revoked_at = coalesce(revoked_at, now()) where org_id = ${org} and id = ${id} returning id`,
        )
        if (rows.length === 0) throw problem('access/not-found', say`There is no such token.`)
      })
    },

    /** The token a request came with; its use is noted at most once a minute. */
    async useToken(token: string): Promise<ScimToken | null> {
      const digest = digestOf(token)
      return withSecret(pool, digest, async (client) => {
        const [found] = await run<ScimToken & pg.QueryResultRow>(
          client,
          sql`select t.id, t.org_id as org, o.slug, t.name, t.any_domain as "anyDomain" from scim_token t
            join organisation o on o.id = t.org_id where t.digest = ${digest} and t.revoked_at is null`,
        )
        if (found) {
          await run(client, sql`select set_config('app.org', ${found.org}, true)`)
          await run(
            client,
            sql`update scim_token set last_used_at = now() where org_id = ${found.org} and id = ${found.id}
              and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
          )
        }
        return found ?? null
      })
    },

    users: (org: string): Promise<ScimUserRow[]> => read<ScimUserRow & pg.QueryResultRow>(org, users(org, null)),

    async user(org: string, account: string): Promise<ScimUserRow | null> {
      return (await read<ScimUserRow & pg.QueryResultRow>(org, users(org, account)))[0] ?? null
    },

    /** Keeps how the directory calls somebody; false when another member has the name. */
    async keepUser(org: string, account: string, n: ScimNames): Promise<boolean> {
      return inOrganisation(pool, org, async (client) => {
        const [taken] = await run(
          client,
          sql`select 1 as one from membership m join account a on a.id = m.account_id
              left join scim_user s on s.org_id = m.org_id and s.account_id = m.account_id
            where m.org_id = ${org} and m.account_id <> ${account} and s.deleted_at is null
              and lower(coalesce(s.user_name, a.email)) = lower(${n.userName}) limit 1`,
        )
        if (taken) return false
        await run(
          client,
          sql`insert into scim_user (org_id, account_id, user_name, external_id, given_name, family_name, created_at, updated_at)
            values (${org}, ${account}, ${n.userName}, ${n.externalId}, ${n.givenName}, ${n.familyName}, now(), now())
            on conflict (org_id, account_id) do update set user_name = excluded.user_name, external_id = excluded.external_id,
              given_name = excluded.given_name, family_name = excluded.family_name, updated_at = now(), deleted_at = null`,
        )
        return true
      })
    },

    /** The directory no longer knows them; their groups go with it. */
    async forgetUser(org: string, account: string, userName: string): Promise<void> {
      await inOrganisation(pool, org, async (client) => {
        await run(client, sql`delete from scim_group_member where org_id = ${org} and account_id = ${account}`)
        await run(
          client,
          sql`insert into scim_user (org_id, account_id, user_name, created_at, updated_at, deleted_at)
            values (${org}, ${account}, ${userName}, now(), now(), now())
            on conflict (org_id, account_id) do update set deleted_at = now(), updated_at = now()`,
        )
      })
    },

    groups: (org: string): Promise<ScimGroupRow[]> => read<ScimGroupRow & pg.QueryResultRow>(org, groups(org, null)),

    async group(org: string, id: string): Promise<ScimGroupRow | null> {
      return (await read<ScimGroupRow & pg.QueryResultRow>(org, groups(org, id)))[0] ?? null
    },

    /** Makes or renames a group; null when another has the name. */
    async keepGroup(
      org: string,
      id: string | null,
      displayName: string,
      externalId: string | null,
      roles: readonly string[],
    ): Promise<string | null> {
      return inOrganisation(pool, org, async (client) => {
        const [taken] = await run(
          client,
          sql`select 1 as one from scim_group where org_id = ${org} and lower(display_name) = lower(${displayName})
            and (${id}::uuid is null or id <> ${id}::uuid)`,
        )
        if (taken) return null
        const kept = id ?? v7()
        await run(
          client,
          sql`insert into scim_group (org_id, id, display_name, external_id, roles, created_at, updated_at)
            values (${org}, ${kept}, ${displayName}, ${externalId}, ${[...roles]}, now(), now())
            on conflict (org_id, id) do update set display_name = excluded.display_name, external_id = excluded.external_id, updated_at = now()`,
        )
        return kept
      })
    },

    /** Makes exactly these the members of a group; who is no member of the organisation is left out. */
    async setGroupMembers(org: string, id: string, accounts: readonly string[]): Promise<void> {
      await inOrganisation(pool, org, async (client) => {
        await run(
          client,
          sql`delete from scim_group_member where org_id = ${org} and group_id = ${id} and not account_id = any(${[...accounts]}::uuid[])`,
        )
        await run(
          client,
          sql`insert into scim_group_member (org_id, group_id, account_id)
            select ${org}, ${id}, m.account_id from membership m where m.org_id = ${org} and m.account_id = any(${[...accounts]}::uuid[])
            on conflict do nothing`,
        )
        await run(client, sql`update scim_group set updated_at = now() where org_id = ${org} and id = ${id}`)
      })
    },

    async removeGroup(org: string, id: string): Promise<void> {
      await inOrganisation(pool, org, (client) =>
        run(client, sql`delete from scim_group where org_id = ${org} and id = ${id}`),
      )
    },

    async setGroupRoles(
      org: string,
      id: string,
      roles: readonly string[],
      by: { readonly actor: Actor; readonly requestId: string },
    ): Promise<void> {
      await logged(org, by, { id, change: 'roles', roles: [...roles] }, async (client) => {
        const rows = await run(
          client,
          sql`update scim_group set roles = ${[...roles]}, updated_at = now() where org_id = ${org} and id = ${id} returning id`,
        )
        if (rows.length === 0) throw problem('access/not-found', say`There is no such group.`)
      })
    },

    /** Whether a provider of the organisation is confirmed for the domain. */
    async hasDomain(org: string, domain: string): Promise<boolean> {
      const rows = await read(
        org,
        sql`select 1 as one from identity_provider where org_id = ${org} and enabled and ${domain} = any(confirmed_domains) limit 1`,
      )
      return rows.length > 0
    },
  }
}

export type ProvisioningStore = ReturnType<typeof makeProvisioning>
