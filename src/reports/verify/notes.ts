import { bytesFromBase64, hexOf, joinBytes, utf8 } from './bytes.ts'
import { nodeModule, sha256 } from './hashes.ts'

// Signed notes (C2SP signed-note) and the checkpoints in them (C2SP tlog-checkpoint).

export interface VerifierKey {
  readonly name: string
  /** First four bytes of the hash of name and key, in hex. */
  readonly hash: string
  readonly publicKey: Uint8Array<ArrayBuffer>
}

/** Reads `name+hash+key`; null when it is no key of Ed25519 or the hash is not its. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim())
  const key = bytesFromBase64(match?.[3] ?? '')
  if (!match?.[1] || !key || key.length !== 33 || key[0] !== 1) return null
  const made = verifierKeyOf(match[1], key.subarray(1))
  return made.hash === match[2] ? made : null
}

export function verifierKeyOf(name: string, publicKey: Uint8Array): VerifierKey {
  const hash = hexOf(sha256(joinBytes(utf8(`${name}\n`), Uint8Array.of(1), publicKey)).subarray(0, 4))
  return { name, hash, publicKey: joinBytes(publicKey) }
}

export interface OpenedNote {
  /** What is signed, with its line break. */
  readonly text: string
  readonly signatures: readonly {
    readonly name: string
    readonly hash: string
    readonly signature: Uint8Array<ArrayBuffer>
  }[]
}

/** Takes a note apart; null when it is not written as one. */
export function parseNote(note: string): OpenedNote | null {
  if (note.length > 1_000_000 || hasControls(note) || !note.isWellFormed()) return null
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return null
  const lines = note.slice(end + 2, -1).split('\n')
  const signatures = lines.map((line) => {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line)
    const bytes = bytesFromBase64(match?.[2] ?? '')
    return match?.[1] && bytes && bytes.length >= 5
      ? { name: match[1], hash: hexOf(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
      : null
  })
  const good = signatures.filter((each) => each !== null)
  return good.length === signatures.length && good.length <= 100
    ? { text: note.slice(0, end + 1), signatures: good }
    : null
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 32 && code !== 10) return true
  }
  return false
}

/** Whether a note is signed with a key: no when its signature is wrong, or there is none. */
export async function isSigned(note: OpenedNote, key: VerifierKey): Promise<boolean> {
  const own = note.signatures.filter(({ name, hash }) => name === key.name && hash === key.hash)
  if (own.length === 0) return false
  for (const { signature } of own) if (!(await verifyEd25519(key.publicKey, utf8(note.text), signature))) return false
  return true
}

interface NodeVerify {
  createPublicKey(key: { key: Uint8Array; format: 'der'; type: 'spki' }): unknown
  verify(algorithm: null, data: Uint8Array, key: unknown, signature: Uint8Array): boolean
}

const nodeVerify = nodeModule<NodeVerify>('node:crypto')
/** DER before the 32 bytes of a public key (RFC 8410). */
const spkiHead = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)
let lastKey: { bytes: Uint8Array; key: unknown } | undefined

/** Refuses to answer where the browser knows no Ed25519. */
export async function verifyEd25519(
  publicKey: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  if (nodeVerify) {
    if (lastKey?.bytes !== publicKey) {
      const key = { key: joinBytes(spkiHead, publicKey), format: 'der', type: 'spki' } as const
      lastKey = { bytes: publicKey, key: nodeVerify.createPublicKey(key) }
    }
    return nodeVerify.verify(null, message, lastKey.key, signature)
  }
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, signature, message)
  } catch (error) {
    throw new NoEd25519(error instanceof Error ? error.message : String(error))
  }
}

export class NoEd25519 extends Error {}

export interface CheckpointSaid {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** What a checkpoint says; null when the text is none. */
export function parseCheckpoint(text: string): CheckpointSaid | null {
  const [origin, size = '', root = ''] = text.split('\n')
  const hash = bytesFromBase64(root)
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size) || hash?.length !== 32) return null
  return { origin, size: Number(size), root: hash }
}
