import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problem, say } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import { makeProvisioning } from '../../store/provisioning.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { Provisioning } from '../contract/singleSignOn.ts'
import { needOwnAdministrator } from '../signIn/accessHeld.ts'
import { rolesNamed, unknownRole } from './roleNames.ts'
import { syncRoles } from './roleSync.ts'
import { scimOpenApi } from './scimOpenApi.ts'

export const provisioningBodies = {
  token: z.strictObject({ name: z.string().trim().min(1, saying(say`Say what the token is for.`)).max(100) }),
  group: z.strictObject({ roles: z.array(z.string().max(100)).max(20) }),
}

const base = '/api/v1/o/:organisation/provisioning'

/** Tokens for a directory, and which roles its groups have; set by administrators. */
export function provisioningRoutes(context: ServerContext): void {
  const { app, store, sessions, signIn } = context
  const kept = makeProvisioning(store.pool)

  async function enter(request: FastifyRequest) {
    const { organisation } = request.params as { organisation: string }
    const entered = await sessions.enter(request, organisation)
    if (!entered.actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`An administrator sets up provisioning.`)
    return entered
  }

  async function administer(request: FastifyRequest) {
    const { org, actor } = await enter(request)
    needOwnAdministrator(actor)
    const who = await sessions.needProof(request)
    return { org, who, actor, requestId: request.id }
  }

  const idOf = (request: FastifyRequest): string => {
    const { id } = request.params as { id: string }
    if (!z.uuid().safeParse(id).success) throw problem('access/not-found')
    return id
  }

  app.get('/api/v1/openapi-scim.json', async () => scimOpenApi(context.version))

  app.get(base, async (request): Promise<Provisioning> => {
    const { org } = await enter(request)
    const [tokens, groups] = await Promise.all([kept.tokens(org.id), kept.groups(org.id)])
    return {
      address: `${signIn.address}/scim/v2/${org.slug}`,
      tokens,
      groups: groups.map((g) => ({ id: g.id, name: g.displayName, members: g.members.length, roles: g.roles })),
    }
  })

  app.post(`${base}/tokens`, async (request, reply) => {
    const by = await administer(request)
    const { name } = parseBody(provisioningBodies.token, request)
    reply.code(201).header('cache-control', 'no-store')
    return kept.createToken(by.org.id, name, by.who.isOperator, by)
  })

  app.delete(`${base}/tokens/:id`, async (request) => {
    const by = await administer(request)
    await kept.revokeToken(by.org.id, idOf(request), by)
    return { done: true }
  })

  app.put(`${base}/groups/:id`, async (request) => {
    const by = await administer(request)
    const { roles } = parseBody(provisioningBodies.group, request)
    const own = await store.access.roles(by.org.id)
    const unknown = unknownRole(roles, own)
    if (unknown !== undefined)
      throw problem('request/invalid', {
        fields: [{ field: 'roles', message: say`There is no role called "${unknown}".` }],
      })
    const id = idOf(request)
    const named = rolesNamed(roles, own)
    await kept.setGroupRoles(by.org.id, id, [...named.roles, ...named.own], by)
    const members = (await kept.group(by.org.id, id))?.members.map((m) => m.account) ?? []
    const changed = await syncRoles(store, kept, by.org.id, new Set(members), by)
    sessions.forget()
    return { changed }
  })
}
