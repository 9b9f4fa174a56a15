import { createHmac, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import type { Limit } from '../../store/signIns.ts'
import type { Mail } from '../mail/mail.ts'
import { makeProviders } from '../singleSignOn/providers.ts'
import type { ConfiguredProvider } from '../singleSignOn/readConfigured.ts'
import { type Auth, addressHeader, lifetimes, makeAuth, type SignInMethod, sessionCookieName } from './auth.ts'
import { recoveryCodes } from './recoveryCodes.ts'
import { inLog, sealer } from './secretFile.ts'

/** A browser session as the rest of the server knows it. */
export interface OpenSession {
  readonly id: string
  readonly account: string
  readonly method: string
  /** When the person last proved who they are, and until when that counts as fresh. */
  readonly provedAt: string
  readonly freshUntil: string
  /** Whether more than one factor was shown when it was opened, or in it since. */
  readonly twoFactors: boolean
}

export interface SignInOptions {
  readonly store: Store
  readonly secret: string
  /** OPENAIMS_URL: where people reach OpenAIMS, when that is not where it listens. */
  readonly publicAddress: URL | null
  /** Where it listens, once it does. */
  readonly listening: () => string | null
  readonly mail: Mail
  /** Identity providers that configuration sets. */
  readonly singleSignOn?: readonly ConfiguredProvider[] | undefined
}

/** Hosts a browser may have come by while no address is set; each has passkeys of its own. */
const mostHosts = 8

const limits = {
  account: { attempts: 10, minutes: 15, pauseMinutes: 15 },
  // Many colleagues may share one network address.
  address: { attempts: 200, minutes: 15, pauseMinutes: 15 },
  mail: { attempts: 3, minutes: 15, pauseMinutes: 15 },
}

/** Signing in and out: the library behind our own words for what went wrong, shared limits and cookies. */
export function makeSignIn({ store, secret, publicAddress, listening, mail, singleSignOn = [] }: SignInOptions) {
  const isSecure = publicAddress?.protocol === 'https:'
  const cookieName = sessionCookieName(isSecure)
  const byHost = new Map<string, Auth>()

  function authAt(host: string): Auth {
    const address = publicAddress ?? URL.parse(`http://${host}`) ?? new URL('http://localhost')
    const known = byHost.get(address.host)
    if (known) return known
    // A host header costs nothing to make up: the oldest goes, so that nobody can use them up.
    if (byHost.size >= mostHosts) byHost.delete(byHost.keys().next().value ?? '')
    const made = makeAuth({ store, secret, address })
    byHost.set(address.host, made)
    return made
  }

  /** For what does not depend on the host. */
  const anyAuth = makeAuth({ store, secret, address: publicAddress ?? new URL('http://localhost') })

  const providers = makeProviders(store, sealer(secret), singleSignOn)

  const authOf = (request: FastifyRequest): Auth => authAt(request.headers.host ?? 'localhost')

  /** What the library may know of a request: its cookies, its device, and the address we saw it come from. */
  function headersOf(request: FastifyRequest, withCookies = true): Headers {
    const headers = new Headers({ [addressHeader]: request.ip })
    if (withCookies && request.headers.cookie) headers.set('cookie', request.headers.cookie)
    const agent = request.headers['user-agent']
    if (agent) headers.set('user-agent', agent.slice(0, 400))
    headers.set('origin', publicAddress?.origin ?? request.headers.origin ?? `http://${request.headers.host}`)
    return headers
  }

  /** Hands on the cookies of the library; that of the session lives as long as the longest session. */
  function carryCookies(response: Response, reply: FastifyReply): void {
    for (const cookie of response.headers.getSetCookie()) {
      const isSession = cookie.startsWith(`${cookieName}=`) && !/max-age=0/i.test(cookie)
      reply.header(
        'set-cookie',
        isSession ? cookie.replace(/Max-Age=\d+/i, `Max-Age=${lifetimes.longestDays * 86_400}`) : cookie,
      )
    }
  }

  async function current(request: FastifyRequest): Promise<OpenSession | null> {
    if (!request.cookies?.[cookieName]) return null
    const asked = authOf(request).api.getSession({ headers: headersOf(request), query: { disableRefresh: true } })
    const found = await asked.catch(async (error: unknown) => {
      // The library does not say why it failed. Where the database does not answer us either, that is the reason.
      await store.now()
      throw error
    })
    if (!found) return null
    const { id, userId, method, provedAt, createdAt, updatedAt, expiresAt, twoFactors } = found.session
    const now = Date.now()
    if (expiresAt.getTime() <= now || createdAt.getTime() + lifetimes.longestDays * 86_400_000 <= now) return null
    if (updatedAt.getTime() < now - 60_000) await store.signIns.touch(id, lifetimes.idleMinutes, lifetimes.longestDays)
    const freshUntil = new Date(provedAt.getTime() + lifetimes.freshMinutes * 60_000)
    return {
      id,
      account: userId,
      method,
      provedAt: provedAt.toISOString(),
      freshUntil: freshUntil.toISOString(),
      twoFactors,
    }
  }

  const sealedAddress = (request: FastifyRequest, kind: string): string =>
    createHmac('sha256', secret)
      .update(`${kind} ${new Date().toISOString().slice(0, 10)} ${request.ip}`)
      .digest('hex')

  /** Who signed in is told at every level of the log but silence: operators look for it after an incident. */
  function noteSignIn(request: FastifyRequest, method: SignInMethod, account: string): void {
    if (request.log.level === 'silent') return
    request.log.child({}, { level: 'info' }).info({ event: 'sign-in.done', method, account }, 'signed in')
  }

  return {
    mail,
    noteSignIn,
    providers,
    cookieName,
    current,
    authOf,
    headersOf,
    carryCookies,
    recovery: recoveryCodes(secret),

    /** Where links in mails lead: the address that was set, never one that a request claims. */
    get address(): string {
      return publicAddress?.origin ?? listening() ?? 'http://localhost:4200'
    },

    /**
     * Calls the library and hands on its cookies; its refusals become ours. `null` means refused, for the caller to say
     * in the words of the place.
     */
    async call<T>(
      request: FastifyRequest,
      reply: FastifyReply,
      work: (auth: Auth['api'], headers: Headers) => Promise<Response>,
    ): Promise<T | null> {
      const response = await work(authOf(request).api, headersOf(request))
      if (response.status >= 500) {
        const text = await response.text()
        // A device's answer that does not hold is no fault of ours, though the library calls it one.
        if (text.includes('FAILED_TO_VERIFY_REGISTRATION')) return null
        throw new Error(`the sign-in library answered ${response.status}: ${text}`)
      }
      carryCookies(response, reply)
      return response.ok ? ((await response.json()) as T) : null
    },

    /** Opens a session for an account known by other means and says its id; a session the browser had before ends. */
    async open(
      request: FastifyRequest,
      reply: FastifyReply,
      account: string,
      method: SignInMethod,
      twoFactors = false,
    ): Promise<string> {
      const before = await current(request)
      const response = await authOf(request).api.openSession({
        body: { account, method, twoFactors },
        headers: headersOf(request, false),
        asResponse: true,
      })
      carryCookies(response, reply)
      if (before) await store.signIns.endSession(before.account, before.id)
      noteSignIn(request, method, account)
      return ((await response.json()) as { session: string }).session
    },

    /** Ends the session of this browser and takes its cookie away. */
    async close(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const session = await current(request)
      if (session) await store.signIns.endSession(session.account, session.id)
      reply.clearCookie(cookieName, { path: '/', secure: isSecure, httpOnly: true, sameSite: 'lax' })
    },

    /** Counts an attempt against the account and the network address; refuses when there were too many. */
    async countAttempt(
      request: FastifyRequest,
      kind: 'password' | 'code' | 'link' | 'mail' | 'provider',
      account: string,
    ): Promise<void> {
      const waits = await Promise.all([
        store.signIns.attempt(
          `${kind} ${account.trim().toLowerCase()}`,
          // Where the provider asks who it is there is nothing to guess here, and many may share an address.
          kind === 'mail' ? limits.mail : kind === 'provider' ? limits.address : limits.account,
        ),
        store.signIns.attempt(`address ${request.ip}`, limits.address),
      ])
      const wait = Math.max(...waits)
      if (wait === 0) return
      request.log.warn({ event: 'sign-in.throttled', kind, account: inLog(account) }, 'too many attempts')
      const minutes = Math.ceil(wait / 60)
      throw problem('request/too-many', {
        detail: say`There were too many attempts. Try again in ${minutes} ${minutes === 1 ? say`minute` : say`minutes`}, or use another way to sign in.`,
        data: { retryAfter: wait },
      })
    },

    /**
     * For secrets that somebody without a name tries: refuses where too many were wrong, at whatever server. The address
     * stands in the database under a seal of the day, so that nobody reads from it who came.
     */
    async refuseGuessing(request: FastifyRequest, kind: string): Promise<void> {
      const wait = await store.signIns.blockedFor(sealedAddress(request, kind))
      if (wait > 0) throw tooManyGuesses(wait)
    },

    /** Counts a secret that was wrong; one that is right leaves no trace. */
    async countGuess(request: FastifyRequest, kind: string, limit: Limit): Promise<void> {
      await store.signIns.attempt(sealedAddress(request, kind), limit)
    },

    async forgetAttempts(kind: 'password' | 'code' | 'link' | 'mail' | 'provider', account: string): Promise<void> {
      await store.signIns.forgetAttempts(`${kind} ${account.trim().toLowerCase()}`)
    },

    /** Sets the password of an account, whether it had one before or not. */
    async setPassword(account: string, password: string): Promise<void> {
      const { internalAdapter, password: hashing } = await anyAuth.$context
      const hash = await hashing.hash(password)
      if (await internalAdapter.findCredentialAccount(account)) await internalAdapter.updatePassword(account, hash)
      else
        await internalAdapter.createAccount({
          userId: account,
          providerId: 'credential',
          accountId: account,
          password: hash,
        })
    },

    async isPassword(account: string, password: string): Promise<boolean> {
      const { internalAdapter, password: hashing } = await anyAuth.$context
      const kept = (await internalAdapter.findCredentialAccount(account))?.password
      if (kept) return hashing.verify({ hash: kept, password })
      await hashing.hash(password)
      return false
    },
  }
}

/** Refuses whoever guesses a secret without a name, for so many seconds. */
export function tooManyGuesses(wait: number): Problem {
  const minutes = Math.ceil(wait / 60)
  return problem('request/too-many', {
    detail: say`There were too many attempts. Try again in ${minutes} ${minutes === 1 ? say`minute` : say`minutes`}.`,
    data: { retryAfter: wait },
  })
}

export type SignIn = ReturnType<typeof makeSignIn>

/** A secret for a server that keeps none, as in tests. */
export const passingSecret = (): string => randomBytes(32).toString('base64url')
