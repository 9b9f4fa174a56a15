import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

// Signed notes as C2SP signed-note describes them, and checkpoints (C2SP tlog-checkpoint) in them.

/** The algorithm byte of Ed25519 in verifier keys and key hashes. */
const ed25519 = Uint8Array.of(1)
/** DER around the 32 bytes of an Ed25519 key (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')

export const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' })

export const publicBytesOf = (seed: Uint8Array): Buffer =>
  createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(publicHead.length)

/** The four bytes a signature line carries so that a reader finds the key. */
function keyHash(name: string, publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(ed25519).update(publicKey).digest().subarray(0, 4)
}

/** A name for a key in our own tables, the same whatever log it signs. */
export const keyIdOf = (publicKey: Uint8Array): string =>
  createHash('sha256').update(publicKey).digest('hex').slice(0, 16)

/** A key that signs under a name. */
export interface NoteKey {
  readonly name: string
  readonly seed: Uint8Array
}

/** The text, which must end with a line break, followed by one signature line for each key. */
export function signNote(text: string, keys: readonly NoteKey[]): string {
  if (!text.endsWith('\n')) throw new Error('a note ends with a line break')
  const lines = keys.map(({ name, seed }) => {
    const signature = sign(null, Buffer.from(text, 'utf8'), privateKeyOf(seed))
    return `— ${name} ${Buffer.concat([keyHash(name, publicBytesOf(seed)), signature]).toString('base64')}\n`
  })
  return `${text}\n${lines.join('')}`
}

/** Whether a note carries a good signature of the key under the name. */
export function isSignedBy(note: string, name: string, publicKey: Uint8Array): boolean {
  const end = note.lastIndexOf('\n\n')
  if (end < 0) return false
  const text = Buffer.from(note.slice(0, end + 1), 'utf8')
  const hash = keyHash(name, publicKey)
  const key = createPublicKey({ key: Buffer.concat([publicHead, publicKey]), format: 'der', type: 'spki' })
  return note
    .slice(end + 2)
    .split('\n')
    .some((line) => {
      const found = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line)
      const bytes = Buffer.from(found?.[2] ?? '', 'base64')
      return (
        found?.[1] === name &&
        bytes.length === 68 &&
        bytes.subarray(0, 4).equals(hash) &&
        verify(null, text, key, bytes.subarray(4))
      )
    })
}

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`

/** What a checkpoint says, whoever signed it; null when it is none. */
export function readCheckpoint(note: string): Checkpoint | null {
  const [origin, size, root] = note.split('\n')
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? '')) return null
  return { origin, size: Number(size), root: Buffer.from(root ?? '', 'base64') }
}
