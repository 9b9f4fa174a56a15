import type pg from 'pg'
import type { Actor } from '../../model/index.ts'
import { inOrganisation, type Queryable } from '../sql.ts'
import { appendEvent } from './appendEvent.ts'
import { lockHead } from './lockHead.ts'

/** Who changed a setting, by which request. */
export interface ChangedBy {
  readonly actor: Actor
  readonly requestId: string
}

/** Changes something that is no record and says so in the log, in one transaction; what is logged holds no secret. */
export function changeWithEvent<T>(
  pool: pg.Pool,
  org: string,
  { actor, requestId }: ChangedBy,
  event: { readonly action: string; readonly object: Readonly<Record<string, unknown>>; readonly reason?: string },
  work: (client: Queryable) => Promise<T>,
): Promise<T> {
  return inOrganisation(pool, org, async (client) => {
    // Before anything else, as every change of a membership does; otherwise two could wait for each other.
    await lockHead(client, org)
    const result = await work(client)
    await appendEvent(client, org, { ...event, actor, requestId })
    return result
  })
}
