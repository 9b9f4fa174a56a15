import { firstPart } from '../model/firstPart.ts'
import type { RecordOf } from '../model/index.ts'
import type { Said } from '../model/say.ts'
import type { managementReview } from '../registers/managementReview.ts'
import { certificationData, reviewInputs as requiredInputs } from '../standard/index.ts'
import { type Mention, mentions } from './mention.ts'
import { type ExtraInputId, extraReports } from './reviewExtra.ts'
import { type ReviewPeriod, reviewPeriod } from './reviewPeriod.ts'
import { type RequiredInputId, requiredReports } from './reviewRequired.ts'
import type { Snapshot } from './snapshot.ts'

export type InputId = RequiredInputId | ExtraInputId

const inputReports = { ...requiredReports, ...extraReports }

export interface ReviewInput {
  readonly input: InputId
  /** What the standard, or good practice, asks to look at. */
  readonly asks: string
  readonly isRequired: boolean
  /** What is to report, in sentences; "nothing" is said, not left blank. */
  readonly summary: Said
  readonly figures: readonly { readonly label: string; readonly value: number }[]
  readonly records: readonly Mention[]
  /** Registers it comes from, by label. */
  readonly source: Said
}

export interface ReviewPack {
  readonly period: ReviewPeriod
  readonly inputs: readonly ReviewInput[]
  /** Rows for the `inputs` of the review record, ready to be frozen into it. */
  readonly rows: NonNullable<RecordOf<typeof managementReview>['inputs']>
}

const maxSummary = 5000

/** Everything a management review has to look at (9.3.2), from the records as they stand in the snapshot. */
export function assembleReview(snapshot: Snapshot, reviewId?: string): ReviewPack {
  const period = reviewPeriod(snapshot, reviewId)
  const wanted = [
    ...requiredInputs.map(({ id, text }) => ({ id, asks: text, isRequired: true })),
    ...certificationData.management_review.recommended_extra_inputs.map((id) => ({ id, asks: id, isRequired: false })),
  ]
  const inputs = wanted.flatMap(({ id, asks, isRequired }): ReviewInput[] => {
    if (!(id in inputReports)) return []
    const input = id as InputId // just found among the keys
    const { summary, figures, records, source } = inputReports[input](snapshot, period)
    return [{ input, asks, isRequired, summary, figures, records: mentions(records), source }]
  })
  const rows = inputs.map(({ input, summary, source }) => ({
    input,
    summary: firstPart(String(summary), maxSummary),
    source: String(source),
  }))
  return { period, inputs, rows }
}
