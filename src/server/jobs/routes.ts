import { problem } from '../../model/index.ts'
import { cancelJob, type JobRow, readJob } from '../../store/jobs.ts'
import { type Entered, enter, type ServerContext } from '../context.ts'
import type { Job } from '../contract.ts'
import { cancelHere, makeRunner } from './runner.ts'

/** Jobs are seen by who started them and by those who run the management system; the queue is worked off here too. */
export function jobRoutes(context: ServerContext): void {
  const { app, store } = context
  const runner = makeRunner(store, { log: app.log, onEnded: context.metrics.jobEnded })
  if (context.worker) app.addHook('onReady', async () => runner.start())
  app.addHook('preClose', () => runner.stop())

  async function find({ org, actor }: Entered, id: string): Promise<JobRow> {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
    const job = isId ? await readJob(store.pool, org.id, id) : null
    const mayLook =
      job?.actor.id === actor.id || actor.roles.includes('administrator') || actor.roles.includes('aimsLead')
    if (!job || !mayLook) throw problem('job/unknown')
    return job
  }

  app.get('/api/v1/o/:organisation/jobs/:id', async (request, reply) => {
    const { id } = request.params as { id: string }
    const job = await find(await enter(context, request), id)
    reply.header('cache-control', 'private, no-store')
    return present(job)
  })

  app.delete('/api/v1/o/:organisation/jobs/:id', async (request) => {
    const { id } = request.params as { id: string }
    const entered = await enter(context, request)
    await find(entered, id)
    await cancelJob(store.pool, entered.org.id, id)
    cancelHere(id)
    return present(await find(entered, id))
  })
}

const present = ({ id, kind, state, done, total, step, problem: why, result }: JobRow): Job => ({
  id,
  kind,
  state,
  done,
  total,
  step,
  problem: why,
  result,
})
