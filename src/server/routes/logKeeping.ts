import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Actor, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { newId } from '../../store/index.ts'
import { addDelivery, deliveryRhythms, readDeliveries, removeDelivery } from '../../store/log/deliveries.ts'
import { erasableVersions, eraseVersions } from '../../store/log/erase.ts'
import { decideRetention, readRetention, setRetention } from '../../store/log/retention.ts'
import { parseBody } from '../body.ts'
import { enter, type ServerContext } from '../context.ts'
import { startJob } from '../jobs/index.ts'
import { askedOnce } from '../jobs/startOnce.ts'
import { checkJob } from '../log/checkJob.ts'
import { logKeeper } from '../log/keeper.ts'
import { assertAllowed } from '../log/outsideAddress.ts'
import { looksAfter } from './log.ts'

const erasureBody = z.strictObject({
  record: z.uuid(),
  versions: z.array(z.int().min(1)).min(1).max(1000).optional(),
  reason: z.string().trim().min(3).max(1000),
})
const deliveryBody = z.strictObject({
  kind: z.enum(['webhook', 'email']),
  target: z.string().trim().min(3).max(500),
  every: z.enum(deliveryRhythms),
})
const retentionBody = z.strictObject({
  rules: z.array(z.strictObject({ register: z.string().max(60), months: z.int().min(1).max(1200) })).max(200),
})
const decisionBody = z.strictObject({ decision: z.enum(['erased', 'declined']) })

/** What administrators do with the log: check it, erase, decide on retention, have checkpoints sent outside. */
export function logKeepingRoutes(context: ServerContext): void {
  const { app, store } = context
  const { pool } = store
  const base = '/api/v1/o/:organisation/log'
  const keeper = logKeeper(context)

  app.post(`${base}/check`, async (request, reply) => {
    const entered = await enter(context, request)
    const { org, actor } = entered
    if (!looksAfter(actor)) throw problem('access/forbidden')
    const { id } = await askedOnce(store, entered, request, checkJob)
    const job = await startJob(store, org.id, actor, checkJob, {}, id)
    reply.code(202)
    return { job: job.id }
  })

  app.get(`${base}/erasable/:id`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { id } = request.params as { id: string }
    const [ref] = isId(id) ? await store.refs(org.id, actor, [id], null) : []
    if (!ref) throw problem('access/not-found', say`There is no such record you may see.`)
    return { ref: ref.ref, versions: (await erasableVersions(pool, org.id, id)).map((v) => v.version) }
  })

  app.post(`${base}/erasures`, async (request, reply) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { record, versions, reason } = parseBody(erasureBody, request)
    const [ref] = await store.refs(org.id, actor, [record], null)
    if (!ref) throw problem('access/not-found', say`There is no such record you may see.`)
    const wanted =
      versions?.map((version) => ({ id: record, version })) ?? (await erasableVersions(pool, org.id, record))
    const erased = await eraseVersions(pool, org.id, wanted, { actor, reason, requestId: request.id })
    context.snapshots.forget(org.id)
    reply.code(201)
    return { erased: erased.map(({ version, seq }) => ({ version, seq })) }
  })

  app.get(`${base}/deliveries`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    return { deliveries: await readDeliveries(pool, org.id) }
  })

  app.post(`${base}/deliveries`, async (request, reply) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { kind, target, every } = parseBody(deliveryBody, request)
    if (kind === 'webhook') await assertAllowed(target)
    else if (!/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(target))
      throw problem('request/invalid', { fields: [{ field: 'target', message: say`Give one e-mail address.` }] })
    const id = newId()
    const secret = kind === 'webhook' ? randomBytes(32).toString('base64url') : null
    await addDelivery(pool, org.id, { id, kind, target, every, secret }, { actor, requestId: request.id })
    reply.code(201)
    return { id, secret }
  })

  app.delete(`${base}/deliveries/:id`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { id } = request.params as { id: string }
    if (!isId(id) || !(await removeDelivery(pool, org.id, id, { actor, requestId: request.id })))
      throw problem('access/not-found', say`There is no such delivery.`)
    return { removed: true }
  })

  app.post(`${base}/deliveries/:id/send`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { id } = request.params as { id: string }
    const number = isId(id) ? await keeper.sendNow(org, id) : null
    if (number === null) throw problem('access/not-found', say`There is no such delivery, or no checkpoint yet.`)
    return { number }
  })

  app.get(`${base}/retention`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    return readRetention(pool, org.id)
  })

  app.put(`${base}/retention`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { rules } = parseBody(retentionBody, request)
    const unknown = rules.findIndex(({ register }) => !store.registry.get(register))
    const isTwice = new Set(rules.map((r) => r.register)).size < rules.length
    if (unknown >= 0 || isTwice)
      throw problem('request/invalid', {
        fields: [
          {
            field: isTwice ? 'rules' : `rules.${unknown}.register`,
            message: say`Name each register once, by its name.`,
          },
        ],
      })
    await setRetention(pool, org.id, rules, { actor, requestId: request.id })
    return { kept: true }
  })

  app.post(`${base}/retention/:id`, async (request) => {
    const { org, actor } = await enter(context, request)
    mustAdminister(actor)
    const { id } = request.params as { id: string }
    const { decision } = parseBody(decisionBody, request)
    const done = isId(id) ? await decideRetention(pool, org.id, id, decision, { actor, requestId: request.id }) : null
    if (!done) throw problem('access/not-found', say`There is no such proposal; it was decided on or made anew.`)
    context.snapshots.forget(org.id)
    return done
  })
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

function mustAdminister(actor: Actor): void {
  if (!actor.roles.includes('administrator')) throw problem('access/forbidden', say`An administrator does this.`)
}
