import { z } from 'zod'
import { parseBody } from '../body.ts'
import { enter, type ServerContext } from '../context.ts'
import { startJob } from '../jobs/index.ts'
import type { PackParams } from '../packs/packJob.ts'
import { listPacks } from '../packs/packList.ts'
import '../packs/packJob.ts'

const packBody = z.strictObject({ asOf: z.string().max(40).optional() })

/** Audit packs as of any date, made by a job whose result is the file. */
export function packRoutes(context: ServerContext): void {
  const { app, store } = context

  app.get('/api/v1/o/:organisation/audit-packs', async (request, reply) => {
    const { org, actor } = await enter(context, request)
    reply.header('cache-control', 'private, no-store')
    return listPacks(store, org.id, actor)
  })

  app.post('/api/v1/o/:organisation/audit-packs', async (request, reply) => {
    const { org, actor } = await enter(context, request)
    const body = parseBody(packBody, request)
    // Without a date the pack is of this moment, which then is a past like any other.
    const asOf = (await store.asOf(org.id, body.asOf)) ?? (await store.asOf(org.id, await store.present(org.id)))
    const job = await startJob(store, org.id, actor, 'audit-pack', { asOf: String(asOf) } satisfies PackParams)
    reply.code(202)
    return { job: job.id, asOf }
  })
}
