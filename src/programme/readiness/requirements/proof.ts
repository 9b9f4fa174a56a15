import { type AnyRecord, type RecordOf, type Said, say } from '../../../model/index.ts'
import type { Limits } from '../../limits.ts'
import { type Selection, select } from '../../selection.ts'
import type { Snapshot } from '../../snapshot.ts'
import { findServing, registersHolding } from '../documentHomes.ts'

/** Something that must be there: at least one record that shows it. */
export interface Proof {
  /** What it is, to follow "Missing:". */
  readonly what: Said
  readonly reads: readonly string[]
  find(snapshot: Snapshot, limits: Limits): readonly AnyRecord[]
}

/** What shows that a requirement is met: every proof is there, and none of the rules finds anything. */
export interface RequirementEvidence {
  readonly proofs: readonly Proof[]
  /** Rules, and questions as `register.question`, that must find nothing. */
  readonly silent: readonly string[]
}

/** So many records are shown as proof. */
export const enough = 5

/** At least one record of a register, of a certain kind that nothing but the record decides. */
export function has<D extends { readonly name: string }>(
  register: D,
  what: Said,
  where: (record: RecordOf<D>) => boolean,
): Proof {
  // RecordOf<D> is an AnyRecord whose values are known; the compiler cannot see that while D is open.
  const selection: Selection = { register: register.name, where: where as unknown as Selection['where'] }
  return {
    what,
    reads: [register.name],
    find: (snapshot) => snapshot.select(selection).first,
  }
}

/** The same where other records, the settings or the day decide as well; for registers that stay small. */
export function hasToday<D extends { readonly name: string }>(
  register: D,
  what: Said,
  where: (record: RecordOf<D>, snapshot: Snapshot, limits: Limits) => boolean,
  alsoReads: readonly string[] = [],
): Proof {
  return {
    what,
    reads: [register.name, ...alsoReads],
    find: (snapshot, limits) =>
      select(snapshot.all(register.name), {
        register: register.name,
        // As above.
        where: (record) => where(record as unknown as RecordOf<D>, snapshot, limits),
      }).first,
  }
}

/** A piece of documented information in force: a document, or records of the register that keeps it. */
export const doc = (id: string, what: Said): Proof => ({
  what: say`${what} (${id})`,
  reads: registersHolding(id),
  find: (snapshot) => findServing(snapshot, id),
})

/** Any of several proofs is enough. */
export const anyOf = (...proofs: readonly Proof[]): Proof => ({
  what: proofs.map((p) => p.what).reduce((a, b) => say`${a}, or ${b}`),
  reads: [...new Set(proofs.flatMap((p) => p.reads))],
  find: (snapshot, limits) => proofs.flatMap((p) => p.find(snapshot, limits)),
})

export const shownBy = (proofs: Proof | readonly Proof[], ...silent: readonly string[]): RequirementEvidence => ({
  proofs: 'what' in proofs ? [proofs] : proofs,
  silent,
})

export const filled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== ''
