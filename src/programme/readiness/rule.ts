import type { AnyRecord } from '../../model/index.ts'
import type { Limits } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'

/** One thing a rule found. */
export interface Found {
  /** Where the fix is made; null when the record is still to be made. */
  readonly record: AnyRecord | null
  /** The register to make one in, when there is no record. */
  readonly register?: string
  /** Tells several findings of one rule without record apart, for example a document id. */
  readonly about?: string
  /** A concrete sentence with names and dates. */
  readonly why: string
}

/** The evaluation of one rule. Title, weight, references and fix stand in the standard data, or in the register. */
export interface Rule {
  readonly id: string
  /** Registers it looks at; it is looked at again when one of them changes, or the day does. */
  readonly reads: readonly string[]
  /**
   * Set when it makes findings of the records of this register, one by one, and none depends on another record of the
   * register: then, after a change in it, only the changed records are looked at again.
   */
  readonly per?: string
  /** It looks at the time of day, so it is looked at each time. */
  readonly readsClock?: boolean
  find(snapshot: Snapshot, limits: Limits): readonly Found[]
}

export function rule(id: string, definition: Omit<Rule, 'id'>): Rule {
  return { id, ...definition }
}

/** A rule about something that must exist at least once: one finding, or none. */
export function mustExist(
  id: string,
  reads: readonly string[],
  register: string,
  missing: (snapshot: Snapshot, limits: Limits) => string | false,
): Rule {
  return rule(id, {
    reads,
    find: (snapshot, limits) => {
      const why = missing(snapshot, limits)
      return why === false ? [] : [{ record: null, register, why }]
    },
  })
}
