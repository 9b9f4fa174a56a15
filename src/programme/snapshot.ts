import type { AnyRecord, RecordOf } from '../model/index.ts'
import { type LayeredMap, layeredMap } from './layeredMap.ts'
import { reselect, type Selected, type Selection, select } from './selection.ts'

/** Anything `defineRegister` returns; the name is what the snapshot looks records up by. */
interface Declared {
  readonly name: string
}

/**
 * All current records of one organisation at one instant, as the pure logic sees them. Archived records are not in it.
 * Never changes; `updateSnapshot` makes the next one and shares what stayed the same.
 */
export interface Snapshot {
  /** `yyyy-mm-dd` in UTC. */
  readonly today: string
  readonly now: string
  /** Records of a register, with its own types: `snapshot.of(risk)`. */
  of<D extends Declared>(register: D): readonly RecordOf<D>[]
  all(register: string): readonly AnyRecord[]
  byId(id: string): AnyRecord | undefined
  /** The record with this id, if it is one of that register: `snapshot.get(person, system.owner)`. */
  get<D extends Declared>(register: D, id: string | null | undefined): RecordOf<D> | undefined
  /** Records of a register whose link points to this id: `snapshot.linkedTo(system.id, 'risk', 'systems')`. */
  linkedTo(id: string, fromRegister: string, link: string): readonly AnyRecord[]
  /** The same with the register's own types: `snapshot.pointing(risk, 'systems', system.id)`. */
  pointing<D extends Declared>(from: D, link: keyof RecordOf<D> & string, id: string): readonly RecordOf<D>[]
  /** Records that a link of this record points to; archived and unknown ones are left out. */
  links(record: object, link: string): readonly AnyRecord[]
  /** How many records of a kind there are, and the first of them; found once, then carried along from change to change. */
  select(selection: Selection): Selected
  /** Names of the registers that hold a record. */
  registers(): readonly string[]
}

const none: readonly AnyRecord[] = []

/** Ids that a link holds, whether it takes one or many. */
export function targets(record: object, link: string): readonly string[] {
  const value = (record as Record<string, unknown>)[link]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
}

type Reverse = LayeredMap<string, readonly AnyRecord[]>

interface Indexes {
  readonly lists: ReadonlyMap<string, readonly AnyRecord[]>
  readonly ids: LayeredMap<string, AnyRecord>
  /** By `register.link`; built when first asked for, then carried along from change to change. */
  readonly reverse: Map<string, Reverse>
  readonly selected: Map<Selection, Selected>
}

/** What lies behind each snapshot, so that the next one can be made from it without showing it to everybody. */
const indexesOf = new WeakMap<Snapshot, Indexes>()

function fromIndexes(indexes: Indexes, now: string): Snapshot {
  const { lists, ids, reverse, selected } = indexes
  const all = (register: string) => lists.get(register) ?? none
  const linkedTo = (id: string, from: string, link: string) => {
    const key = `${from}.${link}`
    const index = reverse.get(key) ?? layeredMap<string, readonly AnyRecord[]>(indexBy(all(from), link))
    reverse.set(key, index)
    return index.get(id) ?? none
  }
  const snapshot: Snapshot = {
    today: now.slice(0, 10),
    now,
    // Here and in `get` and `pointing`: a record was validated against the register of its name when it was written.
    of: <D extends Declared>(register: D) => all(register.name) as unknown as readonly RecordOf<D>[],
    all,
    byId: (id) => ids.get(id),
    get: <D extends Declared>(register: D, id: string | null | undefined) => {
      const record = typeof id === 'string' ? ids.get(id) : undefined
      return record?.register === register.name ? (record as unknown as RecordOf<D>) : undefined
    },
    linkedTo,
    pointing: <D extends Declared>(from: D, link: keyof RecordOf<D> & string, id: string) =>
      linkedTo(id, from.name, link) as unknown as readonly RecordOf<D>[],
    links: (record, link) => targets(record, link).flatMap((id) => ids.get(id) ?? []),
    select: (selection) => {
      const found = selected.get(selection) ?? select(all(selection.register), selection)
      selected.set(selection, found)
      return found
    },
    registers: () => [...lists].filter(([, list]) => list.length > 0).map(([name]) => name),
  }
  indexesOf.set(snapshot, indexes)
  return snapshot
}

function indexBy(records: readonly AnyRecord[], link: string): Map<string, AnyRecord[]> {
  const index = new Map<string, AnyRecord[]>()
  for (const record of records) {
    for (const id of targets(record, link)) {
      const held = index.get(id)
      if (held === undefined) index.set(id, [record])
      else held.push(record)
    }
  }
  return index
}

/** Indexes by register are made at once, indexes by link when they are first asked for. */
export function makeSnapshot(records: Iterable<AnyRecord>, now: string): Snapshot {
  const lists = new Map<string, AnyRecord[]>()
  const ids = new Map<string, AnyRecord>()
  for (const record of records) {
    if (record.archived) continue
    ids.set(record.id, record)
    const list = lists.get(record.register)
    if (list === undefined) lists.set(record.register, [record])
    else list.push(record)
  }
  return fromIndexes({ lists, ids: layeredMap(ids), reverse: new Map(), selected: new Map() }, now)
}

/** The next snapshot: `changed` holds newest versions, archived ones leave. Costs little beside the registers touched. */
export function updateSnapshot(snapshot: Snapshot, changed: readonly AnyRecord[], now: string): Snapshot {
  const old = indexesOf.get(snapshot)
  if (old === undefined) throw new TypeError('updateSnapshot takes what makeSnapshot made.')
  const newest = new Map(changed.map((record) => [record.id, record]))
  const lists = new Map(old.lists)
  for (const name of new Set(changed.map((record) => record.register))) {
    lists.set(name, replaceIn(snapshot, name, newest))
  }
  const reverse = new Map([...old.reverse].map(([key, index]) => [key, reindex(snapshot, key, index, newest)]))
  const ids = old.ids.with([...newest].map(([id, r]) => [id, r.archived ? undefined : r]))
  return fromIndexes({ lists, ids, reverse, selected: reselected(snapshot, old.selected, newest) }, now)
}

function reselected(
  old: Snapshot,
  selected: ReadonlyMap<Selection, Selected>,
  newest: ReadonlyMap<string, AnyRecord>,
): Map<Selection, Selected> {
  const next = new Map<Selection, Selected>()
  for (const [selection, found] of selected) {
    const moved = [...newest.values()].filter((record) => record.register === selection.register)
    const changes = moved.map((r) => [old.byId(r.id), r.archived ? undefined : r] as const)
    // What is not carried along is looked for again when it is asked for.
    const again = moved.length === 0 ? found : reselect(found, selection, changes)
    if (again !== undefined) next.set(selection, again)
  }
  return next
}

/** Up to so many changes are put in place one by one; more of them are looked up while the whole list is copied. */
const fewChanges = 32

function replaceIn(old: Snapshot, name: string, newest: ReadonlyMap<string, AnyRecord>): readonly AnyRecord[] {
  const moved = [...newest.values()].filter((record) => record.register === name)
  const added = moved.filter((record) => !record.archived && old.byId(record.id) === undefined)
  const list = old.all(name)
  if (moved.length > fewChanges) {
    const kept = list.flatMap((record) => {
      const next = newest.get(record.id)
      if (next === undefined) return record
      return next.archived ? [] : next
    })
    return [...kept, ...added]
  }
  const next = list.slice()
  for (const record of moved) {
    const before = old.byId(record.id)
    if (before === undefined) continue
    const at = next.indexOf(before)
    if (record.archived) next.splice(at, 1)
    else next[at] = record
  }
  next.push(...added)
  return next
}

function reindex(old: Snapshot, key: string, index: Reverse, newest: ReadonlyMap<string, AnyRecord>): Reverse {
  const dot = key.indexOf('.')
  const [register, link] = [key.slice(0, dot), key.slice(dot + 1)]
  const moved = [...newest.values()].filter((record) => record.register === register)
  if (moved.length === 0) return index
  const touched = new Set<string>()
  const arriving = new Map<string, AnyRecord[]>()
  for (const record of moved) {
    const before = old.byId(record.id)
    if (before !== undefined) for (const id of targets(before, link)) touched.add(id)
    for (const id of record.archived ? [] : targets(record, link)) {
      touched.add(id)
      arriving.set(id, [...(arriving.get(id) ?? []), record])
    }
  }
  return index.with(
    [...touched].map((id) => [
      id,
      [...(index.get(id) ?? none).filter((record) => !newest.has(record.id)), ...(arriving.get(id) ?? [])],
    ]),
  )
}
