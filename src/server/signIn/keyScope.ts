import type { FastifyRequest } from 'fastify'
import { problem, type Role } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { ApiKey } from '../../store/apiKeys.ts'
import type { MembershipHeld } from './accessHeld.ts'

interface Membership {
  readonly id: string
  readonly roles: Role[]
  readonly more: MembershipHeld['more']
}

/** What a key leaves of its owner's membership: its own organisation alone, and of the roles only those it names. */
export function withinScope<M extends Membership>(membership: M, key: ApiKey): M | null {
  if (membership.id !== key.org) return null
  const roles = key.roles === null ? membership.roles : membership.roles.filter((role) => key.roles?.includes(role))
  // A key for some of the roles has no permissions of others.
  const { permissions: _, ...more } = membership.more
  return { ...membership, roles, more: key.roles === null ? membership.more : more }
}

/** Refuses what the key was not made for: writing with a key that reads, or a place outside its registers. */
export function refuseBeyondScope(key: ApiKey, request: FastifyRequest): void {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (key.access === 'read' && !reads) throw problem('access/forbidden', say`This key only reads.`)
  if (key.registers === null) return
  const { register } = request.params as { register?: string }
  const isRecords = request.routeOptions.url?.startsWith('/api/v1/o/:organisation/records/') === true
  // Whatever gathers from many registers, or changes several at once, is outside a key for some of them.
  if (!isRecords || register === undefined || !isNamed(key.registers, register))
    throw problem('access/forbidden', say`This key is for ${key.registers.join(', ')} alone.`)
}

/** Addresses say `ai-systems`, registers are called `aiSystem`; a key names what the address says. */
const isNamed = (registers: readonly string[], path: string) => registers.includes(path)
