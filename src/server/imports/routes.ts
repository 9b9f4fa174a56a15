import { z } from 'zod'
import { type AnyRecord, Problem, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { newId } from '../../store/index.ts'
import { cancelJob } from '../../store/jobs.ts'
import { idFrom } from '../../store/write/ids.ts'
import { parseBody } from '../body.ts'
import { type Entered, enter, registerAt, type ServerContext } from '../context.ts'
import type { ImportBegun, ImportStarted } from '../contract.ts'
import { idempotency } from '../idempotency.ts'
import { startJob } from '../jobs/index.ts'
import { askedOnce, sameParams } from '../jobs/startOnce.ts'
import { fileVoice } from '../language/fileVoice.ts'
import { presentRef } from '../present.ts'
import type { ImportParams, UndoParams } from './jobs.ts'
import './jobs.ts'
import { formerImports } from './formerImports.ts'
import { openTable } from './openTable.ts'
import { previewAtOnce, previewImport } from './preview.ts'
import { problemsCsv } from './problemsCsv.ts'
import { readFile } from './readFile.ts'
import { previewBody, readBody, runBody } from './request.ts'
import { beginImport } from './runImport.ts'
import { planUndo, refuseIfKept } from './undoImport.ts'

const undoBody = z.strictObject({ partial: z.boolean().default(false), reason: z.string().max(2000).nullish() })
const base = '/api/v1/o/:organisation/imports'

/** The steps of an import: read the file, preview what it would do, run it as a job, take it back. */
export function importRoutes(context: ServerContext): void {
  const { app, store } = context

  app.post(`${base}/read`, async (request) => {
    const { org, actor } = await enter(context, request)
    return readFile(store, org.id, actor, parseBody(readBody, request))
  })

  app.post(`${base}/preview`, async (request) => {
    const { org, actor } = await enter(context, request)
    const body = parseBody(previewBody, request)
    const table = await openTable(store, org.id, actor, body)
    if (table.rows.length > previewAtOnce)
      throw problem(
        'request/too-large',
        say`A table of ${table.rows.length.toLocaleString('en')} rows is checked by a job: POST imports/run with "dryRun": true.`,
      )
    return (await previewImport(store, org.id, actor, table, body)).preview
  })

  app.post(`${base}/problems`, async (request, reply) => {
    const { org, actor } = await enter(context, request)
    const body = parseBody(previewBody, request)
    const table = await openTable(store, org.id, actor, body)
    const { plan } = await previewImport(store, org.id, actor, table, body)
    reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="import-problems.csv"')
    return problemsCsv(plan.problems, fileVoice(request, reply))
  })

  app.post(`${base}/run`, async (request, reply): Promise<ImportBegun> => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    const body = parseBody(runBody, request)
    reply.code(202)
    if (body.dryRun) {
      const { id } = await askedOnce(store, entered, request, 'importDryRun', sameParams(body))
      const job = await startJob(store, org.id, actor, 'importDryRun', body, id)
      return { job: job.id, record: null }
    }
    const { idempotencyKey } = idempotency(request)
    const idFor = (what: string) =>
      idempotencyKey === undefined ? newId() : idFrom(org.id, actor.id, what, idempotencyKey)
    const params: ImportParams = { importId: idFor('import'), request: body }
    // The job comes first: killed in between, the import is still entered and done, by the job.
    const job = await startJob(store, org.id, actor, 'import', params, idFor('job'))
    try {
      const run = await beginImport(store, org.id, actor, body, params.importId)
      return { job: job.id, record: presentRef(run) }
    } catch (error) {
      if (job.isNew && error instanceof Problem) await cancelJob(store.pool, org.id, job.id)
      throw error
    }
  })

  app.post(`${base}/:id/undo`, async (request, reply): Promise<ImportStarted> => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    const { partial, reason } = parseBody(undoBody, request)
    const { id } = request.params as { id: string }
    const asked = { of: id, partial, reason: reason ?? null }
    const once = await askedOnce(store, entered, request, 'importUndo', (p) =>
      sameParams(asked)((p as UndoParams).asked),
    )
    if (once.before) {
      reply.code(202)
      return { job: once.id, record: presentRef(await importOf(entered, (once.before.params as UndoParams).importId)) }
    }
    const plan = await planUndo(store, org.id, actor, id)
    refuseIfKept(plan, partial)
    const params: UndoParams = { importId: plan.run.id, partial, reason: reason ?? null, asked }
    const job = await startJob(store, org.id, actor, 'importUndo', params, once.id)
    reply.code(202)
    return { job: job.id, record: presentRef(plan.run) }
  })

  async function importOf({ org, actor }: Entered, id: string): Promise<AnyRecord> {
    const run = await store.record(org.id, registerAt(store, 'importRun'), actor, id, null)
    if (!run) throw problem('access/not-found', say`The import is no longer there.`)
    return run
  }

  // What earlier imports were asked, for the next file of the same shape.
  app.get(`${base}/former`, async (request) => {
    const { org, actor } = await enter(context, request)
    return { items: await formerImports(store, org.id, actor) }
  })

  app.get(`${base}/:id/request`, async (request) => {
    const { org, actor } = await enter(context, request)
    const { id } = request.params as { id: string }
    const found = (await formerImports(store, org.id, actor, id))[0]
    if (!found) throw problem('access/not-found', say`There is no import "${id.slice(0, 60)}" whose mapping is kept.`)
    return found
  })
}
