import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Spooled, spool } from './blobs/spool.ts'

/** Where file contents live, by the SHA-256 of their bytes: a folder here, or object storage (`blobs/s3Blobs.ts`). */
export interface BlobStore {
  /** The folder they lie in, where it is one of this machine: another process opens it itself. */
  readonly folder?: string
  /**
   * Takes a stream in; refuses what exceeds `maxBytes`, or what `check` refuses, before keeping it. What is kept is never
   * taken back: the same content may meanwhile serve somebody else.
   */
  put(
    org: string,
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
    check?: (upload: Spooled) => Promise<void>,
  ): Promise<{ hash: string; size: number; head: Buffer }>
  open(org: string, hash: string): Promise<{ size: number; stream: Readable } | null>
  remove(org: string, hash: string): Promise<void>
  /**
   * Takes away what uploads left behind when the process that took them in was killed: parts, and files older than a day
   * that no organisation knows.
   */
  tidy(isKnown: (org: string, hash: string) => Promise<boolean>): Promise<void>
}

/** An upload that is older than this is under way no more, and its record would have come. */
const abandonedMs = 24 * 60 * 60 * 1000

/** Files below a folder: `<org>/<first two hex digits>/<hash>`, written under another name and moved when complete. */
export function folderBlobs(folder: string): BlobStore {
  const pathOf = (org: string, hash: string) => join(folder, org, hash.slice(0, 2), hash)
  return {
    folder,
    async put(org, bytes, maxBytes, check) {
      const { path, hash, size, head } = await spool(join(folder, org, 'incoming'), bytes, maxBytes)
      try {
        await check?.({ path, hash, size, head })
        const target = pathOf(org, hash)
        const made = await mkdir(dirname(target), { recursive: true })
        await rename(path, target)
        // A file is safe only when its name is: the folder it stands in, and that folder's own entry.
        await syncFolder(dirname(target))
        if (made !== undefined) await syncFolder(dirname(made))
        return { hash, size, head }
      } catch (error) {
        await rm(path, { force: true })
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
    async tidy(isKnown) {
      for (const org of await readdir(folder).catch(() => [])) {
        await tidyFolder(join(folder, org, 'incoming'))
        for (const part of await readdir(join(folder, org)).catch(() => []))
          if (/^[0-9a-f]{2}$/.test(part))
            await tidyFolder(join(folder, org, part), async (hash) => !(await isKnown(org, hash)))
      }
    },
  }
}

/** Removes files older than a day; an upload renews the age of what it finds there. */
export async function tidyFolder(
  folder: string,
  goes: (name: string) => Promise<boolean> = async () => true,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found?.isFile() && Date.now() - found.mtimeMs > abandonedMs && (await goes(name)))
      await rm(path, { force: true })
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; there the file system journals names itself.
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
