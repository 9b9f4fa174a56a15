import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
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
    draining: Draining & { end(options: DrainOptions): Promise<void> }
  }
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
 * A proxy that asks no `/api/ready` learns of a server only by what it answers. Where it says so with this header, reading
 * requests are answered with 502 while the server stops: the proxy passes them on to the next server and leaves this one
 * alone for a while (`proxy_next_upstream http_502` and `fail_timeout` of nginx). What may not be sent twice is served.
 */
export const turnAwayHeader = 'x-openaims-turn-away'

/**
 * How the moment to close is chosen behind such a proxy: so long after it was turned away, when it has sent what was under
 * way, and before it would try again. A connection that comes in the very moment of closing would be lost.
 */
const quietMs = 200
const knownMs = 1500
const mostWaitMs = 4000

/**
 * Lets a server end without losing a request: first it says that it is not ready and goes on serving, then it turns new
 * requests away, lets those under way finish, and closes.
 */
export function makeDraining(app: FastifyInstance): Draining & { end(options: DrainOptions): Promise<void> } {
  const state = { since: null as number | null, isClosed: false }
  let turnedAway: number | null = null
  let lastConnection = 0
  app.server.on('connection', () => {
    lastConnection = performance.now()
  })
  app.addHook('onRequest', async (request, reply) => {
    if (state.since === null || state.isClosed || request.headers[turnAwayHeader] !== '502') return
    if (request.method !== 'GET' && request.method !== 'HEAD') return
    turnedAway = performance.now()
    return reply.code(502).header('cache-control', 'no-store').send()
  })
  app.addHook('onRequest', async (request, reply) => {
    if (!state.isClosed || request.url === '/api/health' || request.url === '/api/ready') return
    reply.header('retry-after', '1')
    throw problem(
      'server/unavailable',
      say`This server is stopping; nothing was done. Another one or the next start answers.`,
    )
  })
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
    while (!isLeftAlone() && performance.now() < until) await wait(20)
  }

  let ending: Promise<void> | null = null
  const end = async ({ graceMs, patienceMs }: DrainOptions) => {
    state.since = Date.now()
    if (graceMs > 0) await wait(graceMs)
    await untilLeftAlone()
    state.isClosed = true
    const closed = app.close()
    const tidy = setInterval(() => app.server.closeIdleConnections(), 200)
    const cut = setTimeout(() => app.server.closeAllConnections(), patienceMs)
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
  }
}
