import type pg from 'pg'
import { problem, type Role } from '../model/index.ts'
import { say } from '../model/say.ts'
import { joinIn } from './membership.ts'
import { changeMembership, type MembershipSignature } from './membershipLog.ts'
import { digestOf, newSecret } from './secretDigest.ts'
import { inOrganisation, run, sql } from './sql.ts'
import { v7 } from './write/ids.ts'

export interface Invitation {
  readonly id: string
  readonly org: string
  readonly email: string
  readonly name: string | null
  readonly roles: readonly Role[]
  readonly person: string | null
  readonly invitedBy: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly isExpired: boolean
  /** When it was last handed to the mail server; null: its link is passed on by hand. */
  readonly mailedAt: string | null
}

export interface NewInvitation {
  readonly email: string
  readonly name: string | null
  readonly roles: readonly Role[]
  readonly person: string | null
}

const days = 7

const columns = sql`i.id, i.org_id as org, i.email, i.name, i.roles, i.person_id as person, i.invited_by as "invitedBy",
  i.created_at as "createdAt", i.expires_at as "expiresAt", i.expires_at <= now() as "isExpired", i.mailed_at as "mailedAt"`

/** Invitations into an organisation: a link with a secret of which only the digest is kept. */
export function makeInvitations(pool: pg.Pool) {
  return {
    /** Invites an address; the secret of the link is returned once. */
    async invite(
      org: string,
      { email, name, roles, person }: NewInvitation,
      sign: MembershipSignature,
    ): Promise<{ id: string; secret: string }> {
      const id = v7()
      const secret = newSecret()
      return changeMembership(pool, org, sign, async (client) => {
        const [member] = await run(
          client,
          sql`select 1 as one from membership m join account a on a.id = m.account_id where m.org_id = ${org} and lower(a.email) = lower(${email})`,
        )
        if (member) throw problem('member/exists', say`${email} belongs to the organisation already.`)
        const [open] = await run(
          client,
          sql`select 1 as one from invitation where org_id = ${org} and lower(email) = lower(${email}) and closed_at is null`,
        )
        if (open) throw problem('member/exists', say`${email} is invited already; send that invitation again.`)
        await run(
          client,
          sql`insert into invitation (org_id, id, email, name, roles, person_id, digest, invited_by, created_at, expires_at)
            values (${org}, ${id}, ${email}, ${name}, ${[...roles]}, ${person}, ${digestOf(secret)}, ${sign.actor.name}, now(), now() + make_interval(days => ${days}))`,
        )
        return { event: { action: 'invite', id, name, email, roles, person }, result: { id, secret } }
      })
    },

    /** A new link in the place of the old one, which works no more. */
    async renewInvitation(org: string, id: string): Promise<{ invitation: Invitation; secret: string }> {
      const secret = newSecret()
      const [invitation] = await inOrganisation(pool, org, (client) =>
        run<Invitation & pg.QueryResultRow>(
          client,
          sql`update invitation i set digest = ${digestOf(secret)}, expires_at = now() + make_interval(days => ${days}), mailed_at = null
            where i.org_id = ${org} and i.id = ${id} and i.closed_at is null returning ${columns}`,
        ),
      )
      if (!invitation) throw problem('access/not-found', say`This invitation is no longer open.`)
      return { invitation, secret }
    },

    async noteMailed(org: string, id: string): Promise<void> {
      await inOrganisation(pool, org, (client) =>
        run(client, sql`update invitation set mailed_at = now() where org_id = ${org} and id = ${id}`),
      )
    },

    async revokeInvitation(org: string, id: string, sign: MembershipSignature): Promise<void> {
      await changeMembership(pool, org, sign, async (client) => {
        const [was] = await run<Invitation & pg.QueryResultRow>(
          client,
          sql`update invitation i set closed_at = now(), outcome = 'revoked' where i.org_id = ${org} and i.id = ${id} and i.closed_at is null returning ${columns}`,
        )
        if (!was) throw problem('access/not-found', say`This invitation is no longer open.`)
        const { name, email, roles, person } = was
        return { event: { action: 'revoke', id, name, email, roles, person }, result: undefined }
      })
    },

    async invitations(org: string): Promise<Invitation[]> {
      return inOrganisation(
        pool,
        org,
        (client) =>
          run<Invitation & pg.QueryResultRow>(
            client,
            sql`select ${columns} from invitation i where i.org_id = ${org} and i.closed_at is null order by i.created_at desc`,
          ),
        'read',
      )
    },

    /** The invitation a link opens, as long as it is open and not too old. */
    async invitationOf(secret: string): Promise<(Invitation & { organisation: string; slug: string }) | null> {
      const digest = digestOf(secret)
      const client = await pool.connect()
      try {
        await client.query('begin read only')
        await run(client, sql`select set_config('app.secret_digest', ${digest.toString('hex')}, true)`)
        const [found] = await run<Invitation & { organisation: string; slug: string } & pg.QueryResultRow>(
          client,
          sql`select ${columns}, o.name as organisation, o.slug from invitation i join organisation o on o.id = i.org_id
            where i.digest = ${digest} and i.closed_at is null and i.expires_at > now()`,
        )
        return found ?? null
      } finally {
        await client.query('rollback').then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        )
      }
    },

    /** Spends the invitation and makes the account a member; of two who try only one gets in. */
    async acceptInvitation(invitation: Invitation, account: string, sign: MembershipSignature): Promise<void> {
      await changeMembership(pool, invitation.org, sign, async (client) => {
        const [spent] = await run<{ roles: Role[]; person: string | null } & pg.QueryResultRow>(
          client,
          sql`update invitation set closed_at = now(), outcome = 'accepted' where org_id = ${invitation.org} and id = ${invitation.id}
            and closed_at is null and expires_at > now() returning roles, person_id as person`,
        )
        if (!spent) throw problem('access/link-used', say`This invitation was used, taken back or is too old.`)
        return joinIn(client, invitation.org, { account, roles: spent.roles, person: spent.person })
      })
    },
  }
}
