import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { problem } from '../model/index.ts'

export interface SaveOptions {
  readonly signal: AbortSignal
  /** SHA-256 the file must have, in hexadecimal. */
  readonly sha256?: string
  readonly onProgress?: (bytes: number) => void
}

/** What a server sends is a stream of the web; files and terminals take those of Node. */
export const bytesOf = (answer: Response): Readable => Readable.fromWeb(answer.body as ReadableStream<Uint8Array>)

/** Writes an answer to a file, which is there whole or not at all. */
export async function saveFile(answer: Response, path: string, options: SaveOptions): Promise<void> {
  const { signal, sha256, onProgress } = options
  const digest = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk)
      bytes += chunk.length
      onProgress?.(bytes)
      done(null, chunk)
    },
  })
  const part = `${path}.part`
  try {
    await pipeline(bytesOf(answer), measure, createWriteStream(part), { signal })
    const found = digest.digest('hex')
    if (sha256 !== undefined && found !== sha256)
      throw problem(
        'pack/failed',
        `What came has the SHA-256 ${found}, not ${sha256}: it was changed or cut off on the way.`,
      )
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
