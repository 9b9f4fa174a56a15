import { problem } from '../../model/index.ts'
import { readSentence, readSentences } from '../../model/keptSentence.ts'
import { cancelJob, type JobRow, readJob } from '../../store/jobs.ts'
import { type Entered, enter, type ServerContext } from '../context.ts'
import type { Job } from '../contract.ts'
import { speakerFor } from '../language/answerIn.ts'
import type { Speaker } from '../language/speaker.ts'
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

  app.get('/api/v1/o/:organisation/jobs/:id', async (request) => {
    const { id } = request.params as { id: string }
    const job = await find(await enter(context, request), id)
    return present(job, speakerFor(request))
  })

  app.delete('/api/v1/o/:organisation/jobs/:id', async (request) => {
    const { id } = request.params as { id: string }
    const entered = await enter(context, request)
    await find(entered, id)
    await cancelJob(store.pool, entered.org.id, id)
    cancelHere(id)
    return present(await find(entered, id), speakerFor(request))
  })
}

/** What a dry run would do is its result; it is told in the reader's language like any other answer. */
const resultFor = ({ kind, result }: JobRow, speaker: Speaker | null): string | null => {
  if (kind !== 'importDryRun' || result === null) return result
  const preview = readSentences(result)
  return JSON.stringify(speaker === null ? preview : speaker.told(preview))
}

const present = (job: JobRow, speaker: Speaker | null): Job => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  done: job.done,
  total: job.total,
  step: readSentence(job.step),
  problem: job.problem === null ? null : readSentence(job.problem),
  result: resultFor(job, speaker),
})
