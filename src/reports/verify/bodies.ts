import { type Entries, linesOf, makePeek } from './archive.ts'
import { bytesFromHex, hexOf, joinBytes, type Loose, parseExact, parseLoose, utf8 } from './bytes.ts'
import { canonicalText } from './canonical.ts'
import { oddLine, type Say } from './findings.ts'
import { sha256 } from './hashes.ts'
import { makePlaces } from './places.ts'

const bodiesPath = 'log/bodies.jsonl'

export interface BodyFacts {
  /** Versions whose text fits the digest that was logged. */
  proven: number
  /** Entries of versions whose text is not in the pack. */
  readonly withheld: ReturnType<typeof makePlaces>
  erased: number
  /** Erased by an entry that is younger than the pack. */
  erasedLater: number
  /** The first of them, in words. */
  readonly erasedText: string[]
  /** Who erased, and why, with how many entries of the log say so; the first few. */
  readonly erasers: Map<string, number>
  /** Files, and entries about memberships, that the log says were erased. */
  erasedFiles: number
  erasedMemberships: number
}

const mostErasers = 20

/** What a line of the file says of a version: its text, or that it was erased. */
export interface BodyLine {
  readonly seq: number
  readonly body: Loose | null
  readonly salt: string
  readonly erasedBy: number | null
}

/** Walks through the texts of versions beside the entries that logged their digests; both are in the same order. */
export function makeBodyCheck(source: Blob, entries: Entries, size: number, say: Say) {
  const entry = entries.get(bodiesPath)
  const broken = (why: string) => say('files', bodiesPath, `${bodiesPath} cannot be read to its end: ${why}`)
  const lines = entry ? makePeek(linesOf(source, entry, broken)) : null
  const facts: BodyFacts = {
    proven: 0,
    withheld: makePlaces(),
    erased: 0,
    erasedLater: 0,
    erasedText: [],
    erasers: new Map(),
    erasedFiles: 0,
    erasedMemberships: 0,
  }
  // Each "erased by entry N" must meet that entry; sums of hashes say whether all did without keeping any.
  const open = { claims: new Uint32Array(8), entries: new Uint32Array(8) }
  let next: BodyLine | null = null
  let last = -1
  let lineNumber = 0

  async function advance(): Promise<void> {
    const line = await lines?.peek()
    next = line === undefined ? null : parseBodyLine(line)
    if (line !== undefined) {
      lineNumber += 1
      if (parseExact(line) === null) say('bodies', bodiesPath, oddLine(bodiesPath, lineNumber))
    }
    if (line !== undefined && (next === null || next.seq <= last)) {
      say('bodies', bodiesPath, `${bodiesPath} is not in the order of the log after entry ${last}.`)
      next = null
    }
    if (next !== null) last = next.seq
    lines?.skip()
  }

  const checkVersion = (seq: number, said: Loose, line: BodyLine | null, expected: boolean): void => {
    const object = (said.object ?? {}) as Loose
    const name = `${String(object.ref)} version ${String(object.version)}`
    if (line === null) {
      facts.withheld.add(seq)
      if (expected)
        say('bodies', bodiesPath, `The text of ${name} is missing, though the pack says it holds all of its register.`)
      return
    }
    if (line.erasedBy !== null) {
      facts.erased += 1
      if (facts.erasedText.length < 20) facts.erasedText.push(`${name} was erased, as entry ${line.erasedBy} says.`)
      if (line.erasedBy >= size) facts.erasedLater += 1
      else addHash(open.claims, `${line.erasedBy} ${String(object.id)} ${String(object.version)}`)
      return
    }
    const { body, salt } = line
    const fits =
      body !== null &&
      body.id === object.id &&
      body.version === object.version &&
      body.ref === object.ref &&
      body.register === object.register &&
      hexOf(sha256(joinBytes(bytesFromHex(salt), utf8(canonicalText(body))))) === said.digest
    if (fits) facts.proven += 1
    else say('bodies', bodiesPath, `${name} is not what was logged: its text does not give the digest in entry ${seq}.`)
  }

  return {
    isThere: entry !== undefined,
    facts,
    begin: advance,
    /** The line of an entry that made a version; null when the pack withholds it. */
    async lineOf(seq: number): Promise<BodyLine | null> {
      if (next === null || next.seq > seq) return null
      const line = next
      if (line.seq < seq)
        say('bodies', bodiesPath, `${bodiesPath} holds a text for entry ${line.seq}, which made no version.`)
      await advance()
      return line.seq === seq ? line : this.lineOf(seq)
    },
    checkVersion,
    noteErasure(seq: number, said: Loose): void {
      const who = `${String((said.actor as Loose | undefined)?.name)} (${String(said.reason)})`
      if (facts.erasers.has(who) || facts.erasers.size < mostErasers)
        facts.erasers.set(who, (facts.erasers.get(who) ?? 0) + 1)
      if (said.action === 'erase.file') facts.erasedFiles += 1
      if (said.action === 'erase.membership') facts.erasedMemberships += 1
      // Texts of versions alone are in the pack, and each that is missing must have its entry.
      if (said.action !== 'erase') return
      const object = (said.object ?? {}) as Loose
      addHash(open.entries, `${seq} ${String(object.id)} ${String(object.version)}`)
    },
    end(): void {
      if (next !== null)
        say(
          'bodies',
          bodiesPath,
          `${bodiesPath} holds a text for entry ${(next as BodyLine).seq}, which made no version.`,
        )
      if (entry !== undefined && open.claims.some((part, at) => part !== open.entries[at]))
        say(
          'bodies',
          bodiesPath,
          'Not every version that is said to be erased has an entry in the log that says so, or the other way round.',
        )
    },
  }
}

/** Adds the hash of a text to a sum, word by word with carry. */
function addHash(sum: Uint32Array, text: string): void {
  const hash = new DataView(sha256(utf8(text)).slice().buffer)
  let carry = 0
  for (let at = 7; at >= 0; at--) {
    const total = (sum[at] ?? 0) + hash.getUint32(at * 4) + carry
    sum[at] = total % 2 ** 32
    carry = Math.floor(total / 2 ** 32)
  }
}

function parseBodyLine(line: string): BodyLine | null {
  const { seq, body, salt, erasedBy } = parseLoose(line)
  if (typeof seq !== 'number') return null
  if (typeof erasedBy === 'number') return { seq, body: null, salt: '', erasedBy }
  if (typeof body !== 'object' || body === null || typeof salt !== 'string') return null
  if (!/^(?:[0-9a-f]{2})*$/.test(salt)) return null
  return { seq, body: body as Loose, salt, erasedBy: null }
}
