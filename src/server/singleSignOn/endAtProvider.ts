import type { FastifyRequest } from 'fastify'
import type { SignIn } from '../signIn/signIn.ts'
import { oidcEnd } from './oidc.ts'

/** Where the browser goes on to end its session at the provider too; null when it came by another way. */
export async function endAtProvider(signIn: SignIn, request: FastifyRequest): Promise<string | null> {
  const { providers } = signIn
  const session = await signIn.current(request)
  const kept = session && (await providers.kept.sessionOf(session.id))
  if (!kept?.provider || kept.sealedToken === null) return null
  const provider = await providers.byId(kept.provider)
  const token = providers.sealer.open(kept.sealedToken)
  if (provider?.kind !== 'oidc' || !provider.enabled || token === null) return null
  return oidcEnd(provider, token, `${signIn.address}/`)
}
