import type pg from 'pg'
import { run, sql } from './sql.ts'

/** What a provider calls a session that came through it. */
export interface ProviderSession {
  /** Who it is of at the provider; null in sessions of a version that did not note it. */
  readonly subject: string | null
  /** `sid` of OpenID Connect, SessionIndex of SAML; null where the provider names none. */
  readonly session: string | null
  /** What signing out at the provider needs, sealed. */
  readonly sealedToken: string | null
}

/** Browser sessions as the providers know them that they came through. */
export function makeProviderSessions(pool: pg.Pool) {
  return {
    async noteSession(id: string, provider: string, { subject, session, sealedToken }: ProviderSession): Promise<void> {
      await run(
        pool,
        sql`update browser_session set provider = ${provider}, provider_subject = ${subject}, provider_session = ${session}
          where id = ${id}`,
      )
      if (sealedToken !== null)
        await run(
          pool,
          sql`insert into provider_session (session_id, sealed_token) select id, ${sealedToken} from browser_session where id = ${id}
            on conflict (session_id) do update set sealed_token = excluded.sealed_token`,
        )
    },

    async sessionOf(session: string): Promise<(ProviderSession & { provider: string | null }) | null> {
      const [row] = await run<ProviderSession & { provider: string | null }>(
        pool,
        sql`select b.provider, b.provider_subject as subject, b.provider_session as session, s.sealed_token as "sealedToken" from browser_session b
          left join provider_session s on s.session_id = b.id where b.id = ${session}`,
      )
      return row ?? null
    },

    async endSessions(provider: string): Promise<void> {
      await run(pool, sql`delete from browser_session where provider = ${provider}`)
    },

    /**
     * Ends what a provider says is over: one session that it names, or all of a subject; how many there were. A session
     * whose name was never told ends with its subject. One of the two must be given.
     */
    async endNamed(provider: string, subject: string | null, session: string | null): Promise<number> {
      const rows = await run(
        pool,
        sql`delete from browser_session b where b.provider = ${provider}
          and (${session}::text is null or b.provider_session = ${session} or (b.provider_session is null and ${subject}::text is not null))
          and (${subject}::text is null or b.provider_subject = ${subject} or (b.provider_subject is null and b.account_id in
            (select c.account_id from credential c where c.provider_id = ${`sso:${provider}`} and c.provider_account = ${subject})))
          and (${session}::text is not null or ${subject}::text is not null)
          returning 1 as one`,
      )
      return rows.length
    },
  }
}
