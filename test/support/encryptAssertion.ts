import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'

export interface Ways {
  readonly content?: 'aes256-gcm' | 'aes256-cbc' | 'tripledes-cbc'
  readonly key?: 'oaep' | 'rsa-1_5'
}

const contents = {
  'aes256-gcm': { uri: 'http://www.w3.org/2009/xmlenc11#aes256-gcm', cipher: 'aes-256-gcm', key: 32, iv: 12 },
  'aes256-cbc': { uri: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc', cipher: 'aes-256-cbc', key: 32, iv: 16 },
  'tripledes-cbc': { uri: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc', cipher: 'des-ede3-cbc', key: 24, iv: 8 },
} as const
const keys = {
  oaep: { uri: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p', padding: constants.RSA_PKCS1_OAEP_PADDING },
  'rsa-1_5': { uri: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5', padding: constants.RSA_PKCS1_PADDING },
} as const

/** Encrypts an assertion for the key of a certificate (XML Encryption), as anybody who has the metadata can. */
export function encryptAssertion(
  assertion: string,
  certificate: string,
  { content = 'aes256-gcm', key = 'oaep' }: Ways = {},
): string {
  const how = contents[content]
  const secret = randomBytes(how.key)
  const iv = randomBytes(how.iv)
  const cipher = createCipheriv(how.cipher, secret, iv)
  const body = Buffer.concat([iv, cipher.update(assertion, 'utf8'), cipher.final()])
  const sealed = 'getAuthTag' in cipher && content === 'aes256-gcm' ? Buffer.concat([body, tagOf(cipher)]) : body
  const wrapped = publicEncrypt(
    { key: new X509Certificate(certificate).publicKey, padding: keys[key].padding, oaepHash: 'sha1' },
    secret,
  )
  const value = (bytes: Buffer) =>
    `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>`
  return (
    `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" ` +
    `Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="${how.uri}"/>` +
    `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${keys[key].uri}"/>` +
    `${value(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>${value(sealed)}</xenc:EncryptedData></saml:EncryptedAssertion>`
  )
}

/** Only ciphers that authenticate have one; the type of those made by name does not say so. */
const tagOf = (cipher: object): Buffer => (cipher as { getAuthTag(): Buffer }).getAuthTag()
