import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Actor, Role } from '../model/index.ts'
import { toIso, toMicros } from './instants.ts'
import { canonicalJson } from './log/canonicalJson.ts'
import { inOrganisation, type Queryable, run, sql } from './sql.ts'
import { appendEntry } from './write/append.ts'

export type MembershipAction =
  | 'invite'
  | 'revoke'
  | 'join'
  | 'change'
  | 'suspend'
  | 'resume'
  | 'leave'
  | 'role'
  | 'removeRole'
  | 'access'
  | 'delegate'
  | 'endDelegation'

/** What happened to somebody's place in an organisation; no secret is ever part of it. */
export interface MembershipEvent {
  readonly action: MembershipAction
  /** The account, or the invitation as long as there is none. */
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly roles: readonly Role[]
  readonly person: string | null
  /** What else was decided, in words. */
  readonly detail?: string
}

export interface MembershipSignature {
  readonly actor: Pick<Actor, 'kind' | 'id' | 'name' | 'via'>
  readonly requestId?: string | null
}

export interface MembershipEntry {
  /** What it said about the person was erased. */
  readonly isErased: boolean
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly event: MembershipEvent
}

interface HeadRow extends pg.QueryResultRow {
  readonly size: number
  readonly last_leaf: Buffer | null
  readonly peaks: Buffer[]
  readonly last_at: string
  readonly db_now: string
}

/**
 * Changes memberships and says so in the organisation's log, in one transaction that holds the head of the log from the
 * start, as every change of a record does: what `work` reads cannot change before the commit. `work` returns what to log.
 */
export async function changeMembership<T>(
  pool: pg.Pool,
  org: string,
  sign: MembershipSignature,
  work: (client: Queryable) => Promise<{ event: MembershipEvent; result: T }>,
): Promise<T> {
  return inOrganisation(pool, org, async (client) => {
    const [head] = await run<HeadRow>(
      client,
      sql`select size, last_leaf, peaks, last_at, clock_timestamp() as db_now from log_head where org_id = ${org} for update`,
    )
    if (!head) throw new Error(`the organisation ${org} has no log`)
    const { event, result } = await work(client)
    await appendEvent(client, org, head, sign, event)
    return result
  })
}

async function appendEvent(
  client: Queryable,
  org: string,
  head: HeadRow,
  { actor, requestId }: MembershipSignature,
  event: MembershipEvent,
): Promise<void> {
  const at = toIso(Math.max(toMicros(head.db_now), toMicros(head.last_at) + 1))
  const salt = randomBytes(16)
  const digest = createHash('sha256')
    .update(salt)
    .update(canonicalJson({ ...event, roles: [...event.roles] }))
    .digest()
  await run(
    client,
    sql`insert into membership_change (org_id, seq, at, body, salt, digest)
      values (${org}, ${head.size}, ${at}, ${JSON.stringify(event)}::jsonb, ${salt}, ${digest})`,
  )
  await appendEntry(
    client,
    org,
    { edge: { size: head.size, peaks: head.peaks }, lastLeaf: head.last_leaf },
    {
      at,
      action: `membership.${event.action}`,
      actor,
      object: { type: 'membership', id: event.id },
      digest: digest.toString('hex'),
      requestId: requestId ?? null,
      reason: null,
    },
  )
}

/** What the log says about memberships, newest first. */
export async function readMembershipEntries(pool: pg.Pool, org: string, limit: number): Promise<MembershipEntry[]> {
  return inOrganisation(
    pool,
    org,
    (client) =>
      run<MembershipEntry & pg.QueryResultRow>(
        client,
        sql`select m.seq, m.at, e.actor_name as actor, m.erased_by is not null as "isErased",
            case when m.erased_by is null then m.body else jsonb_build_object('action', substring(e.action from 12),
              'id', e.entry::jsonb->'object'->>'id', 'name', null, 'email', null, 'roles', '[]'::jsonb, 'person', null) end as event
          from membership_change m
          join log_entry e on e.org_id = m.org_id and e.seq = m.seq where m.org_id = ${org} order by m.seq desc limit ${limit}`,
      ),
    'read',
  )
}
