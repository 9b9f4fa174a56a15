import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { crc32, createInflateRaw } from 'node:zlib'

/**
 * Stand-alone verifier of audit packs: one file that needs Node alone and shares no line with the program that writes
 * packs. It reads the ZIP itself, recomputes every hash of the manifest and the Merkle tree of the log (RFC 6962), and
 * says what is proven and what is not.
 *
 *   node verifyPack.ts pack.zip [--root <hex>] [--size <n>]
 *
 * `--root` is a log root you hold from elsewhere, `--size` the number of entries it stood for (all, when left out).
 */

/** What is wrong falls into these classes; the exit code is the sum of those found. */
export const exitCodes = { files: 1, log: 2, archive: 4, unreadable: 8 } as const

export interface PackProblem {
  readonly kind: keyof typeof exitCodes
  readonly path: string | null
  readonly text: string
}

export interface PackVerdict {
  readonly ok: boolean
  readonly exitCode: number
  readonly organisation: string | null
  readonly asOf: string | null
  readonly files: number
  readonly logSize: number
  readonly root: string | null
  readonly problems: readonly PackProblem[]
  readonly proven: readonly string[]
  readonly notProven: readonly string[]
}

export interface HeldRoot {
  readonly root: string
  /** Entries it stood for; all when left out. */
  readonly size?: number
}

export async function verifyPack(pack: string | Uint8Array, held?: HeldRoot): Promise<PackVerdict> {
  const problems: PackProblem[] = []
  const say = (kind: PackProblem['kind'], path: string | null, text: string) => void problems.push({ kind, path, text })
  let source: Source | undefined
  try {
    source = await openSource(pack)
    const entries = await readDirectory(source, say)
    const manifest = await readManifest(source, entries)
    await checkFiles(source, entries, manifest, say)
    const records = await readRecords(source, entries, manifest, say)
    const log = await checkLog(source, entries, manifest, records, held, say)
    return verdict(problems, manifest, log, held)
  } catch (error) {
    say('unreadable', null, error instanceof Error ? error.message : String(error))
    return verdict(problems, null, null, held)
  } finally {
    await source?.close()
  }
}

type Say = (kind: PackProblem['kind'], path: string | null, text: string) => void

// --- what the pack must say -----------------------------------------------------------------------------------------

interface Manifest {
  readonly organisation: string
  readonly asOf: string
  readonly counts: { readonly records: number }
  readonly log: { readonly size: number; readonly root: string }
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[]
}

async function readManifest(source: Source, entries: ReadonlyMap<string, Entry>): Promise<Manifest> {
  const entry = entries.get('manifest.json')
  if (entry === undefined) throw new Error('This is not an audit pack: it holds no manifest.json.')
  if (entry.size > 512 * 1024 * 1024) throw new Error('The manifest is larger than any this verifier reads (512 MB).')
  const parts: Buffer[] = []
  for await (const part of contents(source, entry)) parts.push(part)
  let found: unknown
  try {
    found = JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new Error('manifest.json is not valid JSON.')
  }
  if (!isManifest(found)) throw new Error('manifest.json is not a manifest of version 1 of the format openaims-pack.')
  return found
}

function isManifest(value: unknown): value is Manifest {
  const it = value as Partial<Manifest & { format: unknown; formatVersion: unknown }> | null
  return (
    typeof it === 'object' &&
    it !== null &&
    it.format === 'openaims-pack' &&
    it.formatVersion === 1 &&
    typeof it.organisation === 'string' &&
    typeof it.asOf === 'string' &&
    Number.isSafeInteger(it.counts?.records) &&
    Number.isSafeInteger(it.log?.size) &&
    isHex(it.log?.root) &&
    Array.isArray(it.files) &&
    it.files.every((file) => typeof file?.path === 'string' && Number.isSafeInteger(file.size) && isHex(file.sha256))
  )
}

const isHex = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)

/** Every file named must be there unchanged, and no file may be there unnamed. */
async function checkFiles(source: Source, entries: ReadonlyMap<string, Entry>, manifest: Manifest, say: Say) {
  const named = new Set<string>(['manifest.json'])
  for (const { path, size, sha256 } of manifest.files) {
    if (named.has(path)) say('files', path, `The manifest names ${path} twice.`)
    named.add(path)
    const entry = entries.get(path)
    if (entry === undefined) {
      say('files', path, `${path} is missing.`)
      continue
    }
    const found = await hashOf(source, entry, say)
    if (found === null) continue
    if (found !== sha256 || entry.size !== size)
      say('files', path, `${path} was changed: its hash is not the one in the manifest.`)
    const inName = /^evidence\/([0-9a-f]{64})\./.exec(path)?.[1]
    if (path.startsWith('evidence/') && inName !== found)
      say('files', path, `${path} does not hold what its name says.`)
  }
  for (const path of entries.keys())
    if (!named.has(path)) say('files', path, `${path} is in the pack but not in its manifest.`)
}

async function hashOf(source: Source, entry: Entry, say: Say): Promise<string | null> {
  const digest = createHash('sha256')
  try {
    for await (const part of contents(source, entry)) digest.update(part)
    return digest.digest('hex')
  } catch (error) {
    say('files', entry.path, `${entry.path} cannot be read: ${error instanceof Error ? error.message : error}`)
    return null
  }
}

// --- records and log ------------------------------------------------------------------------------------------------

interface Recorded {
  readonly ref: string
  readonly version: number
  readonly updatedAt: string
}

/** The version in which each record is in the pack, by id. */
async function readRecords(source: Source, entries: ReadonlyMap<string, Entry>, manifest: Manifest, say: Say) {
  const records = new Map<string, Recorded>()
  let count = 0
  for (const [path, entry] of entries) {
    if (!/^records\/[^/]+\.jsonl$/.test(path) || path === 'records/versions.jsonl') continue
    for await (const line of linesOf(source, entry, say)) {
      count += 1
      const { id, ref, version, updatedAt } = parse(line)
      if (typeof id !== 'string' || typeof version !== 'number')
        say('files', path, `${path} holds a line that is no record.`)
      else records.set(id, { ref: String(ref), version, updatedAt: String(updatedAt) })
    }
  }
  if (count !== manifest.counts.records) {
    say('files', null, `The manifest counts ${manifest.counts.records} records, but the pack holds ${count}.`)
  }
  return records
}

interface LogFacts {
  readonly size: number
  readonly root: string
}

async function checkLog(
  source: Source,
  entries: ReadonlyMap<string, Entry>,
  manifest: Manifest,
  records: Map<string, Recorded>,
  held: HeldRoot | undefined,
  say: Say,
): Promise<LogFacts> {
  const path = 'log/entries.jsonl'
  const entry = entries.get(path)
  const tree = makeTree()
  let before: string | null = null
  let heldRoot: string | null = held?.size === 0 ? tree.root() : null
  let bad = 0
  const report = (text: string) => {
    bad += 1
    // One change in the middle breaks every later entry; the first few tell where it began.
    if (bad <= 10) say('log', path, text)
  }
  if (entry === undefined) say('log', path, 'The log is missing.')
  else {
    for await (const line of linesOf(source, entry, say)) {
      const { seq, entry: text, leaf } = parse(line)
      const at = tree.size()
      if (typeof text !== 'string') {
        report(`Line ${at + 1} of the log is not an entry.`)
        continue
      }
      const computed = createHash('sha256').update(leafMark).update(text).digest()
      const hex = computed.toString('hex')
      const said = parse(text)
      if (seq !== at || said.seq !== at)
        report(
          `Entry ${at} of the log says it is number ${JSON.stringify(said.seq ?? seq)}: entries are missing or out of order.`,
        )
      if (leaf !== hex) report(`Entry ${at} of the log was changed: its leaf hash does not fit its text.`)
      if ((said.prev ?? null) !== before) report(`Entry ${at} of the log does not follow from the one before it.`)
      before = hex
      tree.append(computed)
      if (held?.size === tree.size()) heldRoot = tree.root()
      markLogged(records, said)
    }
  }
  const facts = { size: tree.size(), root: tree.root() }
  if (facts.size !== manifest.log.size)
    say('log', path, `The manifest says the log has ${manifest.log.size} entries, but there are ${facts.size}.`)
  if (facts.root !== manifest.log.root)
    say('log', path, 'The root computed from the log is not the one in the manifest.')
  const wanted = held === undefined ? null : held.size === undefined ? facts.root : heldRoot
  if (held !== undefined && wanted !== held.root.toLowerCase()) {
    say(
      'log',
      null,
      wanted === null
        ? `The log is shorter than the ${held.size} entries you hold a root for.`
        : 'The log does not lead to the root you hold: history was rewritten, or the root is of another log.',
    )
  }
  for (const { ref, version } of [...records.values()].slice(0, 10)) {
    say('log', null, `${ref} stands in the pack in version ${version}, which the log does not know.`)
  }
  if (records.size > 10) say('log', null, `${records.size - 10} more records are in versions the log does not know.`)
  return facts
}

/** What is left in the map at the end was never logged. */
function markLogged(records: Map<string, Recorded>, entry: Loose): void {
  const object = entry.object as Loose | undefined
  const record = typeof object?.id === 'string' ? records.get(object.id) : undefined
  if (
    record &&
    object?.version === record.version &&
    (record.updatedAt === 'undefined' || entry.at === record.updatedAt)
  ) {
    records.delete(object.id as string)
  }
}

type Loose = Readonly<Record<string, unknown>>

function parse(text: string): Loose {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Loose) : {}
  } catch {
    return {}
  }
}

const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])

/** RFC 6962 2.1, kept as the roots of the full subtrees from left to right with their heights. */
function makeTree() {
  const stack: { height: number; hash: Buffer }[] = []
  let size = 0
  const join = (left: Buffer, right: Buffer) =>
    createHash('sha256').update(nodeMark).update(left).update(right).digest()
  return {
    size: () => size,
    append(leaf: Buffer) {
      let top = { height: 0, hash: leaf }
      for (let last = stack.at(-1); last !== undefined && last.height === top.height; last = stack.at(-1)) {
        stack.pop()
        top = { height: top.height + 1, hash: join(last.hash, top.hash) }
      }
      stack.push(top)
      size += 1
    },
    root(): string {
      const hashes = stack.map(({ hash }) => hash)
      let right = hashes.pop()
      if (right === undefined) return createHash('sha256').digest('hex')
      for (let left = hashes.pop(); left !== undefined; left = hashes.pop()) right = join(left, right)
      return right.toString('hex')
    },
  }
}

// --- the archive ----------------------------------------------------------------------------------------------------

interface Source {
  readonly size: number
  read(at: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

async function openSource(pack: string | Uint8Array): Promise<Source> {
  if (typeof pack !== 'string') {
    const bytes = Buffer.from(pack.buffer, pack.byteOffset, pack.byteLength)
    return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length), close: async () => {} }
  }
  const file: FileHandle = await open(pack, 'r')
  const { size } = await file.stat()
  const read = async (at: number, length: number) => {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)))
    for (let got = 0; got < buffer.length; ) {
      const { bytesRead } = await file.read(buffer, got, buffer.length - got, at + got)
      if (bytesRead === 0) throw new Error('The file ended while it was read.')
      got += bytesRead
    }
    return buffer
  }
  return { size, read, close: () => file.close() }
}

interface Entry {
  readonly path: string
  readonly stored: boolean
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

/** Reads the central directory (APPNOTE 4.3.12 to 4.3.16) and checks that nothing hides between or around the files. */
async function readDirectory(source: Source, say: Say): Promise<ReadonlyMap<string, Entry>> {
  const tailStart = Math.max(0, source.size - 65_557)
  const tail = await source.read(tailStart, source.size - tailStart)
  const found = tail.lastIndexOf(Buffer.from('PK\x05\x06'))
  if (found < 0 || found + 22 > tail.length) throw new Error('This is not a ZIP file, or its end was cut off.')
  if (found + 22 !== tail.length) say('archive', null, 'Something follows the end of the archive.')
  const end = tailStart + found
  let count = tail.readUInt16LE(found + 10)
  let size = tail.readUInt32LE(found + 12)
  let start = tail.readUInt32LE(found + 16)
  let directoryEnd = end
  const locator = end >= 20 ? await source.read(end - 20, 20) : Buffer.alloc(0)
  if (locator.length === 20 && locator.readUInt32LE(0) === 0x07064b50) {
    directoryEnd = Number(locator.readBigUInt64LE(8))
    const large = await source.read(directoryEnd, 56)
    if (large.length < 56 || large.readUInt32LE(0) !== 0x06064b50) throw new Error('The end of the archive is damaged.')
    count = Number(large.readBigUInt64LE(32))
    size = Number(large.readBigUInt64LE(40))
    start = Number(large.readBigUInt64LE(48))
  }
  if (start + size !== directoryEnd) say('archive', null, 'The list of files does not end where the archive says.')
  const directory = await source.read(start, size)
  const entries = new Map<string, Entry>()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new Error('The list of files in the archive is damaged.')
    const { entry, next } = readEntry(directory, at)
    at = next
    if (!isSafe(entry.path))
      say('archive', entry.path, `"${entry.path}" would be unpacked outside the pack's own folder.`)
    if (entries.has(entry.path)) say('archive', entry.path, `${entry.path} is in the archive twice.`)
    entries.set(entry.path, entry)
  }
  if (at !== size) say('archive', null, 'The list of files holds more than it says.')
  await checkPlaces(source, [...entries.values()], start, say)
  return entries
}

function readEntry(directory: Buffer, at: number): { entry: Entry; next: number } {
  const [nameLength, extraLength, remarkLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset)) as [
    number,
    number,
    number,
  ]
  const path = directory.toString('utf8', at + 46, at + 46 + nameLength)
  const method = directory.readUInt16LE(at + 10)
  if (method !== 0 && method !== 8) throw new Error(`${path} is packed in a way this verifier does not read.`)
  if (directory.readUInt16LE(at + 8) & 1) throw new Error(`${path} is encrypted.`)
  const sizes = {
    size: directory.readUInt32LE(at + 24),
    packedSize: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  }
  const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue
    let field = i + 4
    for (const key of ['size', 'packedSize', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff) continue
      sizes[key] = Number(extra.readBigUInt64LE(field))
      field += 8
    }
  }
  const next = at + 46 + nameLength + extraLength + remarkLength
  return { entry: { path, stored: method === 0, crc: directory.readUInt32LE(at + 16), ...sizes }, next }
}

const isSafe = (path: string) => path.split('/').every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))

/** Each file follows the one before it; a data descriptor of 12 to 24 bytes may lie between, nothing else. */
async function checkPlaces(source: Source, entries: Entry[], end: number, say: Say): Promise<void> {
  let expected = 0
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    const gap = entry.offset - expected
    if (![0, 12, 16, 20, 24].includes(gap))
      say('archive', entry.path, `Something hides in the archive before ${entry.path}.`)
    const { nameLength, extraLength, name } = await readLocal(source, entry)
    if (name !== entry.path) say('archive', entry.path, `${entry.path} has another name inside the archive: "${name}".`)
    expected = entry.offset + 30 + nameLength + extraLength + entry.packedSize
  }
  if (![0, 12, 16, 20, 24].includes(end - expected))
    say('archive', null, 'Something hides in the archive after the last file.')
}

async function readLocal(source: Source, entry: Entry) {
  const head = await source.read(entry.offset, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50)
    throw new Error(`The archive is damaged at ${entry.path}.`)
  const nameLength = head.readUInt16LE(26)
  const name = (await source.read(entry.offset + 30, nameLength)).toString('utf8')
  return { nameLength, extraLength: head.readUInt16LE(28), name }
}

/** The bytes of a file, never more than the archive says it has. */
async function* contents(source: Source, entry: Entry): AsyncGenerator<Buffer> {
  const { nameLength, extraLength } = await readLocal(source, entry)
  const start = entry.offset + 30 + nameLength + extraLength
  const packed = Readable.from(pieces(source, start, entry.packedSize), { objectMode: false })
  const inflate = createInflateRaw()
  packed.on('error', (error) => inflate.destroy(error))
  let size = 0
  let check = 0
  for await (const part of entry.stored ? packed : packed.pipe(inflate)) {
    size += part.length
    check = crc32(part, check)
    if (size > entry.size) throw new Error('it is longer than the archive says.')
    yield part
  }
  if (size !== entry.size || check !== entry.crc) throw new Error('its checksum in the archive does not fit.')
}

async function* pieces(source: Source, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += 262_144) yield source.read(start + at, Math.min(262_144, length - at))
}

/** Lines of a text file; a damaged one was reported when it was hashed and ends early here. */
async function* linesOf(source: Source, entry: Entry, say: Say): AsyncGenerator<string> {
  const stream = Readable.from(contents(source, entry), { objectMode: false })
  let broken: Error | undefined
  stream.on('error', (error) => {
    broken = error
  })
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) yield line
  if (broken) say('files', entry.path, `${entry.path} cannot be read to its end: ${broken.message}`)
}

// --- the verdict ----------------------------------------------------------------------------------------------------

function verdict(
  problems: readonly PackProblem[],
  manifest: Manifest | null,
  log: LogFacts | null,
  held: HeldRoot | undefined,
): PackVerdict {
  const kinds = new Set(problems.map(({ kind }) => kind))
  const exitCode = [...kinds].reduce((sum, kind) => sum + exitCodes[kind], 0)
  const proven: string[] = []
  if (manifest && log) {
    if (!kinds.has('files') && !kinds.has('archive'))
      proven.push(`All ${manifest.files.length} files are there and as the manifest says; none was added.`)
    if (!kinds.has('files')) proven.push('Each piece of evidence holds exactly the bytes its hash stands for.')
    if (!kinds.has('log')) {
      proven.push(`The log of ${log.size} entries is whole and in order, and leads to the root ${log.root}.`)
      proven.push('Every record in the pack stands in a version that the log knows.')
      if (held) proven.push('The log continues the one you hold a root of; nothing before it was changed.')
    }
  }
  const notProven = [
    ...(held
      ? []
      : [
          'That this is the only history: give a root you hold from elsewhere with --root, or someone could have rewritten log and manifest together.',
        ]),
    'That the text of a record is what was logged: the log holds a salted digest of it, and the pack no salts.',
    'That what was recorded is true, or that everything that happened was recorded.',
    'That the times in the log are right: they come from the clock of the database.',
  ]
  return {
    ok: exitCode === 0,
    exitCode,
    organisation: manifest?.organisation ?? null,
    asOf: manifest?.asOf ?? null,
    files: manifest?.files.length ?? 0,
    logSize: log?.size ?? 0,
    root: log?.root ?? null,
    problems,
    proven,
    notProven,
  }
}

/** The verdict in plain words. */
export function verdictText(it: PackVerdict): string {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${item}`)]
  const shown = it.problems.slice(0, 50).map(({ text }) => text)
  const more = it.problems.length > 50 ? [`and ${it.problems.length - 50} more`] : []
  return [
    it.ok
      ? 'The pack is whole.'
      : `The pack is NOT as it was made: ${it.problems.length} ${it.problems.length === 1 ? 'problem' : 'problems'} found.`,
    ...(it.organisation === null
      ? []
      : [`${it.organisation}, as of ${it.asOf}; ${it.files} files, ${it.logSize} log entries.`]),
    ...list('Found:', [...shown, ...more]),
    ...list('Proven:', it.proven),
    ...list('Not proven:', it.notProven),
    '',
  ].join('\n')
}

async function main(args: readonly string[]): Promise<number> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const [path] = args
  const root = option('--root')
  const size = option('--size')
  if (
    path === undefined ||
    path.startsWith('-') ||
    (root !== undefined && !isHex(root.toLowerCase())) ||
    (size !== undefined && !/^\d+$/.test(size))
  ) {
    process.stderr.write('Use: node verifyPack.ts <pack.zip> [--root <64 hex digits>] [--size <number of entries>]\n')
    return 64
  }
  const result = await verifyPack(
    path,
    root === undefined ? undefined : { root, ...(size === undefined ? {} : { size: Number(size) }) },
  )
  process.stdout.write(verdictText(result))
  return result.exitCode
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2))
}
