import type pg from 'pg'
import { problem, type Role } from '../model/index.ts'
import { emptyEdge } from './log/merkle.ts'
import { secondFactorFrom } from './secondFactor.ts'
import { digestOf, newSecret } from './secretDigest.ts'
import { inOrganisation, run, sql } from './sql.ts'
import { v7 } from './write/ids.ts'

export interface OrganisationRow {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly kind: 'own' | 'example'
}

/** An organisation somebody belongs to, and what it asks of a browser that comes in. */
export interface MembershipRow extends OrganisationRow {
  readonly roles: Role[]
  readonly person: string | null
  readonly needsProvider: boolean
  /** From when on one factor is not enough; null: it always is. */
  readonly secondFactorFrom: string | null
  readonly needsSecondFactor: boolean
}

export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** Whether the person has shown that mail to the address reaches them. */
  readonly isVerified: boolean
  /** Looks after the installation: mail, and links for people who lost every way in. */
  readonly isOperator: boolean
}

export interface Member {
  readonly account: string
  readonly name: string
  readonly email: string | null
  readonly person: string | null
  readonly roles: readonly Role[]
}

/** A readable address from a name: `Müller & Söhne AG` becomes `muller-sohne-ag`. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  if (slug === '') return 'organisation'
  return pages.has(slug) ? `${slug}-organisation` : slug
}

/** Pages of the application that stand where organisations do. */
const pages = new Set([
  'api',
  'welcome',
  'join',
  'reset',
  'verify',
  'proved',
  'health',
  'metrics',
  'assets',
  'case',
  'scim',
])

/** What a one-time link is for: setting up, getting in without a password, a new password, proving an address or a new one. */
export type LinkPurpose = 'set-up' | 'sign-in' | 'reset' | 'verify-email' | 'change-email'

/** Organisations, accounts, sessions and one-time links: what is known before an organisation is entered. */
export function makeDirectory(pool: pg.Pool) {
  return {
    /** Creates an organisation with an empty log. `at` tells its first instant when its history is told afterwards. */
    async createOrganisation(
      name: string,
      kind: 'own' | 'example',
      at: string | null = null,
    ): Promise<OrganisationRow> {
      const id = v7()
      const base = slugOf(name)
      for (let attempt = 0; ; attempt++) {
        const slug = attempt === 0 ? base : `${base}-${attempt + 1}`
        const made = await inOrganisation(pool, id, async (client) => {
          const rows = await run(
            client,
            sql`insert into organisation (id, slug, name, kind, created_at)
              values (${id}, ${slug}, ${name}, ${kind}, coalesce(${at}::timestamptz, now())) on conflict (slug) do nothing returning id`,
          )
          if (rows.length === 0) return false
          await run(
            client,
            sql`insert into log_head (org_id, size, last_leaf, peaks, last_at)
              values (${id}, 0, null, ${[...emptyEdge.peaks]}::bytea[], coalesce(${at}::timestamptz, now()))`,
          )
          return true
        })
        if (made) return { id, slug, name, kind }
      }
    },

    async organisations(): Promise<OrganisationRow[]> {
      return run<OrganisationRow & pg.QueryResultRow>(
        pool,
        sql`select id, slug, name, kind from organisation order by name`,
      )
    },

    async organisation(slug: string): Promise<OrganisationRow | null> {
      const [row] = await run<OrganisationRow & pg.QueryResultRow>(
        pool,
        sql`select id, slug, name, kind from organisation where slug = ${slug}`,
      )
      return row ?? null
    },

    /** Takes an example out of sight so that a fresh one can take its address; its rows stay, as history does. */
    async renameSlug(id: string, slug: string): Promise<void> {
      await run(pool, sql`update organisation set slug = ${slug} where id = ${id}`)
    },

    async createAccount(name: string, email: string | null): Promise<string> {
      const id = v7()
      // The first account looks after the installation.
      const made = await run(
        pool,
        sql`insert into account (id, name, email, created_at, is_operator)
          values (${id}, ${name}, lower(${email}), now(), not exists (select 1 from account))
          on conflict (lower(email)) do nothing returning id`,
      )
      if (made.length === 0) throw problem('account/address-taken')
      return id
    },

    async renameAccount(id: string, name: string, email: string | null): Promise<void> {
      await run(
        pool,
        sql`update account set name = ${name}, email = lower(${email}), updated_at = now(),
          email_verified = coalesce(email_verified and email = lower(${email}), false) where id = ${id}`,
      )
    },

    async account(id: string): Promise<AccountRow | null> {
      const [row] = await run<AccountRow & pg.QueryResultRow>(
        pool,
        sql`select id, name, email, email_verified as "isVerified", is_operator as "isOperator" from account where id = ${id}`,
      )
      return row ?? null
    },

    async accountByEmail(email: string): Promise<string | null> {
      const [row] = await run<{ id: string }>(
        pool,
        sql`select id from account where lower(email) = lower(${email}) order by created_at limit 1`,
      )
      return row?.id ?? null
    },

    async firstAccount(): Promise<string | null> {
      const [row] = await run<{ id: string }>(pool, sql`select id from account order by created_at, id limit 1`)
      return row?.id ?? null
    },

    /** Writes a membership without an entry of the log; for tests, which begin with people who are there. */
    async setMember(org: string, account: string, roles: readonly Role[], person: string | null): Promise<void> {
      await inOrganisation(pool, org, (client) =>
        run(
          client,
          sql`insert into membership (org_id, account_id, person_id, roles) values (${org}, ${account}, ${person}, ${[...roles]})
            on conflict (org_id, account_id) do update set person_id = excluded.person_id, roles = excluded.roles`,
        ),
      )
    },

    async removeMember(org: string, account: string): Promise<void> {
      await inOrganisation(pool, org, (client) =>
        run(client, sql`delete from membership where org_id = ${org} and account_id = ${account}`),
      )
    },

    async members(org: string): Promise<Member[]> {
      return inOrganisation(
        pool,
        org,
        (client) =>
          run<Member & pg.QueryResultRow>(
            client,
            sql`select a.id as account, a.name, a.email, m.person_id as person, m.roles from membership m join account a on a.id = m.account_id
              where m.org_id = ${org} order by a.name`,
          ),
        'read',
      )
    },

    /** The organisations a person belongs to, with their roles in each. */
    async memberships(account: string): Promise<MembershipRow[]> {
      const client = await pool.connect()
      try {
        await client.query('begin read only')
        await run(client, sql`select set_config('app.account', ${account}, true)`)
        const rows = await run<MembershipRow & pg.QueryResultRow>(
          client,
          sql`select o.id, o.slug, o.name, o.kind, m.roles, m.person_id as person,
            o.single_sign_on_only and not m.break_glass as "needsProvider",
            ${secondFactorFrom} as "secondFactorFrom",
            coalesce((${secondFactorFrom}) <= now(), false) as "needsSecondFactor" from membership m join organisation o on o.id = m.org_id
            where m.account_id = ${account} and m.suspended_at is null order by o.kind desc, o.name`,
        )
        await client.query('commit')
        return rows
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },

    /** Opens a session or makes an access token; the secret is returned once and only its digest kept. */
    async createSession(account: string, kind: 'browser' | 'token', label: string, days: number): Promise<string> {
      const secret = newSecret()
      await run(
        pool,
        sql`insert into session (digest, account_id, kind, label, created_at, expires_at)
          values (${digestOf(secret)}, ${account}, ${kind}, ${label}, now(), now() + make_interval(days => ${days}))`,
      )
      return secret
    },

    async sessionAccount(secret: string): Promise<{ account: string; kind: 'browser' | 'token' } | null> {
      const [row] = await run<{ account: string; kind: 'browser' | 'token' }>(
        pool,
        sql`select account_id as account, kind from session where digest = ${digestOf(secret)} and expires_at > now()`,
      )
      return row ?? null
    },

    async endSession(secret: string): Promise<void> {
      await run(pool, sql`delete from session where digest = ${digestOf(secret)}`)
    },

    /**
     * `email` is the address a link was sent to; it proves that address, whatever stands in the account by then. `session`
     * is the one that asked for it.
     */
    async createLink(
      purpose: LinkPurpose,
      account: string | null,
      minutes: number,
      email: string | null = null,
      session: string | null = null,
    ): Promise<string> {
      const secret = newSecret()
      await run(
        pool,
        sql`insert into one_time_link (digest, purpose, account_id, email, session_id, created_at, expires_at)
          values (${digestOf(secret)}, ${purpose}, ${account}, ${email}, ${session}, now(), now() + make_interval(mins => ${minutes}))`,
      )
      return secret
    },

    async linkPurpose(secret: string): Promise<LinkPurpose | null> {
      const [row] = await run<{ purpose: LinkPurpose }>(
        pool,
        sql`select purpose from one_time_link where digest = ${digestOf(secret)} and used_at is null and expires_at > now()`,
      )
      return row?.purpose ?? null
    },

    /** What a link would do, without spending it. */
    async peekLink(
      secret: string,
    ): Promise<{ purpose: LinkPurpose; account: string | null; email: string | null } | null> {
      const [row] = await run<{ purpose: LinkPurpose; account: string | null; email: string | null }>(
        pool,
        sql`select purpose, account_id as account, email from one_time_link
          where digest = ${digestOf(secret)} and used_at is null and expires_at > now()`,
      )
      return row ?? null
    },

    /** Spends a one-time link; only the first of two who try gets it. */
    async spendLink(
      secret: string,
      purpose: LinkPurpose,
    ): Promise<{ account: string | null; email: string | null; session: string | null } | null> {
      const [row] = await run<{ account: string | null; email: string | null; session: string | null }>(
        pool,
        sql`update one_time_link set used_at = now() where digest = ${digestOf(secret)} and purpose = ${purpose}
          and used_at is null and expires_at > now() returning account_id as account, email, session_id as session`,
      )
      return row ?? null
    },

    /** Links that went to an address which is the account's no more open nothing. */
    async voidLinks(account: string): Promise<void> {
      await run(
        pool,
        sql`update one_time_link set used_at = now() where account_id = ${account} and used_at is null
          and purpose in ('reset', 'verify-email', 'change-email')`,
      )
    },

    /** Gives an account another address, which was shown to reach its owner; false when another account has it. */
    async changeEmail(account: string, email: string): Promise<boolean> {
      const rows = await run(
        pool,
        sql`update account set email = lower(${email}), email_verified = true, updated_at = now() where id = ${account}
          and not exists (select 1 from account o where lower(o.email) = lower(${email}) and o.id <> ${account}) returning id`,
      ).catch((error: { code?: string }) => {
        // Two who confirm the same address at once: the unique index lets one through.
        if (error.code === '23505') return []
        throw error
      })
      return rows.length > 0
    },
  }
}

export type Directory = ReturnType<typeof makeDirectory>
