import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { hasPermission, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { type AskedPack, listAskedPacks, markPack, readAskedPack } from '../../store/auditPacks.ts'
import { readJob } from '../../store/jobs.ts'
import { parseBody } from '../body.ts'
import { type Entered, enter, type ServerContext } from '../context.ts'
import type { AuditPackEntry } from '../contract/packs.ts'
import { startJob } from '../jobs/index.ts'
import { askedOnce } from '../jobs/startOnce.ts'
import { speakerFor } from '../language/answerIn.ts'
import { languageNamed } from '../language/fileVoice.ts'
import { mayKnowPack, mayReadPack } from '../packs/packAccess.ts'
import type { PackParams } from '../packs/packJob.ts'
import { presentPack } from '../packs/packList.ts'
import '../packs/packJob.ts'
import { removeWithFile } from '../packs/removePack.ts'

const packBody = z.strictObject({ asOf: z.string().max(40).optional(), language: z.string().max(20).optional() })
const markBody = z.strictObject({ kept: z.boolean() })
const base = '/api/v1/o/:organisation/audit-packs'
/** How many are listed; older ones stay reachable by their id. */
const mostListed = 50

/** Audit packs as of any date, made by a job; the file is for whoever may read all of it. */
export function packRoutes(context: ServerContext): void {
  const { app, store } = context
  const registers = store.registry.all

  async function find({ org, actor }: Entered, request: FastifyRequest): Promise<AskedPack> {
    const { id } = request.params as { id: string }
    const pack = z.uuid().safeParse(id).success ? await readAskedPack(store.pool, org.id, id) : null
    if (!pack || !mayKnowPack(actor, pack)) throw problem('access/not-found', say`There is no such pack you may see.`)
    return pack
  }

  app.get(base, async (request): Promise<AuditPackEntry[]> => {
    const { org, actor } = await enter(context, request)
    const whose = hasPermission(actor, 'system:packs') ? null : actor.id
    const packs = await listAskedPacks(store.pool, org.id, whose, mostListed)
    return packs.map((pack) => presentPack(registers, org, actor, pack))
  })

  app.post(base, async (request, reply) => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    const { asOf: day, language: named } = parseBody(packBody, request)
    const asked = day ?? null
    const language = named === undefined ? (speakerFor(request)?.language ?? 'en') : languageNamed(named)
    const once = await askedOnce(store, entered, request, 'audit-pack', (params) => {
      const before = params as PackParams
      return before.asked === asked && (before.language ?? 'en') === language
    })
    reply.code(202)
    if (once.before) return { job: once.id, asOf: (once.before.params as PackParams).asOf }
    // Without a date the pack is of this moment, which then is a past like any other.
    const asOf = (await store.asOf(org.id, day)) ?? (await store.asOf(org.id, await store.present(org.id)))
    const params: PackParams = { asOf: String(asOf), asked, language }
    const job = await startJob(store, org.id, actor, 'audit-pack', params, once.id)
    // Asked for in the same moment at another server: that one's answer is the first.
    const first = job.isNew ? params : ((await readJob(store.pool, org.id, job.id))?.params as PackParams)
    return { job: job.id, asOf: first.asOf }
  })

  app.get(`${base}/:id`, async (request): Promise<AuditPackEntry> => {
    const entered = await enter(context, request)
    return presentPack(registers, entered.org, entered.actor, await find(entered, request))
  })

  app.get(`${base}/:id/file`, async (request, reply) => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    const pack = await find(entered, request)
    if (pack.hash === null) throw problem('access/not-found', say`This pack was removed, or was never finished.`)
    if (!mayReadPack(registers, actor, pack))
      throw problem('access/forbidden', say`${pack.by} could read more than you may: make a pack of your own.`)
    const opened = await store.blobs.open(org.id, pack.hash)
    if (!opened) throw problem('access/not-found', say`The file of this pack is gone; make the pack again.`)
    const name = `audit-pack-${org.slug}-${pack.asOf.slice(0, 10)}.zip`
    reply
      .type('application/zip')
      .header('content-length', opened.size)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('repr-digest', `sha-256=:${Buffer.from(pack.hash, 'hex').toString('base64')}:`)
    return reply.send(opened.stream)
  })

  app.patch(`${base}/:id`, async (request): Promise<AuditPackEntry> => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    const { kept } = parseBody(markBody, request)
    const pack = await find(entered, request)
    if (pack.hash === null) throw problem('access/not-found', say`This pack was removed, or was never finished.`)
    if (pack.kept !== kept) await markPack(store.pool, org.id, pack, kept, { actor, requestId: request.id })
    return presentPack(registers, org, actor, await find(entered, request))
  })

  app.delete(`${base}/:id`, async (request) => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    const pack = await find(entered, request)
    if (pack.hash === null) throw problem('access/not-found', say`This pack was removed, or was never finished.`)
    if (pack.kept) throw problem('pack/kept')
    await removeWithFile(store, org.id, pack, 'removed by hand', { actor, requestId: request.id })
    return { removed: true }
  })
}
