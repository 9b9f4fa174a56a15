import type pg from 'pg'
import { run, sql } from './sql.ts'
import { v7 } from './write/ids.ts'

/** A task taken by this process; `holder` tells its hold from a later one's. */
export interface HeldTask {
  readonly name: string
  readonly holder: string
}

/** Notes a task that is to be done every so often; one that is known keeps its time. */
export async function declareTask(pool: pg.Pool, name: string, firstInSeconds: number): Promise<void> {
  await run(
    pool,
    sql`insert into scheduled_task (name, due_at) values (${name}, now() + make_interval(secs => ${firstInSeconds})) on conflict (name) do nothing`,
  )
}

/**
 * Takes a task that is due and that no living process holds; of many that ask at once one gets it. What lies further
 * ahead than it can was noted before the clock was set back: a time after twice the rhythm, a hold after twice its length.
 */
export async function claimTask(
  pool: pg.Pool,
  name: string,
  leaseSeconds: number,
  everySeconds: number,
): Promise<HeldTask | null> {
  const holder = v7()
  const rows = await run(
    pool,
    sql`update scheduled_task set lease_until = now() + make_interval(secs => ${leaseSeconds}), holder = ${holder}
      where name = ${name} and (due_at <= now() or due_at > now() + make_interval(secs => ${everySeconds * 2}))
        and (lease_until is null or lease_until < now() or lease_until > now() + make_interval(secs => ${leaseSeconds * 2}))
      returning 1 as one`,
  )
  return rows.length > 0 ? { name, holder } : null
}

/** Keeps the hold; false when it was lost. */
export async function renewTask(pool: pg.Pool, task: HeldTask, leaseSeconds: number): Promise<boolean> {
  const rows = await run(
    pool,
    sql`update scheduled_task set lease_until = now() + make_interval(secs => ${leaseSeconds})
      where name = ${task.name} and holder = ${task.holder} returning 1 as one`,
  )
  return rows.length > 0
}

/** Ends a task and says when it is due again. */
export async function endTask(pool: pg.Pool, task: HeldTask, nextInSeconds: number): Promise<void> {
  await run(
    pool,
    sql`update scheduled_task set lease_until = null, holder = null, due_at = now() + make_interval(secs => ${nextInSeconds})
      where name = ${task.name} and holder = ${task.holder}`,
  )
}

export async function taskDueAt(pool: pg.Pool, name: string): Promise<string | null> {
  const [row] = await run<{ due: string }>(pool, sql`select due_at as due from scheduled_task where name = ${name}`)
  return row?.due ?? null
}
