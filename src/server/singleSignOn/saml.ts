import { X509Certificate } from 'node:crypto'
import { type CacheProvider, generateServiceProviderMetadata, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import type { Identity } from './admit.ts'
import type { OpenProvider, Providers } from './providers.ts'
import { refusal } from './refusal.ts'

export type SamlProvider = Extract<OpenProvider, { kind: 'saml' }>

/** How far clocks may differ, and how old an assertion may be. */
const skewMs = 60_000
const oldestMs = 10 * 60_000

/** Where responses arrive and what we are called, for one provider. */
export interface SamlPlaces {
  readonly entity: string
  readonly acs: string
}

/** The request under way is known to us already; the library only asks whether the id fits. */
const knowing = (id: string): CacheProvider => ({
  saveAsync: async (_key, value) => ({ value, createdAt: Date.now() }),
  getAsync: async (key) => (key === id ? new Date().toISOString() : null),
  removeAsync: async () => null,
})

function speak(provider: SamlProvider, { entity, acs }: SamlPlaces, requestId: string, again = false): SAML {
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
    forceAuthn: again,
    wantAssertionsSigned: true,
    // Providers sign the assertion, the response or both; the assertion is what counts.
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: skewMs,
    maxAssertionAgeMs: oldestMs,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: knowing(requestId),
    generateUniqueId: () => requestId,
  })
}

/** Where the browser goes to sign in there; `requestId` comes back in what it sends. */
export async function samlRedirect(
  provider: SamlProvider,
  places: SamlPlaces,
  requestId: string,
  state: string,
  again: boolean,
): Promise<URL> {
  return new URL(await speak(provider, places, requestId, again).getAuthorizeUrlAsync(state, undefined, {}))
}

/** Reads a response: signature of the assertion, issuer, audience, times, request it answers; each assertion once. */
export async function samlIdentity(
  providers: Providers,
  provider: SamlProvider,
  places: SamlPlaces,
  requestId: string,
  response: string,
): Promise<Identity> {
  refuseOddXml(response)
  const { profile } = await speak(provider, places, requestId).validatePostResponseAsync({ SAMLResponse: response })
  // What is read is the part whose signature was checked, not the document around it.
  const assertion = profile?.getAssertion?.()
  const signed = assertion === undefined ? null : signedParts(assertion)
  if (!profile || signed === null) throw refusal('provider')
  // The library looks at the issuer of messages about signing out alone.
  if (profile.issuer !== provider.settings.issuer) throw refusal('provider')
  // A response that answers no request of ours, or was meant for another place, is none.
  if (signed.inResponseTo !== requestId || signed.recipient !== places.acs) throw refusal('provider')
  if (!(await providers.kept.takeAssertion(`${provider.id} ${signed.id}`, (oldestMs + 2 * skewMs) / 60_000)))
    throw refusal('expired')
  if (!profile.nameID || profile.nameIDFormat?.endsWith(':transient')) throw refusal('identity')
  const { settings } = provider
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
  }
}

const textsIn = (value: unknown): string[] => [value].flat().filter((v): v is string => typeof v === 'string')

/** No document type: entities could pull in files or swell without end. No comments: they split texts. */
function refuseOddXml(response: string): void {
  const xml = Buffer.from(response, 'base64').toString('utf8')
  if (/<!DOCTYPE|<!ENTITY|<!--|<\?xml-stylesheet/i.test(xml)) throw refusal('provider')
}

/** Id, request and recipient of the signed assertion, from the library's reading of it. */
function signedParts(
  assertion: Record<string, unknown>,
): { id: string; inResponseTo: string; recipient: string } | null {
  const at = (value: unknown, ...path: (string | number)[]): unknown =>
    path.reduce<unknown>(
      (v, key) => (typeof v === 'object' && v !== null ? (v as Record<string | number, unknown>)[key] : undefined),
      value,
    )
  const id = at(assertion, 'Assertion', '$', 'ID')
  const data = at(assertion, 'Assertion', 'Subject', 0, 'SubjectConfirmation', 0, 'SubjectConfirmationData', 0, '$')
  const inResponseTo = at(data, 'InResponseTo')
  const recipient = at(data, 'Recipient')
  return typeof id === 'string' && typeof inResponseTo === 'string' && typeof recipient === 'string'
    ? { id, inResponseTo, recipient }
    : null
}

/** What the provider is told about us. */
export const samlMetadata = ({ entity, acs }: SamlPlaces): string =>
  generateServiceProviderMetadata({
    issuer: entity,
    callbackUrl: acs,
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    wantAssertionsSigned: true,
  })

/** Why a certificate cannot be used; null when it can. */
export function certificateProblem(text: string): string | null {
  const pem = text.includes('-----BEGIN') ? text : `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`
  try {
    const { validTo } = new X509Certificate(pem)
    return Date.parse(validTo) < Date.now() ? `The certificate ran out on ${validTo}.` : null
  } catch {
    return 'This is no certificate.'
  }
}
