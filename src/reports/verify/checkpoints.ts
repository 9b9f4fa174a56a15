import { type Entries, linesOf, makePeek } from './archive.ts'
import { parseExact, parseLoose, sameBytes } from './bytes.ts'
import { oddLine, type Say } from './findings.ts'
import { isSigned, NoEd25519, parseCheckpoint, parseNote, type VerifierKey } from './notes.ts'
import type { GrowingTree } from './tree.ts'
import type { TrustedKeys } from './trustedKeys.ts'

const checkpointsPath = 'log/checkpoints.jsonl'

export interface CheckpointFacts {
  count: number
  /** Entries that the last good one covers. */
  covered: number
  /** How many were signed with each key, by the hash of the key. */
  readonly signers: Map<string, number>
  /** The browser cannot check signatures of Ed25519. */
  unchecked: boolean
}

/** Compares the checkpoints of the pack, in their order, with the tree as it grows past each of them. */
export function makeCheckpointCheck(source: Blob, entries: Entries, trusted: TrustedKeys | null, say: Say) {
  const entry = entries.get(checkpointsPath)
  const broken = (why: string) => say('files', checkpointsPath, `${checkpointsPath} cannot be read to its end: ${why}`)
  const lines = entry ? makePeek(linesOf(source, entry, broken)) : null
  const facts: CheckpointFacts = { count: 0, covered: 0, signers: new Map(), unchecked: false }
  let due = 0

  async function take(line: string, tree: GrowingTree): Promise<void> {
    const { note, number } = parseLoose(line)
    facts.count += 1
    if (parseExact(line) === null) say('checkpoints', checkpointsPath, oddLine(checkpointsPath, facts.count))
    const name = `Checkpoint ${facts.count}`
    if (number !== facts.count)
      say(
        'checkpoints',
        checkpointsPath,
        `${name} says it is number ${JSON.stringify(number)}: some are missing or doubled.`,
      )
    const opened = typeof note === 'string' ? parseNote(note) : null
    const said = opened ? parseCheckpoint(opened.text) : null
    if (!opened || !said) return say('checkpoints', checkpointsPath, `${name} is not a signed checkpoint.`)
    if (said.origin !== trusted?.origin)
      return say('checkpoints', checkpointsPath, `${name} is of another log: ${said.origin}.`)
    if (!sameBytes(said.root, tree.root()))
      return say(
        'checkpoints',
        checkpointsPath,
        `${name} was signed over ${said.size} entries that are not those of this log: history was rewritten, or the checkpoint is of another one.`,
      )
    const signer = await signerOf(opened, trusted.keys)
    if (signer === 'unchecked') facts.unchecked = true
    else if (signer === null)
      return say('checkpoints', checkpointsPath, `${name} is not signed with a key of this log.`)
    else facts.signers.set(signer, (facts.signers.get(signer) ?? 0) + 1)
    facts.covered = said.size
  }

  return {
    facts,
    /** Entries the next checkpoint covers: until then there is nothing to do. */
    due: () => due,
    /** Takes all checkpoints of the tree as it stands. */
    async at(tree: GrowingTree): Promise<void> {
      for (let line = await lines?.peek(); line !== undefined; line = await lines?.peek()) {
        const { note } = parseLoose(line)
        const size = typeof note === 'string' ? (parseCheckpoint(note)?.size ?? null) : null
        if (size !== null && size > tree.size()) {
          due = size
          return
        }
        if (size !== null && size < tree.size())
          say(
            'checkpoints',
            checkpointsPath,
            `Checkpoint ${facts.count + 1} covers fewer entries than the one before it.`,
          )
        else await take(line, tree)
        if (size !== null && size < tree.size()) facts.count += 1
        lines?.skip()
      }
      due = Number.POSITIVE_INFINITY
    },
    /** Tells of checkpoints that cover more than there is. */
    async end(tree: GrowingTree): Promise<void> {
      for (let line = await lines?.peek(); line !== undefined; line = await lines?.peek()) {
        facts.count += 1
        const { note } = parseLoose(line)
        const size = typeof note === 'string' ? parseCheckpoint(note)?.size : undefined
        const text = `Checkpoint ${facts.count} was signed over ${size} entries, but the log has ${tree.size()}: the end was cut off, or rolled back.`
        say('checkpoints', checkpointsPath, text)
        lines?.skip()
      }
    },
  }
}

async function signerOf(
  note: NonNullable<ReturnType<typeof parseNote>>,
  keys: readonly VerifierKey[],
): Promise<string | 'unchecked' | null> {
  let signer: string | null = null
  for (const key of keys) {
    if (!note.signatures.some(({ name, hash }) => name === key.name && hash === key.hash)) continue
    try {
      // A signature that claims one of our keys and is wrong spoils the note, whatever else stands there.
      if (!(await isSigned(note, key))) return null
      signer = key.hash
    } catch (error) {
      if (error instanceof NoEd25519) return 'unchecked'
      throw error
    }
  }
  return signer
}
