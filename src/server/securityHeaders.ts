import type { FastifyReply, FastifyRequest } from 'fastify'

/** Nothing runs, loads, posts or frames: for answers that are no page. */
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

/** A year, for this host and those below it (ASVS 5.0 V3.4.1). */
const strictTransport = 'max-age=31536000; includeSubDomains'

/** Headers that every answer carries, whatever it is. Routes that send pages widen the policy for themselves. */
export function securityHeaders(
  request: Pick<FastifyRequest, 'id' | 'url' | 'protocol'>,
  reply: FastifyReply,
  isSecure: boolean,
): void {
  reply.header('x-request-id', request.id)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'same-origin')
  reply.header('x-frame-options', 'DENY')
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('cross-origin-resource-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  reply.header('content-security-policy', nothing)
  // What comes from records, accounts and settings is kept by no cache, that of the browser included: a machine may be
  // shared, and a right may end. Routes that answer with what is nobody's secret say so themselves (ASVS 5.0 V14.3.2).
  if (/^\/(api|scim)\//.test(request.url)) reply.header('cache-control', 'no-store')
  if (isSecure || request.protocol === 'https') reply.header('strict-transport-security', strictTransport)
}
