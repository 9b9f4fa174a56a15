import { createHash } from 'node:crypto'
import type pg from 'pg'
import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import { type ChangedBy, changeWithEvent } from './log/changeWithEvent.ts'
import { makeProviderSessions } from './providerSessions.ts'
import { newSecret } from './secretDigest.ts'
import { inOrganisation, type Queryable, run, sql } from './sql.ts'
import { v7 } from './write/ids.ts'

/** When a sign-in through a provider counts as one with a second factor. */
export interface FactorSettings {
  /** As the provider states each time, or always, where it never lets anybody in with one. Left out: as stated. */
  readonly factors?: 'stated' | 'trusted' | undefined
  /** Values of its statement that mean several factors; left out: the usual ones. */
  readonly factorValues?: readonly string[] | undefined
}

export interface OidcSettings extends FactorSettings {
  readonly issuer: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** The claim that holds groups; null: the provider says nothing of them. */
  readonly groupsClaim: string | null
}

export interface SamlSettings extends FactorSettings {
  readonly entryPoint: string
  /** Entity id of the provider. */
  readonly issuer: string
  /** PEM or bare base64; several while one replaces another. */
  readonly certificates: readonly string[]
  readonly emailAttribute: string | null
  readonly nameAttribute: string | null
  readonly groupsAttribute: string | null
  /** Whether sign-ins may begin at the provider, which says nothing of the browser that asked. Left out: they may not. */
  readonly unsolicited?: boolean | undefined
  /** Where the provider takes requests to sign out, and their answers; null: it does not offer it. */
  readonly signOutAddress?: string | null | undefined
  /** Whether assertions may be encrypted with AES-CBC, which does not notice changed bytes. Left out: they may not. */
  readonly cbc?: boolean | undefined
  /** Whether our requests to sign in are signed, for providers that take no others. Left out: they are not. */
  readonly signsRequests?: boolean | undefined
}

export interface GroupRole {
  readonly group: string
  readonly role: string
}

interface Common {
  readonly name: string
  readonly domains: readonly string[]
  /** Whether somebody unknown becomes a member at the first sign-in. */
  readonly joins: boolean
  readonly defaultRoles: readonly string[]
  readonly groupRoles: readonly GroupRole[]
}

export type ProviderInput = Common &
  (
    | { readonly kind: 'oidc'; readonly settings: OidcSettings }
    | { readonly kind: 'saml'; readonly settings: SamlSettings }
  )

export type Provider = ProviderInput & {
  readonly id: string
  /** null: set by configuration for the whole installation. */
  readonly org: string | null
  readonly confirmedDomains: readonly string[]
  readonly domainToken: string
  readonly enabled: boolean
  readonly sealedSecret: string | null
  readonly lastUsedAt: string | null
}

const columns = sql`p.id, p.org_id as org, p.kind, p.name, p.settings, p.sealed_secret as "sealedSecret", p.domains,
  p.confirmed_domains as "confirmedDomains", p.domain_token as "domainToken", p.joins, p.default_roles as "defaultRoles",
  p.group_roles as "groupRoles", p.enabled, p.last_used_at as "lastUsedAt"`

type Row = Provider & pg.QueryResultRow

/** Outside identity providers of organisations, and what a sign-in through one of them keeps while it is under way. */
export function makeIdentityProviders(pool: pg.Pool) {
  /** Looks across organisations by one setting that the row-level policy knows. */
  async function lookBy(setting: 'app.identity_provider' | 'app.sign_in_domain', value: string): Promise<Row[]> {
    const client = await pool.connect()
    try {
      await client.query('begin read only')
      await run(client, sql`select set_config(${setting}, ${value}, true)`)
      return await run<Row>(
        client,
        setting === 'app.identity_provider'
          ? sql`select ${columns} from identity_provider p where p.id = ${value}::uuid`
          : sql`select ${columns} from identity_provider p where ${value} = any(p.confirmed_domains) and p.enabled order by p.name`,
      )
    } finally {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
    }
  }

  const change = <T>(
    org: string,
    by: ChangedBy,
    object: Readonly<Record<string, unknown>>,
    work: (client: Queryable) => Promise<T>,
  ): Promise<T> =>
    changeWithEvent(
      pool,
      org,
      by,
      { action: 'single-sign-on.change', object: { type: 'singleSignOn', ...object } },
      work,
    )

  async function one(client: Queryable, org: string, id: string): Promise<Provider> {
    const [found] = await run<Row>(
      client,
      sql`select ${columns} from identity_provider p where p.org_id = ${org} and p.id = ${id}`,
    )
    if (!found) throw problem('access/not-found', say`There is no such provider.`)
    return found
  }

  return {
    list: (org: string): Promise<Provider[]> =>
      inOrganisation(
        pool,
        org,
        (client) =>
          run<Row>(
            client,
            sql`select ${columns} from identity_provider p where p.org_id = ${org} order by p.name, p.id`,
          ),
        'read',
      ),

    get: (org: string, id: string): Promise<Provider> => inOrganisation(pool, org, (c) => one(c, org, id), 'read'),

    async byId(id: string): Promise<Provider | null> {
      return (await lookBy('app.identity_provider', id))[0] ?? null
    },

    byDomain: (domain: string): Promise<Provider[]> => lookBy('app.sign_in_domain', domain),

    async create(
      org: string,
      p: ProviderInput,
      sealedSecret: string | null,
      by: ChangedBy & { readonly confirms: boolean },
    ): Promise<Provider> {
      const id = v7()
      return change(org, by, { id, change: 'add', ...told(p) }, async (client) => {
        await run(
          client,
          sql`insert into identity_provider (org_id, id, kind, name, settings, sealed_secret, domains, confirmed_domains, domain_token, joins,
              default_roles, group_roles, created_at, updated_at)
            values (${org}, ${id}, ${p.kind}, ${p.name}, ${JSON.stringify(p.settings)}::jsonb, ${sealedSecret}, ${[...p.domains]},
              ${by.confirms ? [...p.domains] : []},
              ${newSecret().slice(0, 24)}, ${p.joins}, ${[...p.defaultRoles]}, ${JSON.stringify(p.groupRoles)}::jsonb, now(), now())`,
        )
        return one(client, org, id)
      })
    },

    /** A secret that is left out stays; domains that are no longer asked for are no longer confirmed. */
    async update(
      org: string,
      id: string,
      p: ProviderInput,
      sealedSecret: string | null,
      by: ChangedBy & { readonly confirms: boolean },
    ): Promise<Provider> {
      return change(org, by, { id, change: 'set', ...told(p) }, async (client) => {
        await run(
          client,
          sql`update identity_provider set name = ${p.name}, settings = ${JSON.stringify(p.settings)}::jsonb,
              sealed_secret = ${sealedSecret}, domains = ${[...p.domains]},
              confirmed_domains = array(select d from unnest(${[...p.domains]}::text[]) d where ${by.confirms} or d = any(confirmed_domains)),
              joins = ${p.joins}, default_roles = ${[...p.defaultRoles]}, group_roles = ${JSON.stringify(p.groupRoles)}::jsonb,
              updated_at = now() where org_id = ${org} and id = ${id} and kind = ${p.kind}`,
        )
        return one(client, org, id)
      })
    },

    async confirmDomain(org: string, id: string, domain: string, by: ChangedBy): Promise<void> {
      await change(org, by, { id, change: 'confirm', domain }, (client) =>
        run(
          client,
          sql`update identity_provider set confirmed_domains = array_append(array_remove(confirmed_domains, ${domain}), ${domain})
            where org_id = ${org} and id = ${id} and ${domain} = any(domains)`,
        ),
      )
    },

    async setEnabled(org: string, id: string, enabled: boolean, by: ChangedBy): Promise<void> {
      await change(org, by, { id, change: enabled ? 'enable' : 'disable' }, (client) =>
        run(
          client,
          sql`update identity_provider set enabled = ${enabled}, updated_at = now() where org_id = ${org} and id = ${id}`,
        ),
      )
    },

    /** Takes the provider away with the sign-ins that came through it, and ends their sessions. */
    async remove(org: string, id: string, by: ChangedBy): Promise<void> {
      await change(org, by, { id, change: 'remove' }, async (client) => {
        await one(client, org, id)
        await run(client, sql`delete from credential where provider_id = ${`sso:${id}`}`)
        await run(client, sql`delete from browser_session where provider = ${id}`)
        await run(client, sql`delete from identity_provider where org_id = ${org} and id = ${id}`)
      })
    },

    async noteUse(org: string, id: string): Promise<void> {
      await inOrganisation(pool, org, (client) =>
        run(client, sql`update identity_provider set last_used_at = now() where org_id = ${org} and id = ${id}`),
      )
    },

    async policy(org: string): Promise<{ only: boolean; breakGlass: string[] }> {
      return inOrganisation(
        pool,
        org,
        async (client) => {
          const [row] = await run<{ only: boolean; breakGlass: string[] }>(
            client,
            sql`select o.single_sign_on_only as only, array(select account_id::text from membership m
                where m.org_id = o.id and m.break_glass order by 1) as "breakGlass" from organisation o where o.id = ${org}`,
          )
          return row ?? { only: false, breakGlass: [] }
        },
        'read',
      )
    },

    /** Somebody who administers must be able to get in when the provider cannot be reached. */
    async setPolicy(org: string, only: boolean, breakGlass: readonly string[], by: ChangedBy): Promise<void> {
      await change(org, by, { change: 'policy', only, breakGlass: [...breakGlass] }, async (client) => {
        await run(
          client,
          sql`update membership set break_glass = account_id = any(${[...breakGlass]}::uuid[]) where org_id = ${org}`,
        )
        await run(client, sql`update organisation set single_sign_on_only = ${only} where id = ${org}`)
        const [left] = await run(
          client,
          sql`select 1 as one from membership m where m.org_id = ${org} and m.break_glass and m.suspended_at is null
            and 'administrator' = any(m.roles) and exists (select 1 from credential c where c.account_id = m.account_id and c.password is not null
              union all select 1 from passkey k where k.account_id = m.account_id) limit 1`,
        )
        if (only && !left)
          throw problem(
            'single-sign-on/no-way-back',
            say`Choose an administrator who has a password or a passkey and may go on using it.`,
          )
      })
    },

    // — who somebody at a provider is here —

    async linked(provider: string, subject: string): Promise<string | null> {
      const [row] = await run<{ account: string }>(
        pool,
        sql`select account_id as account from credential where provider_id = ${`sso:${provider}`} and provider_account = ${subject}`,
      )
      return row?.account ?? null
    },

    /** Remembers the subject; false when another subject of the provider stands for the account already. */
    async link(provider: string, subject: string, account: string): Promise<boolean> {
      const rows = await run(
        pool,
        sql`insert into credential (id, account_id, provider_id, provider_account, created_at, updated_at)
          select ${v7()}, ${account}, ${`sso:${provider}`}, ${subject}, now(), now()
          where not exists (select 1 from credential where provider_id = ${`sso:${provider}`} and account_id = ${account})
          on conflict (provider_id, provider_account) do nothing returning id`,
      )
      return rows.length > 0
    },

    /** The next identity of the provider with the account's address becomes theirs. */
    async release(org: string, id: string, account: string, by: ChangedBy): Promise<void> {
      await change(org, by, { id, change: 'release', account }, (client) =>
        run(
          client,
          sql`delete from credential where provider_id = ${`sso:${id}`} and account_id = ${account}
            and exists (select 1 from membership where org_id = ${org} and account_id = ${account})`,
        ),
      )
    },

    // — a sign-in under way —

    async keepStep(secret: string, value: string, minutes: number): Promise<void> {
      await run(
        pool,
        sql`insert into sign_in_step (id, identifier, value, expires_at, created_at, updated_at)
          values (${v7()}, ${stepOf(secret)}, ${value}, now() + make_interval(mins => ${minutes}), now(), now())`,
      )
    },

    /** Looks whether a step is open, without spending it. */
    async hasStep(secret: string): Promise<boolean> {
      const rows = await run(
        pool,
        sql`select 1 as one from sign_in_step where identifier = ${stepOf(secret)} and expires_at > now()`,
      )
      return rows.length > 0
    },

    /** Of two who bring the same step only one gets it. */
    async spendStep(secret: string): Promise<string | null> {
      const [row] = await run<{ value: string; isOpen: boolean }>(
        pool,
        sql`delete from sign_in_step where identifier = ${stepOf(secret)} returning value, expires_at > now() as "isOpen"`,
      )
      return row?.isOpen ? row.value : null
    },

    /** Takes an assertion; false when it was taken before. */
    async takeAssertion(what: string, minutes: number): Promise<boolean> {
      await run(pool, sql`delete from used_assertion where expires_at < now()`)
      const rows = await run(
        pool,
        sql`insert into used_assertion (digest, expires_at) values (${digest(what)}, now() + make_interval(mins => ${minutes}))
          on conflict do nothing returning 1 as one`,
      )
      return rows.length > 0
    },

    ...makeProviderSessions(pool),
  }
}

export type IdentityProviders = ReturnType<typeof makeIdentityProviders>

/** What the log says of a provider. */
const told = ({ kind, name, settings, domains, joins, defaultRoles, groupRoles }: ProviderInput) => ({
  kind,
  name,
  issuer: settings.issuer,
  domains: [...domains],
  joins,
  defaultRoles: [...defaultRoles],
  groupRoles: groupRoles.map(({ group, role }) => ({ group, role })),
})

const digest = (text: string) => createHash('sha256').update(text).digest()
const stepOf = (secret: string) => `single-sign-on:${digest(secret).toString('hex')}`
