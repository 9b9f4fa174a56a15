import { createHash, verify, X509Certificate } from 'node:crypto'
import { type Der, der, oid, oidText, partAt, partsOf, readDer, sequence } from './der.ts'

// RFC 3161: asking an authority for a time stamp over a hash, and checking what it answers.

const oids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

const digests: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
/** How it is signed; where the algorithm does not name a digest, that of the signer counts. */
const signatures: Readonly<Record<string, string | 'asSigner' | null>> = {
  '1.2.840.113549.1.1.1': 'asSigner',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
}

/** A request over the hash of data. The nonce makes sure that the answer is to this one. */
export function stampRequest(data: Uint8Array | string, nonce: Buffer): Buffer {
  const hash = createHash('sha256').update(data).digest()
  const imprint = sequence(sequence(oid(oids.sha256), der(0x05)), der(0x04, hash))
  return sequence(der(0x02, Buffer.from([1])), imprint, der(0x02, positive(nonce)), der(0x01, Buffer.from([0xff])))
}

/** An integer that begins with a high bit would be negative. */
const positive = (bytes: Buffer) => Buffer.concat([Buffer.from([0]), bytes].slice((bytes[0] ?? 0) & 0x80 ? 0 : 1))

export interface Stamp {
  readonly at: Date
  readonly serial: string
}

export interface StampCheck {
  readonly data: Uint8Array | string
  /** Certificates of authorities that are trusted. */
  readonly trusted: readonly X509Certificate[]
  /** Others that may lie on the way there, where the answer brings none. */
  readonly known?: readonly X509Certificate[]
  readonly nonce?: Buffer
}

/** Checks the answer of an authority; throws, with the reason, when it proves nothing. */
export function verifyStamp(response: Buffer, check: StampCheck): Stamp {
  const answer = readDer(response)
  const status = partAt(partAt(answer, 0, 0x30), 0, 0x02)
  if (![0, 1].includes(status.body.at(-1) ?? 255)) throw new Error('the authority refused the request')
  const info = partAt(answer, 1, 0x30)
  if (oidText(partAt(info, 0, 0x06)) !== oids.signedData) throw new Error('the answer is not signed')
  const [signed] = partsOf(partAt(info, 1, 0xa0))
  if (!signed) throw new Error('the answer is empty')
  const encapsulated = partAt(signed, 2, 0x30)
  if (oidText(partAt(encapsulated, 0, 0x06)) !== oids.tstInfo) throw new Error('the answer holds no time stamp')
  const content = partAt(partAt(encapsulated, 1, 0xa0), 0, 0x04).body
  const embedded = (partsOf(signed).find(({ tag }) => tag === 0xa0)?.body ?? null) as Buffer | null
  const certificates =
    embedded === null
      ? []
      : partsOf({ tag: 0x31, body: embedded, raw: embedded }).map((c) => new X509Certificate(c.raw))
  const signers = partsOf(signed).at(-1)
  const signer = signers?.tag === 0x31 ? partsOf(signers)[0] : undefined
  if (!signer) throw new Error('nobody signed the time stamp')
  const certificate = checkSigner(signer, content, [...certificates, ...(check.known ?? []), ...check.trusted])
  const stamp = readContent(readDer(content), check)
  checkChain(certificate, [...certificates, ...(check.known ?? [])], check.trusted, stamp.at)
  return stamp
}

function readContent(info: Der, { data, nonce }: StampCheck): Stamp {
  const parts = partsOf(info)
  const imprint = partAt(info, 2, 0x30)
  const digest = digests[oidText(partAt(partAt(imprint, 0, 0x30), 0, 0x06))]
  if (!digest) throw new Error('the time stamp is over a hash that is not accepted')
  if (
    !createHash(digest)
      .update(data)
      .digest()
      .equals(partAt(imprint, 1, 0x04).body)
  )
    throw new Error('the time stamp is over something else')
  const given = parts.slice(5).find(({ tag }) => tag === 0x02)
  if (nonce && !given?.body.equals(positive(nonce))) throw new Error('the time stamp is the answer to another request')
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(partAt(info, 4, 0x18).body.toString('latin1'))
  if (!time) throw new Error('the time of the stamp cannot be read')
  const [, year, month, day, hour, minute, second, fraction = ''] = time
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`)
  if (Number.isNaN(at.getTime())) throw new Error('the time of the stamp cannot be read')
  return { at, serial: partAt(info, 3, 0x02).body.toString('hex') }
}

/** The signature over the content, and the certificate that made it: the signed attributes name it by its hash. */
function checkSigner(signer: Der, content: Buffer, certificates: readonly X509Certificate[]): X509Certificate {
  const parts = partsOf(signer)
  const digest = digests[oidText(partAt(partAt(signer, 2, 0x30), 0, 0x06))]
  const attributes = parts[3]
  if (!digest || attributes?.tag !== 0xa0) throw new Error('the time stamp is signed in a way that is not accepted')
  const attributeOf = (type: string) => {
    const found = partsOf(attributes).filter((a) => oidText(partAt(a, 0, 0x06)) === type)
    return found.length === 1 && found[0] ? partsOf(partAt(found[0], 1, 0x31))[0] : undefined
  }
  const type = attributeOf(oids.contentType)
  if (!type || oidText(type) !== oids.tstInfo) throw new Error('the signature is over another kind of content')
  if (!attributeOf(oids.messageDigest)?.body.equals(createHash(digest).update(content).digest()))
    throw new Error('the time stamp was changed after it was signed')
  const certificate = named(attributeOf(oids.signingCertificateV2), attributeOf(oids.signingCertificate), certificates)
  if (!certificate) throw new Error('the certificate of the authority is not there')
  const algorithm = signatures[oidText(partAt(partAt(signer, 4, 0x30), 0, 0x06))]
  if (algorithm === undefined) throw new Error('the time stamp is signed in a way that is not accepted')
  // What is signed are the attributes as a set, whatever tag they stand under.
  const signed = Buffer.concat([Buffer.from([0x31]), attributes.raw.subarray(1)])
  const signature = partAt(signer, 5, 0x04).body
  const key = certificate.publicKey
  if (!verify(algorithm === 'asSigner' ? digest : algorithm, signed, key, signature))
    throw new Error('the signature of the authority is wrong')
  return certificate
}

function named(
  v2: Der | undefined,
  v1: Der | undefined,
  certificates: readonly X509Certificate[],
): X509Certificate | undefined {
  const attribute = v2 ?? v1
  if (!attribute) return undefined
  const id = partAt(partAt(attribute, 0, 0x30), 0, 0x30)
  const [first] = partsOf(id)
  const stated = first?.tag === 0x30 ? digests[oidText(partAt(first, 0, 0x06))] : undefined
  const algorithm = v2 ? (first?.tag === 0x30 ? stated : 'sha256') : 'sha1'
  const hash = partsOf(id).find(({ tag }) => tag === 0x04)?.body
  if (!algorithm || !hash) return undefined
  return certificates.find((c) => createHash(algorithm).update(c.raw).digest().equals(hash))
}

function checkChain(
  signer: X509Certificate,
  between: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date,
): void {
  if (!(signer.keyUsage ?? []).includes(oids.timeStamping))
    throw new Error('the certificate of the authority is not for time stamps')
  const isTrusted = (c: X509Certificate) => trusted.some((t) => t.fingerprint256 === c.fingerprint256)
  for (let one = signer, steps = 0; steps < 8; steps++) {
    if (at < new Date(one.validFrom) || at > new Date(one.validTo))
      throw new Error('a certificate of the authority did not hold at the time of the stamp')
    if (isTrusted(one)) return
    const issuer = [...trusted, ...between].find((c) => c.ca && one.checkIssued(c) && one.verify(c.publicKey))
    if (!issuer || issuer.fingerprint256 === one.fingerprint256) break
    one = issuer
  }
  throw new Error('the certificate of the authority does not lead to one that is trusted')
}
