import { registerClient } from './client/registerClient.ts'
import { makeSender, type OrganisationClient, routesBelow, type SenderOptions } from './client/sender.ts'
import type { OrganisationRoutes, Routes } from './contract.ts'

/**
 * Speaks to a server over its API, by the routes of the contract: `client.get('session')`,
 * `client.organisation('acme').get('records/{register}', { at: { register: 'risks' } })`.
 * Refusals are thrown as the `Problem` the server sent, with its code and fields.
 */
export function makeClient(options: SenderOptions) {
  const send = makeSender(options)
  return {
    ...routesBelow<Routes>(send, ''),
    organisation(slug: string) {
      const org: OrganisationClient = routesBelow<OrganisationRoutes>(send, `o/${encodeURIComponent(slug)}/`)
      /** One register, named as in its address (`risks`) or by its own name (`risk`). */
      return { ...org, register: (path: string) => registerClient(org, path) }
    },
  }
}

export type Client = ReturnType<typeof makeClient>
