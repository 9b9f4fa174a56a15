import { type CacheProvider, generateServiceProviderMetadata, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import type { Identity } from './admit.ts'
import { hasTwoFactors, usualSamlFactors } from './factors.ts'
import type { InstallationKey } from './installationKey.ts'
import type { SamlPlaces } from './places.ts'
import type { OpenProvider, Providers } from './providers.ts'
import { refusal } from './refusal.ts'

export type SamlProvider = Extract<OpenProvider, { kind: 'saml' }>

/** How far clocks may differ, and how old an assertion may be. */
const skewMs = 60_000
const oldestMs = 10 * 60_000

/** What is kept of a SAML session so that the provider knows which one is to end; sealed. */
export interface SamlNamed {
  readonly nameID: string
  readonly nameIDFormat: string
  readonly nameQualifier: string | null
  readonly spNameQualifier: string | null
  readonly sessionIndex: string | null
}

/** The request under way is known to us already; the library only asks whether the id fits. */
const knowing = (id: string | null): CacheProvider => ({
  saveAsync: async (_key, value) => ({ value, createdAt: Date.now() }),
  getAsync: async (key) => (key === id ? new Date().toISOString() : null),
  removeAsync: async () => null,
})

interface Speaking {
  /** null: the provider began by itself. */
  readonly requestId: string | null
  readonly again?: boolean
  /** What it may have encrypted for. */
  readonly key?: string
  /** What our request is signed with. */
  readonly signingKey?: string
}

function speak(
  provider: SamlProvider,
  { entity, acs }: SamlPlaces,
  { requestId, again, key, signingKey }: Speaking,
): SAML {
  const { settings } = provider
  return new SAML({
    issuer: entity,
    audience: entity,
    callbackUrl: acs,
    entryPoint: settings.entryPoint,
    idpIssuer: settings.issuer,
    idpCert: [...settings.certificates],
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    forceAuthn: again === true,
    wantAssertionsSigned: true,
    // Providers sign the assertion, the response or both; the assertion is what counts.
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: skewMs,
    maxAssertionAgeMs: oldestMs,
    validateInResponseTo: requestId === null ? ValidateInResponseTo.never : ValidateInResponseTo.always,
    cacheProvider: knowing(requestId),
    generateUniqueId: () => requestId ?? '',
    ...(key === undefined ? {} : { decryptionPvk: key }),
    ...(signingKey === undefined
      ? {}
      : { privateKey: signingKey, signatureAlgorithm: 'sha256' as const, digestAlgorithm: 'sha256' as const }),
  })
}

/** Where the browser goes to sign in there, signed where the provider is to know that by; `requestId` comes back. */
export async function samlRedirect(
  providers: Providers,
  provider: SamlProvider,
  places: SamlPlaces,
  { requestId, state, again }: { requestId: string; state: string; again: boolean },
): Promise<URL> {
  const signed = provider.settings.signsRequests === true ? { signingKey: (await providers.signingKey()).key } : {}
  const saml = speak(provider, places, { requestId, again, ...signed })
  return new URL(await saml.getAuthorizeUrlAsync(state, undefined, {}))
}

/** What a response must answer: a request of ours, and a time before which nobody may have shown who they are. */
export interface SamlAsked {
  /** null: the sign-in began at the provider. */
  readonly requestId: string | null
  /** Milliseconds; the provider was to ask again who it is. */
  readonly notBefore: number | null
}

/** Reads a response: signature of the assertion, issuer, audience, times, request it answers; each assertion once. */
export async function samlIdentity(
  providers: Providers,
  provider: SamlProvider,
  places: SamlPlaces,
  { requestId, notBefore }: SamlAsked,
  response: string,
): Promise<Identity> {
  refuseOddXml(xmlOf(response), provider.settings.cbc === true)
  const { key } = await providers.encryptionKey()
  const { profile } = await speak(provider, places, { requestId, key }).validatePostResponseAsync({
    SAMLResponse: response,
  })
  // What is read is the part whose signature was checked, not the document around it.
  const assertion = profile?.getAssertion?.()
  const signed = assertion === undefined ? null : signedParts(assertion)
  if (!profile || signed === null) throw new Error('the response has no signed assertion')
  // The library looks at the issuer of messages about signing out alone.
  if (profile.issuer !== provider.settings.issuer) throw new Error('the assertion is of another issuer')
  // A response that answers no request of ours, or was meant for another place, is none; one that nobody asked for
  // answers none at all.
  if (signed.inResponseTo !== requestId || (requestId === null && answersSome(response)))
    throw new Error('the assertion answers another request')
  if (signed.recipient !== places.acs) throw new Error('the assertion was made for another place')
  if (notBefore !== null && !(Date.parse(signed.authenticatedAt ?? '') >= notBefore - skewMs)) throw refusal('stale')
  if (!(await providers.kept.takeAssertion(`${provider.id} ${signed.id}`, (oldestMs + 2 * skewMs) / 60_000)))
    throw refusal('expired')
  if (!profile.nameID || profile.nameIDFormat?.endsWith(':transient')) throw refusal('identity')
  const { settings } = provider
  const named: SamlNamed = {
    nameID: profile.nameID,
    nameIDFormat: profile.nameIDFormat,
    nameQualifier: profile.nameQualifier ?? null,
    spNameQualifier: profile.spNameQualifier ?? null,
    sessionIndex: signed.sessionIndex,
  }
  const attributes = (profile.attributes ?? {}) as Readonly<Record<string, unknown>>
  const first = (name: string | null) => (name === null ? null : (textsIn(attributes[name])[0] ?? null))
  const address = settings.emailAttribute === null ? profile.nameID : first(settings.emailAttribute)
  return {
    subject: profile.nameID,
    email: address,
    // The certificate speaks for the domains the provider is confirmed for.
    isVerified: true,
    name: first(settings.nameAttribute),
    groups: settings.groupsAttribute === null ? null : textsIn(attributes[settings.groupsAttribute]),
    twoFactors: hasTwoFactors(settings, usualSamlFactors, [
      ...(signed.context === null ? [] : [signed.context]),
      ...textsIn(attributes[microsoftFactors]),
    ]),
    session: signed.sessionIndex,
    signOutToken: JSON.stringify(named),
  }
}

/** Where Entra ID and AD FS list how somebody signed in. */
const microsoftFactors = 'http://schemas.microsoft.com/claims/authnmethodsreferences'

const textsIn = (value: unknown): string[] => [value].flat().filter((v): v is string => typeof v === 'string')

/** Enough for somebody who is in almost two thousand groups with long names. */
const mostCharacters = 512 * 1024
const mostTags = 4000
/** A signature has two. */
const mostTransforms = 20

/** What reads XML takes the square of the tags in it, and anybody may post some. */
function refuseMuchXml(xml: string): void {
  if (xml.length > mostCharacters) throw new Error('it is longer than any message')
  if (isThereMoreThan(mostTags, '<', xml) || isThereMoreThan(mostTransforms * 2, 'Transform', xml))
    throw new Error('it has more parts than any message')
}

/**
 * No document type: entities could pull in files or swell without end. No comments: they split texts. No key or content
 * encrypted in ways that give it away when somebody tries often (RSA 1.5, Triple DES; AES-CBC unless it is allowed).
 */
export function refuseOddXml(xml: string, allowsCbc: boolean): void {
  refuseMuchXml(xml)
  if (/<!DOCTYPE|<!ENTITY|<!--|<\?xml-stylesheet/i.test(xml)) throw new Error('it has parts that are not taken')
  if (/rsa-1_5|tripledes/i.test(xml) || /Algorithm\s*=\s*["'][^"']*&/i.test(xml))
    throw new Error('it is encrypted in a way that is not taken')
  if (!allowsCbc && /aes\d*-cbc/i.test(xml))
    throw new Error('it is encrypted with AES-CBC, which is not allowed for this provider')
}

function isThereMoreThan(most: number, what: string, text: string): boolean {
  let found = 0
  for (let at = text.indexOf(what); at >= 0 && found <= most; at = text.indexOf(what, at + 1)) found += 1
  return found > most
}

const xmlOf = (response: string) => Buffer.from(response, 'base64').toString('utf8')

const answersSome = (response: string) => /\bInResponseTo\s*=/i.test(xmlOf(response))

interface SignedParts {
  readonly id: string
  /** null: it answers no request. */
  readonly inResponseTo: string | null
  readonly recipient: string
  readonly authenticatedAt: string | null
  /** How the provider says that it was shown who somebody is. */
  readonly context: string | null
  /** What the provider calls its session. */
  readonly sessionIndex: string | null
}

/** Id, request, recipient and way of the signed assertion, from the library's reading of it. */
function signedParts(assertion: Record<string, unknown>): SignedParts | null {
  const at = (value: unknown, ...path: (string | number)[]): unknown =>
    path.reduce<unknown>(
      (v, key) => (typeof v === 'object' && v !== null ? (v as Record<string | number, unknown>)[key] : undefined),
      value,
    )
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  const id = text(at(assertion, 'Assertion', '$', 'ID'))
  const data = at(assertion, 'Assertion', 'Subject', 0, 'SubjectConfirmation', 0, 'SubjectConfirmationData', 0, '$')
  const recipient = text(at(data, 'Recipient'))
  const statement = at(assertion, 'Assertion', 'AuthnStatement', 0)
  const context = at(statement, 'AuthnContext', 0, 'AuthnContextClassRef', 0)
  if (id === null || recipient === null) return null
  return {
    id,
    inResponseTo: text(at(data, 'InResponseTo')),
    recipient,
    authenticatedAt: text(at(statement, '$', 'AuthnInstant')),
    context: text(context) ?? text(at(context, '_')),
    sessionIndex: text(at(statement, '$', 'SessionIndex')),
  }
}

/** What the provider is told about us, and the certificates to encrypt assertions with and to know our requests by. */
export function samlMetadata(
  { settings }: SamlProvider,
  { entity, acs, slo }: SamlPlaces,
  encryption: InstallationKey,
  signing: InstallationKey,
): string {
  const made = generateServiceProviderMetadata({
    issuer: entity,
    callbackUrl: acs,
    logoutCallbackUrl: slo,
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    wantAssertionsSigned: true,
    decryptionPvk: encryption.key,
    decryptionCert: encryption.certificate,
    privateKey: signing.key,
    publicCerts: signing.certificate,
  })
  // The library takes it that who signs at all signs requests to sign in, and names one way to sign out.
  const told = made
    .replace('AuthnRequestsSigned="true"', `AuthnRequestsSigned="${settings.signsRequests === true}"`)
    .replace(
      /(\s*)<SingleLogoutService [^>]*HTTP-POST[^>]*\/>/,
      (post) => post.replace('HTTP-POST', 'HTTP-Redirect') + post,
    )
  return settings.cbc === true ? told : told.replace(/\s*<EncryptionMethod Algorithm="[^"]*-cbc"\/>/g, '')
}
