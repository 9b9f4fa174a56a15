import type { FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import { newId, type Store } from '../../store/index.ts'
import { type JobRow, readJob } from '../../store/jobs.ts'
import { canonicalJson } from '../../store/log/canonicalJson.ts'
import { idFrom } from '../../store/write/ids.ts'
import type { Entered } from '../context.ts'
import { idempotency } from '../idempotency.ts'

/** A job asked for by a request that may come twice: same person, same kind, same Idempotency-Key, one job. */
export interface AskedOnce {
  /** The id the job gets. */
  readonly id: string
  /** The job an earlier request with this key began. */
  readonly before: JobRow | null
}

/** Finds the job that was begun under the key of a request; `isSame` tells by its parameters whether that asked the same. */
export async function askedOnce(
  store: Store,
  { org, actor }: Pick<Entered, 'org' | 'actor'>,
  request: FastifyRequest,
  kind: string,
  isSame: (params: unknown) => boolean = () => true,
): Promise<AskedOnce> {
  const { idempotencyKey } = idempotency(request)
  if (idempotencyKey === undefined) return { id: newId(), before: null }
  const id = idFrom(org.id, actor.id, `job ${kind}`, idempotencyKey)
  const before = await readJob(store.pool, org.id, id)
  if (before && !isSame(before.params)) throw problem('key/reused')
  return { id, before }
}

/** Parameters come back from the database in another order. */
export const sameParams =
  (asked: unknown) =>
  (params: unknown): boolean =>
    canonicalJson(asked) === canonicalJson(params)
