import { type AuditorRequest, auditorRequests, type InterviewQuestion, interviewQuestions } from './certification.ts'
import { type Clause, clauses } from './clauses.ts'
import { type Control, controlGroups, controls } from './controls.ts'
import { type DocumentTemplate, documentTemplates, type RequiredDocument, requiredDocuments } from './documents.ts'
import { type ReadinessRule, readinessRules } from './readinessRules.ts'
import { type Requirement, requirements } from './requirements.ts'
import { joinRef, type StandardRef } from './standardRef.ts'

const clausesById = new Map(clauses.map((clause) => [clause.id, clause]))
const controlsById = new Map(controls.map((control) => [control.id, control]))

/** A clause of 42001 by its bare id, such as `6.1.3`. */
export function clauseById(id: string): Clause | undefined {
  return clausesById.get(id)
}

/** A control of 42001 Annex A by its bare id, such as `A.6.2.4`. */
export function controlById(id: string): Control | undefined {
  return controlsById.get(id)
}

/** Controls of a group (`A.6`) or of a subgroup (`A.6.2`), in order; empty for an unknown id. */
export function controlsOfGroup(id: string): readonly Control[] {
  return controls.filter((control) => control.group === id || control.subgroup === id)
}

/** The 32 assessable clauses and 38 controls that an assessment, an audit programme or a gap analysis has to cover. */
export const checkableRefs: readonly StandardRef[] = [
  ...clauses.filter((clause) => clause.assessable).map((clause) => joinRef('iso42001', clause.id)),
  ...controlGroups.flatMap((group) => group.controls.map((id) => joinRef('iso42001', id))),
]

// The look-ups below answer for exactly the clause or control asked for: parents such as 6.1 do not collect their children.
const requirementsByRef = byRef(requirements, (row) => [row.clause])
const documentsByRef = byRef(requiredDocuments, (row) => row.iso42001)
const templatesByRef = byRef(documentTemplates, (row) => row.iso42001)
const requestsByRef = byRef(auditorRequests, (row) => row.iso42001)
const questionsByRef = byRef(interviewQuestions, (row) => row.iso42001)
const rulesByRef = byRef(readinessRules, (row) => row.refs)

export function requirementsFor(ref: StandardRef): readonly Requirement[] {
  return requirementsByRef.get(ref) ?? []
}

export function documentsFor(ref: StandardRef): readonly RequiredDocument[] {
  return documentsByRef.get(ref) ?? []
}

export function templatesFor(ref: StandardRef): readonly DocumentTemplate[] {
  return templatesByRef.get(ref) ?? []
}

export function requestsFor(ref: StandardRef): readonly AuditorRequest[] {
  return requestsByRef.get(ref) ?? []
}

export function questionsFor(ref: StandardRef): readonly InterviewQuestion[] {
  return questionsByRef.get(ref) ?? []
}

export function rulesFor(ref: StandardRef): readonly ReadinessRule[] {
  return rulesByRef.get(ref) ?? []
}

function byRef<Row>(rows: readonly Row[], iso42001IdsOf: (row: Row) => readonly string[]): ReadonlyMap<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    for (const id of iso42001IdsOf(row)) {
      const ref = joinRef('iso42001', id)
      found.set(ref, [...(found.get(ref) ?? []), row])
    }
  }
  return found
}
