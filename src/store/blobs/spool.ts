import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'

/** How many leading bytes are kept aside to tell what kind of file it is. */
const headBytes = 4100

export interface Spooled {
  readonly path: string
  readonly hash: string
  readonly size: number
  readonly head: Buffer
}

/** Takes a stream to the disk under a name nobody else uses, hashed on the way; on any failure nothing stays. */
export async function spool(folder: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Spooled> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomBytes(12).toString('hex'))
  const handle = await open(path, 'wx', 0o600)
  const digest = createHash('sha256')
  let size = 0
  let head = Buffer.alloc(0)
  try {
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > maxBytes) {
        throw problem('file/too-large', say`The file is larger than ${Math.floor(maxBytes / 1_048_576)} MB.`)
      }
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)])
      digest.update(chunk)
      await writeAll(handle, chunk)
    }
    await handle.sync()
    await handle.close()
    return { path, hash: digest.digest('hex'), size, head }
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}

/** A disk that is nearly full takes part of what it is given before it refuses. */
async function writeAll(handle: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, at)
    at += bytesWritten
  }
}
