import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, problem, problemBody } from '../model/index.ts'
import { say } from '../model/say.ts'
import { isDiskFull, isOutage } from '../store/outage.ts'
import { redacted } from './operation/logging.ts'

/** Fastify's own refusals in our words. */
function translate(error: FastifyError): Problem | null {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('request/media-type')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('request/too-large')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('request/not-json')
  }
  if (error instanceof SyntaxError || (error.statusCode === 400 && error.name === 'SyntaxError'))
    return problem('request/not-json')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return problem('request/invalid', error.message)
  return null
}

/** Sends an error as problem+json from the catalogue; the unforeseen is logged with its cause and leaves as an apology. */
export function sendProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  let known = error instanceof Problem ? error : translate(error)
  if (known === null) {
    request.log.error({ err: error }, 'unforeseen error')
    known = isDiskFull(error)
      ? problem('server/disk-full')
      : isOutage(error)
        ? problem('server/unavailable', say`The database cannot be reached.`)
        : problem('server/unforeseen')
  }
  // Something outside is away or refuses us: whoever runs OpenAIMS finds it in the log, too.
  else if (known.status >= 500 && request.routeOptions.url !== '/api/ready')
    request.log.warn({ code: known.code, why: redacted(known.message) }, 'not available')
  const { retryAfter } = known.details.data ?? {}
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  // A refusal is of this moment, whatever the answer would have been.
  reply.header('cache-control', 'no-store')
  return reply.code(known.status).type('application/problem+json').send(problemBody(known, request.id))
}

/** Every error and every unknown address is answered in the words of the catalogue. */
export function errorHandling(app: FastifyInstance): void {
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler((request, reply) => {
    const p = problem('request/unknown-route', say`${request.method} ${request.url.split('?')[0]}`)
    return reply.code(p.status).type('application/problem+json').send(problemBody(p, request.id))
  })
}
