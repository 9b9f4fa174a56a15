import { impactTriage, type TriageLevel } from '../../standard/impactAssessment.ts'

/** Depth of the impact assessment, least first; `stop` means: no further work before it was escalated. */
export const triageLevels = ['light', 'standard', 'full', 'stop'] as const satisfies readonly TriageLevel[]

export const triageIds = ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9', 't10'] as const
export type TriageId = (typeof triageIds)[number]
export type TriageAnswers = Readonly<Record<TriageId, boolean | null>>

const questionOf = (id: TriageId) => {
  const found = impactTriage.questions.find((q) => q.id === id.toUpperCase())
  if (!found) throw new Error(`impact-assessment.json: there is no triage question "${id.toUpperCase()}".`)
  return found
}

export const triageText = (id: TriageId): string => questionOf(id).text

/**
 * The highest level a "yes" raises to; light when every answer is "no". Null while an answer is missing, because it
 * could raise the level, unless the level is already the highest there is.
 */
export function triageLevel(answers: TriageAnswers): TriageLevel | null {
  const raised = triageIds
    .filter((id) => answers[id] === true)
    .map((id) => triageLevels.indexOf(questionOf(id).yes_raises_to))
  const highest = Math.max(0, ...raised)
  const isComplete = triageIds.every((id) => answers[id] !== null)
  const isTop = highest === triageLevels.length - 1
  return isComplete || isTop ? (triageLevels[highest] ?? null) : null
}
