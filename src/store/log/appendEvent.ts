import { createHash } from 'node:crypto'
import type { Actor } from '../../model/index.ts'
import { toIso, toMicros } from '../instants.ts'
import { type Queryable, run, sql } from '../sql.ts'
import { appendEntry } from '../write/append.ts'
import { canonicalJson } from './canonicalJson.ts'
import { lockHead } from './lockHead.ts'

/** Appends an entry about something that is no record: who gets checkpoints, how long versions are kept. */
export async function appendEvent(
  client: Queryable,
  org: string,
  event: {
    readonly actor: Actor
    readonly action: string
    readonly object: Readonly<Record<string, unknown>>
    readonly requestId: string
    readonly reason?: string
  },
): Promise<void> {
  const { head, lastAt } = await lockHead(client, org)
  const [row] = await run<{ at: string }>(client, sql`select clock_timestamp() as at`)
  const at = toIso(Math.max(toMicros(row?.at ?? lastAt), toMicros(lastAt) + 1))
  const { actor, action, object, requestId, reason = null } = event
  const digest = createHash('sha256').update(canonicalJson(object)).digest('hex')
  await appendEntry(client, org, head, { at, action, actor, object, digest, requestId, reason })
}
