import type { FastifyRequest } from 'fastify'
import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'

/** The key under which a client may send the same change again and get the first answer. */
export function idempotency(request: FastifyRequest): { idempotencyKey?: string } {
  const key = request.headers['idempotency-key']
  if (key === undefined) return {}
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw problem('request/invalid', {
      fields: [{ field: 'Idempotency-Key', message: say`Give 1 to 200 visible characters without spaces.` }],
    })
  }
  return { idempotencyKey: key }
}
