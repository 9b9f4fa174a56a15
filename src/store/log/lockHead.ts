import { problem } from '../../model/index.ts'
import { type Queryable, run, sql } from '../sql.ts'
import type { Head } from '../write/append.ts'

/** Locks where the log of an organisation ends: whoever appends next waits for the end of this transaction. */
export async function lockHead(client: Queryable, org: string): Promise<{ head: Head; lastAt: string }> {
  const [row] = await run<{ size: number; peaks: Buffer[]; lastLeaf: Buffer | null; lastAt: string }>(
    client,
    sql`select size, peaks, last_leaf as "lastLeaf", last_at as "lastAt" from log_head where org_id = ${org} for update`,
  )
  if (!row) throw problem('access/not-found', 'There is no such organisation.')
  return { head: { edge: { size: row.size, peaks: row.peaks }, lastLeaf: row.lastLeaf }, lastAt: row.lastAt }
}
