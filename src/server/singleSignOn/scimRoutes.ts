import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { MembershipSignature } from '../../store/membershipLog.ts'
import {
  makeProvisioning,
  type ScimGroupRow,
  type ScimToken,
  type ScimUserRow,
  scimPrefix,
} from '../../store/provisioning.ts'
import type { ServerContext } from '../context.ts'
import { isKnownRole } from './roleNames.ts'
import { syncRoles } from './roleSync.ts'
import { isObject, parseScimFilter, type Resource } from './scimFilter.ts'
import { operationsIn, patched } from './scimPatch.ts'
import { scimProblem } from './scimProblem.ts'
import {
  groupResource,
  mostListed,
  resourceTypes,
  schemas,
  serviceProviderConfig,
  userResource,
} from './scimSchemas.ts'
import { createUser, keepUser, removeUser } from './scimUsers.ts'
import { speakScim, unknownInScim } from './speakScim.ts'

const base = '/scim/v2/:organisation'

interface Entered {
  readonly token: ScimToken
  readonly sign: MembershipSignature
  /** Address of the organisation's resources. */
  readonly at: string
}

/** SCIM 2.0 (RFC 7643, 7644): an outside directory keeps members and, by its groups, their roles. */
export function scimRoutes(context: ServerContext): void {
  const { app, store, sessions, signIn } = context
  const kept = makeProvisioning(store.pool)

  async function enter(request: FastifyRequest): Promise<Entered> {
    const { organisation } = request.params as { organisation: string }
    const [, secret] = /^Bearer (\S{20,200})$/i.exec(request.headers.authorization ?? '') ?? []
    const token = secret?.startsWith(scimPrefix) ? await kept.useToken(secret) : null
    // One answer for no token, a wrong one, and one of another organisation.
    if (token?.slug !== organisation) throw scimProblem(401, 'Send the token of this organisation.')
    const actor = {
      kind: 'system',
      id: `scim:${token.id}`,
      name: `Provisioning: ${token.name}`,
      via: 'system',
    } as const
    return { token, sign: { actor, requestId: request.id }, at: `${signIn.address}/scim/v2/${organisation}` }
  }

  const within = ({ token, sign }: Entered) => ({ store, kept, token, sign })
  const idOf = (request: FastifyRequest, what: string): string => {
    const { id } = request.params as { id: string }
    if (!z.uuid().safeParse(id).success) throw scimProblem(404, `There is no such ${what}.`)
    return id
  }
  async function userAt(request: FastifyRequest, { token }: Entered): Promise<ScimUserRow> {
    const found = await kept.user(token.org, idOf(request, 'user'))
    if (!found) throw scimProblem(404, 'There is no such user.')
    return found
  }
  async function groupAt(request: FastifyRequest, { token }: Entered): Promise<ScimGroupRow> {
    const found = await kept.group(token.org, idOf(request, 'group'))
    if (!found) throw scimProblem(404, 'There is no such group.')
    return found
  }

  unknownInScim(app)
  app.register(async (inner) => {
    speakScim(inner)

    inner.get(`${base}/ServiceProviderConfig`, async (request) => serviceProviderConfig((await enter(request)).at))
    inner.get(`${base}/ResourceTypes`, async (request) => listed(resourceTypes((await enter(request)).at), {}))
    inner.get(`${base}/ResourceTypes/:id`, async (request) => named(resourceTypes((await enter(request)).at), request))
    inner.get(`${base}/Schemas`, async (request) => listed(schemas((await enter(request)).at), {}))
    inner.get(`${base}/Schemas/:id`, async (request) => named(schemas((await enter(request)).at), request))

    inner.get(`${base}/Users`, async (request) => {
      const { token, at } = await enter(request)
      return listed(
        (await kept.users(token.org)).map((u) => userResource(u, at)),
        request.query as Resource,
      )
    })
    inner.post(`${base}/Users`, async (request, reply) => {
      const entered = await enter(request)
      const made = userResource(await createUser(within(entered), request.body), entered.at)
      sessions.forget()
      return reply
        .code(201)
        .header('location', `${entered.at}/Users/${String(made.id)}`)
        .send(made)
    })
    inner.get(`${base}/Users/:id`, async (request) => {
      const entered = await enter(request)
      return shaped(userResource(await userAt(request, entered), entered.at), request.query as Resource)
    })
    inner.put(`${base}/Users/:id`, async (request) => {
      const entered = await enter(request)
      const done = await keepUser(within(entered), await userAt(request, entered), request.body)
      sessions.forget()
      return userResource(done, entered.at)
    })
    inner.patch(`${base}/Users/:id`, async (request) => {
      const entered = await enter(request)
      const before = await userAt(request, entered)
      const { name, ...whole } = userResource(before, entered.at)
      const operations = operationsIn(request.body)
      // The shown name is made of the others where the directory changes those alone.
      const isNamed = operations.some((o) => /displayname|formatted/i.test(`${o.path} ${JSON.stringify(o.value)}`))
      const parts = isObject(name) ? { givenName: name.givenName, familyName: name.familyName } : {}
      const after = patched({ ...whole, name: parts }, operations)
      const isRenamed = JSON.stringify(after.name) !== JSON.stringify({ ...parts })
      const { displayName: _, ...rest } = after
      const done = await keepUser(within(entered), before, isRenamed && !isNamed ? rest : after)
      sessions.forget()
      return userResource(done, entered.at)
    })
    inner.delete(`${base}/Users/:id`, async (request, reply) => {
      const entered = await enter(request)
      await removeUser(within(entered), await userAt(request, entered))
      sessions.forget()
      return reply.code(204).send()
    })

    inner.get(`${base}/Groups`, async (request) => {
      const { token, at } = await enter(request)
      return listed(
        (await kept.groups(token.org)).map((g) => groupResource(g, at)),
        request.query as Resource,
      )
    })
    inner.post(`${base}/Groups`, async (request, reply) => {
      const entered = await enter(request)
      const { displayName, externalId, members } = readGroup(request.body)
      // A group that is called like a role is that role, until an administrator says otherwise.
      const roles = isKnownRole(displayName) && displayName !== 'administrator' ? [displayName] : []
      const id = await kept.keepGroup(entered.token.org, null, displayName, externalId, roles)
      if (id === null) throw scimProblem(409, `Another group is called ${displayName}.`, 'uniqueness')
      await fill(entered, id, members, [])
      const made = await kept.group(entered.token.org, id)
      if (!made) throw scimProblem(404, 'There is no such group.')
      return reply.code(201).header('location', `${entered.at}/Groups/${id}`).send(groupResource(made, entered.at))
    })
    inner.get(`${base}/Groups/:id`, async (request) => {
      const entered = await enter(request)
      return shaped(groupResource(await groupAt(request, entered), entered.at), request.query as Resource)
    })
    inner.put(`${base}/Groups/:id`, async (request) => {
      const entered = await enter(request)
      return change(request, entered, await groupAt(request, entered), request.body)
    })
    inner.patch(`${base}/Groups/:id`, async (request) => {
      const entered = await enter(request)
      const before = await groupAt(request, entered)
      return change(request, entered, before, patched(groupResource(before, entered.at), operationsIn(request.body)))
    })
    inner.delete(`${base}/Groups/:id`, async (request, reply) => {
      const entered = await enter(request)
      const before = await groupAt(request, entered)
      await kept.setGroupMembers(entered.token.org, before.id, [])
      await sync(
        entered,
        before.members.map((m) => m.account),
      )
      await kept.removeGroup(entered.token.org, before.id)
      return reply.code(204).send()
    })
  })

  async function change(
    request: FastifyRequest,
    entered: Entered,
    before: ScimGroupRow,
    body: unknown,
  ): Promise<Resource> {
    const { displayName, externalId, members } = readGroup(body)
    const id = await kept.keepGroup(entered.token.org, before.id, displayName, externalId, before.roles)
    if (id === null) throw scimProblem(409, `Another group is called ${displayName}.`, 'uniqueness')
    await fill(
      entered,
      id,
      members,
      before.members.map((m) => m.account),
    )
    return groupResource(await groupAt(request, entered), entered.at)
  }

  async function fill(entered: Entered, id: string, members: readonly string[], before: readonly string[]) {
    await kept.setGroupMembers(entered.token.org, id, members)
    const stayed = new Set(members.filter((m) => before.includes(m)))
    await sync(
      entered,
      [...members, ...before].filter((m) => !stayed.has(m)),
    )
  }

  async function sync({ token, sign }: Entered, accounts: readonly string[]): Promise<void> {
    if (accounts.length > 0) await syncRoles(store, kept, token.org, new Set(accounts), sign)
    sessions.forget()
  }
}

const groupShape = z.looseObject({
  displayName: z.string().trim().min(1).max(300),
  externalId: z.string().max(300).nullish(),
  members: z
    .array(z.looseObject({ value: z.uuid() }))
    .max(20_000)
    .nullish(),
})

function readGroup(body: unknown) {
  const read = groupShape.safeParse(body)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw scimProblem(400, `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'wrong'}`, 'invalidValue')
  }
  const { displayName, externalId, members } = read.data
  return { displayName, externalId: externalId ?? null, members: [...new Set((members ?? []).map((m) => m.value))] }
}

/** A page of a list (RFC 7644 3.4.2), counted from 1. */
function listed(all: readonly Resource[], query: Resource): Resource {
  const filter = typeof query.filter === 'string' && query.filter !== '' ? parseScimFilter(query.filter) : null
  const fitting = filter === null ? all : all.filter(filter)
  const from = Math.max(1, wholeOf(query.startIndex, 1))
  const count = Math.min(mostListed, Math.max(0, wholeOf(query.count, mostListed)))
  const page = fitting.slice(from - 1, from - 1 + count)
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: fitting.length,
    startIndex: from,
    itemsPerPage: page.length,
    Resources: page.map((r) => shaped(r, query)),
  }
}

function wholeOf(text: unknown, fallback: number): number {
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw scimProblem(400, 'startIndex and count are whole numbers.', 'invalidValue')
  return value
}

/** Leaves out what was not asked for; Entra asks for groups without their members. */
function shaped(resource: Resource, query: Resource): Resource {
  const namesIn = (text: unknown) =>
    typeof text === 'string' && text !== ''
      ? text.split(',').map((n) => n.trim().toLowerCase().split('.')[0] ?? '')
      : null
  const only = namesIn(query.attributes)
  const without = namesIn(query.excludedAttributes)
  if (!only && !without) return resource
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => {
      if (name === 'id' || name === 'schemas') return true
      const low = name.toLowerCase()
      return only ? only.includes(low) : !without?.includes(low)
    }),
  )
}

function named(all: readonly Resource[], request: FastifyRequest): Resource {
  const { id } = request.params as { id: string }
  const found = all.find((r) => r.id === id)
  if (!found) throw scimProblem(404, 'There is no such resource.')
  return found
}
