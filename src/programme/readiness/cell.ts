import type { AnyRecord } from '../../model/index.ts'
import { compareRefs } from '../selection.ts'
import type { Snapshot } from '../snapshot.ts'
import { type Acceptance, isFor } from './acceptances.ts'
import type { Judge } from './judge.ts'
import type { Found } from './rule.ts'

/**
 * What a rule found. A rule about records one by one leaves only their ids, in the order of their numbers: its sentences
 * are worked out when somebody reads them, or a large organisation would hold hundreds of thousands of them in memory.
 */
export interface Cell {
  readonly judge: Judge
  readonly entries: readonly Entry[]
  /** Acceptances in effect, by the key of the finding. */
  readonly accepted: ReadonlyMap<string, Acceptance>
  /** Findings nobody accepted. */
  readonly open: number
}

/** The id of the record, or all of what was found. */
export type Entry = string | Found

/** Stable: the rule, and the record or what is missing. */
export function keyOf({ id }: Judge, entry: Entry): string {
  const rest = typeof entry === 'string' ? [entry] : [entry.record?.id, entry.about]
  return [id, ...rest.filter((part) => part !== undefined)].join('/')
}

export const recordOf = (entry: Entry, snapshot: Snapshot): AnyRecord | null =>
  typeof entry === 'string' ? (snapshot.byId(entry) ?? null) : entry.record

/** What findings of one rule are ordered by; the key decides between two with the same number. */
export interface Place {
  readonly ref: string
  readonly key: string
}

export function placeOf(judge: Judge, entry: Entry, snapshot: Snapshot): Place {
  const key = keyOf(judge, entry)
  return { ref: recordOf(entry, snapshot)?.ref ?? key, key }
}

export const comparePlaces = (a: Place, b: Place): number =>
  compareRefs(a.ref, b.ref) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Where in the list a place is, or would be. */
export function positionOf(cell: Pick<Cell, 'judge' | 'entries'>, place: Place, snapshot: Snapshot): number {
  let [low, high] = [0, cell.entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    // Between the bounds there always is an entry.
    const there = placeOf(cell.judge, cell.entries[middle] as Entry, snapshot)
    if (comparePlaces(there, place) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export function cellOf(
  judge: Judge,
  found: readonly Found[],
  acceptances: readonly Acceptance[],
  snapshot: Snapshot,
): Cell {
  const entries = judge.per === undefined ? inOrder(judge, found, snapshot) : idsOf(found)
  return withAcceptances(judge, entries, acceptances, snapshot)
}

/** Records mostly come in the order of their numbers; to see that costs far less than to sort tens of thousands. */
export function idsOf(found: readonly Found[]): string[] {
  const records = found.flatMap((one) => one.record ?? [])
  const isSorted = records.every((r, i) => i === 0 || compareRefs((records[i - 1] as AnyRecord).ref, r.ref) <= 0)
  return (isSorted ? records : records.toSorted((a, b) => compareRefs(a.ref, b.ref))).map((record) => record.id)
}

const inOrder = (judge: Judge, found: readonly Found[], snapshot: Snapshot): Found[] =>
  found.toSorted((a, b) => comparePlaces(placeOf(judge, a, snapshot), placeOf(judge, b, snapshot)))

export function withAcceptances(
  judge: Judge,
  entries: readonly Entry[],
  acceptances: readonly Acceptance[],
  snapshot: Snapshot,
): Cell {
  const accepted = new Map<string, Acceptance>()
  if (acceptances.length > 0 && judge.per !== undefined) {
    // Few are accepted of many found.
    const cell = { judge, entries }
    for (const acceptance of acceptances) {
      const id = acceptance.about
      if (id === null || acceptance.rule !== judge.id || accepted.has(keyOf(judge, id))) continue
      if (holds(cell, id, snapshot)) accepted.set(keyOf(judge, id), acceptance)
    }
  } else if (acceptances.length > 0) {
    for (const entry of entries as readonly Found[]) {
      const key = keyOf(judge, entry)
      const acceptance = acceptances.find((a) => isFor(a, judge.id, key, entry.record?.id ?? null))
      if (acceptance !== undefined) accepted.set(key, acceptance)
    }
  }
  return { judge, entries, accepted, open: entries.length - accepted.size }
}

/** Whether a rule with `per` found something about this record. */
export function holds(cell: Pick<Cell, 'judge' | 'entries'>, id: string, snapshot: Snapshot): boolean {
  const at = positionOf(cell, placeOf(cell.judge, id, snapshot), snapshot)
  return cell.entries[at] === id
}
