import { z } from 'zod'
import { problem, roles } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import { say } from '../../model/say.ts'
import { parseBody } from '../body.ts'
import { registerAt, type ServerContext } from '../context.ts'
import type { ApiKeys } from '../contract.ts'
import { pathOf } from '../describe.ts'

export const keyBody = z.strictObject({
  name: z.string().trim().min(1, saying(say`Say what the key is for.`)).max(100),
  access: z.enum(['read', 'write']),
  roles: z.array(z.enum(roles)).min(1).max(roles.length).nullable().optional(),
  registers: z.array(z.string().max(100)).min(1).max(100).nullable().optional(),
  /** Whether it may approve and sign for its owner. */
  maySign: z.boolean().optional(),
  /** null: it does not expire. */
  days: z.int().min(1).max(3660).nullable(),
})

const base = '/api/v1/o/:organisation/keys'

/** Keys for programs. Each acts as the person who made it, within the scope they chose. */
export function keyRoutes(context: ServerContext): void {
  const { app, store, sessions } = context

  app.get(base, async (request): Promise<ApiKeys> => {
    const { organisation } = request.params as { organisation: string }
    const { org, actor } = await sessions.enter(request, organisation)
    const all = actor.roles.includes('administrator')
    const keys = await store.keys.list(org.id, all ? null : actor.id)
    return { keys: keys.map(({ org: _, account, ...key }) => ({ ...key, isOwn: account === actor.id })) }
  })

  app.post(base, async (request, reply) => {
    const { organisation } = request.params as { organisation: string }
    const { org, actor } = await sessions.enter(request, organisation)
    await sessions.needBrowser(request)
    const { name, access, roles, registers, maySign, days } = parseBody(keyBody, request)
    const beyond = roles?.find((role) => !actor.roles.includes(role))
    if (beyond)
      throw problem('request/invalid', {
        fields: [{ field: 'roles', message: say`You do not have the role ${beyond}.` }],
      })
    const who = await sessions.needProof(request)
    const scope = {
      access,
      roles: roles ?? null,
      registers: registers?.map((path) => pathOf(registerAt(store, path))) ?? null,
      maySign: maySign ?? false,
    }
    const made = await store.keys.create(org.id, who.account, name, scope, days, { actor, requestId: request.id })
    request.log.warn({ event: 'key.made', account: who.account, key: made.id }, 'a key was made')
    reply.code(201)
    return made
  })

  app.delete(`${base}/:id`, async (request) => {
    const { organisation, id } = request.params as { organisation: string; id: string }
    const { org, actor, who } = await sessions.enter(request, organisation)
    if (who.kind === 'key') throw problem('access/forbidden', say`Keys are revoked by a person, not with a key.`)
    if (!z.uuid().safeParse(id).success) throw problem('access/not-found', say`There is no such key.`)
    const whose = actor.roles.includes('administrator') ? null : actor.id
    await store.keys.revoke(org.id, id, whose, { actor, requestId: request.id })
    sessions.forget()
    return { done: true }
  })
}
