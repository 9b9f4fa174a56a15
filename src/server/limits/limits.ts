import type { FastifyInstance } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Sessions } from '../session.ts'
import { type Allowances, costlyRoutes } from './allowances.ts'
import { makeBuckets } from './bucket.ts'

/** How many query parameters a request may carry: far more than any screen sends, far fewer than make a query costly. */
export const mostParameters = 60

/** How long one text of a query may be; lists of ids (`refs`) are the longest there are. */
export const longestParameter = 12_000

/** Refuses what costs too much before any of it is done: too many costly requests, and queries without measure. */
export function limitRequests(app: FastifyInstance, sessions: Sessions, allowances: Allowances): void {
  const take = makeBuckets()

  app.addHook('onRequest', async (request) => {
    const kind = costlyRoutes[`${request.method} ${request.routeOptions.url}`]
    if (kind === undefined) return
    // Whoever is not signed in is refused by the route, which costs nothing; until then the address counts.
    const who = await sessions.whoIs(request)
    const wait = take(`${kind} ${who?.account ?? request.ip}`, allowances[kind], performance.now())
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
