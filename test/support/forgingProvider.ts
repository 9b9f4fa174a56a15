import { createHmac, createPublicKey, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export type Claims = Readonly<Record<string, unknown>>

export interface Token {
  readonly header: Claims
  readonly claims: Claims
}

export interface ForgingProvider {
  readonly issuer: string
  /** The pair whose public key the provider publishes. */
  readonly pair: KeyPair
  /** What it says of itself, and changes of that. */
  metadata: Claims
  /** Makes the ID token from what an honest provider would say; an honest one when left alone. */
  forge: (honest: Token) => string
  /** What the userinfo endpoint says. */
  userinfo: Claims
  /** How often each address of it was asked. */
  readonly asked: Map<string, number>
  /** Signs in as a browser would; where it leads back to. */
  signIn(from: string): URL
  close(): Promise<void>
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with a signature of RS256 by this key. */
export function signed({ header, claims }: Token, key: KeyObject): string {
  const text = `${encoded(header)}.${encoded(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`
}

/** A token with a signature of HS256 by a secret. */
export function signedBySecret({ header, claims }: Token, secret: string | Buffer): string {
  const text = `${encoded({ ...header, alg: 'HS256' })}.${encoded(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

export const unsigned = ({ header, claims }: Token): string =>
  `${encoded({ ...header, alg: 'none' })}.${encoded(claims)}.`

export const newPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

export const pem = (pair: KeyPair): string => pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** An OpenID provider that speaks the protocol over http and hands out whatever token a test wants. */
export async function forgingProvider(): Promise<ForgingProvider> {
  const pair = newPair()
  const asked = new Map<string, number>()
  const nonces = new Map<string, string>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', issuer)
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1)
    const send = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration') return send(provider.metadata)
    if (pathname === '/jwks')
      return send({
        keys: [{ ...createPublicKey(pem(pair)).export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }],
      })
    if (pathname === '/userinfo') return send(provider.userinfo)
    if (pathname !== '/token') return response.writeHead(404).end()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const code = new URLSearchParams(Buffer.concat(chunks).toString()).get('code') ?? ''
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        iss: issuer,
        aud: 'openaims',
        sub: 'honest',
        iat: now,
        exp: now + 300,
        auth_time: now,
        nonce: nonces.get(code),
        email: 'honest@example.org',
        email_verified: true,
      }
      const id_token = provider.forge({ header: { alg: 'RS256', kid: 'k1', typ: 'JWT' }, claims })
      send({ access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token })
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider: ForgingProvider = {
    issuer,
    pair,
    asked,
    userinfo: {},
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    },
    forge: (honest) => signed(honest, pair.privateKey),
    signIn(from) {
      const asking = new URL(from)
      const code = `code-${nonces.size}`
      nonces.set(code, asking.searchParams.get('nonce') ?? '')
      const back = new URL(asking.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', asking.searchParams.get('state') ?? '')
      return back
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  return provider
}
