import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, problem, type Register, type Role, roles, systemPermissions } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import { type Said, say } from '../../model/say.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { AccessShown } from '../contract.ts'
import { ownRoles } from '../signIn/accessHeld.ts'

const day = z.iso.date(saying(say`Give a day like 2026-03-31.`))
const roleList = z
  .array(z.enum(roles))
  .max(roles.length)
  .transform((list): Role[] => [...new Set(list)])
const uuids = z
  .array(z.uuid())
  .max(50)
  .transform((list) => [...new Set(list)])

export const accessBodies = {
  role: z.strictObject({
    name: z.string().trim().min(1, saying(say`Give the role a name.`)).max(100),
    explain: z.string().trim().max(1000),
    permissions: z.array(z.string().max(100)).min(1, saying(say`Choose at least one permission.`)).max(1000),
  }),
  member: z.strictObject({
    roles: roleList,
    customRoles: uuids,
    from: day.nullable(),
    until: day.nullable(),
    registers: z.array(z.string().max(100)).min(1).max(200).nullable(),
    engagement: z.uuid().nullable(),
  }),
  delegation: z.strictObject({
    from: z.uuid().optional(),
    to: z.uuid(),
    roles: roleList.refine((list) => list.length > 0, saying(say`Choose at least one role.`)),
    startsOn: day,
    endsOn: day,
  }),
}

const base = '/api/v1/o/:organisation/access'

/** Everything a role can be made of. Confidential registers are left out: no administrator opens them for themselves. */
export function allPermissions(registers: readonly Register[]): string[] {
  return [
    ...registers
      .filter((r) => !r.confidential)
      .flatMap((r) => [
        ...['read', 'create', 'edit', 'archive'].map((act) => `${r.name}:${act}`),
        ...Object.keys(r.workflow.moves).map((move) => `${r.name}:move:${move}`),
      ]),
    ...Object.keys(systemPermissions),
  ]
}

/** Registers whose records stand for an engagement that access can be limited to. */
const engagements = ['audit', 'certificationCycle']

/** Roles an organisation makes itself, standing in for somebody who is away, and access limited in time and place. */
export function accessRoutes({ app, store, sessions }: ServerContext): void {
  const known = new Set(allPermissions(store.registry.all))

  async function enter(request: FastifyRequest) {
    const { organisation } = request.params as { organisation: string }
    const { org, actor, who } = await sessions.enter(request, organisation)
    if (who.kind === 'key') throw problem('access/forbidden', say`Access is changed by a person, not with a key.`)
    return { org, actor, own: ownRoles(actor) }
  }

  async function administer(request: FastifyRequest): Promise<{ org: OrganisationRow; actor: Actor }> {
    const { org, actor, own } = await enter(request)
    // Who stands in for an administrator does the daily work, and gives nobody more.
    if (!own.includes('administrator'))
      throw problem('access/forbidden', say`An administrator changes who may do what.`)
    return { org, actor }
  }

  const signature = (actor: Actor, request: FastifyRequest) => ({ actor, requestId: request.id })

  const idOf = (request: FastifyRequest): string => {
    const { id } = request.params as { id: string }
    if (!z.uuid().safeParse(id).success) throw problem('access/not-found')
    return id
  }

  const roleIn = (request: FastifyRequest) => {
    const role = parseBody(accessBodies.role, request)
    const unknown = role.permissions.find((permission) => !known.has(permission))
    if (unknown)
      throw problem('request/invalid', {
        fields: [{ field: 'permissions', message: say`There is no "${unknown}" to give.` }],
      })
    return { ...role, permissions: [...new Set(role.permissions)].sort() }
  }

  app.get(base, async (request): Promise<AccessShown> => {
    const { org, actor, own } = await enter(request)
    const mayChange = own.includes('administrator')
    const [made, members, delegations] = await Promise.all([
      store.access.roles(org.id),
      store.access.members(org.id),
      store.access.delegations(org.id),
    ])
    const noRoles = { roles: [], customRoles: [] }
    const blank = { ...noRoles, from: null, until: null, registers: null, engagement: null, suspendedAt: null }
    return {
      roles: mayChange ? made : [],
      delegations: delegations.filter((d) => mayChange || d.from === actor.id || d.to === actor.id),
      // Everybody may choose who stands in for them; what others may do is for administrators.
      members:
        actor.within === undefined
          ? members
              .filter((m) => mayChange || m.suspendedAt === null)
              .map((m) => (mayChange || m.account === actor.id ? m : { ...blank, account: m.account, name: m.name }))
          : [],
      permissions: mayChange ? [...known] : [],
      mayChange,
    }
  })

  app.post(`${base}/roles`, async (request, reply) => {
    const { org, actor } = await administer(request)
    const id = await store.access.saveRole(org.id, null, roleIn(request), signature(actor, request))
    reply.code(201)
    return { id }
  })

  app.put(`${base}/roles/:id`, async (request) => {
    const { org, actor } = await administer(request)
    const id = await store.access.saveRole(org.id, idOf(request), roleIn(request), signature(actor, request))
    sessions.forget()
    return { id }
  })

  app.delete(`${base}/roles/:id`, async (request) => {
    const { org, actor } = await administer(request)
    await store.access.removeRole(org.id, idOf(request), signature(actor, request))
    sessions.forget()
    return { done: true }
  })

  app.put(`${base}/members/:id`, async (request) => {
    const { org, actor } = await administer(request)
    const account = idOf(request)
    const access = parseBody(accessBodies.member, request)
    if (access.roles.length + access.customRoles.length === 0) refuse('roles', say`Give at least one role.`)
    if (access.from !== null && access.until !== null && access.until < access.from)
      refuse('until', say`The access ends before it begins.`)
    const unknown = access.registers?.find((name) => !store.registry.get(name))
    if (unknown) refuse('registers', `There is no register "${unknown}".`)
    if (access.engagement !== null && !(await isEngagement(org.id, actor, access.engagement)))
      refuse('engagement', say`Choose an audit or a certification cycle.`)
    await store.access.setAccess(org.id, account, access, signature(actor, request))
    sessions.forget()
    return { changed: true }
  })

  async function isEngagement(org: string, actor: Actor, id: string): Promise<boolean> {
    const [ref] = await store.refs(org, actor, [id], null)
    return ref !== undefined && engagements.includes(ref.register)
  }

  app.post(`${base}/delegations`, async (request, reply) => {
    const { org, actor, own } = await enter(request)
    const body = parseBody(accessBodies.delegation, request)
    const from = body.from ?? actor.id
    if (from !== actor.id && !own.includes('administrator'))
      throw problem('access/forbidden', say`An administrator passes on the roles of others.`)
    if (from === body.to) refuse('to', say`Choose somebody else.`)
    if (body.endsOn < body.startsOn) refuse('endsOn', say`It ends before it begins.`)
    const id = await store.access.delegate(org.id, { ...body, from }, signature(actor, request))
    sessions.forget()
    reply.code(201)
    return { id }
  })

  app.delete(`${base}/delegations/:id`, async (request) => {
    const { org, actor, own } = await enter(request)
    const by = own.includes('administrator') ? null : actor.id
    await store.access.endDelegation(org.id, idOf(request), by, signature(actor, request))
    sessions.forget()
    return { done: true }
  })
}

function refuse(field: string, message: Said): never {
  throw problem('request/invalid', { fields: [{ field, message }] })
}
