import type pg from 'pg'
import { run, type Sql, send, sql } from '../sql.ts'

/**
 * Reads of one moment that do not wait for each other, in a transaction of their own that sees only the organisation's
 * rows: all of it leaves in one piece.
 */
export async function readInOneGo(
  pool: pg.Pool,
  org: string,
  statements: readonly Sql[],
): Promise<readonly (readonly pg.QueryResultRow[])[]> {
  const client = await pool.connect()
  send(client.query('begin isolation level repeatable read read only'))
  send(run(client, sql`select set_config('app.org', ${org}, true)`))
  const answers = statements.map((statement) => run(client, statement))
  const ended = client.query('commit')
  const settled = await Promise.allSettled([...answers, ended])
  const broken = settled.find((s) => s.status === 'rejected')
  const isGone = settled.at(-1)?.status === 'rejected'
  client.release(isGone)
  if (broken) throw broken.reason
  return settled.slice(0, -1).map((s) => (s.status === 'fulfilled' ? (s.value as pg.QueryResultRow[]) : []))
}
