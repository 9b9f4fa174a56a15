import type { FastifyInstance } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import type { Sessions } from '../session.ts'
import { type Allowances, type CostlyKind, costlyRoutes } from './allowances.ts'
import { makeBuckets } from './bucket.ts'

/** How many query parameters a request may carry: far more than any screen sends, far fewer than make a query costly. */
export const mostParameters = 60

/** How long one text of a query may be; lists of ids (`refs`) are the longest there are. */
export const longestParameter = 12_000

const mostRefused = 20_000

/** Refuses what costs too much before any of it is done: too many costly requests, and queries without measure. */
export function limitRequests(
  app: FastifyInstance,
  sessions: Sessions,
  { workAllowances }: Pick<Store, 'workAllowances'>,
  allowances: Allowances,
): void {
  const take = makeBuckets()
  /** Who was just refused is refused for a second without a query, so that a flood costs none. */
  const refused = new Map<string, { readonly until: number; readonly wait: number }>()

  /** How many seconds to wait, 0 when it may go on. */
  async function waitFor(kind: CostlyKind, account: string | null, address: string): Promise<number> {
    const allowance = allowances[kind]
    // Whoever is not signed in is refused by the route, which costs nothing; until then the address counts, here alone.
    if (account === null) return take(`${kind} ${address}`, allowance, performance.now())
    const key = `${kind} ${account}`
    const known = refused.get(key)
    if (known && known.until > performance.now()) return known.wait
    refused.delete(key)
    const wait = await workAllowances.take(key, allowance.requests, allowance.seconds)
    if (refused.size >= mostRefused) refused.clear()
    if (wait > 0) refused.set(key, { until: performance.now() + 1000, wait })
    return wait
  }

  app.addHook('onRequest', async (request) => {
    const kind = costlyRoutes[`${request.method} ${request.routeOptions.url}`]
    if (kind === undefined) return
    const who = await sessions.whoIs(request)
    const wait = await waitFor(kind, who?.account ?? null, request.ip)
    if (wait === 0) return
    request.log.warn({ event: 'request.limited', kind, account: who?.account ?? null }, 'too many costly requests')
    throw problem('request/too-many', {
      detail: say`There were too many requests of this kind (${kind}). Try again in ${wait} ${wait === 1 ? say`second` : say`seconds`}.`,
      data: { retryAfter: wait },
    })
  })

  app.addHook('preValidation', async (request) => {
    const values = Object.entries((request.query ?? {}) as Record<string, string | string[]>).flatMap(([name, value]) =>
      [value].flat().map((text) => ({ name, text })),
    )
    if (values.length > mostParameters)
      throw tooMuch('query', `A request takes at most ${mostParameters} parameters; this one has ${values.length}.`)
    const long = values.find(({ text }) => text.length > longestParameter)
    if (long) throw tooMuch(long.name.slice(0, 100), `At most ${longestParameter} characters.`)
  })
}

const tooMuch = (field: string, message: string) =>
  problem('request/invalid', { detail: message, fields: [{ field, message }] })
