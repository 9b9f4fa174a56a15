import { readDirectory, textOfFile } from './archive.ts'
import { hexOf } from './bytes.ts'
import { makeFindings, type Say } from './findings.ts'
import { nodeModule } from './hashes.ts'
import { checkHistory, type History } from './history.ts'
import { checkFiles, type Manifest, readManifest } from './manifest.ts'
import { isSigned, NoEd25519, parseCheckpoint, parseNote, parseVerifierKey, type VerifierKey } from './notes.ts'
import { readRegisters } from './shown.ts'
import { parseKeys, type TrustedKeys, trustKeys } from './trustedKeys.ts'
import { type PackVerdict, verdictOf } from './verdict.ts'

/** What you hold from elsewhere, to compare the pack with. */
export interface Held {
  /** A root, and how many entries it stood for; all when left out. */
  readonly root?: string
  readonly size?: number
  /** A signed checkpoint that you kept, as text. */
  readonly checkpoint?: string
  /** The verifier key of the log as you have it from its owner. */
  readonly key?: string
}

interface NodeFiles {
  openAsBlob(path: string): Promise<Blob>
}

/**
 * Verifies an audit pack without a line of the program that writes packs: it reads the ZIP itself, recomputes every
 * hash, the Merkle tree of the log (RFC 6962), every checkpoint, the digests of what was recorded and the states that
 * follow from the log, and says what is proven and what is not.
 */
export async function verifyPack(
  pack: string | Uint8Array | Blob,
  held: Held = {},
  progress: (done: number, total: number) => void = () => {},
): Promise<PackVerdict> {
  const { problems, counts, say } = makeFindings()
  let manifest: Manifest | null = null
  let history: History | null = null
  const named = held.key === undefined ? null : parseVerifierKey(held.key)
  const compares = held.root !== undefined || held.checkpoint !== undefined
  try {
    if (held.key !== undefined && named === null) throw new Error('What you gave as key is not a verifier key.')
    const source = await openPack(pack)
    const entries = await readDirectory(source, (path, text) => say('archive', path, text))
    manifest = await readManifest(source, entries)
    await checkFiles(source, entries, manifest, say)
    const keysText = await textOfFile(source, entries.get('log/keys.json'), 16 * 1024 * 1024)
    const keys = keysText === null ? null : parseKeys(keysText)
    if (keysText !== null && keys === null) say('checkpoints', 'log/keys.json', 'The list of keys cannot be read.')
    const registers = await readRegisters(source, entries)
    const trusted = keys ? await trustKeys(keys, named, say) : named ? { origin: named.name, keys: [named] } : null
    if (keys && registers && keys.origin !== `${keys.instance}/org/${registers.organisation}/log`)
      say('checkpoints', 'log/keys.json', 'The keys are of the log of another organisation.')
    const kept = held.checkpoint === undefined ? null : await readKept(held.checkpoint, trusted, say)
    const heldSize = kept?.size ?? held.size ?? null
    history = await checkHistory({ source, entries, manifest, registers, trusted, heldSize, say, progress })
    const root = kept?.root ?? held.root?.toLowerCase()
    if (root !== undefined) compareHeld(root, heldSize, history, say)
  } catch (error) {
    say('unreadable', null, error instanceof Error ? error.message : String(error))
  }
  return verdictOf({ problems, counts, manifest, history, held: compares, keyNamed: named !== null })
}

async function openPack(pack: string | Uint8Array | Blob): Promise<Blob> {
  if (pack instanceof Blob) return pack
  if (typeof pack !== 'string') return new Blob([pack as Uint8Array<ArrayBuffer>])
  const files = nodeModule<NodeFiles>('node:fs')
  if (!files) throw new Error('A path can only be opened by Node.')
  try {
    return await files.openAsBlob(pack)
  } catch {
    throw new Error(`There is no file "${pack}", or it may not be read.`)
  }
}

/** A note as it was before an editor or a mail program put other line ends and blanks around it; what was signed stays. */
const tidyNote = (text: string) => `${text.replaceAll('\r', '').replace('\ufeff', '').trim()}\n`

/** A checkpoint you kept binds only when it is of this log and signed by its key. */
async function readKept(note: string, trusted: TrustedKeys | null, say: Say): Promise<{ size: number; root: string }> {
  const opened = parseNote(tidyNote(note))
  const said = opened ? parseCheckpoint(opened.text) : null
  if (!opened || !said)
    throw new Error('What you gave as a checkpoint you kept is none: compare it with the file or message it came in.')
  if (trusted && said.origin !== trusted.origin)
    say('held', null, `The checkpoint you kept is of another log: ${said.origin}.`)
  else if (trusted && !(await isSignedByOne(opened, trusted.keys)))
    say(
      'held',
      null,
      'The checkpoint you kept is not signed with a key of this log: the log was signed anew by another, or the checkpoint is not real.',
    )
  return { size: said.size, root: hexOf(said.root) }
}

async function isSignedByOne(
  note: NonNullable<ReturnType<typeof parseNote>>,
  keys: readonly VerifierKey[],
): Promise<boolean> {
  try {
    for (const key of keys) if (await isSigned(note, key)) return true
    return false
  } catch (error) {
    if (error instanceof NoEd25519) return true // told with the other signatures
    throw error
  }
}

function compareHeld(root: string, size: number | null, history: History, say: Say): void {
  const found = size === null ? history.root : history.heldRoot
  if (found === root) return
  say(
    'held',
    null,
    found === null
      ? `The log is shorter than the ${size} entries you hold a root for: it was cut off or rolled back to an older copy.`
      : 'The log does not lead to the root you hold: history was rewritten, or the root is of another log.',
  )
}
