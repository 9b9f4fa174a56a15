import type pg from 'pg'
import { problem, type Role } from '../model/index.ts'
import { say } from '../model/say.ts'
import { makeInvitations } from './invitations.ts'
import {
  type GivenRoles,
  type Joining,
  joinIn,
  type Member,
  memberColumns,
  memberIn,
  ownRolesTold,
} from './membership.ts'
import {
  changeMembership,
  type MembershipAction,
  type MembershipEntry,
  type MembershipSignature,
  readMembershipEntries,
} from './membershipLog.ts'
import { inOrganisation, type Queryable, run, sql } from './sql.ts'

/** Who belongs to an organisation. Every change here is an entry of the organisation's log. */
export function makeMembers(pool: pg.Pool) {
  async function change(
    org: string,
    account: string,
    sign: MembershipSignature,
    action: MembershipAction,
    write: (
      client: Queryable,
      before: Member,
    ) => Promise<
      Partial<Pick<Member, 'roles' | 'person'>> & { readonly detail?: string; readonly action?: MembershipAction }
    >,
  ): Promise<void> {
    await changeMembership(pool, org, sign, async (client) => {
      const before = await memberIn(client, org, account)
      if (!before) throw problem('access/not-found', say`This person is no member of the organisation.`)
      const { roles = before.roles, person = before.person, ...more } = await write(client, before)
      await keepAnAdministrator(client, org)
      const { name, email } = before
      return { event: { action, id: account, name, email, roles, person, ...more }, result: undefined }
    })
  }

  return {
    ...makeInvitations(pool),

    async list(org: string): Promise<Member[]> {
      return inOrganisation(
        pool,
        org,
        (client) =>
          run<Member & pg.QueryResultRow>(
            client,
            sql`select ${memberColumns} from membership m join account a on a.id = m.account_id where m.org_id = ${org} order by a.name, a.id`,
          ),
        'read',
      )
    },

    /** Makes an account a member; somebody who left comes back this way. */
    async join(org: string, joining: Joining, sign: MembershipSignature): Promise<void> {
      await changeMembership(pool, org, sign, (client) => joinIn(client, org, joining))
    },

    setRoles: (org: string, account: string, roles: readonly Role[], sign: MembershipSignature) =>
      change(org, account, sign, 'change', async (client) => {
        await run(
          client,
          sql`update membership set roles = ${[...roles]} where org_id = ${org} and account_id = ${account}`,
        )
        return { roles }
      }),

    /**
     * Gives exactly these roles. Of the organisation's own roles those given by hand stay, and those that groups gave
     * before go. Returns false, and logs nothing, where the member has them already.
     */
    async provideRoles(org: string, account: string, given: GivenRoles, sign: MembershipSignature): Promise<boolean> {
      const [held] = await inOrganisation(
        pool,
        org,
        (client) =>
          run<{ roles: Role[]; own: string[]; provided: string[] }>(
            client,
            sql`select roles, custom_roles as own, provided_roles as provided from membership
              where org_id = ${org} and account_id = ${account}`,
          ),
        'read',
      )
      if (!held) throw problem('access/not-found', say`This person is no member of the organisation.`)
      const byHand = held.own.filter((id) => !held.provided.includes(id))
      const provided = given.own.filter((id) => !byHand.includes(id))
      if (isSame(held.roles, given.roles) && isSame(held.provided, provided)) return false
      await change(org, account, sign, 'change', async (client) => {
        await run(
          client,
          sql`update membership set roles = ${[...given.roles]}, provided_roles = ${provided}::uuid[],
              custom_roles = array(select r from unnest(custom_roles) r where not r = any(provided_roles)) || ${provided}::uuid[]
            where org_id = ${org} and account_id = ${account}`,
        )
        return { roles: given.roles, ...(await ownRolesTold(client, org, [...byHand, ...provided])) }
      })
      return true
    },

    /**
     * Takes what a provider or groups gave: every role but those of the organisation's own that were given by hand. Whoever
     * has none left is suspended. Returns false, and logs nothing, where there is nothing to take.
     */
    async takeProvided(org: string, account: string, why: string, sign: MembershipSignature): Promise<boolean> {
      const byHand = sql`array(select r from unnest(custom_roles) r where not r = any(provided_roles))`
      const [held] = await inOrganisation(
        pool,
        org,
        (client) =>
          run<{ isDone: boolean }>(
            client,
            sql`select cardinality(roles) + cardinality(provided_roles) = 0
                and (suspended_at is not null or cardinality(custom_roles) > 0) as "isDone"
              from membership where org_id = ${org} and account_id = ${account}`,
          ),
        'read',
      )
      if (held?.isDone) return false
      await change(org, account, sign, 'suspend', async (client) => {
        const [left] = await run<{ own: string[] }>(
          client,
          sql`update membership set roles = '{}', custom_roles = ${byHand}, provided_roles = '{}',
              suspended_at = case when cardinality(${byHand}) = 0 then coalesce(suspended_at, now()) else suspended_at end
            where org_id = ${org} and account_id = ${account} returning custom_roles as own`,
        )
        const own = left?.own ?? []
        const { detail } = await ownRolesTold(client, org, own)
        return {
          roles: [],
          action: own.length === 0 ? 'suspend' : 'change',
          detail: detail === undefined ? why : `${why}; ${detail}`,
        }
      })
      return true
    },

    setPerson: (org: string, account: string, person: string | null, sign: MembershipSignature) =>
      change(org, account, sign, 'change', async (client) => {
        await run(
          client,
          sql`update membership set person_id = ${person} where org_id = ${org} and account_id = ${account}`,
        )
        return { person }
      }),

    /** Keeps the place and takes the access; their keys stop with it. */
    suspend: (org: string, account: string, sign: MembershipSignature) =>
      change(org, account, sign, 'suspend', async (client) => {
        await run(
          client,
          sql`update membership set suspended_at = coalesce(suspended_at, now()) where org_id = ${org} and account_id = ${account}`,
        )
        return {}
      }),

    /** Who suspended a member last, as the log calls them; null where nobody did, or they were let in since. */
    async suspendedBy(org: string, account: string): Promise<string | null> {
      const [last] = await inOrganisation(
        pool,
        org,
        (client) =>
          run<{ action: string; actor: string }>(
            client,
            sql`select e.action, e.actor_id as actor from membership_change m
              join log_entry e on e.org_id = m.org_id and e.seq = m.seq
              where m.org_id = ${org} and e.entry::jsonb->'object'->>'id' = ${account}
                and e.action in ('membership.suspend', 'membership.resume', 'membership.join', 'membership.leave')
              order by m.seq desc limit 1`,
          ),
        'read',
      )
      return last?.action === 'membership.suspend' ? last.actor : null
    },

    resume: (org: string, account: string, sign: MembershipSignature) =>
      change(org, account, sign, 'resume', async (client) => {
        await run(
          client,
          sql`update membership set suspended_at = null where org_id = ${org} and account_id = ${account}`,
        )
        return {}
      }),

    remove: (org: string, account: string, sign: MembershipSignature) =>
      change(org, account, sign, 'leave', async (client) => {
        await run(client, sql`delete from membership where org_id = ${org} and account_id = ${account}`)
        await run(
          client,
          sql`update api_key set revoked_at = now() where org_id = ${org} and account_id = ${account} and revoked_at is null`,
        )
        return {}
      }),

    /** Says in the log that somebody has another address; the account holds it for all organisations. */
    noteEmail: (org: string, account: string, sign: MembershipSignature) =>
      change(org, account, sign, 'change', async () => ({ detail: 'e-mail address changed' })),

    history: (org: string, limit: number): Promise<MembershipEntry[]> => readMembershipEntries(pool, org, limit),
  }
}

/** An organisation nobody can administer could not be repaired from inside. */
async function keepAnAdministrator(client: Queryable, org: string): Promise<void> {
  const [left] = await run(
    client,
    sql`select 1 as one from membership where org_id = ${org} and suspended_at is null and 'administrator' = any(roles) limit 1`,
  )
  if (!left) throw problem('member/last-administrator')
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one))
