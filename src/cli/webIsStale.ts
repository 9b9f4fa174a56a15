import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether the built web client is missing or older than a file it is built from. */
export async function webIsStale(built: string, sources: readonly string[]): Promise<boolean> {
  const builtAt = await stat(built).catch(() => null)
  if (!builtAt) return true
  for (const folder of sources) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.includes('.test.')) continue
      const { mtimeMs } = await stat(join(entry.parentPath, entry.name))
      if (mtimeMs > builtAt.mtimeMs) return true
    }
  }
  return false
}
