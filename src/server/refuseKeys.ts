import type { FastifyInstance } from 'fastify'
import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import { takesKey } from './contract/repeatable.ts'

const inOrganisation = '/api/v1/o/:organisation/'

/**
 * Refuses an `Idempotency-Key` where none is honoured. Passed over, whoever sent it would repeat the request in the belief
 * that it counts once; the load balancers of the guide repeat on their own what carries one.
 */
export function refuseKeys(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ headers, method, routeOptions: { url } }) => {
    if (headers['idempotency-key'] === undefined || method === 'GET' || method === 'HEAD' || url === undefined) return
    if (url.startsWith(inOrganisation) && takesKey(method, url.slice(inOrganisation.length))) return
    throw problem('request/invalid', {
      fields: [
        {
          field: 'Idempotency-Key',
          message: say`This address takes no key, and what is sent to it twice may count twice. Leave the header out.`,
        },
      ],
    })
  })
}
