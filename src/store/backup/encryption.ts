import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'
import { BackupProblem } from './format.ts'

/**
 * How a backup is closed: with a passphrase, with a key file, or for a public key (`age1…`) whose secret half is kept
 * elsewhere. The format is age, so `age -d` opens it too.
 */
export interface BackupKey {
  readonly passphrase?: string
  /** An `AGE-SECRET-KEY-1…`, as `age-keygen` makes it. */
  readonly identity?: string
  readonly recipient?: string
}

const ageMagic = 'age-encryption.org/v1'

export const canOpen = (key: BackupKey): boolean => key.passphrase !== undefined || key.identity !== undefined

export async function encrypted(source: Readable, key: BackupKey): Promise<Readable> {
  const age = new Encrypter()
  if (key.passphrase !== undefined) {
    // 2^16 rounds: a tenth of a second for us, and the same for each guess
    age.setScryptWorkFactor(16)
    age.setPassphrase(key.passphrase)
  } else if (key.identity !== undefined) age.addRecipient(await identityToRecipient(key.identity))
  else if (key.recipient !== undefined) age.addRecipient(key.recipient)
  else throw new BackupProblem('To encrypt a backup, give a passphrase, a key file or a recipient.')
  return fromWeb(await age.encrypt(toWeb(source)))
}

export async function decrypted(source: Readable, key: BackupKey | null): Promise<Readable> {
  if (key === null || !canOpen(key))
    throw new BackupProblem('This backup is encrypted: give its passphrase or key file.')
  const age = new Decrypter()
  if (key.passphrase !== undefined) age.addPassphrase(key.passphrase)
  if (key.identity !== undefined) age.addIdentity(key.identity)
  try {
    return fromWeb(await age.decrypt(toWeb(source)))
  } catch (cause) {
    throw new BackupProblem('The backup does not open with this passphrase or key.', { cause })
  }
}

export const isEncrypted = (head: Buffer): boolean => head.toString('latin1', 0, ageMagic.length) === ageMagic

// The stream types of Node and of the web name the same thing apart.
const toWeb = (source: Readable) => Readable.toWeb(source) as unknown as globalThis.ReadableStream<Uint8Array>
const fromWeb = (stream: globalThis.ReadableStream<Uint8Array>) => Readable.fromWeb(stream as unknown as ReadableStream)
