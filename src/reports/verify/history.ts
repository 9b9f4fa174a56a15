import { type Entries, linesOf, mostBytes } from './archive.ts'
import { type BodyFacts, type BodyLine, makeBodyCheck } from './bodies.ts'
import { bytesFromHex, hexOf, isHex, type Loose, parseExact, parseLoose } from './bytes.ts'
import { type CheckpointFacts, makeCheckpointCheck } from './checkpoints.ts'
import { makeEvidenceCheck } from './evidence.ts'
import { oddLine, type Say } from './findings.ts'
import { leafHashOf } from './hashes.ts'
import type { Manifest } from './manifest.ts'
import { makePlaces, type Places } from './places.ts'
import {
  bornMark,
  fillTable,
  nameRecords,
  type RegistersSaid,
  recordFiles,
  shownMark,
  timeMark,
  untoldNames,
} from './shown.ts'
import { type Key, keyOf, mark, passOf, recordsAtOnce, StateTable } from './stateTable.ts'
import { makeTree } from './tree.ts'
import type { TrustedKeys } from './trustedKeys.ts'

export interface History {
  readonly size: number
  readonly root: string
  /** Entries of which the pack gives the leaf alone. */
  readonly withheld: Places
  /** Root of as many entries as you hold a checkpoint over; null when the log is shorter. */
  readonly heldRoot: string | null
  readonly checkpoints: CheckpointFacts
  readonly bodies: BodyFacts
  readonly hasBodies: boolean
  readonly records: number
  /** Records whose text in the pack is not compared with a logged one. */
  readonly unproven: number
  readonly lastAt: string | null
  /** Registers of which the pack says that it holds a part of the records. */
  readonly partial: readonly string[]
  /** Values that logged texts hold and that are not compared, because the pack says they are worked out: "register: names". */
  readonly workedOut: readonly string[]
  /** Files that records name and that are neither in the pack nor erased as far as its log goes, and the records. */
  readonly missingFiles: number
  readonly missingFilesOf: readonly string[]
}

export interface HistoryQuestion {
  readonly source: Blob
  readonly entries: Entries
  readonly manifest: Manifest
  readonly registers: RegistersSaid | null
  readonly trusted: TrustedKeys | null
  readonly heldSize: number | null
  readonly say: Say
  readonly progress: (done: number, total: number) => void
}

const entriesPath = 'log/entries.jsonl'

/**
 * Goes through the log from its first entry. The first pass proves the log itself; each pass, the first too, replays the
 * states of a part of the records, so that memory stays the same however many there are.
 */
export async function checkHistory(question: HistoryQuestion): Promise<History> {
  const { source, entries, manifest, registers, trusted, say } = question
  const total = Math.min(Math.max(manifest.log.size, manifest.counts.records, 0), mostLines(source, entries))
  const passes = Math.max(1, Math.ceil(total / recordsAtOnce))
  const table = new StateTable(Math.min(recordsAtOnce * (passes > 1 ? 1.1 : 1), total) + 64)
  const integrity = makeIntegrity(question)
  const checkpoints = makeCheckpointCheck(source, entries, trusted, say)
  const bodies = makeBodyCheck(source, entries, manifest.log.size, say)
  const tellNobody: Say = () => {}
  const evidence = makeEvidenceCheck(entries, say)
  const counts = new Map<string, number>()
  const untold: Untold = { said: new Set(), workedOut: new Map() }
  let records = 0
  let unproven = 0
  for (let pass = 0; pass < passes; pass++) {
    table.clear()
    const isFirst = pass === 0
    records = await fillTable(source, entries, registers, table, [pass, passes], {
      say: isFirst ? say : tellNobody,
      evidence,
      counts,
    })
    const texts = isFirst ? bodies : makeBodyCheck(source, entries, manifest.log.size, tellNobody)
    await texts.begin()
    if (isFirst) await checkpoints.at(integrity.tree)
    await walk(
      question,
      async (line) => {
        const entry = isFirst ? integrity.take(line) : parseLoose(String(parseLoose(line).entry))
        if (isFirst && integrity.tree.size() === checkpoints.due()) await checkpoints.at(integrity.tree)
        if (isFirst && entry.action === 'erase.file')
          evidence.noteErased(String((entry.object as Loose | undefined)?.hash))
        await replay(question, table, texts, entry, [pass, passes], untold)
      },
      (done) => question.progress(pass * total + done, passes * total),
    )
    texts.end()
    unproven += await judge(question, table)
  }
  if (records !== manifest.counts.records)
    say('files', null, `The manifest counts ${manifest.counts.records} records, but the pack holds ${records}.`)
  for (const [register, said] of Object.entries(manifest.counts.registers ?? {}))
    if (said !== (counts.get(register) ?? 0))
      say(
        'files',
        null,
        `The manifest counts ${said} records of "${register}", but the pack holds ${counts.get(register) ?? 0}.`,
      )
  if (registers) evidence.end()
  await checkpoints.end(integrity.tree)
  integrity.end()
  return {
    ...integrity.facts(),
    checkpoints: checkpoints.facts,
    bodies: bodies.facts,
    hasBodies: bodies.isThere,
    records,
    unproven,
    partial: Object.entries(registers?.registers ?? {}).flatMap(([name, { complete }]) => (complete ? [] : [name])),
    workedOut: [...untold.workedOut].map(([register, names]) => `${register}: ${[...names].sort().join(', ')}`).sort(),
    missingFiles: evidence.missingFiles(),
    missingFilesOf: evidence.missing(),
  }
}

/** How many lines log and records can have at most: what the manifest says of itself is no measure for how often to look. */
function mostLines(source: Blob, entries: Entries): number {
  // An entry told by its leaf alone takes a hundred bytes, a record its id and more.
  const records = recordFiles(entries).reduce((sum, path) => sum + mostBytes(source, entries.get(path)), 0)
  return Math.ceil(mostBytes(source, entries.get(entriesPath)) / 90) + Math.ceil(records / 40)
}

async function walk(
  { source, entries, say }: HistoryQuestion,
  each: (line: string) => Promise<void>,
  progress: (done: number) => void,
): Promise<void> {
  const entry = entries.get(entriesPath)
  if (entry === undefined) return say('log', entriesPath, 'The log is missing.')
  let done = 0
  for await (const lines of linesOf(source, entry, (why) =>
    say('files', entriesPath, `${entriesPath} cannot be read to its end: ${why}`),
  )) {
    for (const line of lines) await each(line)
    done += lines.length
    progress(done)
  }
}

/** That each entry is whole, follows from the one before it and stands where it says. */
function makeIntegrity({ manifest, registers, heldSize, say }: HistoryQuestion) {
  const tree = makeTree()
  let before: string | null = null
  let lastAt: string | null = null
  const withheld = makePlaces()
  let heldRoot = heldSize === 0 ? hexOf(tree.root()) : null
  const append = (leaf: Uint8Array) => {
    before = hexOf(leaf)
    tree.append(leaf)
    if (heldSize === tree.size()) heldRoot = hexOf(tree.root())
  }
  return {
    tree,
    take(line: string): Loose {
      const { seq, entry: text, leaf, withheld: isWithheld } = parseLoose(line)
      const at = tree.size()
      if (parseExact(line) === null) say('log', entriesPath, oddLine(entriesPath, at + 1))
      if (isWithheld === true && text === undefined && isHex(leaf)) {
        // The next entry names this leaf as the one before it, and the tree is built on it: neither asks for the text.
        withheld.add(at)
        if (seq !== at) say('log', entriesPath, misplaced(at, seq))
        append(bytesFromHex(leaf))
        return {}
      }
      if (typeof text !== 'string') {
        say('log', entriesPath, `Line ${at + 1} of the log is not an entry.`)
        return {}
      }
      const computed = leafHashOf(text)
      const hex = hexOf(computed)
      const said = parseLoose(text)
      if (seq !== at || said.seq !== at) say('log', entriesPath, misplaced(at, said.seq ?? seq))
      if (leaf !== hex)
        say('log', entriesPath, `Entry ${at} of the log was changed: its leaf hash does not fit its text.`)
      if ((said.prev ?? null) !== before)
        say('log', entriesPath, `Entry ${at} of the log does not follow from the one before it.`)
      if (registers && said.org !== registers.organisation)
        say('log', entriesPath, `Entry ${at} belongs to the log of another organisation.`)
      if (registers && lastAt !== null && String(said.at) < lastAt)
        say('log', entriesPath, `Entry ${at} is dated before the one before it.`)
      lastAt = typeof said.at === 'string' ? said.at : lastAt
      append(computed)
      return { ...said, seq: at }
    },
    end() {
      if (tree.size() !== manifest.log.size)
        say(
          'log',
          entriesPath,
          `The manifest says the log has ${manifest.log.size} entries, but there are ${tree.size()}.`,
        )
      const { count } = withheld.all()
      if (count !== (manifest.log.withheld ?? 0))
        say(
          'log',
          entriesPath,
          `The manifest says ${manifest.log.withheld ?? 0} entries of the log are withheld, but it is ${count}.`,
        )
      if (lastAt !== null && Date.parse(lastAt) > endOf(manifest.asOf))
        say('log', entriesPath, `The pack says it is as of ${manifest.asOf}, but its log goes on until ${lastAt}.`)
      if (hexOf(tree.root()) !== manifest.log.root)
        say('log', entriesPath, 'The root computed from the log is not the one in the manifest.')
    },
    facts: () => ({ size: tree.size(), root: hexOf(tree.root()), heldRoot, lastAt, withheld: withheld.all() }),
  }
}

/** Milliseconds of an instant, or of the end of a day. */
const endOf = (asOf: string): number => Date.parse(asOf) + (/^\d{4}-\d\d-\d\d$/.test(asOf) ? 86_400_000 : 0)

const misplaced = (at: number, said: unknown) =>
  `Entry ${at} of the log says it is number ${JSON.stringify(said)}: entries are missing or out of order.`

/** Takes an entry to the record it is about. */
async function replay(
  { registers, say }: HistoryQuestion,
  table: StateTable,
  texts: ReturnType<typeof makeBodyCheck>,
  entry: Loose,
  [pass, passes]: readonly [number, number],
  untold: Untold,
): Promise<void> {
  const object = (entry.object ?? {}) as Loose
  const { id, version, register } = object
  const seq = Number(entry.seq)
  if (typeof entry.action === 'string' && /^erase(\.|$)/.test(entry.action)) return texts.noteErasure(seq, entry)
  if (typeof id !== 'string' || typeof version !== 'number' || (registers && typeof entry.digest !== 'string')) return
  const line = texts.isThere ? await texts.lineOf(seq) : null
  const said = registers?.registers[String(register)]
  if (texts.isThere) texts.checkVersion(seq, entry, line, said?.texts === true)
  const key = keyOf(id)
  if (passOf(key, passes) !== pass) return
  const row = table.row(key)
  if (registers && version !== table.logVersion(row) + 1)
    say(
      'states',
      null,
      `Entry ${seq} makes version ${version} of ${String(object.ref)}, but the one before it is ${table.logVersion(row)}.`,
    )
  table.setLog(row, version)
  if (version === 1 && table.sameBorn(row, bornMark(entry.at, (entry.actor as Loose | undefined)?.id)))
    table.set(row, mark.bornSeen, true)
  // Taking a person out of a record leaves it where it is, in the archive too.
  if (entry.action !== 'pseudonymise') table.set(row, mark.archived, entry.action === 'archive')
  table.set(row, mark.hidden, !said?.complete)
  if (version === table.packVersion(row)) {
    if (table.sameTime(row, [0, 0]) || table.sameTime(row, timeMark(entry.at))) table.set(row, mark.timeSeen, true)
    if (said && line?.body) {
      compareBody(table, row, line, said)
      if (line.body.shape === said.shape)
        noteUntold(String(register), (line.body.data ?? {}) as Loose, said, untold, say)
      else if (Number(line.body.shape) > said.shape)
        say(
          'bodies',
          registersPath,
          `${registersPath} says that records of "${String(register)}" have an older form than was logged.`,
        )
    }
  }
}

/** Values that nobody would compare. */
interface Untold {
  readonly said: Set<string>
  readonly workedOut: Map<string, Set<string>>
}

const registersPath = 'log/registers.json'

function noteUntold(
  register: string,
  data: Loose,
  said: RegistersSaid['registers'][string],
  untold: Untold,
  say: Say,
): void {
  for (const name of untoldNames(data, said)) {
    const id = `${register} ${name}`
    if (said.computed?.includes(name)) {
      const names = untold.workedOut.get(register) ?? new Set()
      untold.workedOut.set(register, names.add(name))
    } else if (!untold.said.has(id)) {
      untold.said.add(id)
      say(
        'bodies',
        registersPath,
        `${registersPath} leaves out "${name}" of the register "${register}", so that it would not be compared.`,
      )
    }
  }
}

function compareBody(
  table: StateTable,
  row: number,
  { body }: BodyLine,
  said: RegistersSaid['registers'][string],
): void {
  // A text in an older form was brought into the present one for the pack: it cannot be compared as it is.
  if (!body || body.shape !== said.shape) return
  table.set(row, mark.bodySeen, true)
  if (!table.sameBody(row, shownMark(body, (body.data ?? {}) as Loose, said))) table.set(row, mark.bodyDiffers, true)
}

/** What the replay led to against what the pack shows; gives how many records were not compared in text. */
async function judge({ source, entries, registers, say }: HistoryQuestion, table: StateTable): Promise<number> {
  const wrong: { key: Key; kind: 'states' | 'bodies'; text: string }[] = []
  let unproven = 0
  let missing = 0
  for (const row of table.rows()) {
    const tell = (kind: 'states' | 'bodies', text: string) => {
      if (wrong.length < 20) wrong.push({ key: table.keyAt(row), kind, text })
    }
    if (!table.has(row, mark.inPack)) {
      const belongs = !table.has(row, mark.archived) && !table.has(row, mark.hidden)
      if (belongs) missing += 1
      continue
    }
    const [shown, logged] = [table.packVersion(row), table.logVersion(row)]
    if (!table.has(row, mark.bodySeen)) unproven += 1
    if (logged === 0) tell('states', `stands in the pack in version ${shown}, which the log does not know.`)
    else if (logged !== shown)
      tell(
        'states',
        `stands in the pack in version ${shown}, which the log does not know as its last: that is ${logged}.`,
      )
    else if (!table.has(row, mark.timeSeen)) tell('states', 'was changed at another time than the log says.')
    else if (registers && !table.has(row, mark.bornSeen))
      tell('states', 'was made at another time or by somebody else than the log says.')
    if (table.has(row, mark.bodyDiffers)) tell('bodies', 'is shown otherwise than it was logged.')
  }
  if (missing > 0)
    say(
      'states',
      null,
      `${missing} ${missing === 1 ? 'record' : 'records'} that the log leads to ${missing === 1 ? 'is' : 'are'} missing from the pack.`,
    )
  const names =
    wrong.length === 0
      ? new Map<string, string>()
      : await nameRecords(
          source,
          entries,
          wrong.map(({ key }) => key),
        )
  for (const { key, kind, text } of wrong) say(kind, null, `${names.get(String(key)) ?? 'A record'} ${text}`)
  return unproven
}
