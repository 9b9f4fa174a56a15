import { textFrom } from './bytes.ts'
import { nodeModule } from './hashes.ts'

// Reads a ZIP (APPNOTE 4.3) by itself, and checks that nothing hides between or around its files.

export interface Entry {
  readonly path: string
  readonly stored: boolean
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

export type Entries = ReadonlyMap<string, Entry>

/** Tells of something wrong in the archive itself. */
export type SayArchive = (path: string | null, text: string) => void

async function readAt(source: Blob, at: number, length: number): Promise<DataView> {
  return new DataView(await source.slice(at, Math.min(source.size, at + Math.max(0, length))).arrayBuffer())
}

const bytesOf = (view: DataView, at: number, length: number) =>
  new Uint8Array(view.buffer, view.byteOffset + at, Math.max(0, Math.min(length, view.byteLength - at)))

export async function readDirectory(source: Blob, say: SayArchive): Promise<Entries> {
  const tailStart = Math.max(0, source.size - 65_557)
  const tail = await readAt(source, tailStart, source.size - tailStart)
  let found = tail.byteLength - 22
  while (found >= 0 && tail.getUint32(found, true) !== 0x06054b50) found -= 1
  if (found < 0) throw new Error('This is not a ZIP file, or its end was cut off.')
  const follows = found + 22 !== tail.byteLength
  const end = tailStart + found
  let count = tail.getUint16(found + 10, true)
  let size = tail.getUint32(found + 12, true)
  let start = tail.getUint32(found + 16, true)
  let directoryEnd = end
  const locator = end >= 20 ? await readAt(source, end - 20, 20) : null
  if (locator?.getUint32(0, true) === 0x07064b50) {
    directoryEnd = Number(locator.getBigUint64(8, true))
    const large = await readAt(source, directoryEnd, 56)
    if (large.byteLength < 56 || large.getUint32(0, true) !== 0x06064b50)
      throw new Error('The end of the archive is damaged.')
    count = Number(large.getBigUint64(32, true))
    size = Number(large.getBigUint64(40, true))
    start = Number(large.getBigUint64(48, true))
  }
  // The end of an archive within this one, such as that of an office file, is none of ours.
  if (follows && start + size !== directoryEnd) throw new Error('This is not a ZIP file, or its end was cut off.')
  if (follows) say(null, 'Something follows the end of the archive.')
  if (start + size !== directoryEnd) say(null, 'The list of files does not end where the archive says.')
  const directory = await readAt(source, start, size)
  const entries = new Map<string, Entry>()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== 0x02014b50)
      throw new Error('The list of files in the archive is damaged.')
    const { entry, next } = readEntry(directory, at)
    at = next
    if (!isSafePath(entry.path)) say(entry.path, `"${entry.path}" would be unpacked outside the pack's own folder.`)
    if (entries.has(entry.path)) say(entry.path, `${entry.path} is in the archive twice.`)
    entries.set(entry.path, entry)
  }
  if (at !== size) say(null, 'The list of files holds more than it says.')
  await checkPlaces(source, [...entries.values()], start, say)
  return entries
}

function readEntry(directory: DataView, at: number): { entry: Entry; next: number } {
  const nameLength = directory.getUint16(at + 28, true)
  const extraLength = directory.getUint16(at + 30, true)
  const path = textFrom(bytesOf(directory, at + 46, nameLength))
  const method = directory.getUint16(at + 10, true)
  if (method !== 0 && method !== 8) throw new Error(`${path} is packed in a way this verifier does not read.`)
  if (directory.getUint16(at + 8, true) & 1) throw new Error(`${path} is encrypted.`)
  const sizes = {
    size: directory.getUint32(at + 24, true),
    packedSize: directory.getUint32(at + 20, true),
    offset: directory.getUint32(at + 42, true),
  }
  const extra = at + 46 + nameLength
  for (let i = extra; i + 4 <= extra + extraLength; i += 4 + directory.getUint16(i + 2, true)) {
    if (directory.getUint16(i, true) !== 1) continue
    let field = i + 4
    for (const key of ['size', 'packedSize', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff) continue
      sizes[key] = Number(directory.getBigUint64(field, true))
      field += 8
    }
  }
  const next = extra + extraLength + directory.getUint16(at + 32, true)
  return { entry: { path, stored: method === 0, crc: directory.getUint32(at + 16, true), ...sizes }, next }
}

const isSafePath = (path: string) => path.split('/').every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))

/** Each file follows the one before it; a data descriptor of 12 to 24 bytes may lie between, nothing else. */
async function checkPlaces(source: Blob, entries: Entry[], end: number, say: SayArchive): Promise<void> {
  let expected = 0
  for (const entry of entries.sort((a, b) => a.offset - b.offset)) {
    const gap = entry.offset - expected
    if (![0, 12, 16, 20, 24].includes(gap)) say(entry.path, `Something hides in the archive before ${entry.path}.`)
    const { start, name } = await readLocal(source, entry)
    if (name !== entry.path) say(entry.path, `${entry.path} has another name inside the archive: "${name}".`)
    expected = start + entry.packedSize
  }
  if (![0, 12, 16, 20, 24].includes(end - expected)) say(null, 'Something hides in the archive after the last file.')
}

async function readLocal(source: Blob, entry: Entry): Promise<{ start: number; name: string }> {
  const head = await readAt(source, entry.offset, 30)
  if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50)
    throw new Error(`The archive is damaged at ${entry.path}.`)
  const nameLength = head.getUint16(26, true)
  const name = await readAt(source, entry.offset + 30, nameLength)
  return {
    start: entry.offset + 30 + nameLength + head.getUint16(28, true),
    name: textFrom(bytesOf(name, 0, nameLength)),
  }
}

/** The bytes of a file, never more than the archive says it has. */
export async function* contentsOf(source: Blob, entry: Entry): AsyncGenerator<Uint8Array> {
  const { start } = await readLocal(source, entry)
  let size = 0
  let check = 0
  for await (const part of unpacked(source.slice(start, start + entry.packedSize), entry.stored)) {
    size += part.length
    check = crc(part, check)
    if (size > entry.size) throw new Error('it is longer than the archive says.')
    yield part
  }
  if (size !== entry.size || check !== entry.crc) throw new Error('its checksum in the archive does not fit.')
}

async function* unpacked(packed: Blob, stored: boolean): AsyncGenerator<Uint8Array> {
  const piped = packed.stream()
  const reader = (stored ? piped : piped.pipeThrough(new DecompressionStream('deflate-raw'))).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

const fastCrc = nodeModule<{ crc32(data: Uint8Array, before: number): number }>('node:zlib')
const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc(data: Uint8Array, before: number): number {
  if (fastCrc) return fastCrc.crc32(data, before)
  let value = ~before
  for (const byte of data) value = (value >>> 8) ^ (crcTable[(value ^ byte) & 0xff] ?? 0)
  return ~value >>> 0
}

/** Lines of a text file in pieces of many; a damaged one was reported when it was hashed and ends early here. */
export async function* linesOf(
  source: Blob,
  entry: Entry,
  broken: (why: string) => void,
): AsyncGenerator<readonly string[]> {
  // A mark at the beginning is kept: the line that begins with it is none of ours.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let rest = ''
  try {
    for await (const part of contentsOf(source, entry)) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield lines
    }
  } catch (error) {
    broken(error instanceof Error ? error.message : String(error))
  }
  if (rest !== '') yield [rest]
}

/** The most bytes a file can unpack to, whatever the archive says: deflate packs 1032 to one at best. */
export const mostBytes = (source: Blob, entry: Entry | undefined): number =>
  entry === undefined ? 0 : Math.min(entry.size, Math.min(entry.packedSize, source.size) * 1032 + 1032)

/** A whole small file as text, or null when it is not there. */
export async function textOfFile(source: Blob, entry: Entry | undefined, most: number): Promise<string | null> {
  if (entry === undefined) return null
  if (entry.size > most)
    throw new Error(`${entry.path} is larger than any this verifier reads (${most / 1024 / 1024} MB).`)
  const parts: Uint8Array[] = []
  for await (const part of contentsOf(source, entry)) parts.push(part)
  return await new Blob(parts as Uint8Array<ArrayBuffer>[]).text()
}

/** Items of a stream of pieces, one by one, with a look at the next. */
export function makePeek<T>(pieces: AsyncIterator<readonly T[]>) {
  let piece: readonly T[] = []
  let at = 0
  let ended = false
  return {
    async peek(): Promise<T | undefined> {
      while (at >= piece.length && !ended) {
        const next = await pieces.next()
        if (next.done) ended = true
        else {
          piece = next.value
          at = 0
        }
      }
      return piece[at]
    },
    /** What `peek` would give when it needs no waiting; undefined when it does. */
    near: (): T | undefined => piece[at],
    skip: () => {
      at += 1
    },
  }
}
