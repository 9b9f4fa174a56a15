import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { extract } from 'tar-stream'
import { type BackupKey, decrypted, isEncrypted } from './encryption.ts'
import {
  type BackupHeader,
  type BackupManifest,
  BackupProblem,
  backupFormat,
  fileName,
  headerName,
  keyName,
  keysOfDataFolder,
  manifestName,
} from './format.ts'

/** What a reader of a backup does with it; left out, the bytes are only checked. */
export interface BackupTaker {
  begin?(header: BackupHeader): Promise<void>
  /** Rows of one table, in several parts. */
  rows?(table: string, part: Buffer): Promise<void>
  file?(org: string, hash: string, bytes: Readable): Promise<void>
  key?(name: string, bytes: Buffer): Promise<void>
}

/** What Zstandard begins with (RFC 8878, 3.1.1). */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/**
 * Reads a backup from front to back in constant memory, hands its parts over and checks each against the manifest at its
 * end. Ends with the manifest only when all of it is there and nothing was changed.
 */
export async function readBackup(file: string, key: BackupKey | null, take: BackupTaker = {}): Promise<BackupManifest> {
  const head = await needBackup(file)
  const source = createReadStream(file)
  const entries = extract()
  const raw = isEncrypted(head) ? await decrypted(source, key) : source
  const flowing = pipeline(raw, createZstdDecompress(), entries)
  flowing.catch((error) => entries.destroy(error))
  const seen = new Map<string, { digest: ReturnType<typeof createHash>; bytes: number }>()
  const files = new Set<string>()
  let header: BackupHeader | null = null
  let manifest: BackupManifest | null = null
  try {
    for await (const entry of entries) {
      const name = entry.header.name
      if (header === null) {
        if (name !== headerName) throw new BackupProblem(`${file} is not a backup of OpenAIMS.`)
        header = parseHeader(await whole(entry))
        await take.begin?.(header)
      } else if (name === manifestName) manifest = JSON.parse((await whole(entry)).toString()) as BackupManifest
      else if (name.startsWith('data/')) {
        const table = name.split('/')[1] ?? ''
        const part = await whole(entry)
        const known = seen.get(table) ?? { digest: createHash('sha256'), bytes: 0 }
        known.digest.update(part)
        known.bytes += part.length
        seen.set(table, known)
        await take.rows?.(table, part)
      } else if (name.startsWith('files/')) {
        await readFileEntry(name, entry as unknown as Readable, take)
        files.add(name)
      } else if (keysOfDataFolder.some((key) => keyName(key) === name)) {
        await take.key?.(name.slice(keyName('').length), await whole(entry))
        files.add(name)
      } else throw new BackupProblem(`The backup holds something unknown: ${name}.`)
    }
    await flowing
  } catch (error) {
    source.destroy()
    // Why the file itself could not be read on, which is no fault of what takes its parts.
    const broken: unknown = await flowing.catch((cause: unknown) => cause)
    if (error instanceof BackupProblem || error !== broken) throw error
    throw new BackupProblem(`The backup cannot be read to its end: ${(error as Error).message}`, { cause: error })
  }
  if (header === null) throw new BackupProblem(`${file} is not a backup of OpenAIMS.`)
  if (manifest === null) throw new BackupProblem('The backup ends too early: its manifest is missing.')
  checkWhole(manifest, seen, files)
  return manifest
}

async function readFileEntry(name: string, entry: Readable, take: BackupTaker): Promise<void> {
  const [, org = '', hash = ''] = name.split('/')
  const digest = createHash('sha256')
  const bytes = new PassThrough()
  bytes.on('data', (chunk: Buffer) => digest.update(chunk))
  bytes.pause()
  const taken = take.file ? take.file(org, hash, bytes) : Promise.resolve(void bytes.resume())
  await Promise.all([pipeline(entry, bytes), taken])
  if (digest.digest('hex') !== hash) throw new BackupProblem(`The file ${hash} in the backup has other content.`)
}

function checkWhole(
  manifest: BackupManifest,
  seen: ReadonlyMap<string, { digest: ReturnType<typeof createHash>; bytes: number }>,
  files: ReadonlySet<string>,
): void {
  for (const table of manifest.tables) {
    const found = seen.get(table.name)
    const digest = found ? found.digest.digest('hex') : createHash('sha256').digest('hex')
    if (digest !== table.sha256 || (found?.bytes ?? 0) !== table.bytes)
      throw new BackupProblem(`The rows of "${table.name}" in the backup are not those that were written.`)
  }
  for (const file of manifest.files)
    if (!files.has(fileName(file))) throw new BackupProblem(`The file ${file.hash} is missing in the backup.`)
  for (const name of manifest.keys)
    if (!files.has(keyName(name))) throw new BackupProblem(`The key ${name} is missing in the backup.`)
  const known = new Set(manifest.tables.map((t) => t.name))
  for (const name of seen.keys())
    if (!known.has(name))
      throw new BackupProblem(`The backup holds rows of "${name}", which its manifest does not know.`)
}

function parseHeader(bytes: Buffer): BackupHeader {
  const header = JSON.parse(bytes.toString()) as BackupHeader
  if (header.format !== backupFormat)
    throw new BackupProblem(
      `The backup has format ${header.format}, this OpenAIMS reads ${backupFormat}. Restore it with OpenAIMS ${header.program}.`,
    )
  return header
}

async function whole(entry: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of entry) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

/** Refuses what is not there or no backup, before anything is made for it; gives the beginning of the file. */
export async function needBackup(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch((cause) => {
    throw new BackupProblem(`The backup ${file} cannot be opened: it is not there, or may not be read.`, { cause })
  })
  try {
    if (!(await handle.stat()).isFile()) throw new BackupProblem(`${file} is not a backup of OpenAIMS.`)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    const head = buffer.subarray(0, bytesRead)
    if (!isEncrypted(head) && !head.subarray(0, 4).equals(zstdMagic))
      throw new BackupProblem(`${file} is not a backup of OpenAIMS.`)
    return head
  } finally {
    await handle.close()
  }
}
