import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
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
   * that no organisation knows. What looks so is watched for some minutes first.
   */
  tidy(isKnown: (org: string, hash: string) => Promise<boolean>, watch?: Watch): Promise<void>
}

export interface Watch {
  /** For how long, in milliseconds; three minutes when left out. */
  readonly ms?: number
  readonly signal?: AbortSignal
}

/** An upload that is older than this is under way no more, and its record would have come. */
const abandonedMs = 24 * 60 * 60 * 1000
/** Longer than an upload waits for the database: a clock set forward makes one under way look a day old. */
const watchedMs = 180_000

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
    async tidy(isKnown, watch) {
      const places: Place[] = []
      for (const org of await readdir(folder).catch(() => [])) {
        const incoming = join(folder, org, 'incoming')
        places.push({ folder: incoming })
        for (const part of await readdir(join(folder, org)).catch(() => []))
          if (/^[0-9a-f]{2}$/.test(part))
            places.push({
              folder: join(folder, org, part),
              aside: incoming,
              goes: async (hash) => !(await isKnown(org, hash)),
            })
      }
      await tidyFolders(places, watch)
    },
  }
}

interface Place {
  readonly folder: string
  /** Where a file is moved to be looked at once more, in folders where another of the same name may come. */
  readonly aside?: string
  goes?(name: string): Promise<boolean>
}

/** Removes files older than a day that stay as they are while they are watched; an upload renews the age of what it finds. */
export async function tidyFolders(places: readonly Place[], { ms = watchedMs, signal }: Watch = {}): Promise<void> {
  const old: { place: Place; name: string; age: number }[] = []
  for (const place of places)
    for (const name of await readdir(place.folder).catch(() => [])) {
      const age = await ageOf(join(place.folder, name))
      if (age !== null && Date.now() - age > abandonedMs && ((await place.goes?.(name)) ?? true))
        old.push({ place, name, age })
    }
  if (old.length === 0) return
  await wait(ms, undefined, { ref: false, ...(signal ? { signal } : {}) })
  for (const { place, name, age } of old) {
    const path = join(place.folder, name)
    if ((await ageOf(path)) !== age || (await place.goes?.(name)) === false) continue
    if (place.aside === undefined) {
      await rm(path, { force: true })
      continue
    }
    // The same content may be uploaded this very moment: what was moved is looked at, not what had the name before.
    await mkdir(place.aside, { recursive: true })
    const moved = join(place.aside, `tidied-${name}`)
    await rename(path, moved)
    if ((await ageOf(moved)) === age) await rm(moved, { force: true })
    else await rename(moved, path)
  }
}

/** When a file was last written, in milliseconds since 1970; null when there is none. */
const ageOf = (path: string): Promise<number | null> =>
  stat(path).then(
    (found) => (found.isFile() ? found.mtimeMs : null),
    () => null,
  )

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; there the file system journals names itself.
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
