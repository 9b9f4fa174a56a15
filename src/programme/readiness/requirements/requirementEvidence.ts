import { contextAndLeadership } from './contextAndLeadership.ts'
import { evaluationAndImprovement } from './evaluationAndImprovement.ts'
import { planning } from './planning.ts'
import type { RequirementEvidence } from './proof.ts'
import { supportAndOperation } from './supportAndOperation.ts'

/** What shows each requirement of clauses 4 to 10, by its id in the standard data. */
export const requirementEvidence: Readonly<Record<string, RequirementEvidence>> = {
  ...contextAndLeadership,
  ...planning,
  ...supportAndOperation,
  ...evaluationAndImprovement,
}
