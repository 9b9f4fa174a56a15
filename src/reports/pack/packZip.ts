import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { problem } from '../../model/index.ts'
import { archiveEnd, centralHeader, dataDescriptor, localHeader, type ZipEntry, zipMoment } from './zip/archiveParts.ts'
import { deflateBlocks } from './zip/deflate.ts'

export type Contents = string | Uint8Array | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

export interface PackedFile {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

export interface AddOptions {
  /** The contents are compressed already; packing them again costs time and gains nothing. */
  readonly stored?: boolean
  /** SHA-256 the contents must have. */
  readonly sha256?: string
  /** How long the contents are, where that is known. */
  readonly size?: number
}

/** Blocks that may be compressed or wait to be written; enough for all cores, little enough to stay small. */
const mostUnderWay = 12
/** From here on an entry announces 64-bit sizes. */
const largeFrom = 0xfff00000

/**
 * A ZIP that is written while it is filled and knows the hash of each file. What was added is compressed on several
 * cores while the next file is made, and written in the order it was added in.
 */
export function openPackZip(out: Writable, day: Date, signal: AbortSignal | undefined) {
  const at = zipMoment(day)
  const packed: PackedFile[] = []
  const entries: ZipEntry[] = []
  const paths = new Set<string>()
  const failed = Promise.withResolvers<never>()
  // Whoever waits gets the failure; nobody waiting must not bring the process down.
  failed.promise.catch(() => {})
  const stream = new PassThrough({ highWaterMark: 1_048_576 })
  const written = pipeline(stream, out, { signal })
  written.catch((error) => failed.reject(error))
  const underWay: Promise<void>[] = []
  let last: Promise<void> = Promise.resolve()
  let offset = 0

  /** Writes a piece once all before it are written; waits only when much is waiting already. */
  async function push(piece: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
    const done = last.then(async () => {
      const bytes = await piece()
      offset += bytes.length
      if (bytes.length > 0 && !stream.write(bytes)) await Promise.race([once(stream, 'drain'), failed.promise])
    })
    done.catch((error) => failed.reject(error))
    last = done
    underWay.push(done)
    if (underWay.length > mostUnderWay) await Promise.race([underWay.shift(), failed.promise])
  }

  async function add(path: string, contents: Contents, options: AddOptions = {}): Promise<PackedFile> {
    signal?.throwIfAborted()
    if (!isSafePath(path)) throw new Error(`The pack cannot hold a file called "${path}".`)
    if (paths.has(path)) throw new Error(`The pack would hold "${path}" twice.`)
    paths.add(path)
    const entry = { path, stored: options.stored ?? false, large: (options.size ?? 0) >= largeFrom }
    const told = { offset: 0, packedSize: 0 }
    const read = reader(contents, signal)
    await push(() => {
      told.offset = offset
      return localHeader(entry, at)
    })
    const counted = (bytes: Uint8Array) => {
      told.packedSize += bytes.length
      return bytes
    }
    if (entry.stored) for await (const bytes of read.parts()) await push(() => counted(bytes))
    else
      for await (const { bytes } of deflateBlocks(read.parts())) {
        // Should writing fail first, nobody asks for this block any more.
        bytes.catch(() => {})
        await push(() => bytes.then(counted))
      }
    const { crc, size, sha256 } = read.done()
    if (options.sha256 !== undefined && options.sha256 !== sha256) {
      const found = `The stored file behind ${path} was changed: its SHA-256 is ${sha256}. Restore it from a backup.`
      throw problem('pack/failed', found)
    }
    await push(() => {
      const whole = { ...entry, ...told, crc, size }
      entries.push(whole)
      return dataDescriptor(whole)
    })
    const file = { path, size, sha256 }
    packed.push(file)
    return file
  }

  async function finish(): Promise<void> {
    await Promise.race([last, failed.promise])
    const start = offset
    for (const entry of entries) await push(() => centralHeader(entry, at))
    await push(() => archiveEnd(entries.length, start, offset - start))
    await Promise.race([last, failed.promise])
    stream.end()
    await Promise.race([written, failed.promise])
  }

  /** Lets go of the stream when building stops half-way. */
  function abandon(error: unknown): void {
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
  }

  return { add, finish, abandon, files: () => packed.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
}

export type PackZip = ReturnType<typeof openPackZip>

/** Gives contents as bytes and takes their measure on the way. */
function reader(contents: Contents, signal: AbortSignal | undefined) {
  const digest = createHash('sha256')
  let crc = 0
  let size = 0
  return {
    async *parts(): AsyncGenerator<Uint8Array> {
      const parts = typeof contents === 'string' || contents instanceof Uint8Array ? [contents] : contents
      for await (const part of parts) {
        signal?.throwIfAborted()
        const bytes = typeof part === 'string' ? Buffer.from(part) : part
        if (bytes.length === 0) continue
        digest.update(bytes)
        crc = crc32(bytes, crc)
        size += bytes.length
        yield bytes
      }
    },
    done: () => ({ crc, size, sha256: digest.digest('hex') }),
  }
}

/** Plain letters, digits, hyphens, dots; no climbing, no drive letters: the same on every file system. */
function isSafePath(path: string): boolean {
  return (
    path.split('/').every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part) && !part.endsWith('.')) &&
    path.length < 200
  )
}
