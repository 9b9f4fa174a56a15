import type { AnyRecord } from '../../../model/index.ts'
import type { Snapshot } from '../../snapshot.ts'

/** A snapshot that notes which registers somebody looked at. */
export function watched(snapshot: Snapshot, seen: Set<string>): Snapshot {
  const note = <T extends AnyRecord | undefined>(record: T): T => {
    if (record !== undefined) seen.add(record.register)
    return record
  }
  const all = (register: string) => {
    seen.add(register)
    return snapshot.all(register)
  }
  const linkedTo: Snapshot['linkedTo'] = (id, from, link) => {
    seen.add(from)
    return snapshot.linkedTo(id, from, link)
  }
  return {
    ...snapshot,
    all,
    // The register's name decides the type, as in the snapshot itself.
    of: (declared) => all(declared.name) as never,
    byId: (id) => note(snapshot.byId(id)),
    get: (declared, id) => {
      seen.add(declared.name)
      return snapshot.get(declared, id)
    },
    select: (selection) => {
      seen.add(selection.register)
      return snapshot.select(selection)
    },
    linkedTo,
    pointing: (declared, link, id) => linkedTo(id, declared.name, link) as never,
    links: (record, link) => snapshot.links(record, link).map(note),
  }
}
