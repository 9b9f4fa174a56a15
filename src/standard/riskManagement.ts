import { z } from 'zod'
import json from './data/risk-management.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const riskLevel = z.enum(['low', 'medium', 'high', 'critical'])

const fieldShape = z.strictObject({
  name: z.string(),
  type: z.string(),
  required: z.boolean(),
  required_when: z.string().optional(),
  note: z.string().optional(),
})

const stepShape = z.strictObject({
  step: z.number(),
  name: z.string(),
  iso42001: z.array(z.string()),
  does: z.string(),
  output: z.string(),
})

const catalogueRiskShape = z.strictObject({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  lifecycle_stage: z.string(),
  annex_c_source: z.string(),
  suggested_controls: z.array(z.string()),
  scenario: z.string(),
})

const riskManagementShape = z.strictObject({
  basis: z.array(z.string()),
  wording: z.string(),
  process: z.array(stepShape),
  fields: z.array(fieldShape),
  likelihood_scale: z.array(
    z.strictObject({ value: z.number(), label: z.string(), frequency: z.string(), hint: z.string() }),
  ),
  consequence_scale: z.array(
    z.strictObject({
      value: z.number(),
      label: z.string(),
      organization: z.string(),
      individuals: z.string(),
      society: z.string(),
    }),
  ),
  level_rule: z.strictObject({
    formula: z.string(),
    bands: z.array(z.strictObject({ label: riskLevel, from: z.number(), to: z.number() })),
    override: z.string(),
  }),
  default_appetite: z.strictObject({
    acceptable_without_treatment: z.array(riskLevel),
    acceptable_with_owner_decision: z.array(riskLevel),
    needs_treatment: z.array(riskLevel),
    never_acceptable: z.array(z.string()),
  }),
  treatment_options: z.array(z.strictObject({ id: z.string(), gist: z.string() })),
  acceptance_authority: z.record(riskLevel, z.string()),
  acceptance_validity_months: z.number(),
  soa_row_fields: z.array(z.string()),
  lifecycle_stages: z.array(z.string()),
  risk_categories: z.array(z.string()),
  opportunity_note: z.string(),
  catalogue_count: z.number(),
  catalogue: z.array(catalogueRiskShape),
})

/** AI risk process (6.1.1 to 6.1.3, 8.2, 8.3) and the starter catalogue. Scales are proposals; an organisation sets its own. */
export const riskManagementData = loadData('risk-management.json', riskManagementShape, json)

export type RiskManagementData = typeof riskManagementData
export type RiskProcessStep = RiskManagementData['process'][number]
export type RiskField = RiskManagementData['fields'][number]
export type RiskBand = RiskManagementData['level_rule']['bands'][number]
export type RiskLevel = RiskBand['label']
export type TreatmentOption = RiskManagementData['treatment_options'][number]
export type CatalogueRisk = RiskManagementData['catalogue'][number]

export const riskBands: readonly RiskBand[] = riskManagementData.level_rule.bands
export const treatmentOptions: readonly TreatmentOption[] = riskManagementData.treatment_options
export const acceptanceAuthority: Readonly<Record<RiskLevel, string>> = riskManagementData.acceptance_authority
export const lifecycleStages: readonly string[] = riskManagementData.lifecycle_stages
export const riskCategories: readonly string[] = riskManagementData.risk_categories
export const riskCatalogue: readonly CatalogueRisk[] = riskManagementData.catalogue
