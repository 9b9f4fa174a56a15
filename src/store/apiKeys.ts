import type pg from 'pg'
import { problem, type Role } from '../model/index.ts'
import { type ChangedBy, changeWithEvent } from './log/changeWithEvent.ts'
import { digestOf, newSecret } from './secretDigest.ts'
import { inOrganisation, run, sql, withSecret } from './sql.ts'
import { v7 } from './write/ids.ts'

/** What a key may do, within what its owner may do at that moment. */
export interface KeyScope {
  readonly access: 'read' | 'write'
  /** null: all roles the owner has. */
  readonly roles: readonly Role[] | null
  /** Registers by their address (`ai-systems`); null: every register. */
  readonly registers: readonly string[] | null
  /** Whether it may approve and sign. */
  readonly maySign: boolean
}

export interface ApiKey extends KeyScope {
  readonly id: string
  readonly org: string
  readonly account: string
  readonly owner: string
  readonly name: string
  /** Its first characters, to know it again by. */
  readonly start: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

/** Tells a key from other tokens, and lets scanners for leaked secrets recognise it. */
export const keyPrefix = 'oaims_'

const columns = sql`k.id, k.org_id as org, k.account_id as account, a.name as owner, k.name, k.start, k.access, k.roles, k.registers, k.may_sign as "maySign",
  k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"`

/** Keys for programs: each belongs to one person in one organisation. */
export function makeApiKeys(pool: pg.Pool) {
  return {
    /** Makes a key; it is returned once and only its digest kept. The log says who made it and what it may do. */
    async create(
      org: string,
      account: string,
      name: string,
      scope: KeyScope,
      days: number | null,
      by: ChangedBy,
    ): Promise<{ id: string; key: string }> {
      const id = v7()
      const key = `${keyPrefix}${newSecret()}`
      const object = { type: 'key', id, name, owner: account, ...scope, days }
      await changeWithEvent(pool, org, by, { action: 'key.create', object }, (client) =>
        run(
          client,
          sql`insert into api_key (org_id, id, account_id, name, start, digest, access, roles, registers, may_sign, created_at, expires_at)
            values (${org}, ${id}, ${account}, ${name}, ${key.slice(0, keyPrefix.length + 6)}, ${digestOf(key)}, ${scope.access},
              ${scope.roles === null ? null : [...scope.roles]}::text[], ${scope.registers === null ? null : [...scope.registers]}::text[], ${scope.maySign},
              now(), now() + make_interval(days => ${days}::int))`,
        ),
      )
      return { id, key }
    },

    async list(org: string, account: string | null): Promise<ApiKey[]> {
      return inOrganisation(
        pool,
        org,
        (client) =>
          run<ApiKey & pg.QueryResultRow>(
            client,
            sql`select ${columns} from api_key k join account a on a.id = k.account_id
              where k.org_id = ${org} and (${account}::uuid is null or k.account_id = ${account}::uuid) order by k.created_at desc`,
          ),
        'read',
      )
    },

    /** `account` limits it to the person's own keys. */
    async revoke(org: string, id: string, account: string | null, by: ChangedBy): Promise<void> {
      await changeWithEvent(pool, org, by, { action: 'key.revoke', object: { type: 'key', id } }, async (client) => {
        const rows = await run(
          client,
          sql`update api_key set revoked_at = coalesce(revoked_at, now()) where org_id = ${org} and id = ${id}
            and (${account}::uuid is null or account_id = ${account}::uuid) returning id`,
        )
        if (rows.length === 0) throw problem('access/not-found', 'There is no such key.')
      })
    },

    /** Revokes all the keys of somebody in an organisation; how many. */
    async revokeAll(org: string, account: string): Promise<number> {
      const rows = await inOrganisation(pool, org, (client) =>
        run(
          client,
          sql`update api_key set revoked_at = now() where org_id = ${org} and account_id = ${account} and revoked_at is null returning id`,
        ),
      )
      return rows.length
    },

    /** The key a request came with, as long as it works; its use is noted at most once a minute. */
    async use(key: string): Promise<ApiKey | null> {
      const digest = digestOf(key)
      return withSecret(pool, digest, async (client) => {
        const [found] = await run<ApiKey & pg.QueryResultRow>(
          client,
          sql`select ${columns} from api_key k join account a on a.id = k.account_id
            where k.digest = ${digest} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
        )
        if (found) {
          await run(client, sql`select set_config('app.org', ${found.org}, true)`)
          await run(
            client,
            sql`update api_key set last_used_at = now() where org_id = ${found.org} and id = ${found.id}
              and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
          )
        }
        return found ?? null
      })
    },
  }
}
