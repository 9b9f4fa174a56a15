import { z } from 'zod'
import json from './data/impact-assessment.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const triageLevel = z.enum(['light', 'standard', 'full', 'stop'])
const overallLevel = z.enum(['low', 'moderate', 'high', 'critical'])
const roles = z.array(z.string())

const fieldShape = z.strictObject({ name: z.string(), type: z.string(), required: z.boolean() })

const triageShape = z.strictObject({
  purpose: z.string(),
  questions: z.array(z.strictObject({ id: z.string(), text: z.string(), yes_raises_to: triageLevel })),
  levels: z.record(triageLevel, z.string()),
})

const scalesShape = z.strictObject({
  severity: z.array(z.strictObject({ value: z.number(), label: z.string(), people: z.string(), society: z.string() })),
  likelihood: z.array(z.strictObject({ value: z.number(), label: z.string(), meaning: z.string() })),
  overall_level_rule: z.string(),
})

const impactAssessmentShape = z.strictObject({
  basis: z.array(z.string()),
  wording: z.string(),
  distinct_from: z.strictObject({ ai_risk_assessment: z.string(), dpia: z.string(), fria: z.string() }),
  triage: triageShape,
  sections: z.array(
    z.strictObject({ id: z.string(), title: z.string(), iso42001: z.array(z.string()), fields: z.array(fieldShape) }),
  ),
  impact_record: z.strictObject({ fields: z.array(fieldShape) }),
  dimensions: z.array(
    z.strictObject({
      id: z.string(),
      level: z.array(z.enum(['individual', 'group', 'organization', 'society'])),
      guiding_question: z.string(),
    }),
  ),
  affected_party_types: z.array(z.string()),
  scales: scalesShape,
  reassessment_triggers: z.array(z.strictObject({ id: z.string(), when: z.string() })),
  periodic_interval_months: z.record(overallLevel, z.number()),
  workflow: z.array(z.string()),
  approvals: z.strictObject({ low: roles, moderate: roles, high: roles, critical: roles, rules: z.array(z.string()) }),
  outputs: z.array(z.string()),
  quality_checks: z.array(z.string()),
})

/** AI system impact assessment (6.1.4, 8.4, A.5): triage, sections and fields, scales, triggers, approvals. */
export const impactAssessmentData = loadData('impact-assessment.json', impactAssessmentShape, json)

export type ImpactAssessmentData = typeof impactAssessmentData
export type TriageQuestion = ImpactAssessmentData['triage']['questions'][number]
export type TriageLevel = TriageQuestion['yes_raises_to']
export type ImpactSection = ImpactAssessmentData['sections'][number]
export type ImpactField = ImpactSection['fields'][number]
export type ImpactDimension = ImpactAssessmentData['dimensions'][number]
export type ReassessmentTrigger = ImpactAssessmentData['reassessment_triggers'][number]

export const impactTriage: ImpactAssessmentData['triage'] = impactAssessmentData.triage

export const impactDimensions: readonly ImpactDimension[] = impactAssessmentData.dimensions
export const impactScales: ImpactAssessmentData['scales'] = impactAssessmentData.scales
export const reassessmentTriggers: readonly ReassessmentTrigger[] = impactAssessmentData.reassessment_triggers
