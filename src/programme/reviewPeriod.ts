import { managementReview } from '../registers/managementReview.ts'
import type { Snapshot } from './snapshot.ts'
import { addMonths } from './workingDays.ts'

export interface ReviewPeriod {
  readonly from: string
  readonly until: string
  /** Id of the review before, if there was one. */
  readonly previous: string | null
}

/** What a review looks back on: from the last one held to the day of the snapshot; a year when there was none. */
export function reviewPeriod(snapshot: Snapshot, reviewId?: string): ReviewPeriod {
  const own = snapshot.get(managementReview, reviewId)
  const until = own?.periodEndOn ?? own?.heldOn ?? snapshot.today
  const last = snapshot
    .of(managementReview)
    .filter(
      (each) =>
        each.id !== reviewId &&
        each.heldOn !== null &&
        each.heldOn <= until &&
        (each.state === 'held' || each.state === 'signed'),
    )
    .toSorted((a, b) => (a.heldOn ?? '').localeCompare(b.heldOn ?? ''))
    .at(-1)
  return { from: own?.periodStartOn ?? last?.heldOn ?? addMonths(until, -12), until, previous: last?.id ?? null }
}
