// The package has no types; those of the journeys find them only when named.
/// <reference path="./oidc-provider.d.ts" />
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Context } from 'oidc-provider'

export interface KnownThere {
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
  readonly groups?: readonly string[]
}

export interface IdentityProvider {
  readonly issuer: string
  /** Who is there, by their subject; changed at will. */
  readonly people: Map<string, KnownThere>
  /** Begins to serve; before, only the address is known. */
  open(redirectUris: readonly string[], signedOutUris?: readonly string[]): void
  /** Who sits at the browser that comes next. */
  seat(subject: string): void
  /** Goes through the sign-in as a browser does, as this person; where it leads back to. */
  signIn(from: string, subject: string): Promise<URL>
  close(): Promise<void>
}

export const clientSecret = 'a-secret-of-the-client-that-nobody-may-see'

/** A real OpenID provider on a free port; whoever is named is signed in without being asked. */
export async function identityProvider(): Promise<IdentityProvider> {
  const people = new Map<string, KnownThere>()
  let provider: Provider | null = null
  let current = ''
  const server = createServer((request, response) => {
    if (!provider) return void response.writeHead(503).end()
    if (request.url?.startsWith('/interaction/'))
      return void provider.interactionFinished(request, response, { login: { accountId: current } })
    provider.callback()(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`

  return {
    issuer,
    people,
    open(redirectUris, signedOutUris = []) {
      const made = new Provider(issuer, {
        clients: [
          {
            client_id: 'openaims',
            client_secret: clientSecret,
            redirect_uris: redirectUris,
            post_logout_redirect_uris: signedOutUris,
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
        findAccount: async (_context: unknown, id: string) => ({
          accountId: id,
          claims: async () => ({ sub: id, ...people.get(id) }),
        }),
        async loadExistingGrant({ oidc: { client, session } }: Context) {
          const grant = new made.Grant({ accountId: session.accountId, clientId: client.clientId })
          grant.addOIDCScope('openid email profile groups')
          await grant.save()
          return grant
        },
        interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
        features: { devInteractions: { enabled: false } },
        pkce: { required: () => true },
        cookies: { keys: ['a key of the test'] },
      })
      provider = made
    },
    seat(subject) {
      current = subject
    },
    async signIn(from, subject) {
      current = subject
      const cookies = new Map<string, string>()
      let at = new URL(from)
      for (let step = 0; step < 10; step++) {
        if (at.origin !== issuer) return at
        const answer = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        })
        for (const line of answer.headers.getSetCookie()) {
          const [pair = ''] = line.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`${at.pathname} answered ${answer.status}: ${await answer.text()}`)
        at = new URL(location, at)
      }
      throw new Error('the provider leads round in a circle')
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
