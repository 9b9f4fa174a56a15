import { createHash } from 'node:crypto'
import type pg from 'pg'
import { run, sql } from './sql.ts'

export interface BrowserSession {
  readonly id: string
  readonly method: string
  readonly userAgent: string | null
  readonly address: string | null
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly provedAt: string
  readonly expiresAt: string
  /** Whether more than one factor was shown in it. */
  readonly twoFactors: boolean
}

/** How many attempts in how many minutes, and how long nobody may try after them. */
export interface Limit {
  readonly attempts: number
  readonly minutes: number
  readonly pauseMinutes: number
}

const keyOf = (what: string) => createHash('sha256').update(what).digest()

/** What signing in keeps in the database, so that several processes share it: attempts, used codes, sessions, settings. */
export function makeSignIns(pool: pg.Pool) {
  return {
    /**
     * Counts an attempt and says how many seconds to wait, 0 when it may go on. Counting before trying leaves no gap in
     * which many could try at once.
     */
    async attempt(what: string, { attempts, minutes, pauseMinutes }: Limit): Promise<number> {
      const [row] = await run<{ wait: number }>(
        pool,
        sql`insert into throttle as t (key, attempts, since) values (${keyOf(what)}, 1, now())
          on conflict (key) do update set
            attempts = case when t.blocked_until > now() then t.attempts
              when t.blocked_until is not null or t.since < now() - make_interval(mins => ${minutes}) then 1 else t.attempts + 1 end,
            since = case when t.blocked_until > now() then t.since
              when t.blocked_until is not null or t.since < now() - make_interval(mins => ${minutes}) then now() else t.since end,
            blocked_until = case when t.blocked_until > now() then least(t.blocked_until, now() + make_interval(mins => ${pauseMinutes}))
              when t.blocked_until is null and t.since >= now() - make_interval(mins => ${minutes}) and t.attempts >= ${attempts}
                then now() + make_interval(mins => ${pauseMinutes})
              else null end
          returning greatest(0, ceil(extract(epoch from blocked_until - now())))::int as wait`,
      )
      return row?.wait ?? 0
    },

    /** For how many seconds nobody may try; counts nothing. */
    async blockedFor(what: string): Promise<number> {
      const [row] = await run<{ wait: number }>(
        pool,
        sql`select ceil(extract(epoch from blocked_until - now()))::int as wait from throttle
          where key = ${keyOf(what)} and blocked_until > now()`,
      )
      return row?.wait ?? 0
    },

    /** After success the count begins anew. */
    async forgetAttempts(what: string): Promise<void> {
      await run(pool, sql`delete from throttle where key = ${keyOf(what)}`)
    },

    /** Takes a code of an authenticator app; false when it was taken before. */
    async takeCode(account: string, code: string): Promise<boolean> {
      const rows = await run(
        pool,
        sql`insert into used_code (account_id, digest, expires_at) values (${account}, ${keyOf(code)}, now() + interval '3 minutes')
          on conflict (account_id, digest) do update set expires_at = excluded.expires_at where used_code.expires_at < now() returning 1 as one`,
      )
      return rows.length > 0
    },

    async sessions(account: string): Promise<BrowserSession[]> {
      return run<BrowserSession & pg.QueryResultRow>(
        pool,
        sql`select id, method, user_agent as "userAgent", ip_address as address, created_at as "createdAt", updated_at as "lastUsedAt",
          proved_at as "provedAt", expires_at as "expiresAt", two_factors as "twoFactors" from browser_session where account_id = ${account} and expires_at > now()
          order by updated_at desc`,
      )
    },

    /** Notes that a session is in use and moves its end; never past its longest life. */
    async touch(id: string, idleMinutes: number, longestDays: number): Promise<void> {
      await run(
        pool,
        sql`update browser_session set updated_at = now(),
            expires_at = least(now() + make_interval(mins => ${idleMinutes}), created_at + make_interval(days => ${longestDays}))
          where id = ${id} and updated_at < now() - interval '1 minute'`,
      )
    },

    /** Notes that the person has just shown again who they are. */
    async noteProof(id: string, method: 'password' | 'code' | 'provider', twoFactors = false): Promise<void> {
      await run(
        pool,
        sql`update browser_session set proved_at = now(), updated_at = now(), proof_method = ${method},
            two_factors = two_factors or ${twoFactors} where id = ${id}`,
      )
    },

    /** Whether more than one factor was shown in a session. */
    async noteFactors(id: string, twoFactors: boolean): Promise<void> {
      await run(pool, sql`update browser_session set two_factors = ${twoFactors} where id = ${id}`)
    },

    /** How the person of a session last showed who they are. */
    async proofMethod(id: string): Promise<string | null> {
      const [row] = await run<{ method: string }>(
        pool,
        sql`select coalesce(proof_method, method) as method from browser_session where id = ${id}`,
      )
      return row?.method ?? null
    },

    /** The session as it goes on after the library gave it another id: it copies when the person proved who they are. */
    async carriedOn(account: string, id: string, provedAt: string): Promise<string> {
      const [row] = await run<{ id: string }>(
        pool,
        sql`select id from browser_session where account_id = ${account}
            and (id = ${id} or date_trunc('milliseconds', proved_at) = ${provedAt}::timestamptz)
          order by id = ${id} desc, created_at desc limit 1`,
      )
      return row?.id ?? id
    },

    async endSession(account: string, id: string): Promise<boolean> {
      const rows = await run(
        pool,
        sql`delete from browser_session where account_id = ${account} and id = ${id} returning 1 as one`,
      )
      return rows.length > 0
    },

    /** Ends the sessions used longest ago where there are more than so many. */
    async keepNewest(account: string, most: number): Promise<void> {
      await run(
        pool,
        sql`delete from browser_session where id in (select id from browser_session where account_id = ${account}
          order by updated_at desc, created_at desc, id desc offset ${most})`,
      )
    },

    /** Ends the sessions of an account, all of them or all but one. */
    async endSessions(account: string, except: string | null = null): Promise<number> {
      const rows = await run(
        pool,
        sql`delete from browser_session where account_id = ${account} and (${except}::uuid is null or id <> ${except}::uuid) returning 1 as one`,
      )
      return rows.length
    },

    async setVerified(account: string, email: string): Promise<void> {
      await run(
        pool,
        sql`update account set email_verified = true, updated_at = now() where id = ${account} and email = lower(${email})`,
      )
    },

    /** Which ways an account has to sign in. */
    /** How many recovery codes of an authenticator app are left; null without one, or where they are sealed still. */
    async recoveryCodesLeft(account: string): Promise<number | null> {
      const [row] = await run<{ codes: string }>(
        pool,
        sql`select backup_codes as codes from two_factor where account_id = ${account} and backup_codes like '[%'`,
      )
      return row ? (JSON.parse(row.codes) as unknown[]).length : null
    },

    async waysIn(account: string): Promise<{ password: boolean; passkeys: number; twoFactor: boolean }> {
      const [row] = await run<{ password: boolean; passkeys: number; twoFactor: boolean }>(
        pool,
        sql`select exists (select 1 from credential where account_id = a.id and provider_id = 'credential' and password is not null) as password,
          (select count(*)::int from passkey where account_id = a.id) as passkeys, a.two_factor_enabled as "twoFactor"
          from account a where a.id = ${account}`,
      )
      return row ?? { password: false, passkeys: 0, twoFactor: false }
    },

    async passkeys(account: string): Promise<{ id: string; name: string | null; createdAt: string | null }[]> {
      return run<{ id: string; name: string | null; createdAt: string | null }>(
        pool,
        sql`select id, name, created_at as "createdAt" from passkey where account_id = ${account} order by created_at, id`,
      )
    },

    /** Recovery codes that an earlier version kept sealed and not hashed. */
    async sealedRecoveryCodes(): Promise<{ account: string; codes: string }[]> {
      return run<{ account: string; codes: string }>(
        pool,
        sql`select account_id as account, backup_codes as codes from two_factor where backup_codes not like '[%'`,
      )
    },

    /** Puts others in their place, unless they were changed meanwhile. */
    async replaceRecoveryCodes(account: string, before: string, after: string): Promise<void> {
      await run(
        pool,
        sql`update two_factor set backup_codes = ${after} where account_id = ${account} and backup_codes = ${before}`,
      )
    },

    async setting(name: string): Promise<unknown> {
      const [row] = await run<{ value: unknown }>(
        pool,
        sql`select value from installation_setting where name = ${name}`,
      )
      return row?.value ?? null
    },

    async setSetting(name: string, value: unknown, by: string): Promise<void> {
      await run(
        pool,
        value === null
          ? sql`delete from installation_setting where name = ${name}`
          : sql`insert into installation_setting (name, value, updated_at, updated_by) values (${name}, ${JSON.stringify(value)}::jsonb, now(), ${by})
              on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      )
    },

    /** Keeps a setting unless there is one already. */
    async addSetting(name: string, value: unknown, by: string): Promise<void> {
      await run(
        pool,
        sql`insert into installation_setting (name, value, updated_at, updated_by) values (${name}, ${JSON.stringify(value)}::jsonb, now(), ${by})
          on conflict (name) do nothing`,
      )
    },

    /** Throws away what has run out. */
    async sweep(): Promise<void> {
      await run(pool, sql`delete from browser_session where expires_at < now()`)
      await run(pool, sql`delete from sign_in_step where expires_at < now()`)
      await run(pool, sql`delete from used_code where expires_at < now()`)
      await run(pool, sql`delete from used_assertion where expires_at < now()`)
      await run(pool, sql`delete from work_allowance where at < now() - interval '1 day'`)
      await run(pool, sql`delete from one_time_link where expires_at < now() - interval '7 days'`)
      await run(
        pool,
        sql`delete from throttle where since < now() - interval '1 day' and (blocked_until is null or blocked_until < now())`,
      )
    },
  }
}
