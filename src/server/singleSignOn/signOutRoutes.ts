import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import type { ServerContext } from '../context.ts'
import { takeForms } from './forms.ts'
import { oldestToken, readLogoutToken } from './logoutToken.ts'
import { samlPlaces, signInBase } from './places.ts'
import { refusal } from './refusal.ts'
import type { SamlProvider } from './saml.ts'
import type { SamlSignOut } from './samlSignOut.ts'

/** How many requests to sign out that do not hold may come from one address. */
const wrongTries = { attempts: 30, minutes: 15, pauseMinutes: 15 }
const tries = 'provider sign-out'

/** What reads and signs SAML brings a whole XML toolbox along. */
const readSaml = () => import('./samlSignOut.ts')

/** Sign-outs that begin at a provider: what came through it ends here too. */
export function providerSignOutRoutes({ app, sessions, signIn }: ServerContext): void {
  const { providers } = signIn

  app.register(async (inner) => {
    takeForms(inner)

    // The provider itself speaks here, with no browser between (OpenID Connect Back-Channel Logout 1.0).
    inner.post(
      `${signInBase}/:provider/backchannel-logout`,
      { config: { fromOtherSites: true } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        await signIn.refuseGuessing(request, tries)
        const provider = await providers.byId(idOf(request))
        const { logout_token: token } = (request.body ?? {}) as Record<string, unknown>
        const refuse = (why: string) => refused(request, why, problem('single-sign-on/sign-out'))
        if (provider?.kind !== 'oidc' || !provider.enabled) throw await refuse('there is no such provider')
        if (typeof token !== 'string') throw await refuse('there is no token')
        const said = await readLogoutToken(provider, token).catch(async (error: Error) => {
          throw await refuse(error.message)
        })
        // The name is kept longer than the token can count.
        if (!(await providers.kept.takeAssertion(`${provider.id} sign-out ${said.id}`, oldestToken / 60 + 5)))
          throw await refuse('it came before')
        return { ended: await end(request, provider.id, said) }
      },
    )

    const slo = `${signInBase}/:provider/slo`

    inner.get(slo, (request, reply) => {
      const query = request.url.split('?')[1] ?? ''
      const { SAMLRequest: message, RelayState: state } = request.query as Record<string, unknown>
      return answer(request, reply, message, state, async (provider, decrypting) =>
        (await readSaml()).redirectedSignOut(provider, samlPlaces(signIn.address, provider.id), query, decrypting),
      )
    })

    inner.post(slo, { config: { fromOtherSites: true } }, (request, reply) => {
      const { SAMLRequest: message, RelayState: state } = (request.body ?? {}) as Record<string, unknown>
      return answer(request, reply, message, state, async (provider, decrypting) =>
        (await readSaml()).postedSignOut(
          provider,
          samlPlaces(signIn.address, provider.id),
          String(message),
          decrypting,
        ),
      )
    })
  })

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    message: unknown,
    state: unknown,
    read: (provider: SamlProvider, decrypting: string) => Promise<SamlSignOut>,
  ) {
    reply.header('cache-control', 'no-store')
    // The answer to a sign-out that began here: it is done already, whatever the provider says.
    if (message === undefined) return reply.redirect('/', 303)
    await signIn.refuseGuessing(request, tries)
    const provider = await providers.byId(idOf(request))
    const back = async (why: string) => {
      await refused(request, why, refusal('signOut'))
      return reply.redirect('/?refused=signOut', 303)
    }
    if (provider?.kind !== 'saml' || !provider.enabled) return back('there is no such provider')
    const { key } = await providers.encryptionKey()
    const said = await read(provider, key).catch((error: Error) => error)
    if (said instanceof Error) return back(said.message)
    if (!(await providers.kept.takeAssertion(`${provider.id} sign-out ${said.id}`, 15))) return back('it came before')
    await end(request, provider.id, said)
    // Files and lists that the browser kept are not for who sits at it next.
    reply.header('clear-site-data', '"cache"')
    const { samlSignOutAnswer } = await readSaml()
    const places = samlPlaces(signIn.address, provider.id)
    const relay = typeof state === 'string' ? state.slice(0, 1000) : ''
    const onward = await samlSignOutAnswer(provider, places, said, relay, await providers.signingKey())
    return reply.redirect(onward ?? '/', 303)
  }

  async function end(
    request: FastifyRequest,
    provider: string,
    { subject, session }: { readonly subject: string | null; readonly session: string | null },
  ): Promise<number> {
    const ended = await providers.kept.endNamed(provider, subject, session)
    sessions.forget()
    request.log.warn({ event: 'sign-out.by-provider', provider, ended }, 'a provider ended sessions')
    return ended
  }

  async function refused<T>(request: FastifyRequest, reason: string, error: T): Promise<T> {
    const provider = idOf(request).slice(0, 40)
    request.log.warn({ event: 'sign-out.refused', provider, reason: reason.slice(0, 300) }, 'nobody was signed out')
    await signIn.countGuess(request, tries, wrongTries)
    return error
  }
}

const idOf = (request: FastifyRequest): string => (request.params as { provider: string }).provider
