import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { type ErasureOrder, erasePerson } from '../../store/erasure/erasePerson.ts'
import type { Store } from '../../store/index.ts'
import { forgetParams } from '../../store/jobs.ts'
import { type JobContext, registerJob } from '../jobs/index.ts'

export const erasureJob = 'erase-person'

export interface ErasureParams extends ErasureOrder {
  readonly reason: string
  readonly pseudonym: string
  readonly requestId: string
  /** What the request asked, as a sealed digest: it stays to know a repeated request by, and tells nothing. */
  readonly asked: string
}

const steps = {
  records: say`Taking the person out of records`,
  versions: say`Erasing earlier versions`,
  others: say`Erasing files and memberships`,
}

registerJob(
  erasureJob,
  async ({ id, org, actor, params, store, signal, progress }) => {
    const order = params as Partial<ErasureParams>
    // Forgotten at the end of the work: a worker that died after that has nothing left to do.
    if (!order.sought || !order.places || !order.kept || !order.reason || !order.pseudonym) return { result: null }
    const { sought, places, kept, reason, pseudonym, requestId = null } = order
    const working = {
      pool: store.pool,
      blobs: store.blobs,
      registry: store.registry,
      commit: store.commit,
      org: org.id,
      actor,
      signal,
      job: id,
      fileFor: (hash: string) => store.fileFor(org.id, actor, hash, null),
      progress: (done: number, total: number, step: keyof typeof steps) => progress(done, total, steps[step]),
    }
    const done = await erasePerson(working, { sought, places, kept }, { actor, reason, pseudonym, requestId })
    await forget(store, org.id, id)
    if (done.undone.length > 0)
      throw problem(
        'erasure/partly',
        done.undone
          .map(({ ref, why }) => `${ref}: ${why}`)
          .join(' ')
          .slice(0, 2000),
      )
    return { result: null }
  },
  { givenUp: ({ store, org, id }) => forget(store, org.id, id) },
)

/** The order names the person; it goes with the rest. */
const forget = (store: Store, org: string, id: JobContext['id']) => forgetParams(store.pool, org, id)
