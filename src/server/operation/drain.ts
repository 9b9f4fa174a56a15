import { finished } from 'node:stream/promises'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'

export interface Draining {
  /** When the stop began; null while the process works. */
  readonly since: number | null
  /** Whether new requests are turned away. */
  readonly isClosed: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    /** How this server ends; see `makeDraining`. */
    draining: Draining & Ending
  }
}

interface Ending {
  /** Ends the server as the options say; called again, the same end. */
  end(options: DrainOptions): Promise<void>
  /** Makes an end that is under way, or comes, one at once: requests under way are cut. */
  hurry(): void
}

export interface DrainOptions {
  /** How long requests are still served after `/api/ready` says no, so that a load balancer can notice. */
  readonly graceMs: number
  /** How long requests under way may take before their connections are cut. */
  readonly patienceMs: number
}

export const drainOptions = (env: Readonly<Record<string, string | undefined>> = process.env): DrainOptions => ({
  graceMs: seconds(env.OPENAIMS_DRAIN_SECONDS, 0),
  patienceMs: seconds(env.OPENAIMS_STOP_SECONDS, 30),
})

const seconds = (text: string | undefined, fallback: number): number => {
  const value = Number(text === undefined || text === '' ? fallback : text)
  return (Number.isFinite(value) && value >= 0 ? value : fallback) * 1000
}

/**
 * A proxy that asks no `/api/ready` learns of a server only by what it answers. With this header it says how it wants to be
 * told while the server stops: with which status for reading requests and, after a comma, with which one for all others;
 * one that is left out is served. 502 is what nginx passes on to the next server and leaves this one alone for
 * (`proxy_next_upstream http_502`, `fail_timeout`); 421 is what it may hand to another location. In both cases nothing was
 * done here, so whatever it was may be sent elsewhere.
 */
export const turnAwayHeader = 'x-openaims-turn-away'

const turnAwayStatuses: readonly string[] = ['502', '421']

/** The status to turn a request away with, or null where it is to be served. */
function turnAwayStatus({ headers, method }: FastifyRequest): number | null {
  const [reads, others] = String(headers[turnAwayHeader] ?? '')
    .split(',')
    .map((part) => part.trim())
  const wanted = method === 'GET' || method === 'HEAD' ? reads : others
  return wanted !== undefined && turnAwayStatuses.includes(wanted) ? Number(wanted) : null
}

/**
 * How the moment to close is chosen behind such a proxy: so long after it was turned away with 502, when it has sent what
 * was under way, and before it would try again. A connection that comes in the very moment of closing would be lost.
 */
const quietMs = 200
const knownMs = 1500
const mostWaitMs = 4000

const isAboutHealth = ({ url }: FastifyRequest): boolean => url === '/api/health' || url === '/api/ready'

/**
 * Lets a server end without losing a request: first it says that it is not ready and goes on serving, then it turns new
 * requests away, lets those under way finish, and closes.
 */
export function makeDraining(app: FastifyInstance): Draining & Ending {
  const state = { since: null as number | null, isClosed: false }
  const hurry = new AbortController()
  const { signal } = hurry
  let turnedAway: number | null = null
  let lastConnection = 0
  app.server.on('connection', () => {
    lastConnection = performance.now()
  })
  app.addHook('onRequest', async (request, reply) => {
    const status = state.since === null ? null : turnAwayStatus(request)
    if (status === null) return
    // Taken in to its end: where bytes are left unread, closing the connection can destroy the answer on its way.
    await finished(request.raw.resume()).catch(() => {})
    if (status === 502) turnedAway = performance.now()
    return reply.code(status).header('cache-control', 'no-store').send()
  })
  app.addHook('onRequest', async (request, reply) => {
    if (!state.isClosed || isAboutHealth(request)) return
    reply.header('retry-after', '1')
    throw problem(
      'server/unavailable',
      say`This server is stopping; nothing was done. Another one or the next start answers.`,
    )
  })
  // The port closes right after all that waited for it was taken in, not somewhere in a turn of the event loop.
  app.addHook('preClose', () => nextTurn())
  // Nobody keeps a connection to a server that is leaving, whenever the request came.
  app.addHook('onSend', async (_request, reply) => {
    if (state.since !== null) reply.header('connection', 'close')
  })
  /** Waits for a moment in which the proxy that was turned away sends nothing; nobody else is waited for. */
  async function untilLeftAlone(): Promise<void> {
    const until = performance.now() + mostWaitMs
    const isLeftAlone = () => {
      const now = performance.now()
      return turnedAway === null || (now - turnedAway < knownMs && now - Math.max(turnedAway, lastConnection) > quietMs)
    }
    while (!isLeftAlone() && performance.now() < until && !signal.aborted) await wait(20)
  }

  let ending: Promise<void> | null = null
  const end = async ({ graceMs, patienceMs }: DrainOptions) => {
    state.since = Date.now()
    if (graceMs > 0) await wait(graceMs, undefined, { signal }).catch(() => {})
    await untilLeftAlone()
    state.isClosed = true
    const closed = app.close()
    const tidy = setInterval(() => app.server.closeIdleConnections(), 200)
    const cutNow = () => app.server.closeAllConnections()
    const cut = setTimeout(cutNow, patienceMs)
    if (signal.aborted) cutNow()
    signal.addEventListener('abort', cutNow)
    await closed.finally(() => {
      clearInterval(tidy)
      clearTimeout(cut)
    })
  }
  return {
    get since() {
      return state.since
    },
    get isClosed() {
      return state.isClosed
    },
    end(options) {
      ending ??= end(options)
      return ending
    },
    hurry: () => hurry.abort(),
  }
}
