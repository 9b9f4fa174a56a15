import type { Said } from '../../model/say.ts'
import type { AuditorRequest, InterviewQuestion } from '../../standard/certification.ts'
import type { DocumentedInformation } from '../../standard/clauses.ts'
import type { Control, LintSign } from '../../standard/controls.ts'
import type { RequiredDocument } from '../../standard/documents.ts'
import type { CrosswalkPair, Overlap } from '../../standard/mappings.ts'
import type { ReadinessRule } from '../../standard/readinessRules.ts'
import type { RefDescription } from '../../standard/refIndex.ts'
import type { Requirement } from '../../standard/requirements.ts'

export type { RefDescription } from '../../standard/refIndex.ts'

/** The same, with these words said in the language of whoever asks. */
type Told<T, Words extends keyof T> = {
  readonly [K in keyof T]: K extends Words ? (T[K] extends readonly string[] ? readonly Said[] : Said) : T[K]
}

/**
 * GET /standard/{ref}: everything held about a clause or control, the same for every organisation. Ids, such as
 * `must_contain` and `ask`, are the same in every language; what they stand for is said beside them.
 */
export interface StandardDetail extends RefDescription {
  readonly requirements: readonly Requirement[]
  readonly control:
    | (Omit<Told<Control, 'implementation_hints' | 'typical_evidence'>, 'lint'> & {
        readonly lint: readonly Told<LintSign, 'sign_not_operating'>[]
      })
    | null
  /** Of a clause that asks for something; null for a control and for a group of clauses. */
  readonly clause: {
    readonly documented_information: {
      readonly kind: DocumentedInformation['kind']
      readonly items: readonly Said[]
      readonly note: Said | null
    }
    readonly typical_evidence: readonly Said[]
  } | null
  readonly documents: readonly (Told<RequiredDocument, 'review_cadence'> & {
    /** What `must_contain` stands for. */
    readonly contains: readonly Said[]
  })[]
  readonly requests: readonly Told<AuditorRequest, 'item'>[]
  readonly questions: readonly (Told<InterviewQuestion, 'question' | 'good_sign'> & {
    /** Who `ask` stands for. */
    readonly asked_of: Said
  })[]
  readonly rules: readonly ReadinessRule[]
  readonly overlap: readonly Overlap[]
  readonly crosswalk: readonly (Omit<CrosswalkPair, 'note'> & { readonly note?: Said })[]
}
