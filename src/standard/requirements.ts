import { assessableClauses, type ClauseRequirement } from './clauses.ts'
import { joinRef, type StandardRef } from './standardRef.ts'

export interface Requirement extends ClauseRequirement {
  readonly ref: StandardRef
  readonly clause: string
  readonly clauseRef: StandardRef
}

/** Every checkable requirement of clauses 4 to 10, in the order of the standard. */
export const requirements: readonly Requirement[] = assessableClauses.flatMap((clause) =>
  clause.requires.map((item) => ({
    ...item,
    ref: joinRef('iso42001', item.id),
    clause: clause.id,
    clauseRef: joinRef('iso42001', clause.id),
  })),
)
