import type { FastifyInstance } from 'fastify'
import type { Sessions } from '../session.ts'

/**
 * Says in the log who was refused what, so that somebody trying doors is seen: by route and account, never with what
 * was sent. What is "not found" is not told: most of it is a mistyped address, and the request lines hold it.
 */
export function tellRefusals(app: FastifyInstance, sessions: Sessions): void {
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 401 && reply.statusCode !== 403) return
    // A browser that is not signed in asks so before every sign-in.
    const isNobody = sessions.secretOf(request) === null
    if (reply.statusCode === 401 && isNobody) return
    const who = await sessions.whoIs(request).catch(() => null)
    const { method, routeOptions, ip } = request
    request.log.warn(
      {
        event: reply.statusCode === 401 ? 'access.unknown' : 'access.refused',
        method,
        route: routeOptions.url ?? 'none',
        account: who?.account ?? null,
        key: who?.key?.id ?? null,
        address: ip,
      },
      reply.statusCode === 401 ? 'a session, token or key that opens nothing' : 'refused',
    )
  })
}
