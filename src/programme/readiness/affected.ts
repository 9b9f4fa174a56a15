import type { AnyRecord } from '../../model/index.ts'
import { type Snapshot, targets } from '../snapshot.ts'
import type { Judge } from './judge.ts'

/** From one snapshot to the next. */
export interface Step {
  readonly before: Snapshot
  readonly after: Snapshot
  /** The records that changed, came or left. */
  readonly changed: readonly Pick<AnyRecord, 'id' | 'register'>[]
}

/** Ids of the records a rule with `per` has to look at again: what changed, and what is linked with it as the rule sees it. */
export function affectedBy(judge: Judge, { before, after, changed }: Step): ReadonlySet<string> {
  const ids = new Set<string>()
  const { per, ways = [] } = judge
  if (per === undefined) return ids
  for (const { id, register } of changed) {
    if (register === per) ids.add(id)
    for (const way of ways) {
      if ('from' in way) {
        if (way.from !== register) continue
        // What it pointed to before may now be found wanting.
        for (const record of [before.byId(id), after.byId(id)])
          if (record !== undefined) for (const target of targets(record, way.link)) ids.add(target)
      } else if (way.to === null || way.to === register) {
        for (const record of after.linkedTo(id, per, way.link)) ids.add(record.id)
      }
    }
  }
  return ids
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
