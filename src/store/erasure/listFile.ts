import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupProblem } from '../backup/format.ts'
import type { Store } from '../index.ts'
import { type ListedErasure, listedErasures } from './reapply.ts'

/** Name of the list beside the backups. */
export const erasureListName = 'erasures.jsonl'

/**
 * Writes what was ever erased beside the backups, so that a backup from before can be restored without bringing it back.
 * The list names records by id and holds nothing of what was erased. How many lines.
 */
export async function writeErasureList(store: Pick<Store, 'pool' | 'directory'>, folder: string): Promise<number> {
  const path = join(folder, erasureListName)
  const file = await open(`${path}.new`, 'w', 0o600)
  let lines = 0
  try {
    for await (const line of listedErasures(store)) {
      await file.write(`${JSON.stringify(line)}\n`)
      lines += 1
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  return lines
}

/** The list from a file; null when there is none. */
export async function readErasureList(path: string): Promise<ListedErasure[] | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      const parsed = JSON.parse(line) as ListedErasure
      if (typeof parsed.org === 'string' && typeof parsed.kind === 'string' && typeof parsed.what === 'string')
        return [parsed]
    } catch {
      // said below
    }
    throw new BackupProblem(`Line ${at + 1} of ${path} is not a line of the list of erasures.`)
  })
}
