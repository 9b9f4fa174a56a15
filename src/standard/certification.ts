import { z } from 'zod'
import json from './data/certification.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const texts = z.array(z.string())

const cycleStepShape = z.strictObject({
  id: z.string(),
  when: z.string(),
  what: z.string(),
  output: z.string().optional(),
  typical_days: z.string().optional(),
  certainty: z.string(),
})

const gradeShape = z.strictObject({
  grade: z.enum(['major', 'minor', 'ofi']),
  meaning: z.string(),
  examples: texts.optional(),
  // Practice of certification bodies: shown as an example, the deadline itself is a setting of the organisation.
  typical_deadline: z.string(),
})

const reviewItemShape = z.strictObject({ id: z.string(), iso42001: z.string(), text: z.string() })

const requestShape = z.strictObject({
  id: z.string(),
  item: z.string(),
  iso42001: texts,
  needed_for: z.enum(['stage_1_and_2', 'stage_2']),
  form: z.enum(['document', 'register', 'record']),
})

const questionShape = z.strictObject({
  id: z.string(),
  iso42001: texts,
  ask: z.string(),
  question: z.string(),
  good_sign: z.string(),
})

const iso42006Shape = z.strictObject({
  public_facts: texts,
  assumed_by_analogy_with_27006: texts,
  audit_time_hint: z.strictObject({
    source: z.string(),
    values: z.array(z.strictObject({ ai_headcount: z.string(), ai_role: z.string(), days: z.number() })),
    certainty: z.string(),
  }),
  complexity_factors: texts,
  certainty: z.string(),
})

const internalAuditShape = z.strictObject({
  basis: z.string(),
  programme_fields: texts,
  coverage_rule: z.string(),
  audit_steps: texts,
  auditor_competence: texts,
  finding_fields: texts,
  principles: texts,
})

const certificationShape = z.strictObject({
  basis: texts,
  wording: z.string(),
  certainty_values: texts,
  cycle: z.array(cycleStepShape),
  certificate_terms: z.strictObject({
    validity_years: z.number(),
    restore_after_expiry: z.string(),
    suspension: z.string(),
    redo_stage_2: z.string(),
    certainty: z.string(),
  }),
  iso_42006: iso42006Shape,
  nonconformity_grading: z.array(gradeShape),
  deadlines_certainty: z.string(),
  sampling: texts,
  internal_audit: internalAuditShape,
  management_review: z.strictObject({
    required_inputs: z.array(reviewItemShape),
    recommended_extra_inputs: texts,
    required_outputs: z.array(reviewItemShape),
    recommended_frequency_months: z.number(),
  }),
  choosing_a_body: texts,
  counts: z.strictObject({ request_list: z.number(), interview_questions: z.number() }),
  auditor_request_list: z.array(requestShape),
  interview_questions: z.array(questionShape),
})

/** How certification runs, and what an auditor asks for and asks about. */
export const certificationData = loadData('certification.json', certificationShape, json)

export type CertificationData = typeof certificationData
export type CertificationStep = CertificationData['cycle'][number]
export type FindingGrade = CertificationData['nonconformity_grading'][number]
export type InternalAuditGuide = CertificationData['internal_audit']
export type ReviewItem = CertificationData['management_review']['required_inputs'][number]
export type AuditorRequest = CertificationData['auditor_request_list'][number]
export type InterviewQuestion = CertificationData['interview_questions'][number]

export const certificationCycle: readonly CertificationStep[] = certificationData.cycle
export const findingGrades: readonly FindingGrade[] = certificationData.nonconformity_grading
export const internalAuditGuide: InternalAuditGuide = certificationData.internal_audit
export const reviewInputs: readonly ReviewItem[] = certificationData.management_review.required_inputs
export const reviewOutputs: readonly ReviewItem[] = certificationData.management_review.required_outputs
export const auditorRequests: readonly AuditorRequest[] = certificationData.auditor_request_list
export const interviewQuestions: readonly InterviewQuestion[] = certificationData.interview_questions
