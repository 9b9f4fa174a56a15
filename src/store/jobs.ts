import type pg from 'pg'
import type { Actor } from '../model/index.ts'
import { inOrganisation, run, sql } from './sql.ts'

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly state: JobState
  readonly done: number
  readonly total: number | null
  readonly step: string
  readonly problem: string | null
  readonly result: string | null
  readonly params: unknown
  readonly actor: Actor
}

/** A job taken by a worker; `attempt` tells this worker's hold on it from a later one's. */
export interface ClaimedJob {
  readonly org: string
  readonly id: string
  readonly kind: string
  readonly attempt: number
}

const columns = sql`id, kind, state, done, total, step, problem, result, params, actor`

/**
 * Writes the job and its place in the queue in one transaction: neither can be there without the other. False when there
 * is a job of this id already: asked for twice, it is done once.
 */
export async function enqueueJob(
  pool: pg.Pool,
  org: string,
  job: { readonly id: string; readonly kind: string; readonly params: unknown; readonly actor: Actor },
): Promise<boolean> {
  return inOrganisation(pool, org, async (client) => {
    const made = await run(
      client,
      sql`insert into job (org_id, id, kind, state, params, actor, created_at, updated_at)
        values (${org}, ${job.id}, ${job.kind}, 'waiting', ${JSON.stringify(job.params)}, ${JSON.stringify(job.actor)}, now(), now())
        on conflict (org_id, id) do nothing returning 1 as one`,
    )
    if (made.length === 0) return false
    await run(
      client,
      sql`insert into job_queue (org_id, job_id, kind, queued_at) values (${org}, ${job.id}, ${job.kind}, now())`,
    )
    return true
  })
}

export async function readJob(pool: pg.Pool, org: string, id: string): Promise<JobRow | null> {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<JobRow & pg.QueryResultRow>(client, sql`select ${columns} from job where org_id = ${org} and id = ${id}`),
    'read',
  )
  return row ?? null
}

/**
 * Takes the oldest job that waits, or whose worker went silent; workers never take the same one. A lease that ends later
 * than any worker asks for was given before the clock was set back.
 */
export async function claimJob(
  pool: pg.Pool,
  kinds: readonly string[],
  leaseSeconds: number,
): Promise<ClaimedJob | null> {
  const [row] = await run<{ org: string; id: string; kind: string; attempt: number }>(
    pool,
    sql`update job_queue q set attempts = q.attempts + 1, lease_until = now() + make_interval(secs => ${leaseSeconds})
      from (select org_id, job_id from job_queue
        where kind = any(${[...kinds]}::text[]) and (lease_until is null or lease_until < now()
          or lease_until > now() + make_interval(secs => ${leaseSeconds * 4}))
        order by queued_at limit 1 for update skip locked) free
      where q.org_id = free.org_id and q.job_id = free.job_id
      returning q.org_id as org, q.job_id as id, q.kind, q.attempts as attempt`,
  )
  return row ?? null
}

/** Keeps the hold on a job; tells whether somebody asked to cancel it, or null when the hold was lost. */
export async function renewLease(
  pool: pg.Pool,
  job: ClaimedJob,
  leaseSeconds: number,
): Promise<{ cancel: boolean } | null> {
  const [row] = await run<{ cancel: boolean }>(
    pool,
    sql`update job_queue set lease_until = now() + make_interval(secs => ${leaseSeconds})
      where org_id = ${job.org} and job_id = ${job.id} and attempts = ${job.attempt} returning cancel`,
  )
  return row ?? null
}

export async function noteProgress(
  pool: pg.Pool,
  job: ClaimedJob,
  at: { readonly done: number; readonly total: number | null; readonly step: string },
): Promise<void> {
  await inOrganisation(pool, job.org, (client) =>
    run(
      client,
      sql`update job set state = 'running', done = ${at.done}, total = ${at.total}, step = ${at.step}, updated_at = now()
        where org_id = ${job.org} and id = ${job.id} and state in ('waiting', 'running')`,
    ),
  )
}

/** Ends a job; nothing happens when another worker has taken it over meanwhile. */
export async function endJob(
  pool: pg.Pool,
  job: ClaimedJob,
  end: {
    readonly state: 'done' | 'failed' | 'cancelled'
    readonly problem: string | null
    readonly result: string | null
  },
): Promise<void> {
  await inOrganisation(pool, job.org, async (client) => {
    const held = await run(
      client,
      sql`delete from job_queue where org_id = ${job.org} and job_id = ${job.id} and attempts = ${job.attempt} returning 1 as one`,
    )
    if (held.length === 0) return
    await run(
      client,
      sql`update job set state = ${end.state}, problem = ${end.problem}, result = ${end.result}, updated_at = now(),
        done = case when ${end.state} = 'done' then coalesce(total, done) else done end
        where org_id = ${job.org} and id = ${job.id}`,
    )
  })
}

/** Puts a job back, for a worker that stops in good order; the stop does not count as an attempt. */
export async function releaseJob(pool: pg.Pool, job: ClaimedJob): Promise<void> {
  await inOrganisation(pool, job.org, async (client) => {
    await run(
      client,
      sql`update job_queue set lease_until = null, attempts = attempts - 1
        where org_id = ${job.org} and job_id = ${job.id} and attempts = ${job.attempt}`,
    )
    await run(
      client,
      sql`update job set state = 'waiting', updated_at = now() where org_id = ${job.org} and id = ${job.id} and state = 'running'`,
    )
  })
}

/** Cancels a waiting job at once; the worker of a running one is told and stops at its next step. */
export async function cancelJob(pool: pg.Pool, org: string, id: string): Promise<void> {
  await inOrganisation(pool, org, async (client) => {
    const waiting = await run(
      client,
      sql`delete from job_queue where org_id = ${org} and job_id = ${id} and lease_until is null and attempts = 0 returning 1 as one`,
    )
    if (waiting.length > 0)
      await run(
        client,
        sql`update job set state = 'cancelled', updated_at = now() where org_id = ${org} and id = ${id}`,
      )
    else await run(client, sql`update job_queue set cancel = true where org_id = ${org} and job_id = ${id}`)
  })
}

/** How many jobs of the whole installation wait, are under way, or lost their worker. */
export async function jobCounts(pool: pg.Pool): Promise<{ waiting: number; running: number; silent: number }> {
  const [row] = await run<{ waiting: number; running: number; silent: number }>(
    pool,
    sql`select count(*) filter (where lease_until is null) as waiting, count(*) filter (where lease_until >= now()) as running,
      count(*) filter (where lease_until < now()) as silent from job_queue`,
  )
  return row ?? { waiting: 0, running: 0, silent: 0 }
}

/** Takes away what a job was asked for, where that must not be kept; the seal that a repeated request is known by stays. */
export const forgetParams = (pool: pg.Pool, org: string, id: string): Promise<void> =>
  inOrganisation(pool, org, async (client) => {
    await run(
      client,
      sql`update job set params = jsonb_strip_nulls(jsonb_build_object('asked', params -> 'asked')) where org_id = ${org} and id = ${id}`,
    )
  })
