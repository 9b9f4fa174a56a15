import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Actor, hasPermission, problem } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import { say } from '../../model/say.ts'
import { findPlaces } from '../../store/erasure/findPlaces.ts'
import { makeMatcher, pseudonymPattern } from '../../store/erasure/spans.ts'
import { canonicalJson } from '../../store/log/canonicalJson.ts'
import { parseBody } from '../body.ts'
import { enter, type ServerContext } from '../context.ts'
import type { ErasureFound } from '../contract/erasure.ts'
import { type ErasureParams, erasureJob } from '../erasure/job.ts'
import { newPseudonym, soughtOf } from '../erasure/sought.ts'
import { startJob } from '../jobs/index.ts'
import { askedOnce } from '../jobs/startOnce.ts'

const said = z.string().trim().min(3).max(1000)
const sought = {
  person: z.uuid().optional(),
  // Two letters are a name; one would be found everywhere.
  terms: z
    .array(z.string().trim().min(2).max(200).regex(/\p{L}/u, saying(say`Give a name or an address.`)))
    .max(20)
    .optional(),
}
const lookBody = z.strictObject(sought)
const eraseBody = z.strictObject({
  ...sought,
  pseudonym: z.string().regex(pseudonymPattern, saying(say`Take the pseudonym that looking for the person gave.`)),
  reason: said,
  places: z.array(z.string().max(120)).min(1).max(5000),
  kept: z
    .array(z.strictObject({ place: z.string().max(120), reason: said }))
    .max(5000)
    .default([]),
})

/** Finds everything that is kept about a person, and erases what the AIMS lead chooses of it. */
export function erasureRoutes(context: ServerContext): void {
  const { app, store } = context
  const { sealer } = context.signIn.providers
  const base = '/api/v1/o/:organisation/log/people'

  // Sent as a body: what is looked for is personal, and addresses of requests are written down.
  app.post(`${base}/places`, async (request): Promise<ErasureFound> => {
    const { org, actor } = await enter(context, request)
    mustErase(actor)
    const { sought, known } = await soughtOf(store, org.id, actor, parseBody(lookBody, request))
    const pseudonym = known ?? newPseudonym()
    const looking = {
      pool: store.pool,
      blobs: store.blobs,
      registry: store.registry,
      org: org.id,
      actor,
      fileFor: (hash: string) => store.fileFor(org.id, actor, hash, null),
    }
    return { terms: sought.terms, pseudonym, ...(await findPlaces(looking, sought, pseudonym)) }
  })

  app.post(`${base}/erasures`, async (request, reply) => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    mustErase(actor)
    const asked = parseBody(eraseBody, request)
    const digest = createHash('sha256').update(canonicalJson(asked)).digest('hex')
    const once = await askedOnce(store, entered, request, erasureJob, (before) => {
      const sealed = (before as Partial<ErasureParams>).asked
      return sealed !== undefined && sealer.open(sealed) === digest
    })
    reply.code(202)
    // Looked for before anything else: once it is done, nobody of that name is found any more.
    if (once.before) return { job: once.id }
    const { pseudonym, reason, places, kept, ...whom } = asked
    const { sought } = await soughtOf(store, org.id, actor, whom)
    const matcher = makeMatcher(sought.terms)
    // Reasons stay in the log for ever.
    const words = [reason, ...kept.map((k) => k.reason)]
    if (words.some((text) => matcher.partsOf(text).length > 0)) throw problem('erasure/reason-names')
    const order = { sought, places, kept, reason, pseudonym, requestId: request.id }
    const params: ErasureParams = { ...order, asked: sealer.seal(digest) }
    const job = await startJob(store, org.id, actor, erasureJob, params, once.id)
    return { job: job.id }
  })
}

function mustErase(actor: Actor): void {
  if (actor.within !== undefined || !hasPermission(actor, 'system:erase'))
    throw problem('access/forbidden', say`Those who look after the management system erase.`)
}
