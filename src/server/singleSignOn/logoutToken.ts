import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { discover, fetchOutside, type OidcProvider } from './oidc.ts'

/** What an OpenID provider says is over: one session, or all of somebody. */
export interface SignedOutThere {
  /** The name of the token; it counts once. */
  readonly id: string
  readonly subject: string | null
  readonly session: string | null
}

/** How old a logout token may be, and how far clocks may differ, in seconds. */
export const oldestToken = 10 * 60
const skew = 60

const event = 'http://schemas.openid.net/event/backchannel-logout'

/** Signatures by a key that only the provider has; those by a shared secret are none of them. */
const algorithms = new Set([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
])

const types = new Set([undefined, 'jwt', 'logout+jwt'])

const keysAt = new Map<string, ReturnType<typeof createRemoteJWKSet>>()

/** Keys of a provider as it publishes them; asked again when a token names one that is not known, twice a minute at most. */
function keysOf(address: string) {
  const known = keysAt.get(address)
  if (known) return known
  if (keysAt.size > 200) keysAt.clear()
  const made = createRemoteJWKSet(new URL(address), {
    timeoutDuration: 15_000,
    [customFetch]: (url, { method, headers, signal }) =>
      fetchOutside(url, { method, headers: Object.fromEntries(headers), signal, body: undefined, redirect: 'manual' }),
  })
  keysAt.set(address, made)
  return made
}

/**
 * Reads a logout token (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6); throws with the reason when it does not hold.
 * Whether it was used before is for the caller to see.
 */
export async function readLogoutToken(provider: OidcProvider, token: string): Promise<SignedOutThere> {
  const server = (await discover(provider)).serverMetadata()
  if (server.jwks_uri === undefined) throw new Error('the provider publishes no keys')
  const supported = (server.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) => algorithms.has(name))
  const { payload, protectedHeader } = await jwtVerify(token, keysOf(server.jwks_uri), {
    issuer: server.issuer,
    audience: provider.settings.clientId,
    algorithms: supported,
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
    maxTokenAge: oldestToken,
    clockTolerance: skew,
  })
  // An ID token or an access token is none, although the same key signs it.
  if (!types.has(protectedHeader.typ?.toLowerCase().replace(/^application\//, '')))
    throw new Error('it is a token of another type')
  if (payload.nonce !== undefined) throw new Error('it has a nonce, so it is an ID token')
  const { events, sub, sid, jti } = payload
  if (typeof events !== 'object' || events === null || !isObject((events as Record<string, unknown>)[event]))
    throw new Error('it says nothing of signing out')
  if (!isText(jti)) throw new Error('it has no name of its own')
  if ((sub !== undefined && !isText(sub)) || (sid !== undefined && !isText(sid)) || (sub ?? sid) === undefined)
    throw new Error('it names neither a person nor a session')
  return { id: jti, subject: sub ?? null, session: isText(sid) ? sid : null }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 1000
