import type { AnyRecord, Said } from '../../model/index.ts'
import type { Limits } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'

/** One thing a rule found. */
export interface Found {
  /** Where the fix is made; null when the record is still to be made. */
  readonly record: AnyRecord | null
  /** The register to make one in, when there is no record. */
  readonly register?: string
  /** Tells several findings of one rule apart that are about no record or about the same, for example a document id. */
  readonly about?: string
  /** A concrete sentence with names and dates. */
  readonly why: Said
}

/** How a rule gets from its record to others: by a link of its own, or by a link of theirs that points to it. */
export type Way =
  | { readonly link: string; readonly to: string | null }
  | { readonly link: string; readonly from: string }

/** By a link of the record; `null` when it may lead to any register. */
export const along = (link: string, to: string | null): Way => ({ link, to })

/** By a link of another register that points to the record. */
export const back = (from: string, link: string): Way => ({ link, from })

/** The register at the end of a way; null: any. */
export const endOf = (way: Way): string | null => ('from' in way ? way.from : way.to)

/** The evaluation of one rule. Title, weight, references and fix stand in the standard data, or in the register. */
export interface Rule {
  readonly id: string
  /** Registers it looks at; it is looked at again when one of them changes, or the day does. */
  readonly reads: readonly string[]
  /**
   * Set when it makes at most one finding of each record of this register, and none depends on another record of the
   * register: then, after a change in it, only the changed records are looked at again.
   */
  readonly per?: string
  /**
   * With `per`: ways from the record to all that the rule looks at in those registers. A change there concerns only the
   * records at the other end, so only these are looked at again. A register the rule sees in another way is left out here.
   */
  readonly ways?: readonly Way[]
  /** It looks at the time of day, so it is looked at each time. */
  readonly readsClock?: boolean
  find(snapshot: Snapshot, limits: Limits): readonly Found[]
}

/** `reads` need not repeat the registers at the end of a way. */
export function rule(id: string, definition: Omit<Rule, 'id'>): Rule {
  const ends = (definition.ways ?? []).map(endOf).filter((name) => name !== null)
  return { id, ...definition, reads: [...new Set([...definition.reads, ...ends])] }
}

/** A rule about something that must exist at least once: one finding, or none. */
export function mustExist(
  id: string,
  reads: readonly string[],
  register: string,
  missing: (snapshot: Snapshot, limits: Limits) => Said | false,
): Rule {
  return rule(id, {
    reads,
    find: (snapshot, limits) => {
      const why = missing(snapshot, limits)
      return why === false ? [] : [{ record: null, register, why }]
    },
  })
}
