import { createHash } from 'node:crypto'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { zipStamp } from '../zipStamp.ts'
import type { PackedFile } from './packSource.ts'

export type Contents = string | Uint8Array | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

export interface AddOptions {
  /** The contents are compressed already; packing them again costs time and gains nothing. */
  readonly stored?: boolean
  /** SHA-256 the contents must have. */
  readonly sha256?: string
}

/** A ZIP that is written while it is filled, one file after the other, and knows the hash of each. */
export function openPackZip(out: Writable, day: Date, signal: AbortSignal | undefined) {
  const zip = new ZipFile()
  const stamp = zipStamp(day)
  const packed: PackedFile[] = []
  const paths = new Set<string>()
  const failed = Promise.withResolvers<never>()
  // Whoever waits gets the failure; nobody waiting must not bring the process down.
  failed.promise.catch(() => {})
  zip.on('error', (error) => failed.reject(error))
  // yazl declares the plain stream interface; the object is a readable of Node.
  const written = pipeline(zip.outputStream as Readable, out, { signal })
  written.catch((error) => failed.reject(error))

  async function add(path: string, contents: Contents, options: AddOptions = {}): Promise<PackedFile> {
    signal?.throwIfAborted()
    if (!isSafePath(path)) throw new Error(`The pack cannot hold a file called "${path}".`)
    if (paths.has(path)) throw new Error(`The pack would hold "${path}" twice.`)
    paths.add(path)
    const done = Promise.withResolvers<PackedFile>()
    done.promise.catch(() => {})
    // The archive remembers this function for every file to the end, so it must not go on holding the contents.
    let waiting: Contents | null = contents
    const compression = options.stored ? { compress: false } : { compressionLevel: 6 }
    zip.addReadStreamLazy(path, { ...stamp, ...compression }, (take) => {
      const taken = waiting ?? ''
      waiting = null
      const stream = Readable.from(hashed(path, taken, options, signal, done), {
        objectMode: false,
        highWaterMark: 262_144,
      })
      stream.on('error', (error) => failed.reject(error))
      take(null, stream)
    })
    const file = await Promise.race([done.promise, failed.promise])
    packed.push(file)
    return file
  }

  async function finish(): Promise<void> {
    zip.end()
    await Promise.race([written, failed.promise])
  }

  /** Lets go of the stream when building stops half-way. */
  function abandon(error: unknown): void {
    ;(zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error)))
  }

  return { add, finish, abandon, files: () => packed.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
}

export type PackZip = ReturnType<typeof openPackZip>

async function* hashed(
  path: string,
  contents: Contents,
  options: AddOptions,
  signal: AbortSignal | undefined,
  done: PromiseWithResolvers<PackedFile>,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256')
  let size = 0
  const parts = typeof contents === 'string' || contents instanceof Uint8Array ? [contents] : contents
  for await (const part of parts) {
    signal?.throwIfAborted()
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    digest.update(bytes)
    size += bytes.length
    if (bytes.length > 0) yield bytes
  }
  const sha256 = digest.digest('hex')
  if (options.sha256 !== undefined && options.sha256 !== sha256) {
    throw new Error(`The stored file behind ${path} was changed: its SHA-256 is ${sha256}. Restore it from a backup.`)
  }
  done.resolve({ path, size, sha256 })
}

/** Plain letters, digits, hyphens, dots; no climbing, no drive letters: the same on every file system. */
function isSafePath(path: string): boolean {
  return (
    path.split('/').every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part) && !part.endsWith('.')) &&
    path.length < 200
  )
}
