import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readIfThere, writeWhole } from './files.ts'
import { keyIdOf, publicBytesOf, signNote } from './note.ts'

export interface SignerKey {
  readonly id: string
  readonly seed: Uint8Array
  readonly publicKey: Buffer
  /** How the key before this one handed over; null for the first. */
  readonly handover: string | null
}

export interface Keys {
  /** Name of this installation, the beginning of every origin. */
  readonly instance: string
  /** Oldest first; the last one signs. */
  readonly all: readonly SignerKey[]
}

interface KeyFile {
  readonly instance: string
  readonly keys: readonly { readonly seed: string; readonly handover: string | null }[]
}

const keyFileAt = (folder: string) => join(folder, 'keys.json')

/**
 * The keys of this installation, made at the first start. They lie in the signer's folder, which the server needs not
 * read, or come from the environment: OPENAIMS_SIGNER_KEY is a seed of 32 bytes in base64.
 */
export async function openKeys(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Keys> {
  const text = await readIfThere(keyFileAt(folder))
  const file = text === null ? await makeKeys(folder, environment) : parseKeys(text, folder)
  const given = environment.OPENAIMS_SIGNER_KEY
  if (given === undefined) return keysOf(file)
  const seed = Buffer.from(given, 'base64')
  if (seed.length !== 32) throw new Error('OPENAIMS_SIGNER_KEY is not a key: give 32 bytes in base64.')
  return keysOf({ ...file, keys: [{ seed: seed.toString('base64'), handover: null }] })
}

export interface WatchedKeys {
  /** The keys as they stand now: those of the file, when it was changed since. */
  present(): Promise<Keys>
  /** As they stood when last looked at. */
  known(): Keys
}

/**
 * Keys that are rotated while the signer runs. A file that is gone, damaged, or of another signer is told of, and the
 * keys known stay in use: what was signed before must be continued, not begun anew.
 */
export async function watchKeys(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<WatchedKeys> {
  let keys = await openKeys(folder, environment)
  let seen = await markOf(folder)
  let told = ''
  return {
    known: () => keys,
    async present() {
      const mark = await markOf(folder)
      if (mark === seen || environment.OPENAIMS_SIGNER_KEY !== undefined) return keys
      try {
        const text = await readIfThere(keyFileAt(folder))
        if (text === null) throw new Error(`${keyFileAt(folder)} is gone. Put it back.`)
        const next = keysOf(parseKeys(text, folder))
        const goesOn = next.instance === keys.instance && keys.all.every(({ id }, at) => next.all[at]?.id === id)
        if (!goesOn) throw new Error(`${keyFileAt(folder)} holds the keys of another signer. Put the former file back.`)
        if (next.all.length > keys.all.length) log(`Signing with the new key ${next.all.at(-1)?.id} from now on.`)
        keys = next
        seen = mark
        told = ''
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error)
        if (said !== told) log(`The keys stay as they were: ${said}`)
        told = said
      }
      return keys
    },
  }
}

/** Tells one state of the file from another; it is replaced as a whole, so the number of its node changes. */
async function markOf(folder: string): Promise<string> {
  const found = await stat(keyFileAt(folder), { bigint: true }).catch(() => null)
  return found === null ? 'gone' : `${found.ino} ${found.size} ${found.mtimeNs}`
}

/** A new key that signs from the next checkpoint on; the old one says so in a note that both sign. */
export async function rotateKey(folder: string): Promise<Keys> {
  const text = await readIfThere(keyFileAt(folder))
  if (text === null) throw new Error(`There is no key in ${folder} yet: start the signer once.`)
  const file = parseKeys(text, folder)
  const old = keysOf(file).all.at(-1)
  if (!old) throw new Error(`${keyFileAt(folder)} holds no key.`)
  const seed = randomBytes(32)
  const statement = handoverText(file.instance, old.publicKey, publicBytesOf(seed))
  const handover = signNote(statement, [
    { name: file.instance, seed: old.seed },
    { name: file.instance, seed },
  ])
  const grown = { ...file, keys: [...file.keys, { seed: seed.toString('base64'), handover }] }
  await writeWhole(keyFileAt(folder), `${JSON.stringify(grown, null, 2)}\n`)
  return keysOf(grown)
}

/** What the old key says about the new one. */
export const handoverText = (instance: string, old: Uint8Array, next: Uint8Array): string =>
  `${instance}\nopenaims signer key handover\n${Buffer.from(old).toString('base64')}\n${Buffer.from(next).toString('base64')}\n`

function keysOf({ instance, keys }: KeyFile): Keys {
  return {
    instance,
    all: keys.map(({ seed: text, handover }) => {
      const seed = Buffer.from(text, 'base64')
      const publicKey = publicBytesOf(seed)
      return { id: keyIdOf(publicKey), seed, publicKey, handover }
    }),
  }
}

async function makeKeys(folder: string, environment: Readonly<Record<string, string | undefined>>): Promise<KeyFile> {
  const instance = environment.OPENAIMS_INSTANCE ?? `openaims-${randomBytes(6).toString('hex')}`
  // A name stands in signature lines and verifier keys, where blanks and plus signs separate.
  if (!/^[a-z0-9][a-z0-9.:/-]{2,100}$/.test(instance))
    throw new Error('OPENAIMS_INSTANCE is not usable as a name: take a host name such as aims.example.org.')
  const file = { instance, keys: [{ seed: randomBytes(32).toString('base64'), handover: null }] }
  await writeWhole(keyFileAt(folder), `${JSON.stringify(file, null, 2)}\n`)
  return file
}

function parseKeys(text: string, folder: string): KeyFile {
  try {
    const file = JSON.parse(text) as KeyFile
    const whole =
      typeof file.instance === 'string' &&
      file.keys.length > 0 &&
      file.keys.every((key) => Buffer.from(key.seed, 'base64').length === 32)
    if (whole) return file
  } catch {
    // said below
  }
  throw new Error(
    `${keyFileAt(folder)} is not readable as keys of the signer. Restore it from a backup; a new key would not continue what the old one signed.`,
  )
}
