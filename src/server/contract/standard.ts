import type { AuditorRequest, InterviewQuestion } from '../../standard/certification.ts'
import type { Control } from '../../standard/controls.ts'
import type { RequiredDocument } from '../../standard/documents.ts'
import type { CrosswalkPair, Overlap } from '../../standard/mappings.ts'
import type { ReadinessRule } from '../../standard/readinessRules.ts'
import type { RefDescription } from '../../standard/refIndex.ts'
import type { Requirement } from '../../standard/requirements.ts'

export type { RefDescription } from '../../standard/refIndex.ts'

/** GET /standard/{ref}: everything held about a clause or control, the same for every organisation. */
export interface StandardDetail extends RefDescription {
  readonly requirements: readonly Requirement[]
  readonly control: Control | null
  readonly documents: readonly RequiredDocument[]
  readonly requests: readonly AuditorRequest[]
  readonly questions: readonly InterviewQuestion[]
  readonly rules: readonly ReadinessRule[]
  readonly overlap: readonly Overlap[]
  readonly crosswalk: readonly CrosswalkPair[]
}
