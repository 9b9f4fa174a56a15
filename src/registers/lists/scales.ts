import { impactScales } from '../../standard/impactAssessment.ts'
import { riskManagementData } from '../../standard/riskManagement.ts'

/** The five-step scales as a field takes them. */
export const riskLikelihood = riskManagementData.likelihood_scale.map(({ value, label, frequency, hint }) => ({
  value,
  label,
  hint: `${frequency}; ${hint}`,
}))

type Party = 'organization' | 'individuals' | 'society'

export const riskConsequence = (party: Party) =>
  riskManagementData.consequence_scale.map((step) => ({ value: step.value, label: step.label, hint: step[party] }))

export const impactSeverity = impactScales.severity.map(({ value, label, people, society }) => ({
  value,
  label,
  hint: `${people}. Society: ${society}`,
}))

export const impactLikelihood = impactScales.likelihood.map(({ value, label, meaning }) => ({
  value,
  label,
  hint: meaning,
}))

export const confidenceSteps = ['low', 'medium', 'high'] as const
export type Confidence = (typeof confidenceSteps)[number]

/** One to five without words of its own, for estimates such as "how complex is it". */
export const oneToFive = [
  { value: 1, label: 'very low' },
  { value: 2, label: 'low' },
  { value: 3, label: 'middling' },
  { value: 4, label: 'high' },
  { value: 5, label: 'very high' },
]
