import type { Entries } from './archive.ts'
import type { Say } from './findings.ts'

const evidenceFile = /^evidence\/([0-9a-f]{64})\./

/** Files that records carry against those the pack holds: a file is evidence because a record names its hash. */
export function makeEvidenceCheck(entries: Entries, say: Say) {
  // As many as the pack has files: the list of those is in memory anyway.
  const held = new Map<string, string>()
  for (const path of entries.keys()) {
    const hash = evidenceFile.exec(path)?.[1]
    if (hash !== undefined) held.set(hash, path)
  }
  const unnamed = new Set(held.keys())
  const missing = new Map<string, string>()
  return {
    /** Takes the line of a record, as it stands in the pack. */
    note(line: string, ref: string): void {
      for (const [, hash = ''] of line.matchAll(/"hash":"([0-9a-f]{64})"/g)) {
        unnamed.delete(hash)
        if (!held.has(hash) && missing.size < 100_000) missing.set(hash, ref)
      }
    },
    /** Takes the hash of a file that an entry of the log says was erased. */
    noteErased(hash: string): void {
      missing.delete(hash)
    },
    end(): void {
      for (const hash of unnamed)
        say('files', held.get(hash) ?? null, `${held.get(hash)} is in the pack, but no record names it.`)
    },
    /** Records that carry a file which is neither here nor erased as far as the log goes, by their refs. */
    missing: (): string[] => [...new Set(missing.values())],
    missingFiles: (): number => missing.size,
  }
}

export type EvidenceCheck = ReturnType<typeof makeEvidenceCheck>
