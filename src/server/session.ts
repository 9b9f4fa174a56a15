import type { FastifyRequest } from 'fastify'
import { type Actor, problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import { type ApiKey, keyPrefix } from '../store/apiKeys.ts'
import type { Store } from '../store/index.ts'
import type { MembershipRow, OrganisationRow } from '../store/organisations.ts'
import { type MembershipHeld, withAccess } from './signIn/accessHeld.ts'
import { refuseBeyondScope, withinScope } from './signIn/keyScope.ts'
import type { OpenSession, SignIn } from './signIn/signIn.ts'

/** How long it is remembered who a secret belongs to; in other processes a changed role takes effect this much later at most. */
const rememberMs = 2000

export interface SignedIn {
  readonly account: string
  readonly name: string
  readonly email: string | null
  readonly isOperator: boolean
  /** How the request shows who it comes from: a browser's cookie, an access token, or the key of a program. */
  readonly kind: 'browser' | 'token' | 'key'
  readonly memberships: readonly (OrganisationRow & MembershipHeld & SecondFactorAsked)[]
  /** Organisations that ask for another way to sign in than this browser came by. */
  readonly barred: readonly Barred[]
  readonly session: OpenSession | null
  readonly key: ApiKey | null
}

interface SecondFactorAsked {
  /** From when on one factor is not enough; null: it always is. */
  readonly secondFactorFrom: string | null
}

/** An organisation that is not open, and what it asks for. */
export type Barred = OrganisationRow & { readonly needs: 'provider' | 'secondFactor' }

/** A person at a browser, with the session it holds. */
export type AtBrowser = SignedIn & { readonly session: OpenSession }

/** Finds out who a request comes from, and as whom it acts in an organisation. */
export function makeSessions(store: Store, signIn: SignIn) {
  const remembered = new Map<string, { until: number; who: Promise<SignedIn | null> }>()

  async function describe(
    id: string,
    kind: SignedIn['kind'],
    session: OpenSession | null,
    key: ApiKey | null,
  ): Promise<SignedIn | null> {
    const [account, all, access] = await Promise.all([
      store.directory.account(id),
      store.directory.memberships(id),
      store.access.effective(id),
    ])
    if (!account) return null
    const memberships = all.flatMap((m) => withAccess(m, access) ?? [])
    const { name, email, isOperator } = account
    const barred = session === null ? [] : await barredFor(session, memberships)
    const open = memberships.filter((m) => !barred.some((b) => b.id === m.id))
    const limited = key === null ? open : open.flatMap((m) => withinScope(m, key) ?? [])
    return {
      account: id,
      name,
      email,
      isOperator: isOperator && key === null,
      kind,
      memberships: limited,
      barred,
      session,
      key,
    }
  }

  /**
   * Keys and tokens are made by who is in already; a browser has to come through the provider, or with a second factor,
   * where that is asked.
   */
  async function barredFor(session: OpenSession, memberships: readonly MembershipRow[]): Promise<Barred[]> {
    const needs = await Promise.all(
      memberships.map(async (m) => {
        if (m.needsProvider && !(await signIn.providers.countsFor(session.id, m.id))) return 'provider'
        return m.needsSecondFactor && !session.twoFactors ? 'secondFactor' : null
      }),
    )
    return memberships.flatMap((m, at) => {
      const asked = needs[at]
      return asked ? [{ ...m, needs: asked }] : []
    })
  }

  async function look(request: FastifyRequest, found: Secret): Promise<SignedIn | null> {
    if (found.fromCookie) {
      const session = await signIn.current(request)
      return session && describe(session.account, 'browser', session, null)
    }
    if (found.secret.startsWith(keyPrefix)) {
      const key = await store.keys.use(found.secret)
      return key && describe(key.account, 'key', null, key)
    }
    const token = await store.directory.sessionAccount(found.secret)
    return token && describe(token.account, 'token', null, null)
  }

  const secretOf = (request: FastifyRequest): Secret | null => {
    const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')
    if (bearer?.[1]) return { secret: bearer[1], fromCookie: false }
    const cookie = request.cookies?.[signIn.cookieName]
    return cookie ? { secret: cookie, fromCookie: true } : null
  }

  async function whoIs(request: FastifyRequest): Promise<SignedIn | null> {
    const found = secretOf(request)
    if (!found) return null
    // Not the time of day: a clock set back must not keep somebody who left.
    const now = performance.now()
    const known = remembered.get(found.secret)
    if (known && known.until > now) return known.who
    if (remembered.size > 10_000) remembered.clear()
    const who = look(request, found)
    remembered.set(found.secret, { until: now + rememberMs, who })
    who.catch(() => remembered.delete(found.secret))
    return who
  }

  async function needSignIn(request: FastifyRequest): Promise<SignedIn> {
    const who = await whoIs(request)
    if (!who) {
      const isTold = secretOf(request)?.fromCookie === false
      throw isTold
        ? problem('access/sign-in', say`The key or access token is unknown, was revoked or has expired.`)
        : problem('access/sign-in')
    }
    return who
  }

  /** A person at a browser, for what neither a token nor a program may do: change ways to sign in, make keys. */
  async function needBrowser(request: FastifyRequest): Promise<AtBrowser> {
    const who = await needSignIn(request)
    if (who.session === null)
      throw problem('access/forbidden', say`This is done by a person signed in in a browser, not with a token or key.`)
    return { ...who, session: who.session }
  }

  /**
   * The same, and who they are was shown a short while ago; otherwise they show it again
   * (`POST /api/v1/account/prove`). Approvals and sign-offs lean on this.
   */
  async function needProof(request: FastifyRequest): Promise<AtBrowser> {
    const who = await needBrowser(request)
    if (Date.parse(who.session.freshUntil) < Date.now()) throw problem('sign-in/prove')
    return who
  }

  return {
    whoIs,
    secretOf,
    needSignIn,
    needBrowser,
    needProof,
    forget: () => remembered.clear(),

    /** The organisation named in the address and the actor in it; what a person does not belong to is not found. */
    async enter(request: FastifyRequest, slug: string): Promise<{ org: OrganisationRow; actor: Actor; who: SignedIn }> {
      const who = await needSignIn(request)
      const membership = who.memberships.find((m) => m.slug === slug)
      const barred = who.barred.find((m) => m.slug === slug)
      if (barred) throw problem(barred.needs === 'provider' ? 'sign-in/single-sign-on' : 'sign-in/two-factors')
      if (!membership) throw problem('access/not-found', say`There is no organisation "${slug}" you belong to.`)
      if (who.key) refuseBeyondScope(who.key, request)
      const via = request.headers['x-openaims-client'] === 'cli' ? 'cli' : who.kind === 'browser' ? 'web' : 'api'
      return {
        org: membership,
        who,
        actor: {
          kind: 'person',
          id: who.account,
          name: who.name,
          person: membership.person,
          roles: membership.roles,
          via,
          ...membership.more,
        },
      }
    },
  }
}

interface Secret {
  readonly secret: string
  readonly fromCookie: boolean
}

export type Sessions = ReturnType<typeof makeSessions>

/** Writes that come with a cookie must come from our own pages; a token needs no such proof. */
export function refuseForeignOrigin(request: FastifyRequest, fromCookie: boolean): void {
  // Where an identity provider's page posts its answer; that route leans on no cookie.
  if (request.routeOptions.config.fromOtherSites === true) return
  if (!fromCookie || request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') throw problem('request/origin')
  const origin = request.headers.origin
  if (origin !== undefined && URL.parse(origin)?.host !== request.headers.host) throw problem('request/origin')
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Other sites may post here: the route takes no cookie for a proof of anything. */
    fromOtherSites?: boolean
  }
}
