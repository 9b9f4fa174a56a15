import type { Remembered } from './memory.ts'
import type { LogEntry, LogHead } from './source.ts'
import { hashLeaf, Tree } from './tree.ts'

/** Why a log is not signed. `shrunk`: entries are gone; `changed`: they are not those signed before; `forked`: what
 * follows does not follow from them; `damaged`: an entry, or the head, does not fit itself. */
export type Kind = 'shrunk' | 'changed' | 'forked' | 'damaged'

export class Inconsistent extends Error {
  readonly kind: Kind
  constructor(kind: Kind, message: string) {
    super(message)
    this.kind = kind
  }
}

export interface Inspected {
  readonly tree: Tree
  readonly lastLeaf: string
}

/**
 * Works the tree out anew from the entries: all of them, or those after what was signed last. Throws when it does not
 * continue what was signed, or is not what the head of the log says.
 */
export async function inspect(
  head: LogHead,
  entries: AsyncIterable<readonly LogEntry[]>,
  signed: Remembered | null,
  whole: boolean,
): Promise<Inspected> {
  if (signed && head.size < signed.size)
    throw new Inconsistent(
      'shrunk',
      `The log has ${head.size} entries, but ${signed.size} were signed: entries were removed, or the database is an older copy.`,
    )
  if (head.beyond != null)
    throw new Inconsistent(
      'damaged',
      `Entry ${head.beyond} lies beyond the head of the log, which counts ${head.size}.`,
    )
  const tree =
    whole || !signed
      ? new Tree()
      : new Tree(
          signed.size,
          signed.peaks.map((p) => Buffer.from(p, 'hex')),
        )
  let lastLeaf: string | null = tree.size === 0 ? null : (signed?.lastLeaf ?? null)
  for await (const piece of entries) {
    for (const each of piece) {
      const leaf = checkEntry(head.org, each, tree.size, lastLeaf, signed?.size ?? 0)
      tree.append(leaf)
      lastLeaf = leaf.toString('hex')
      if (signed && tree.size === signed.size && tree.root().toString('hex') !== signed.root)
        throw new Inconsistent(
          'changed',
          `The first ${signed.size} entries are no longer those that were signed: history was rewritten.`,
        )
    }
  }
  if (tree.size !== head.size)
    throw new Inconsistent(
      'shrunk',
      `The head of the log counts ${head.size} entries, but only ${tree.size} are there: the last ones were removed.`,
    )
  const fits = tree.peaks.length === head.peaks.length && tree.peaks.every((p, at) => head.peaks[at]?.equals(p))
  if (!fits)
    throw new Inconsistent(
      signed ? 'forked' : 'damaged',
      'The tree worked out from the entries is not the one the head of the log tells of.',
    )
  return { tree, lastLeaf: lastLeaf ?? '' }
}

function checkEntry(
  org: string,
  { seq, entry, leaf: said }: LogEntry,
  at: number,
  before: string | null,
  signed: number,
): Buffer {
  if (seq !== at)
    throw new Inconsistent(
      at < signed ? 'shrunk' : 'damaged',
      `Entry ${at} is missing: the next one there is number ${seq}.`,
    )
  const leaf = hashLeaf(entry)
  if (!leaf.equals(said))
    throw new Inconsistent(
      at < signed ? 'changed' : 'damaged',
      `Entry ${at} was changed: its hash is not the one kept with it.`,
    )
  const { org: itsOrg, seq: itsSeq, prev } = parse(entry)
  if (itsOrg !== org)
    throw new Inconsistent(
      at < signed ? 'changed' : 'damaged',
      `Entry ${at} belongs to the log of another organisation.`,
    )
  if (itsSeq !== at)
    throw new Inconsistent(at < signed ? 'changed' : 'damaged', `Entry ${at} says that it is number ${String(itsSeq)}.`)
  if ((prev ?? null) !== before)
    throw new Inconsistent(
      at < signed ? 'changed' : at === signed && signed > 0 ? 'forked' : 'damaged',
      `Entry ${at} does not follow from the one before it.`,
    )
  return leaf
}

function parse(entry: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(entry)
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  } catch {
    // said by the caller: none of what is expected is there
  }
  return {}
}
