import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { type Problem, problem } from '../model/index.ts'
import { say } from '../model/say.ts'
import { checkOldOffice, checkPart, checkPartName, isOfficeFile, saysWhatHappens } from './officeFiles.ts'
import { isAcceptedName, kindOf, maxUpload } from './uploads.ts'

/** How much an archive (a spreadsheet, a document, a zip) may grow when unpacked, with all archives in it. */
const maxUnpacked = 1024 * 1024 * 1024
const maxEntries = 10_000
/** An archive in an archive in an archive; nobody packs deeper. */
const deepest = 3
/** What says what an office file does is a few lines; more is read by nobody. */
const maxPart = 20 * 1024 * 1024
/** Enough to tell the kind of a file by how it begins. */
const headSize = 512

/** Archives that cannot be looked into, pictures of disks and what is like them. */
const closed = /\.(7z|rar|tar|tgz|gz|bz2|tbz2?|xz|txz|zst|lz|lz4|lzma|cab|arj|ace|iso|img|vhdx?|vmdk|dmg|wim)$/i
/** What a double click runs, also office files with programs. */
const programs =
  /\.(exe|scr|pif|cpl|dll|sys|msi|msp|mst|msix|appx|bat|cmd|ps1|psm1|vbs|vbe|jse|wsf|wsh|hta|lnk|url|scf|reg|inf|chm|jar|jnlp|app|command|desktop|apk|docm|dotm|xlsm|xltm|xlam|xlsb|xll|pptm|potm|ppsm|ppam|sldm|one|iqy|slk)$/i

interface Left {
  entries: number
  bytes: number
}

/**
 * Looks through an archive and all archives in it before it is kept. Refuses what would unpack to too much, points
 * outside, is locked, cannot be looked into, runs, or is not what its name says; and office files that run or fetch
 * something when they are opened.
 */
export async function checkArchive(bytes: Buffer, name = ''): Promise<void> {
  await look(bytes, name, 1, { entries: maxEntries, bytes: maxUnpacked })
}

const unsafe = (why: Parameters<typeof problem>[1]): Problem => problem('file/unsafe', why)

async function look(bytes: Buffer, name: string, depth: number, left: Left): Promise<void> {
  const zip = await open(bytes)
  let packed = 0
  try {
    for await (const entry of entriesOf(zip)) {
      packed += entry.compressedSize
      left.entries -= 1
      left.bytes -= entry.uncompressedSize
      if (left.entries < 0) throw unsafe(say`The archive holds more than ${maxEntries} files.`)
      if (left.bytes < 0) throw unsafe(say`The archive would unpack to more than 1 GB.`)
      // Entries that share their bytes make a little archive unpack to very much.
      if (packed > bytes.length) throw unsafe(say`The archive is not sound: its files lie over each other.`)
      checkEntry(entry)
      if (entry.fileName.endsWith('/')) continue
      if (isOfficeFile(name)) await lookAtPart(zip, entry, name, depth, left)
      else await lookAtFile(zip, entry, depth, left)
    }
  } finally {
    zip.close()
  }
}

function checkEntry(entry: Entry): void {
  const { fileName, uncompressedSize, compressedSize } = entry
  if (uncompressedSize > 10_000_000 && uncompressedSize / Math.max(1, compressedSize) > 500)
    throw unsafe(
      say`"${fileName}" in the archive would unpack to ${Math.round(uncompressedSize / Math.max(1, compressedSize))} times its size.`,
    )
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    throw unsafe(say`"${fileName}" in the archive is a symbolic link.`)
  if (entry.isEncrypted())
    throw unsafe(
      say`"${fileName}" in the archive is locked with a password. Pack it without one; who may read it is up to the record.`,
    )
}

/** A part of an office file: programs, what is fetched, and documents embedded in it. */
async function lookAtPart(zip: ZipFile, entry: Entry, name: string, depth: number, left: Left): Promise<void> {
  checkPartName(name, entry.fileName)
  if (programs.test(entry.fileName)) throw unsafe(say`"${entry.fileName}" in "${name}" is a program, or holds one.`)
  if (saysWhatHappens(entry.fileName)) {
    if (entry.uncompressedSize > maxPart)
      throw unsafe(say`"${entry.fileName}" in "${name}" is too large to be looked at.`)
    checkPart(name, entry.fileName, await contentOf(zip, entry))
  } else if (isZip(await headOf(zip, entry))) await lookInside(zip, entry, depth, left)
}

/** A file in a plain archive: what is accepted by itself has to be what it says; of the rest, what is dangerous goes. */
async function lookAtFile(zip: ZipFile, entry: Entry, depth: number, left: Left): Promise<void> {
  const { fileName } = entry
  if (programs.test(fileName)) throw unsafe(say`"${fileName}" in the archive is a program, or holds one.`)
  if (closed.test(fileName))
    throw unsafe(say`"${fileName}" in the archive cannot be looked into. Unpack it, or pack it as .zip.`)
  const head = await headOf(zip, entry)
  if (isProgram(head)) throw unsafe(say`"${fileName}" in the archive is a program, or holds one.`)
  if (isZip(head)) return lookInside(zip, entry, depth, left)
  if (head.length === 0 || isAside(fileName) || !isAcceptedName(fileName)) return
  if (kindOf(fileName, head).mayHoldMacros) checkOldOffice(fileName, await contentOf(zip, entry))
}

async function lookInside(zip: ZipFile, entry: Entry, depth: number, left: Left): Promise<void> {
  const { fileName } = entry
  if (depth >= deepest) throw unsafe(say`"${fileName}" lies more than ${deepest} archives deep. Unpack some of them.`)
  if (isAcceptedName(fileName)) kindOf(fileName, await headOf(zip, entry))
  await look(await contentOf(zip, entry), fileName, depth + 1, left)
}

const isZip = (head: Buffer) => /^504b(0304|0506)/.test(head.toString('hex', 0, 4))

/** Windows, Linux and macOS, and what Java runs. */
const isProgram = (head: Buffer) =>
  /^(4d5a|7f454c46|feedfac[ef]|c[ef]faedfe|cafebabe)/.test(head.toString('hex', 0, 4)) &&
  // "MZ" begins texts too; programs hold zeros.
  head.includes(0)

/** What macOS adds to its archives about each file, under the file's own name. */
const isAside = (path: string) => /^__MACOSX\/|(^|\/)\._[^/]*$/.test(path)

async function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false }, (error, opened) =>
      error || !opened
        ? reject(unsafe(say`The archive cannot be read: ${error?.message ?? 'empty'}.`))
        : resolve(opened),
    )
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  let next = Promise.withResolvers<Entry | null>()
  zip.on('entry', (entry: Entry) => next.resolve(entry))
  zip.on('end', () => next.resolve(null))
  zip.on('error', (error: Error) => next.reject(unsafe(say`The archive is not sound: ${error.message}.`)))
  while (true) {
    next = Promise.withResolvers<Entry | null>()
    zip.readEntry()
    const entry = await next.promise
    if (entry === null) return
    yield entry
  }
}

/** How the content begins, unpacked no further. */
async function headOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return read(zip, entry, headSize)
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > maxUpload)
    throw unsafe(say`"${entry.fileName}" in the archive is too large to be looked into.`)
  return read(zip, entry, entry.uncompressedSize)
}

async function read(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
    })
    const parts: Buffer[] = []
    let size = 0
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size >= most) break
    }
    return Buffer.concat(parts).subarray(0, most)
  } catch (error) {
    throw unsafe(say`The archive is not sound: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
