import { z } from 'zod'
import json from './data/iso42001-clauses.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const requirementShape = z.strictObject({
  id: z.string(),
  /** `required` follows from a demand of the clause; missing a `practice` item is no nonconformity by itself. */
  strength: z.enum(['required', 'practice']),
  text: z.string(),
})

const documentedInformationShape = z.strictObject({
  kind: z.enum(['document', 'record', 'both', 'none']),
  items: z.array(z.string()),
  note: z.string().optional(),
})

const headShape = {
  id: z.string(),
  parent: z.string().nullable(),
  title: z.string(),
  summary: z.string(),
}

// Groups such as 6 or 9.2 exist for display only: they carry no requirements and nobody assesses them.
const groupClauseShape = z.strictObject({ ...headShape, assessable: z.literal(false) })
const assessableClauseShape = z.strictObject({
  ...headShape,
  assessable: z.literal(true),
  requires: z.array(requirementShape),
  documented_information: documentedInformationShape,
  typical_evidence: z.array(z.string()),
})

const clausesShape = z.strictObject({
  standard: z.string(),
  kind: z.string(),
  wording: z.string(),
  documented_information_kinds: z.record(z.enum(['document', 'record', 'both', 'none']), z.string()),
  notes: z.array(z.string()),
  clauses: z.array(z.discriminatedUnion('assessable', [groupClauseShape, assessableClauseShape])),
})

/** ISO/IEC 42001:2023 clauses 4 to 10. */
export const clausesData = loadData('iso42001-clauses.json', clausesShape, json)

export type ClausesData = typeof clausesData
export type Clause = ClausesData['clauses'][number]
export type AssessableClause = Extract<Clause, { readonly assessable: true }>
export type ClauseRequirement = AssessableClause['requires'][number]
export type DocumentedInformation = AssessableClause['documented_information']

export const clauses: readonly Clause[] = clausesData.clauses
export const assessableClauses: readonly AssessableClause[] = clauses.filter((clause) => clause.assessable)
