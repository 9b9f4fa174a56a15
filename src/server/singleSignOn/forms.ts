import { parse } from 'node:querystring'
import type { FastifyInstance } from 'fastify'

/** Pages of providers, and providers themselves, post forms; nothing else of ours takes them. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, { ...parse(String(body), undefined, undefined, { maxKeys: 10 }) }),
  )
}
