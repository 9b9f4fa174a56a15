import type { HistoryEntry } from '../../../server/contract.ts'

/**
 * Number of the record's version in which a document was approved under a label, the newest if it was more than once;
 * null when it never was. `entries` are newest first, as the history answers them.
 */
export function approvedVersion(entries: readonly HistoryEntry[], label: string): number | null {
  let inForce: unknown = null
  let found: number | null = null
  for (const { version, action, changes } of entries.toReversed()) {
    const change = changes.find(({ field }) => field === 'approvedVersion')
    if (change) inForce = change.after
    if (action === 'move.approve' && inForce === label) found = version
  }
  return found
}
