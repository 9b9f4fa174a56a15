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
  /** Claims that are told elsewhere, and where. */
  readonly _claim_names?: Readonly<Record<string, string>>
  readonly _claim_sources?: Readonly<Record<string, { readonly endpoint: string }>>
}

export interface IdentityProvider {
  readonly issuer: string
  /** Who is there, by their subject; changed at will. */
  readonly people: Map<string, KnownThere>
  /** Begins to serve; before, only the address is known. */
  open(redirectUris: readonly string[], signedOutUris?: readonly string[], backChannel?: BackChannel): void
  /** Who sits at the browser that comes next. */
  seat(subject: string): void
  /** Goes through the sign-in as a browser does, as this person; where it leads back to. */
  signIn(from: string, subject: string): Promise<URL>
  /** Signs this person out there, in the browser they signed in with last; it tells its clients, and what they answered. */
  signOut(subject: string): Promise<'told' | Error>
  close(): Promise<void>
}

/** How the provider says to its client that somebody signed out. */
export interface BackChannel {
  readonly uri: string
  /** Whether it names the session, or only the person. */
  readonly namesSession: boolean
  /** Carries what it sends to where the client listens. */
  readonly deliver: (url: string, options: RequestInit) => Promise<Response>
}

export const clientSecret = 'a-secret-of-the-client-that-nobody-may-see'

/** A real OpenID provider on a free port; whoever is named is signed in without being asked. */
export async function identityProvider(): Promise<IdentityProvider> {
  const people = new Map<string, KnownThere>()
  /** Cookies of the browser that each person used last. */
  const browsers = new Map<string, Map<string, string>>()
  let outcome: 'told' | Error = new Error('the provider told nobody')
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
    open(redirectUris, signedOutUris = [], backChannel) {
      const made = new Provider(issuer, {
        clients: [
          {
            client_id: 'openaims',
            client_secret: clientSecret,
            redirect_uris: redirectUris,
            post_logout_redirect_uris: signedOutUris,
            ...(backChannel === undefined
              ? {}
              : {
                  backchannel_logout_uri: backChannel.uri,
                  backchannel_logout_session_required: backChannel.namesSession,
                }),
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
        features: {
          devInteractions: { enabled: false },
          backchannelLogout: { enabled: backChannel !== undefined },
        },
        ...(backChannel === undefined ? {} : { fetch: backChannel.deliver }),
        pkce: { required: () => true },
        cookies: { keys: ['a key of the test'] },
      })
      made.on('backchannel.success', () => {
        outcome = 'told'
      })
      made.on('backchannel.error', (_context, error) => {
        outcome = error as Error
      })
      provider = made
    },
    seat(subject) {
      current = subject
    },
    async signIn(from, subject) {
      current = subject
      const cookies = new Map<string, string>()
      browsers.set(subject, cookies)
      let at = new URL(from)
      for (let step = 0; step < 10; step++) {
        if (at.origin !== issuer) return at
        const answer = await ask(cookies, at)
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`${at.pathname} answered ${answer.status}: ${await answer.text()}`)
        at = new URL(location, at)
      }
      throw new Error('the provider leads round in a circle')
    },
    async signOut(subject) {
      outcome = new Error('the provider told nobody')
      const cookies = browsers.get(subject) ?? new Map<string, string>()
      const page = await (await ask(cookies, new URL('/session/end', issuer))).text()
      const [, action = '', xsrf = ''] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/.exec(page) ?? []
      const answer = await ask(cookies, new URL(action, issuer), new URLSearchParams({ xsrf, logout: 'yes' }))
      if (answer.status >= 400) throw new Error(`${action} answered ${answer.status}: ${await answer.text()}`)
      return outcome
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** Asks as a browser does that keeps these cookies. */
async function ask(cookies: Map<string, string>, at: URL, form?: URLSearchParams): Promise<Response> {
  const answer = await fetch(at, {
    redirect: 'manual',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form === undefined ? {} : { method: 'POST', body: form }),
  })
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  return answer
}
