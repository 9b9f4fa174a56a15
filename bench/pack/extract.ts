import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

/** Unpacks a ZIP that was just made; answers how many bytes it held. */
export async function extract(zip: string, folder: string): Promise<number> {
  const archive = await openPromise(zip)
  let bytes = 0
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const path = join(folder, entry.fileName)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(path))
    bytes += entry.uncompressedSize
  }
  return bytes
}
