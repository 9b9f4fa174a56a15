import type { AnyRecord } from '../../../model/index.ts'
import { type Said, type Sentence, say } from '../../../model/say.ts'
import type { Limits } from '../../limits.ts'
import type { Snapshot } from '../../snapshot.ts'

export interface Outcome {
  readonly met: boolean
  /** Why, as a sentence. */
  readonly because: Said
  readonly records: readonly AnyRecord[]
  /** The rule whose finding stands against it. */
  readonly blockedBy?: string
}

export interface CheckContext {
  readonly snapshot: Snapshot
  readonly limits: Limits
  /** How much a rule found, accepted findings included: to live with a gap is not to close it. */
  countOf(rule: string): number
  /** Its first finding, as a sentence. */
  firstOf(rule: string): Said | undefined
  /** What it says about a record. */
  whyOf(rule: string, record: string): Said | undefined
  /** Controls and records that accepted evidence proves today. */
  proven(): ReadonlySet<string>
}

/** One thing a clause or control asks for. Its answer is looked up again when a register it reads or a rule it names changes. */
export interface Check {
  readonly id: string
  /** The clause or control, with framework. */
  readonly ref: string
  readonly text: Said
  readonly strength: 'required' | 'practice'
  readonly reads: readonly string[]
  readonly rules: readonly string[]
  /** Null when it does not apply, and is then not counted. */
  judge(context: CheckContext): Outcome | null
}

/** A demand of the standard counts more than what is only good practice. */
export const weightOf = (check: Pick<Check, 'strength'>): number => (check.strength === 'required' ? 3 : 1)

const more = (first: Said, others: number): Sentence => say`${first} And ${others} more.`

/** How a sentence is known that is followed by how many more there are. */
export const andMore = more('', 0).id

/** The first thing some rules found, as a sentence; undefined when they found nothing. */
export function firstGap(
  context: CheckContext,
  rules: readonly string[],
): { because: Said; blockedBy: string } | undefined {
  const blockedBy = rules.find((rule) => context.countOf(rule) > 0)
  const because = blockedBy === undefined ? undefined : context.firstOf(blockedBy)
  if (blockedBy === undefined || because === undefined) return undefined
  const others = rules.reduce((sum, rule) => sum + context.countOf(rule), -1)
  return { because: others > 0 ? more(because, others) : because, blockedBy }
}
