import type { RecordOf } from '../../../model/index.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { Voice } from '../voice.ts'

/**
 * What the records say about one thing, as Markdown for a document that speaks so; null when they say nothing yet. What
 * people wrote stays in their words.
 */
export type Fact = (snapshot: Snapshot, voice: Voice) => string | null

interface Declared {
  readonly name: string
}

/** Records of a register in the order of their numbers, which is the one people know them in. */
export const all = <D extends Declared>(snapshot: Snapshot, register: D): readonly RecordOf<D>[] =>
  snapshot.of(register).toSorted((a, b) => numberOf(a) - numberOf(b))

const numberOf = (record: object) => Number('ref' in record ? String(record.ref).split('-').at(-1) : 0)

interface Stated {
  readonly state: string
  readonly createdAt: string
}

/** The record in force, else the newest one that is being worked on. */
export function current<R extends Stated>(records: readonly R[], inForce: string, ...begun: string[]): R | undefined {
  const newest = (state: string) =>
    records.filter((r) => r.state === state).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
  return [inForce, ...begun].map(newest).find((r) => r !== undefined)
}

/** Name of a person, or a dash. */
export const named = (snapshot: Snapshot, id: string | null): string =>
  (id === null ? undefined : snapshot.byId(id)?.title) ?? '–'
