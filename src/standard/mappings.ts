import { type CrosswalkSource, crosswalkRows } from './crosswalks.ts'
import { type OverlapRelation, overlapMappings } from './iso27001.ts'
import { joinRef, type StandardRef } from './standardRef.ts'

/** How far an existing ISO/IEC 27001 system serves one clause or control of 42001. Own judgement throughout. */
export interface Overlap {
  readonly ref: StandardRef
  readonly iso27001: readonly StandardRef[]
  readonly relation: OverlapRelation
  readonly carriesOver: string
  readonly addForAi: string
}

/** One pair of the crosswalk. `to` is a subcategory of NIST AI RMF or a provision of the EU AI Act. */
export interface CrosswalkPair {
  readonly from: StandardRef
  readonly to: StandardRef
  readonly source: CrosswalkSource
  readonly note?: string
}

export const overlaps: readonly Overlap[] = overlapMappings.map((row) => ({
  ref: joinRef('iso42001', row.iso42001),
  iso27001: [...row.iso27001_clauses, ...row.iso27001_controls].map((id) => joinRef('iso27001', id)),
  relation: row.relation,
  carriesOver: row.carries_over,
  addForAi: row.add_for_ai,
}))

export const crosswalkPairs: readonly CrosswalkPair[] = crosswalkRows.flatMap(({ iso42001, note, ...row }) => {
  const from = joinRef('iso42001', iso42001)
  return [
    ...row.nist_ai_rmf.map(({ id, source }) => ({ from, to: joinRef('nist-ai-rmf', id), source, note })),
    ...row.eu_ai_act.map(({ ref, source }) => ({ from, to: joinRef('eu-ai-act', ref), source, note })),
  ]
})

/** Overlap rows with 27001 for a 42001 reference (exactly one) or for a 27001 reference (those it serves, may be none). */
export function overlapFor(ref: StandardRef): readonly Overlap[] {
  return overlaps.filter((row) => row.ref === ref || row.iso27001.includes(ref))
}

/** Crosswalk pairs from a 42001 reference, or back from NIST or the AI Act. An article also answers for its points. */
export function crosswalkFor(ref: StandardRef): readonly CrosswalkPair[] {
  return crosswalkPairs.filter((pair) => pair.from === ref || pair.to === ref || pair.to.startsWith(`${ref}(`))
}
