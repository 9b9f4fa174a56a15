import type { Actor } from '../../model/index.ts'
import { type AskedPack, removePack, superfluousPacks } from '../../store/auditPacks.ts'
import type { Store } from '../../store/index.ts'
import type { ChangedBy } from '../../store/log/changeWithEvent.ts'

/** How long packs stay when the settings of an organisation say nothing else. */
export const usualRetention = { last: 10, days: 90 } as const

const retention: Actor = {
  kind: 'system',
  id: 'pack-retention',
  name: 'Retention of audit packs',
  person: null,
  roles: [],
  via: 'system',
}

/** Removes a pack and its file, unless another pack or a record still needs the file. */
export async function removeWithFile(
  store: Store,
  org: string,
  pack: Pick<AskedPack, 'id' | 'asOf' | 'hash'>,
  why: string,
  by: ChangedBy,
): Promise<void> {
  const filesIn = store.registry.all.filter((r) => Object.values(r.fields).some((f) => f.type.kind === 'files'))
  const names = filesIn.map(({ name }) => name)
  const hash = await removePack(store.pool, org, pack, why, names, by)
  // Killed before this, the file is found by the daily look for files that nobody knows.
  if (hash !== null) await store.blobs.remove(org, hash)
}

/** Removes the packs of every organisation that have outlived what its settings say; gives how many. */
export async function tidyPacks(store: Store, signal?: AbortSignal): Promise<number> {
  let removed = 0
  for (const { id: org } of await store.directory.organisations()) {
    const { last, days } = await retentionOf(store, org)
    for (const pack of await superfluousPacks(store.pool, org, days, last)) {
      signal?.throwIfAborted()
      const why = `older than ${days} days and not among the last ${last}`
      await removeWithFile(store, org, pack, why, { actor: retention, requestId: 'retention' })
      removed += 1
    }
  }
  return removed
}

async function retentionOf(store: Store, org: string): Promise<{ last: number; days: number }> {
  for await (const [settings] of store.stream(org, ['settings'], null)) {
    if (!settings) continue
    const { packsKept, packsKeptDays } = settings
    return {
      last: typeof packsKept === 'number' ? packsKept : usualRetention.last,
      days: typeof packsKeptDays === 'number' ? packsKeptDays : usualRetention.days,
    }
  }
  return usualRetention
}
