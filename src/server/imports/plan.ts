import type { Said } from '../../model/index.ts'
import type { Change } from '../../store/index.ts'
import { canonicalJson } from '../../store/log/canonicalJson.ts'

/** What an import will do, worked out before anything is written. */
export interface ImportPlan {
  /** Registers that rows go to, the main one first. */
  readonly registers: readonly string[]
  /** Made once before the rows: own fields, units, suppliers. */
  readonly before: readonly { readonly register: string; readonly title: string; readonly changes: readonly Change[] }[]
  readonly rows: readonly PlannedRow[]
  /** Links to rows further below, set once all rows are there; each belongs to a row. */
  readonly after?: readonly PlannedRow[]
  readonly problems: readonly RowProblem[]
}

/** How far a plan is, and whether it is still wanted; called between rows. */
export type Watch = (done: number, total: number) => void

export type RowFate = 'create' | 'update' | 'unchanged' | 'skip' | 'refused'

export interface PlannedRow {
  readonly line: number
  readonly does: RowFate
  readonly title: string
  /** Number of the record there is already. */
  readonly ref: string | null
  /** Why it is skipped. */
  readonly because: Said | null
  /** They stand or fall together. */
  readonly changes: readonly Change[]
}

export interface RowProblem {
  readonly line: number
  readonly column: string
  readonly field: string
  readonly message: Said
  readonly value: string
  /** An error keeps the row out; a warning is imported and should be looked at. */
  readonly severity: 'error' | 'warning'
}

/**
 * The id of a record that a line of an import creates: always the same for the same line, so that an import that was
 * interrupted finds what it wrote. It is a UUID version 7 of the import's moment, in the order of the lines.
 */
export function lineId(run: string, ordinal: number, part: number): string {
  const order = ordinal.toString(16).padStart(7, '0').slice(-7)
  const tail = Buffer.from(run.replaceAll('-', ''), 'hex').subarray(10)
  tail.writeUInt16BE(tail.readUInt16BE(4) ^ part, 4)
  return `${run.slice(0, 13)}-7${order.slice(0, 3)}-8${order.slice(3, 6)}-${order.slice(6)}${tail.toString('hex').slice(1)}`
}

/** The values of a row that a record does not have already; the order of keys inside rows means nothing. */
export function news(
  next: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(next).filter(
      ([name, value]) => canonicalJson(value ?? null) !== canonicalJson(before[name] ?? null),
    ),
  )
}
