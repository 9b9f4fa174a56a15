import { z } from 'zod'
import { keepSentences } from '../../model/keptSentence.ts'
import { say } from '../../model/say.ts'
import { JobCancelled, type JobContext, registerJob } from '../jobs/registerJob.ts'
import { openTable } from './openTable.ts'
import type { Watch } from './plan.ts'
import { previewImport } from './preview.ts'
import { type RunRequest, runBody } from './request.ts'
import { beginImport, failImport, runImport } from './runImport.ts'
import { undoImport } from './undoImport.ts'

const importParams = z.strictObject({ importId: z.string(), request: runBody })
const undoParams = z.strictObject({
  importId: z.string(),
  partial: z.boolean(),
  reason: z.string().nullable(),
  /** As it was asked for, to know it again when the request comes twice. */
  asked: z.strictObject({ of: z.string(), partial: z.boolean(), reason: z.string().nullable() }).optional(),
})

export type ImportParams = { readonly importId: string; readonly request: RunRequest }
export type UndoParams = z.infer<typeof undoParams>

registerJob(
  'import',
  async (job) => {
    const { importId, request } = importParams.parse(job.params)
    const register = job.store.registry.get('importRun')
    // Its request was cut off before it could enter it.
    if (register && !(await job.store.record(job.org.id, register, job.actor, importId, null)))
      await beginImport(job.store, job.org.id, job.actor, request, importId)
    const { ref } = await runImport({ ...job, org: job.org.id }, importId, request)
    return { result: `/${job.org.slug}/r/imports/${ref}` }
  },
  {
    async givenUp({ store, org, actor, params }, why) {
      const { importId } = importParams.parse(params)
      await failImport({ store, org: org.id, actor }, importId, String(why), [])
    },
  },
)

registerJob('importUndo', async (job) => {
  const { importId, partial, reason } = undoParams.parse(job.params)
  job.progress(0, null, say`Taking the import back`)
  const register = job.store.registry.get('importRun')
  const run = register ? await job.store.record(job.org.id, register, job.actor, importId, null) : null
  // Begun again after it was done: the only thing missing was to say so.
  const isDone = job.attempt > 1 && run?.state === 'undone'
  const ref = isDone ? run.ref : (await undoImport(job.store, job.org.id, job.actor, importId, { partial, reason })).ref
  return { result: `/${job.org.slug}/r/imports/${ref}` }
})

registerJob('importDryRun', async (job: JobContext) => {
  const request = runBody.parse(job.params)
  job.progress(0, null, say`Reading the file`)
  const table = await openTable(job.store, job.org.id, job.actor, request)
  job.progress(0, table.rows.length, say`Checking`)
  const { preview } = await previewImport(job.store, job.org.id, job.actor, table, request, watching(job))
  return { result: keepSentences(preview) }
})

/** Says how far the checking is, and stops when the job was cancelled. */
const watching =
  ({ signal, progress }: Pick<JobContext, 'signal' | 'progress'>): Watch =>
  (done, total) => {
    if (signal.aborted) throw new JobCancelled(say`Cancelled; nothing was changed.`)
    progress(done, total, say`Checking`)
  }
