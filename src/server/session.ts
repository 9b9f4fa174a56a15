import type { FastifyRequest } from 'fastify'
import { type Actor, problem, type Role } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'

export const cookieName = 'openaims_session'

/** How long memberships are remembered between requests; a changed role takes effect this much later at most. */
const rememberMs = 2000

export interface SignedIn {
  readonly account: string
  readonly name: string
  readonly kind: 'browser' | 'token'
  readonly memberships: readonly (OrganisationRow & { roles: Role[]; person: string | null })[]
}

/** Finds out who a request comes from, and as whom it acts in an organisation. */
export function makeSessions(store: Store) {
  const remembered = new Map<string, { until: number; who: Promise<SignedIn | null> }>()

  async function look(secret: string): Promise<SignedIn | null> {
    const session = await store.directory.sessionAccount(secret)
    if (!session) return null
    const account = await store.directory.account(session.account)
    if (!account) return null
    return {
      account: account.id,
      name: account.name,
      kind: session.kind,
      memberships: await store.directory.memberships(account.id),
    }
  }

  const secretOf = (request: FastifyRequest): { secret: string; fromCookie: boolean } | null => {
    const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')
    if (bearer?.[1]) return { secret: bearer[1], fromCookie: false }
    const cookie = request.cookies?.[cookieName]
    return cookie ? { secret: cookie, fromCookie: true } : null
  }

  async function whoIs(request: FastifyRequest): Promise<SignedIn | null> {
    const found = secretOf(request)
    if (!found) return null
    const now = Date.now()
    const known = remembered.get(found.secret)
    if (known && known.until > now) return known.who
    if (remembered.size > 10_000) remembered.clear()
    const who = look(found.secret)
    remembered.set(found.secret, { until: now + rememberMs, who })
    who.catch(() => remembered.delete(found.secret))
    return who
  }

  return {
    whoIs,
    secretOf,
    forget: () => remembered.clear(),

    /** The organisation named in the address and the actor in it; what a person does not belong to is not found. */
    async enter(request: FastifyRequest, slug: string): Promise<{ org: OrganisationRow; actor: Actor }> {
      const who = await whoIs(request)
      if (!who) throw problem('access/sign-in')
      const membership = who.memberships.find((m) => m.slug === slug)
      if (!membership) throw problem('access/not-found', `There is no organisation "${slug}" you belong to.`)
      const via = request.headers['x-openaims-client'] === 'cli' ? 'cli' : who.kind === 'browser' ? 'web' : 'api'
      return {
        org: membership,
        actor: {
          kind: 'person',
          id: who.account,
          name: who.name,
          person: membership.person,
          roles: membership.roles,
          via,
        },
      }
    },
  }
}

export type Sessions = ReturnType<typeof makeSessions>

/** Writes that come with a cookie must come from our own pages; a token needs no such proof. */
export function refuseForeignOrigin(request: FastifyRequest, fromCookie: boolean): void {
  if (!fromCookie || request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') throw problem('request/origin')
  const origin = request.headers.origin
  if (origin !== undefined && URL.parse(origin)?.host !== request.headers.host) throw problem('request/origin')
}
