import type pg from 'pg'
import type { Actor } from '../../model/index.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import { appendEvent } from './appendEvent.ts'

export const deliveryRhythms = ['day', 'week', 'month'] as const
export type DeliveryRhythm = (typeof deliveryRhythms)[number]
export type DeliveryKind = 'webhook' | 'email'

/** Somebody outside who gets the last checkpoint every so often. */
export interface Delivery {
  readonly id: string
  readonly kind: DeliveryKind
  readonly target: string
  readonly every: DeliveryRhythm
  readonly lastNumber: number | null
  readonly lastSentAt: string | null
  readonly failures: number
  readonly lastProblem: string | null
}

const columns = sql`id, kind, target, every, last_number as "lastNumber", last_sent_at as "lastSentAt", failures, last_problem as "lastProblem"`

export interface Signed {
  readonly actor: Actor
  readonly requestId: string
}

export const readDeliveries = (pool: pg.Pool, org: string): Promise<Delivery[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<Delivery & pg.QueryResultRow>(
        client,
        sql`select ${columns} from log_delivery where org_id = ${org} order by created_at, id`,
      ),
    'read',
  )

export async function readDelivery(
  pool: pg.Pool,
  org: string,
  id: string,
): Promise<(Delivery & { readonly secret: string | null }) | null> {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Delivery & { secret: string | null } & pg.QueryResultRow>(
        client,
        sql`select ${columns}, secret from log_delivery where org_id = ${org} and id = ${id}`,
      ),
    'read',
  )
  return row ?? null
}

export async function addDelivery(
  pool: pg.Pool,
  org: string,
  it: Pick<Delivery, 'id' | 'kind' | 'target' | 'every'> & { readonly secret: string | null },
  { actor, requestId }: Signed,
): Promise<void> {
  await inOrganisation(pool, org, async (client) => {
    await run(
      client,
      sql`insert into log_delivery (org_id, id, kind, target, secret, every, created_at, created_by)
        values (${org}, ${it.id}, ${it.kind}, ${it.target}, ${it.secret}, ${it.every}, now(), ${actor.id})`,
    )
    await run(client, sql`insert into log_due (org_id, id, kind, due_at) values (${org}, ${it.id}, 'delivery', now())`)
    const object = { type: 'checkpointDelivery', id: it.id, kind: it.kind, target: it.target, every: it.every }
    await appendEvent(client, org, { actor, action: 'delivery.add', object, requestId })
  })
}

export async function removeDelivery(
  pool: pg.Pool,
  org: string,
  id: string,
  { actor, requestId }: Signed,
): Promise<boolean> {
  return inOrganisation(pool, org, async (client) => {
    const gone = await run(client, sql`delete from log_delivery where org_id = ${org} and id = ${id} returning id`)
    if (gone.length === 0) return false
    await run(client, sql`delete from log_due where org_id = ${org} and id = ${id}`)
    await appendEvent(client, org, {
      actor,
      action: 'delivery.remove',
      object: { type: 'checkpointDelivery', id },
      requestId,
    })
    return true
  })
}

/**
 * Takes what is due; the next time it is due is set at once, so that two processes never take the same. What is due later
 * than the longest rhythm was noted before the clock was set back.
 */
export const takeDue = (pool: pg.Pool, limit: number): Promise<{ org: string; id: string; kind: string }[]> =>
  run<{ org: string; id: string; kind: string }>(
    pool,
    sql`update log_due d set due_at = now() + interval '15 minutes'
      from (select org_id, id from log_due where due_at <= now() or due_at > now() + interval '32 days' order by due_at limit ${limit} for update skip locked) x
      where d.org_id = x.org_id and d.id = x.id returning d.org_id as org, d.id, d.kind`,
  )

/** Notes how sending went: on success the rhythm decides when it is due again, on failure waiting doubles. */
export async function noteDelivery(
  pool: pg.Pool,
  org: string,
  it: Pick<Delivery, 'id' | 'every' | 'failures'>,
  went: { readonly number: number } | { readonly problem: string },
): Promise<void> {
  await inOrganisation(pool, org, async (client) => {
    if ('number' in went) {
      await run(
        client,
        sql`update log_delivery set last_number = ${went.number}, last_sent_at = now(), failures = 0, last_problem = null
          where org_id = ${org} and id = ${it.id}`,
      )
      await run(
        client,
        sql`update log_due set due_at = now() + ('1 ' || ${it.every}::text)::interval where org_id = ${org} and id = ${it.id}`,
      )
      return
    }
    await run(
      client,
      sql`update log_delivery set failures = failures + 1, last_problem = ${went.problem} where org_id = ${org} and id = ${it.id}`,
    )
    const minutes = Math.min(24 * 60, 2 ** Math.min(12, it.failures))
    await run(
      client,
      sql`update log_due set due_at = now() + make_interval(mins => ${minutes}) where org_id = ${org} and id = ${it.id}`,
    )
  })
}
