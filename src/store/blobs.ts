import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { problem } from '../model/index.ts'

/** Where file contents live, by the SHA-256 of their bytes. Another implementation may keep them in object storage. */
export interface BlobStore {
  /** Takes a stream in; refuses what exceeds `maxBytes` before keeping it. */
  put(
    org: string,
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): Promise<{ hash: string; size: number; head: Buffer }>
  open(org: string, hash: string): Promise<{ size: number; stream: Readable } | null>
  remove(org: string, hash: string): Promise<void>
}

/** How many leading bytes are kept aside to tell what kind of file it is. */
const headBytes = 4100

/** Files below a folder: `<org>/<first two hex digits>/<hash>`, written under another name and moved when complete. */
export function folderBlobs(folder: string): BlobStore {
  const pathOf = (org: string, hash: string) => join(folder, org, hash.slice(0, 2), hash)
  return {
    async put(org, bytes, maxBytes) {
      const incoming = join(folder, org, 'incoming')
      await mkdir(incoming, { recursive: true })
      const temporary = join(incoming, randomBytes(12).toString('hex'))
      const handle = await open(temporary, 'wx', 0o600)
      const digest = createHash('sha256')
      let size = 0
      let head = Buffer.alloc(0)
      try {
        for await (const chunk of bytes) {
          size += chunk.length
          if (size > maxBytes) {
            throw problem('file/too-large', `The file is larger than ${Math.floor(maxBytes / 1_048_576)} MB.`)
          }
          if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)])
          digest.update(chunk)
          await handle.write(chunk)
        }
        await handle.sync()
        await handle.close()
        const hash = digest.digest('hex')
        const target = pathOf(org, hash)
        await mkdir(join(target, '..'), { recursive: true })
        await rename(temporary, target)
        return { hash, size, head }
      } catch (error) {
        await handle.close().catch(() => {})
        await rm(temporary, { force: true })
        throw error
      }
    },
    async open(org, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const path = pathOf(org, hash)
      const found = await stat(path).catch(() => null)
      return found ? { size: found.size, stream: createReadStream(path) } : null
    },
    async remove(org, hash) {
      await rm(pathOf(org, hash), { force: true })
    },
  }
}
