import { once } from 'node:events'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl'
import { say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'
import { refuseTooManyBytes } from './tableSize.ts'

const open = promisify<Buffer, Options, ZipFile>(fromBuffer)

/**
 * Unpacks the parts of a zip that `wanted` picks. Declared sizes are added up before anything is inflated, and bytes are
 * counted again as they come out, so an archive that lies about its sizes is stopped as well.
 */
export async function unpackZip(
  bytes: Uint8Array,
  fileName: string,
  limit: number,
  wanted: (path: string) => boolean,
): Promise<{ names: string[]; parts: Map<string, Uint8Array> }> {
  const what = `The unpacked content of "${fileName}"`
  try {
    const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
    })
    const entries = await listEntries(zip)
    const picked = entries.filter((entry) => !entry.fileName.endsWith('/') && wanted(entry.fileName))
    refuseTooManyBytes(
      picked.reduce((sum, entry) => sum + entry.uncompressedSize, 0),
      limit,
      what,
    )
    const parts = new Map<string, Uint8Array>()
    let inflated = 0
    for (const entry of picked) {
      if (entry.isEncrypted())
        throw new ExchangeProblem('exchange/encrypted-file', say`"${fileName}" is protected by a password.`)
      const part = await inflate(zip, entry, (size) => {
        inflated += size
        refuseTooManyBytes(inflated, limit, what)
      })
      parts.set(entry.fileName, part)
    }
    return { names: entries.map((entry) => entry.fileName), parts }
  } catch (error) {
    if (error instanceof ExchangeProblem) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExchangeProblem('exchange/damaged-file', say`"${fileName}" is damaged: ${reason}.`, { cause: error })
  }
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  const ended = once(zip, 'end')
  zip.on('entry', (entry: Entry) => {
    entries.push(entry)
    zip.readEntry()
  })
  zip.readEntry()
  await ended
  return entries
}

async function inflate(zip: ZipFile, entry: Entry, counted: (size: number) => void): Promise<Uint8Array> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  const chunks: Buffer[] = []
  for await (const chunk of stream) {
    const buffer = chunk as Buffer // yauzl streams are never given an encoding
    counted(buffer.length)
    chunks.push(buffer)
  }
  return Buffer.concat(chunks)
}
