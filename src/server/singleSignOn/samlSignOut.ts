import { sign, verify, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { SAML } from '@node-saml/node-saml'
import {
  getNameIdAsync,
  getVerifiedXml,
  parseDomFromString,
  parseXml2JsFromString,
} from '@node-saml/node-saml/lib/xml.js'
import { framed } from './certificateProblem.ts'
import type { InstallationKey } from './installationKey.ts'
import type { SamlPlaces } from './places.ts'
import { refuseOddXml, type SamlNamed, type SamlProvider } from './saml.ts'

/** A request to sign out that holds. */
export interface SamlSignOut {
  readonly id: string
  readonly subject: string
  /** One session, or null for all of the subject. */
  readonly session: string | null
}

/** How old a request may be, and how far clocks may differ, in milliseconds. */
export const oldestRequestMs = 10 * 60_000
const skewMs = 60_000
const mostBytes = 256 * 1024

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

const algorithms: Readonly<Record<string, string>> = {
  [rsaSha256]: 'RSA-SHA256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': 'RSA-SHA384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'RSA-SHA512',
}

/** Reads a request that came in the address (HTTP redirect): the signature is over the query exactly as it was sent. */
export async function redirectedSignOut(
  provider: SamlProvider,
  places: SamlPlaces,
  query: string,
  decrypting: string,
): Promise<SamlSignOut> {
  const sent = new Map<string, string>()
  for (const part of query.split('&')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at)
    // Names that are escaped, or stand there twice, would let something else be read than was signed.
    if (!['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'].includes(name) || sent.has(name))
      throw new Error('the query has parts that are not taken')
    sent.set(name, part.slice(at + 1))
  }
  const value = (name: string): string => decodeURIComponent((sent.get(name) ?? '').replaceAll('+', '%20'))
  const algorithm = algorithms[value('SigAlg')]
  if (algorithm === undefined || !sent.has('Signature')) throw new Error('it is not signed in a way that is taken')
  const said = ['SAMLRequest', 'RelayState', 'SigAlg'].filter((n) => sent.has(n)).map((n) => `${n}=${sent.get(n)}`)
  const signature = Buffer.from(value('Signature'), 'base64')
  const holds = provider.settings.certificates.some((text) => {
    const { publicKey } = new X509Certificate(framed(text))
    return publicKey.asymmetricKeyType === 'rsa' && verify(algorithm, Buffer.from(said.join('&')), publicKey, signature)
  })
  if (!holds) throw new Error('the signature does not hold')
  const deflated = Buffer.from(value('SAMLRequest'), 'base64')
  const xml = await promisify(inflateRaw)(deflated, { maxOutputLength: mostBytes })
  return read(provider, places, xml.toString('utf8'), decrypting)
}

/** Reads a request that a page posted: the signature stands in it, and what it covers is all that is read. */
export async function postedSignOut(
  provider: SamlProvider,
  places: SamlPlaces,
  message: string,
  decrypting: string,
): Promise<SamlSignOut> {
  const xml = Buffer.from(message, 'base64').toString('utf8')
  refuseOddXml(xml, provider.settings.cbc === true)
  if (/#(?:rsa-|hmac-|dsa-)?sha1\b/i.test(xml)) throw new Error('it is signed in a way that is not taken')
  const { documentElement } = await parseDomFromString(xml)
  const covered = getVerifiedXml(xml, documentElement, provider.settings.certificates.map(framed))
  if (covered === null) throw new Error('it has no signature that holds')
  return read(provider, places, covered, decrypting)
}

async function read(provider: SamlProvider, places: SamlPlaces, xml: string, decrypting: string): Promise<SamlSignOut> {
  refuseOddXml(xml, provider.settings.cbc === true)
  const document = (await parseXml2JsFromString(xml)) as Partial<Record<string, LogoutRequest>>
  const request = document.LogoutRequest
  if (!request) throw new Error('it is no request to sign out')
  const {
    ID: id,
    Destination: destination,
    IssueInstant: issued,
    NotOnOrAfter: end,
    Version: version,
  } = request.$ ?? {}
  if (textOf(request.Issuer?.[0]) !== provider.settings.issuer) throw new Error('it is of another issuer')
  if (destination !== places.slo) throw new Error('it was made for another place')
  const age = Date.now() - Date.parse(issued ?? '')
  if (!(age >= -skewMs && age <= oldestRequestMs + skewMs)) throw new Error('it is too old, or of the future')
  if (end !== undefined && !(Date.parse(end) + skewMs > Date.now())) throw new Error('it ran out')
  if (!id || version !== '2.0') throw new Error('it has no id')
  const { value } = await getNameIdAsync(await parseDomFromString(xml), decrypting)
  if (!value) throw new Error('it names nobody')
  const sessions = (request.SessionIndex ?? []).map(textOf)
  // Of several sessions of one person all end: that ends too much rather than too little.
  return { id, subject: value, session: sessions.length === 1 ? (sessions[0] ?? null) : null }
}

/** The parts of a request that are looked at, as the library reads XML. */
interface LogoutRequest {
  readonly $?: Partial<Record<'ID' | 'Version' | 'Destination' | 'IssueInstant' | 'NotOnOrAfter', string>>
  readonly Issuer?: readonly (string | { readonly _?: string })[]
  readonly SessionIndex?: readonly (string | { readonly _?: string })[]
}

const textOf = (node: string | { readonly _?: string } | undefined): string | undefined =>
  typeof node === 'string' ? node : node?._

/** Makes the messages; how the query is spelled and signed is ours, so that a browser leaves it as it was signed. */
function speak({ settings }: SamlProvider, { entity, acs }: SamlPlaces, address: string): SAML {
  return new SAML({
    issuer: entity,
    callbackUrl: acs,
    entryPoint: settings.entryPoint,
    logoutUrl: address,
    idpIssuer: settings.issuer,
    idpCert: [...settings.certificates],
  })
}

function signed(
  made: string,
  name: 'SAMLRequest' | 'SAMLResponse',
  relayState: string,
  { key }: InstallationKey,
): string {
  const url = new URL(made)
  const message = url.searchParams.get(name) ?? ''
  url.searchParams.delete(name)
  const written = (values: readonly (readonly [string, string])[]) =>
    values.map(([n, value]) => `${n}=${encodeURIComponent(value).replaceAll("'", '%27')}`).join('&')
  const query = written([
    [name, message],
    ...(relayState === '' ? [] : [['RelayState', relayState] as const]),
    ['SigAlg', rsaSha256],
  ])
  const signature = sign('RSA-SHA256', Buffer.from(query), key).toString('base64')
  return `${url.href}${url.search === '' ? '?' : '&'}${query}&${written([['Signature', signature]])}`
}

/** Where the browser goes on with our signed answer; null when the provider takes none. */
export async function samlSignOutAnswer(
  provider: SamlProvider,
  places: SamlPlaces,
  { id, subject }: SamlSignOut,
  relayState: string,
  key: InstallationKey,
): Promise<string | null> {
  const address = provider.settings.signOutAddress
  if (!address) return null
  const request = { ID: id, issuer: provider.settings.issuer, nameID: subject, nameIDFormat: '' }
  const url = await speak(provider, places, address).getLogoutResponseUrlAsync(request, '', {}, true)
  return signed(url, 'SAMLResponse', relayState, key)
}

/** Where the browser goes to end its session at the provider too; null when the provider does not offer it. */
export async function samlEnd(
  provider: SamlProvider,
  places: SamlPlaces,
  named: SamlNamed,
  key: InstallationKey,
): Promise<string | null> {
  const address = provider.settings.signOutAddress
  if (!address) return null
  const { nameID, nameIDFormat, nameQualifier, spNameQualifier, sessionIndex } = named
  const user = {
    issuer: provider.settings.issuer,
    nameID,
    nameIDFormat,
    ...(nameQualifier === null ? {} : { nameQualifier }),
    ...(spNameQualifier === null ? {} : { spNameQualifier }),
    ...(sessionIndex === null ? {} : { sessionIndex }),
  }
  return signed(await speak(provider, places, address).getLogoutUrlAsync(user, '', {}), 'SAMLRequest', '', key)
}
