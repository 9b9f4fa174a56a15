import type { Part } from './stepParts.ts'

export interface Step {
  readonly id: string
  readonly title: string
  /** What it is for, in plain words. */
  readonly purpose: string
  /** Clauses and controls, with framework. */
  readonly refs: readonly string[]
  /** What proves it; the step is done when every part is. */
  readonly parts: readonly Part[]
}
