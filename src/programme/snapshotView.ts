import type { AnyRecord } from '../model/index.ts'
import { type Selected, type Selection, select } from './selection.ts'
import { type Snapshot, targets } from './snapshot.ts'

/** What somebody may not know of. */
export interface Hidden {
  /** Names of registers. */
  readonly registers: ReadonlySet<string>
  /** Single records of other registers, with the register of each. */
  readonly records: ReadonlyMap<string, string>
}

const nobody: readonly AnyRecord[] = []
const nothing: Selected = { total: 0, first: nobody }

/** The snapshot as it looks to somebody who may not see everything. Looks through to the snapshot, so it costs nothing. */
export function viewOf(snapshot: Snapshot, hidden: Hidden): Snapshot {
  if (hidden.registers.size === 0 && hidden.records.size === 0) return snapshot
  const partly = new Set(hidden.records.values())
  const lists = new Map<string, readonly AnyRecord[]>()
  const selected = new Map<Selection, Selected>()
  const isSeen = (record: AnyRecord) => !hidden.registers.has(record.register) && !hidden.records.has(record.id)

  const all = (register: string): readonly AnyRecord[] => {
    if (hidden.registers.has(register)) return nobody
    if (!partly.has(register)) return snapshot.all(register)
    const list = lists.get(register) ?? snapshot.all(register).filter(isSeen)
    lists.set(register, list)
    return list
  }
  const byId = (id: string) => {
    const record = snapshot.byId(id)
    return record !== undefined && isSeen(record) ? record : undefined
  }
  const linkedTo: Snapshot['linkedTo'] = (id, from, link) => {
    if (hidden.registers.has(from)) return nobody
    const records = snapshot.linkedTo(id, from, link)
    return partly.has(from) ? records.filter(isSeen) : records
  }
  return {
    today: snapshot.today,
    now: snapshot.now,
    // Here and below, as in the snapshot itself: the register's name decides the type.
    of: (register) => all(register.name) as never,
    all,
    byId,
    get: (register, id) => {
      const record = typeof id === 'string' ? byId(id) : undefined
      return (record?.register === register.name ? record : undefined) as never
    },
    linkedTo,
    pointing: (from, link, id) => linkedTo(id, from.name, link) as never,
    links: (record, link) => targets(record, link).flatMap((id) => byId(id) ?? []),
    select: (selection) => {
      if (hidden.registers.has(selection.register)) return nothing
      if (!partly.has(selection.register)) return snapshot.select(selection)
      const found = selected.get(selection) ?? select(all(selection.register), selection)
      selected.set(selection, found)
      return found
    },
    registers: () => snapshot.registers().filter((name) => all(name).length > 0),
  }
}
