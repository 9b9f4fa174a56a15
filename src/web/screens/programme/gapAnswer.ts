import type { GapRow, GapTotals } from '../../../programme/gap.ts'
import type { ProposedChange } from '../../../programme/proposedChange.ts'

/** GET /gap */
export interface GapAnswer {
  readonly rows: readonly GapRow[]
  readonly totals: GapTotals
  /** A task for each clause and control with a gap that no open task names yet. */
  readonly tasks: readonly ProposedChange[]
}
