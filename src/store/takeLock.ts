import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/**
 * Takes an advisory lock for as long as the connection lives. It asks again and again instead of waiting in the
 * database: a waiting statement is a transaction that CREATE INDEX CONCURRENTLY of the holder would wait for in turn.
 */
export async function takeLock(client: pg.Client, key: number): Promise<void> {
  for (let pause = 20; ; pause = Math.min(500, pause * 1.5)) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [key])
    if (rows[0]?.taken) return
    await wait(pause)
  }
}
