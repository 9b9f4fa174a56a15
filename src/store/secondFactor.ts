import type pg from 'pg'
import { type ChangedBy, changeWithEvent } from './log/changeWithEvent.ts'
import { inOrganisation, run, sql } from './sql.ts'

/** Whether an organisation asks its members for a second factor, and who has one. */
export interface SecondFactorRule {
  /** Since when it is asked; null: it is not. */
  readonly since: string | null
  /** Days to set one up, from then or from when somebody joined. */
  readonly days: number
  readonly members: readonly {
    readonly account: string
    readonly name: string
    /** Has an authenticator app or a passkey here. */
    readonly hasOne: boolean
    /** Signs in through an identity provider, which says itself how many factors were shown. */
    readonly hasProvider: boolean
    /** Until when they get in without; null: it is not asked. */
    readonly until: string | null
  }[]
}

/** When a member no longer gets in with one factor, null: always; `o` is the organisation and `m` the membership. */
export const secondFactorFrom = sql`case when o.second_factor_since is not null
  then greatest(o.second_factor_since, m.joined_at) + make_interval(days => o.second_factor_days) end`

/** The rule of an organisation that its members come in with more than one factor. */
export function makeSecondFactorRules(pool: pg.Pool) {
  return {
    get: (org: string): Promise<SecondFactorRule> =>
      inOrganisation(
        pool,
        org,
        async (client) => {
          const [rule] = await run<{ since: string | null; days: number }>(
            client,
            sql`select second_factor_since as since, second_factor_days as days from organisation where id = ${org}`,
          )
          const members = await run<SecondFactorRule['members'][number] & pg.QueryResultRow>(
            client,
            sql`select a.id as account, a.name,
                a.two_factor_enabled or exists (select 1 from passkey k where k.account_id = a.id) as "hasOne",
                exists (select 1 from credential c where c.account_id = a.id and c.provider_id like 'sso:%') as "hasProvider",
                ${secondFactorFrom} as until
              from membership m join account a on a.id = m.account_id join organisation o on o.id = m.org_id
              where m.org_id = ${org} and m.suspended_at is null order by a.name, a.id`,
          )
          return { since: rule?.since ?? null, days: rule?.days ?? 0, members }
        },
        'read',
      ),

    /** Asking anew does not begin the days anew; asking for fewer days shortens them for everybody. */
    async set(org: string, { required, days }: { required: boolean; days: number }, by: ChangedBy): Promise<void> {
      const event = {
        action: 'sign-in.change',
        object: { type: 'signIn', change: 'second-factor', required, ...(required ? { days } : {}) },
      }
      await changeWithEvent(pool, org, by, event, (client) =>
        run(
          client,
          sql`update organisation set second_factor_days = ${days},
              second_factor_since = case when ${required} then coalesce(second_factor_since, now()) end where id = ${org}`,
        ),
      )
    },

    /** Ends the sessions of a member, which says nothing of their place. */
    async endSessions(org: string, account: string, by: ChangedBy): Promise<number> {
      const event = { action: 'sign-in.change', object: { type: 'signIn', change: 'end-sessions', account } }
      return changeWithEvent(pool, org, by, event, async (client) => {
        const rows = await run(
          client,
          sql`delete from browser_session where account_id = ${account}
            and exists (select 1 from membership where org_id = ${org} and account_id = ${account}) returning 1 as one`,
        )
        return rows.length
      })
    },
  }
}
