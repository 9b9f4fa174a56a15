import type { FastifyRequest } from 'fastify'
import type { SignIn } from '../signIn/signIn.ts'
import { oidcEnd } from './oidc.ts'
import { samlPlaces } from './places.ts'
import type { SamlNamed } from './saml.ts'

/** Where the browser goes on to end its session at the provider too; null when it came by another way. */
export async function endAtProvider(signIn: SignIn, request: FastifyRequest): Promise<string | null> {
  const { providers } = signIn
  const session = await signIn.current(request)
  const kept = session && (await providers.kept.sessionOf(session.id))
  if (!kept?.provider || kept.sealedToken === null) return null
  const provider = await providers.byId(kept.provider)
  const token = providers.sealer.open(kept.sealedToken)
  if (!provider?.enabled || token === null) return null
  if (provider.kind === 'oidc') return oidcEnd(provider, token, `${signIn.address}/`)
  if (!provider.settings.signOutAddress) return null
  const { samlEnd } = await import('./samlSignOut.ts')
  // Sealed by ourselves, so of the shape we gave it.
  const named = JSON.parse(token) as SamlNamed
  return samlEnd(provider, samlPlaces(signIn.address, provider.id), named, await providers.signingKey())
}
