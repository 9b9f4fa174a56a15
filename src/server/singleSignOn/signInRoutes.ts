import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem, problem, say } from '../../model/index.ts'
import { newSecret } from '../../store/secretDigest.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import { emailAddress } from '../routes/session.ts'
import { admit, type Identity } from './admit.ts'
import { takeForms } from './forms.ts'
import { type OidcStep, oidcIdentity, oidcRedirect } from './oidc.ts'
import { type SamlPlaces, samlPlaces, signInBase } from './places.ts'
import type { OpenProvider } from './providers.ts'
import { type Reason, refusal } from './refusal.ts'
import { safeNext } from './safeNext.ts'
import type { SamlAsked, SamlProvider } from './saml.ts'

export const signInBodies = { find: z.strictObject({ email: emailAddress }) }

/** What waits for somebody who is at the provider, or has come back by a request that carries no cookies. */
interface Step {
  readonly provider: string
  /** Digest of the cookie of the browser that began. */
  readonly browser: string
  readonly next: string
  readonly oidc?: OidcStep
  readonly saml?: string
  readonly identity?: Identity
  /** Somebody who is signed in shows again that it is them; their session goes on. */
  readonly proof?: { readonly session: string; readonly account: string }
  /** When the browser left, in milliseconds, where the provider was to ask again who it is. */
  readonly since?: number
  /** It began at the provider. */
  readonly unsolicited?: true
}

const stepMinutes = 15

/** What reads and signs SAML brings a whole XML toolbox along: read when somebody signs in that way. */
const readSaml = () => import('./saml.ts')

/** The page that a proof in a window of its own comes back to. */
const proofPage = '/proved'

/** Signing in through a provider: to it, back from it, and what it is told about us. */
export function singleSignOnRoutes(context: ServerContext): void {
  const { app, store, sessions, signIn } = context
  const { providers } = signIn
  const isSecure = signIn.cookieName.startsWith('__Host-')
  const cookieName = isSecure ? '__Host-openaims_leaving' : 'openaims_leaving'
  /** Requests that bring the answer to a proof, so that a refusal is told where the person waits for it. */
  const proofs = new WeakSet<FastifyRequest>()

  const placesOf = (provider: string): SamlPlaces & { callback: string } => ({
    ...samlPlaces(signIn.address, provider),
    callback: `${signIn.address}${signInBase}/${provider}/callback`,
  })

  // The file may be right and still name what is not here; whoever started it learns of it before people do.
  app.addHook('onReady', async () => {
    for (const why of await providers.missingFromConfiguration())
      app.log.warn({ event: 'single-sign-on.configuration' }, `OPENAIMS_SINGLE_SIGN_ON: ${why}`)
  })

  app.post(`${signInBase}/find`, async (request) => {
    const { email } = parseBody(signInBodies.find, request)
    await signIn.countAttempt(request, 'provider', request.ip)
    return { providers: await providers.byEmail(email) }
  })

  app.get(`${signInBase}/:provider/start`, (request, reply) =>
    orBack(request, reply, async () => {
      await signIn.countAttempt(request, 'provider', request.ip)
      const provider = await need(request)
      const { next, again } = request.query as { next?: unknown; again?: unknown }
      const state = newSecret()
      const browser = newSecret()
      const isAgain = again === '1'
      const session = isAgain ? await signIn.current(request) : null
      const step: Step = {
        provider: provider.id,
        browser: digest(browser),
        next: safeNext(next),
        ...(isAgain ? { since: Date.now() } : {}),
        ...(session ? { proof: { session: session.id, account: session.account } } : {}),
      }
      if (session) proofs.add(request)
      if (provider.kind === 'oidc') {
        const { url, step: oidc } = await oidcRedirect(provider, placesOf(provider.id).callback, state, isAgain).catch(
          unreachable(request),
        )
        await keep(state, { ...step, oidc })
        return leave(reply, browser, url.href)
      }
      // An xml id begins with no digit.
      const saml = `_${createHash('sha256').update(newSecret()).digest('hex').slice(0, 40)}`
      const { samlRedirect } = await readSaml()
      const url = await samlRedirect(providers, provider, placesOf(provider.id), {
        requestId: saml,
        state,
        again: isAgain,
      })
      await keep(state, { ...step, saml })
      return leave(reply, browser, url.href)
    }),
  )

  app.get(`${signInBase}/:provider/callback`, (request, reply) =>
    orBack(request, reply, async () => {
      const provider = await need(request)
      const { state } = request.query as { state?: unknown }
      const step = await spend(request, provider, state)
      if (provider.kind !== 'oidc' || !step.oidc) throw refusal('expired')
      const url = new URL(`${placesOf(provider.id).callback}?${request.url.split('?')[1] ?? ''}`)
      const identity = await oidcIdentity(provider, url, String(state), step.oidc, step.since ?? null).catch(
        refused(request),
      )
      return letIn(request, reply, provider, identity, step)
    }),
  )

  // The provider's page posts here, so the browser sends no cookie along; the next request, one of our own, does.
  app.register(async (inner) => {
    takeForms(inner)
    inner.post(`${signInBase}/:provider/acs`, { config: { fromOtherSites: true } }, (request, reply) =>
      orBack(request, reply, async () => {
        const provider = await need(request)
        const { SAMLResponse: response, RelayState: state } = (request.body ?? {}) as Record<string, unknown>
        if (typeof response !== 'string' || provider.kind !== 'saml') throw refusal('expired')
        const step = typeof state === 'string' ? await readStep(state, provider) : null
        if (step?.proof) proofs.add(request)
        const ticket = newSecret()
        const finish = `${signInBase}/${provider.id}/finish?ticket=${ticket}`
        if (!step?.saml) {
          if (provider.settings.unsolicited !== true) throw refusal('expired')
          await signIn.countAttempt(request, 'provider', request.ip)
          const identity = await read(request, provider, response, { requestId: null, notBefore: null })
          // Nothing tells which browser began; the one that posts is the one that ends.
          const browser = newSecret()
          await keep(
            ticket,
            { provider: provider.id, browser: digest(browser), next: safeNext(state), identity, unsolicited: true },
            2,
          )
          return leave(reply, browser, finish)
        }
        const asked = { requestId: step.saml, notBefore: step.since ?? null }
        const identity = await read(request, provider, response, asked)
        const { saml: _, ...rest } = step
        await keep(ticket, { ...rest, identity }, 2)
        return reply.redirect(finish, 303)
      }),
    )
  })

  app.get(`${signInBase}/:provider/finish`, (request, reply) =>
    orBack(request, reply, async () => {
      const provider = await need(request)
      const step = await spend(request, provider, (request.query as { ticket?: unknown }).ticket)
      if (!step.identity) throw refusal('expired')
      if (step.unsolicited) await needNobodyElse(request, provider, step.identity)
      return letIn(request, reply, provider, step.identity, step)
    }),
  )

  app.get(`${signInBase}/:provider/metadata`, async (request, reply) => {
    const { provider: id } = request.params as { provider: string }
    const provider = await providers.byId(id)
    if (provider?.kind !== 'saml') throw problem('access/not-found', say`There is no such provider.`)
    const { samlMetadata } = await readSaml()
    return reply
      .type('application/samlmetadata+xml')
      .send(
        samlMetadata(provider, placesOf(provider.id), await providers.encryptionKey(), await providers.signingKey()),
      )
  })

  async function need(request: FastifyRequest): Promise<OpenProvider> {
    const { provider: id } = request.params as { provider: string }
    const provider = await providers.byId(id)
    if (!provider?.enabled) throw refusal('disabled')
    return provider
  }

  const read = async (request: FastifyRequest, provider: SamlProvider, response: string, asked: SamlAsked) => {
    const { samlIdentity } = await readSaml()
    return samlIdentity(providers, provider, placesOf(provider.id), asked, response).catch(refused(request))
  }

  /** Nobody is led from their own account into that of somebody else without having asked to. */
  async function needNobodyElse(request: FastifyRequest, provider: OpenProvider, identity: Identity): Promise<void> {
    const session = await signIn.current(request)
    if (session && session.account !== (await providers.kept.linked(provider.id, identity.subject)))
      throw refusal('open')
  }

  const keep = (secret: string, step: Step, minutes = stepMinutes) =>
    providers.kept.keepStep(secret, providers.sealer.seal(JSON.stringify(step)), minutes)

  async function readStep(secret: unknown, provider: OpenProvider): Promise<Step | null> {
    const sealed = typeof secret === 'string' && secret.length < 200 ? await providers.kept.spendStep(secret) : null
    const text = sealed === null ? null : providers.sealer.open(sealed)
    // Sealed by ourselves, so of the shape we gave it.
    const step = text === null ? null : (JSON.parse(text) as Step)
    return step?.provider === provider.id ? step : null
  }

  /** The step of this very browser; it is spent whatever comes of it. */
  async function spend(request: FastifyRequest, provider: OpenProvider, secret: unknown): Promise<Step> {
    const step = await readStep(secret, provider)
    const cookie = request.cookies?.[cookieName]
    if (step?.proof) proofs.add(request)
    if (!step || cookie === undefined || !isEqual(step.browser, digest(cookie))) throw refusal('expired')
    return step
  }

  function leave(reply: FastifyReply, browser: string, to: string) {
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: stepMinutes * 60 } as const
    reply.setCookie(cookieName, browser, cookie).header('cache-control', 'no-store')
    return reply.redirect(to, 303)
  }

  async function letIn(
    request: FastifyRequest,
    reply: FastifyReply,
    provider: OpenProvider,
    identity: Identity,
    step: Step,
  ) {
    const { subject, session: named, signOutToken } = identity
    const sealedToken = signOutToken === null ? null : providers.sealer.seal(signOutToken)
    const open = step.proof ? await signIn.current(request) : null
    if (step.proof && open?.id === step.proof.session) {
      // The same person: not a new session, and no change of roles beside what they are about to do.
      if ((await providers.kept.linked(provider.id, identity.subject)) !== open.account) throw refusal('other')
      await store.signIns.noteProof(open.id, 'provider', identity.twoFactors)
      // The provider may have begun another session of its own; the one that goes on here ends with that.
      if ((await providers.kept.sessionOf(open.id))?.provider === provider.id)
        await providers.kept.noteSession(open.id, provider.id, { subject, session: named, sealedToken })
      return home(reply, step.next)
    }
    // Whoever is refused may have lost sessions and roles by it.
    const { account, keptRoles } = await admit(store, providers, provider, identity, request.id).finally(
      sessions.forget,
    )
    if (keptRoles)
      request.log.warn({ event: 'single-sign-on.roles-kept', provider: provider.id, account }, 'last administrator')
    const session = await signIn.open(request, reply, account, 'single-sign-on', identity.twoFactors)
    await providers.kept.noteSession(session, provider.id, { subject, session: named, sealedToken })
    if (provider.org !== null && !providers.isConfigured(provider.id))
      await providers.kept.noteUse(provider.org, provider.id)
    return home(reply, step.next)
  }

  function home(reply: FastifyReply, next: string) {
    sessions.forget()
    reply.clearCookie(cookieName, { path: '/', secure: isSecure, httpOnly: true, sameSite: 'lax' })
    return reply.header('cache-control', 'no-store').redirect(next, 303)
  }

  /** A person at a browser sees the sign-in page with the reason, not a problem in JSON. */
  async function orBack(request: FastifyRequest, reply: FastifyReply, work: () => Promise<FastifyReply>) {
    try {
      return await work()
    } catch (error) {
      const reason = error instanceof Problem ? reasonOf(error) : null
      if (reason === null) throw error
      const { provider } = request.params as { provider: string }
      request.log.warn({ event: 'sign-in.refused', step: 'single-sign-on', reason, provider: provider.slice(0, 40) })
      return reply
        .header('cache-control', 'no-store')
        .redirect(`${proofs.has(request) ? proofPage : '/'}?refused=${reason}`, 303)
    }
  }
}

const reasonOf = (error: Problem): Reason | null =>
  error.code === 'sign-in/refused' ? ((error.details.data?.reason as Reason | undefined) ?? null) : null

/** What the libraries refuse is logged in their words, without what was sent, and told as one reason. */
const refused = (request: FastifyRequest) => (error: unknown) => {
  if (error instanceof Problem) throw error
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown }
  // The only claim of time that depends on having been asked again.
  if (causes(error).some((c) => c.claim === 'auth_time' && code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'))
    throw refusal('stale')
  const why = cause instanceof Error ? `${String(message)}: ${cause.message}` : String(message)
  request.log.warn({ event: 'single-sign-on.not-held', code, reason: why.slice(0, 300) })
  throw refusal('provider')
}

/** What stands behind an error of the library, from the outside in. */
function causes(error: unknown): { claim?: unknown }[] {
  const { cause } = error as { cause?: unknown }
  return typeof cause === 'object' && cause !== null ? [cause, ...causes(cause)] : []
}

const unreachable = (request: FastifyRequest) => (error: unknown) => {
  const { code, message } = error as { code?: unknown; message?: unknown }
  request.log.warn({ event: 'single-sign-on.unreachable', code, reason: String(message).slice(0, 200) })
  throw refusal('unreachable')
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const isEqual = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
