import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../model/index.ts'
import { sendProblem } from '../errors.ts'
import { checkJson } from '../input.ts'
import { ScimProblem, scimErrorBody, scimProblem } from './scimProblem.ts'

const scimPath = '/scim'
const scimType = 'application/scim+json'

/** The media type of SCIM in both directions, and refusals in its words. */
export function speakScim(inner: FastifyInstance): void {
  inner.addContentTypeParser(scimType, { parseAs: 'string' }, (_request, body, done) => {
    // Okta and others name the type where they send nothing, as when they delete.
    if (body.length === 0) return done(null, undefined)
    try {
      const value: unknown = JSON.parse(String(body))
      checkJson(value)
      done(null, value)
    } catch {
      done(scimProblem(400, 'This is no JSON we can read.', 'invalidSyntax'))
    }
  })
  inner.addHook('onSend', async (_request, reply, payload) => {
    reply.header('cache-control', 'no-store')
    if (String(reply.getHeader('content-type')).startsWith('application/json')) reply.type(scimType)
    return payload
  })
  inner.setErrorHandler(sendScimError)
}

/** Answers with the error document of SCIM; the unforeseen is logged with its cause and leaves as an apology. */
export function sendScimError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  // Not from a directory: refused as everywhere else.
  if (error instanceof Problem && error.code === 'request/origin') return sendProblem(error, request, reply)
  const status = error instanceof ScimProblem || error instanceof Problem ? error.status : (error.statusCode ?? 500)
  if (status >= 500 && status !== 501) request.log.error({ err: error }, 'unforeseen error')
  const detail = status >= 500 && status !== 501 ? `Something went wrong here. Request ${request.id}.` : error.message
  const retryAfter = error instanceof Problem ? error.details.data?.retryAfter : null
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="scim"')
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(scimType)
    .send(scimErrorBody(status, detail, error instanceof ScimProblem ? error.scimType : undefined))
}

/** Whatever is below the path of SCIM and no resource, or none that takes this method, is told in its words too. */
export function unknownInScim(app: FastifyInstance): void {
  app.register(
    async (inner) => {
      speakScim(inner)
      inner.setNotFoundHandler(async (request) => {
        const [path = ''] = request.url.split('?')
        // RFC 7644 3.11: who is asking is a token here, and stands for nobody.
        if (/^\/scim\/v2\/[^/]+\/Me\/?$/.test(path)) throw scimProblem(501, 'A token is no user: there is no /Me.')
        throw scimProblem(404, `There is no ${request.method} ${path}.`)
      })
    },
    { prefix: scimPath },
  )
}

/** Whether an address is one of SCIM, also where it cannot be read further. */
export const isScim = (url: string): boolean => url === scimPath || url.startsWith(`${scimPath}/`)
