import type { AnyRecord } from '../../model/index.ts'
import type { Snapshot } from '../snapshot.ts'

/** What became different in one register from one snapshot to the next. */
export interface Difference {
  /** Ids of records that changed, came or left. */
  readonly ids: ReadonlySet<string>
  /** Their newest versions; those that left are not among them. */
  readonly records: readonly AnyRecord[]
}

/** Versions of records are never changed in place, so the same object means the same version. */
export function difference(before: Snapshot, after: Snapshot, register: string): Difference {
  const [old, now] = [before.all(register), after.all(register)]
  const ids = new Set<string>()
  const records: AnyRecord[] = []
  for (const record of now) {
    if (before.byId(record.id) === record) continue
    ids.add(record.id)
    records.push(record)
  }
  for (const record of old) if (after.byId(record.id) === undefined) ids.add(record.id)
  return { ids, records }
}

/** The same snapshot, in which one register seems to hold these records only. Links still find all of them. */
export function narrowed(snapshot: Snapshot, register: string, records: readonly AnyRecord[]): Snapshot {
  const all = (name: string) => (name === register ? records : snapshot.all(name))
  return {
    ...snapshot,
    all,
    // As in the snapshot itself: the register's name decides the type.
    of: (declared) => all(declared.name) as never,
  }
}
