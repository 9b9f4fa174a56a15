import type { FastifyReply } from 'fastify'

/** Headers that every answer carries, whatever it is. Routes that send pages widen the policy for themselves. */
export function securityHeaders(url: string, requestId: string, reply: FastifyReply): void {
  reply.header('x-request-id', requestId)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'same-origin')
  reply.header('x-frame-options', 'DENY')
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('cross-origin-resource-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  if (url.startsWith('/api/')) reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
}
