import { createHash } from 'node:crypto'
import * as oidc from 'openid-client'
import type { OidcSettings } from '../../store/identityProviders.ts'
import { sendOutside } from '../log/outsideAddress.ts'
import type { Identity } from './admit.ts'
import { hasTwoFactors, usualOidcFactors } from './factors.ts'
import type { OpenProvider } from './providers.ts'
import { refusal } from './refusal.ts'

export type OidcProvider = Extract<OpenProvider, { kind: 'oidc' }>

/** What is remembered between leaving for the provider and coming back. */
export interface OidcStep {
  readonly verifier: string
  readonly nonce: string
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Everything goes to the open network, or to a host that the operator allows; without encryption only to this machine. */
export const fetchOutside: oidc.CustomFetch = async (address, { method, headers, body, signal }) => {
  const url = new URL(address)
  if (url.protocol !== 'https:' && !loopback.has(url.hostname)) throw new Error('The address must begin with https.')
  const sent = await sendOutside(address, {
    method,
    headers,
    body: body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined,
    signal,
  })
  return new Response(sent.body.length === 0 ? null : new Uint8Array(sent.body), {
    status: sent.status,
    headers: sent.type === null ? {} : { 'content-type': sent.type },
  })
}

const known = new Map<string, { until: number; found: Promise<oidc.Configuration> }>()

/** What the provider says of itself; remembered for ten minutes. */
export async function discover(provider: OidcProvider, fresh = false): Promise<oidc.Configuration> {
  const { settings, clientSecret } = provider
  const name = createHash('sha256')
    .update(JSON.stringify([settings.issuer, settings.clientId, clientSecret]))
    .digest('hex')
  const before = known.get(name)
  if (before && before.until > performance.now() && !fresh) return before.found
  if (known.size > 200) known.clear()
  const found = ask(settings, clientSecret)
  known.set(name, { until: performance.now() + 600_000, found })
  found.catch(() => known.delete(name))
  return found
}

function ask({ issuer, clientId }: OidcSettings, secret: string | null): Promise<oidc.Configuration> {
  const server = new URL(issuer)
  return oidc.discovery(server, clientId, undefined, secret === null ? oidc.None() : authenticate(secret), {
    [oidc.customFetch]: fetchOutside,
    timeout: 15,
    // The signature of tokens is checked although they come from the provider itself over an encrypted connection.
    execute: [
      oidc.enableNonRepudiationChecks,
      ...(server.protocol === 'http:' && loopback.has(server.hostname) ? [oidc.allowInsecureRequests] : []),
    ],
  })
}

/** The secret as the provider likes it: in the header, which is usual, or in the body. */
const authenticate =
  (secret: string): oidc.ClientAuth =>
  (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const by = methods.includes('client_secret_basic') ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret)
    by(server, client, body, headers)
  }

/** Where the browser goes to sign in there. */
export async function oidcRedirect(
  provider: OidcProvider,
  redirectUri: string,
  state: string,
  again: boolean,
): Promise<{ url: URL; step: OidcStep }> {
  const config = await discover(provider)
  const step = { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() }
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: [...new Set(['openid', ...provider.settings.scopes])].join(' '),
    state,
    nonce: step.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(step.verifier),
    code_challenge_method: 'S256',
    ...(again ? { prompt: 'login', max_age: '0' } : {}),
  })
  return { url, step }
}

/**
 * Trades the code for who somebody is: state, nonce, issuer, audience, times and signature are checked by the library.
 * `since` is when the browser left, in milliseconds, where the provider was to ask again who it is.
 */
export async function oidcIdentity(
  provider: OidcProvider,
  callback: URL,
  state: string,
  step: OidcStep,
  since: number | null,
): Promise<Identity> {
  const config = await discover(provider)
  const tokens = await oidc.authorizationCodeGrant(config, callback, {
    expectedState: state,
    expectedNonce: step.nonce,
    pkceCodeVerifier: step.verifier,
    idTokenExpected: true,
    // Who was to be asked again was, after the browser left; a minute is for clocks that differ.
    ...(since === null ? {} : { maxAge: Math.ceil((Date.now() - since) / 1000) + 60 }),
  })
  const token = tokens.claims()
  if (token === undefined || tokens.id_token === undefined) throw refusal('provider')
  // The library looks at it only where there are several audiences.
  if (token.azp !== undefined && token.azp !== provider.settings.clientId)
    throw new Error('unexpected ID Token "azp" (authorized party) claim value')
  const { groupsClaim } = provider.settings
  const isWhole = token.email !== undefined && (groupsClaim === null || token[groupsClaim] !== undefined)
  const more =
    isWhole || !config.serverMetadata().userinfo_endpoint
      ? {}
      : await oidc.fetchUserInfo(config, tokens.access_token, token.sub)
  const claims: Readonly<Record<string, unknown>> = { ...more, ...token }
  return {
    subject: token.sub,
    email: typeof claims.email === 'string' ? claims.email : null,
    isVerified: isTrue(claims.email_verified) || isTrue(claims.xms_edov),
    name: typeof claims.name === 'string' ? claims.name : null,
    groups: groupsClaim === null || isElsewhere(claims, groupsClaim) ? null : textsIn(claims[groupsClaim]),
    // From the signed token alone; userinfo tells of the account and not of this sign-in.
    twoFactors: hasTwoFactors(provider.settings, usualOidcFactors, [...textsIn(token.amr), ...textsIn(token.acr)]),
    session: typeof token.sid === 'string' ? token.sid : null,
    signOutToken: tokens.id_token,
  }
}

/** Some send the text or a number; Entra calls it `xms_edov` (the domain of the address is verified). */
const isTrue = (value: unknown) => value === true || value === 'true' || value === 1 || value === '1'

/** Left out because it would be too long, with word of where it could be asked for (OpenID Connect Core 5.6.2). */
const isElsewhere = (claims: Readonly<Record<string, unknown>>, name: string): boolean =>
  claims[name] === undefined &&
  typeof claims._claim_names === 'object' &&
  claims._claim_names !== null &&
  Object.hasOwn(claims._claim_names, name)

const textsIn = (value: unknown): string[] => [value].flat().filter((v): v is string => typeof v === 'string')

/** Where signing out goes on at the provider; null when it has no such place or cannot be asked. */
export async function oidcEnd(provider: OidcProvider, idToken: string, back: string): Promise<string | null> {
  try {
    const config = await discover(provider)
    if (!config.serverMetadata().end_session_endpoint) return null
    return oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back }).href
  } catch {
    return null
  }
}
