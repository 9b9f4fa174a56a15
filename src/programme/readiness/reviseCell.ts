import type { Limits } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Acceptance } from './acceptances.ts'
import { affectedBy, narrowed, type Step } from './affected.ts'
import { type Cell, cellOf, type Entry, idsOf, placeOf, positionOf, withAcceptances } from './cell.ts'
import type { Judge } from './judge.ts'

/** Up to so many ids are taken out and put in one by one; more are merged into the list in one go. */
const fewIds = 64

export const lookAtAll = (judge: Judge, snapshot: Snapshot, limits: Limits, acceptances: readonly Acceptance[]): Cell =>
  cellOf(judge, judge.find(snapshot, limits), acceptances, snapshot)

/** The cell of a rule about single records, of which only those that a change concerns are looked at again. */
export function lookAgain(
  old: Cell,
  step: Step,
  limits: Limits,
  acceptances: readonly Acceptance[],
): { cell: Cell; moved: boolean } {
  const { judge } = old
  const affected = affectedBy(judge, step)
  if (affected.size === 0) return { cell: old, moved: false }
  const records = [...affected].flatMap((id) => step.after.byId(id) ?? []).filter((r) => r.register === judge.per)
  const found = records.length === 0 ? [] : judge.find(narrowed(step.after, judge.per ?? '', records), limits)
  const ids = idsOf(found)
  const revised = affected.size > fewIds ? merged(old, affected, ids, step) : spliced(old, affected, ids, step)
  if (revised === old.entries && ids.length === 0) return { cell: old, moved: false }
  const cell = revised === old.entries ? old : withAcceptances(judge, revised, acceptances, step.after)
  const [was, is] = [old.entries[0], revised[0]]
  // Checks show the first and how many more there are.
  const moved = was !== is || old.entries.length !== revised.length || (typeof is === 'string' && affected.has(is))
  return { cell, moved }
}

/** The list with these ids in place of those affected; the same list when nothing came or left. */
function spliced(old: Cell, affected: ReadonlySet<string>, ids: readonly string[], { before, after }: Step) {
  const entries = [...old.entries]
  const wanted = new Set<Entry>(ids)
  let isSame = true
  for (const id of affected) {
    const at = positionOf({ judge: old.judge, entries }, placeOf(old.judge, id, before), before)
    if (entries[at] === id) {
      // A number is allotted once, so what stays keeps its place.
      if (wanted.delete(id)) continue
      entries.splice(at, 1)
      isSame = false
    }
  }
  for (const id of wanted) {
    const at = positionOf({ judge: old.judge, entries }, placeOf(old.judge, id as string, after), after)
    entries.splice(at, 0, id)
    isSame = false
  }
  return isSame ? old.entries : entries
}

function merged(old: Cell, affected: ReadonlySet<string>, ids: readonly string[], { after }: Step): readonly Entry[] {
  const kept = old.entries.filter((entry) => typeof entry === 'string' && !affected.has(entry))
  const entries: Entry[] = []
  let next = 0
  for (const id of ids) {
    const place = placeOf(old.judge, id, after)
    const to = positionOf({ judge: old.judge, entries: kept }, place, after)
    while (next < to) entries.push(kept[next++] as Entry)
    entries.push(id)
  }
  while (next < kept.length) entries.push(kept[next++] as Entry)
  return entries
}
