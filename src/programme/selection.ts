import type { AnyRecord } from '../model/index.ts'

/**
 * Records of one kind that are asked for again and again, such as approved risk criteria. Whether a record is one may
 * depend on nothing but the record, so that after a change only what changed is looked at. Known by its identity: make
 * each once, not at every question.
 */
export interface Selection {
  readonly register: string
  readonly where: (record: AnyRecord) => boolean
}

export interface Selected {
  /** How many there are. */
  readonly total: number
  /** The first of them by number, all of them when there are few. */
  readonly first: readonly AnyRecord[]
}

/** So many are kept; more than are ever shown, so that one may leave without a search for the next. */
const kept = 20
/** With fewer at hand than this, although there are more, all are looked through again. */
const atLeast = 10

/** Short numbers come before long ones, so RISK-9 stands before RISK-10. */
export const compareRefs = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

export function select(records: readonly AnyRecord[], { where }: Selection): Selected {
  let total = 0
  const first: AnyRecord[] = []
  for (const record of records) {
    if (!where(record)) continue
    total += 1
    const last = first[kept - 1]
    if (last !== undefined && compareRefs(last.ref, record.ref) < 0) continue
    insert(first, record)
    if (first.length > kept) first.pop()
  }
  return { total, first }
}

/** The selection after some records changed, each given as it was and as it is; undefined when all must be looked at. */
export function reselect(
  old: Selected,
  { where }: Selection,
  changes: Iterable<readonly [AnyRecord | undefined, AnyRecord | undefined]>,
): Selected | undefined {
  let { total } = old
  const first = [...old.first]
  for (const [before, after] of changes) {
    const was = before !== undefined && where(before)
    const is = after !== undefined && where(after)
    if (was) {
      const at = first.findIndex((record) => record.id === before.id)
      if (at >= 0) first.splice(at, 1)
      total -= 1
    }
    if (is) {
      const last = first.at(-1)
      // Beyond the last one at hand there may be others that are not known here.
      if (first.length === total || (last !== undefined && compareRefs(after.ref, last.ref) < 0)) insert(first, after)
      total += 1
      if (first.length > kept) first.pop()
    }
  }
  return first.length < Math.min(total, atLeast) ? undefined : { total, first }
}

function insert(list: AnyRecord[], record: AnyRecord): void {
  let at = list.length
  while (at > 0 && compareRefs((list[at - 1] as AnyRecord).ref, record.ref) > 0) at -= 1
  list.splice(at, 0, record)
}
