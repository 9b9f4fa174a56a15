import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { readIfThere, writeWhole } from './files.ts'

/** What the signer remembers of an organisation's log: the tree it signed last, to go on from, and what it signed. */
export interface Remembered {
  readonly origin: string
  readonly size: number
  /** Right edge of the tree at that size, in hex. */
  readonly peaks: readonly string[]
  /** Leaf hash of the last entry, in hex; the next entry must name it. */
  readonly lastLeaf: string
  readonly root: string
  readonly keyId: string
  readonly note: string
}

export interface Memory {
  /** Organisations whose logs were signed before. */
  known(): Promise<string[]>
  recall(org: string): Promise<Remembered | null>
  remember(org: string, it: Remembered): Promise<void>
  /** Puts what is remembered aside, after a person decided to go on from an older copy of the database. */
  forget(org: string): Promise<void>
}

/** Memory in files beside the keys, outside the database: whoever rewrites the database cannot rewrite it too. */
export function openMemory(folder: string): Memory {
  const known = new Map<string, Remembered>()
  const fileOf = (org: string) => {
    if (!/^[0-9a-f-]{36}$/.test(org)) throw new Error(`"${org}" is not the id of an organisation`)
    return join(folder, 'signed', `${org}.json`)
  }
  return {
    async known() {
      const names = await readdir(join(folder, 'signed')).catch(() => [])
      return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
    },
    async recall(org) {
      const held = known.get(org)
      if (held) return held
      const text = await readIfThere(fileOf(org))
      if (text === null) return null
      const it = parse(text, fileOf(org))
      known.set(org, it)
      return it
    },
    async remember(org, it) {
      await writeWhole(fileOf(org), `${JSON.stringify(it)}\n`)
      known.set(org, it)
    },
    async forget(org) {
      known.delete(org)
      await rename(fileOf(org), `${fileOf(org)}.${Date.now()}`)
    },
  }
}

function parse(text: string, path: string): Remembered {
  try {
    const it = JSON.parse(text) as Remembered
    if (typeof it.origin === 'string' && Number.isSafeInteger(it.size) && typeof it.note === 'string') return it
  } catch {
    // said below
  }
  throw new Error(
    `${path} is not readable. Restore it from a backup, or move it away to go on from the database alone.`,
  )
}
