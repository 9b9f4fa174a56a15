/** Values a line of the statement of applicability takes, live (controlDecision) and as a snapshot (soaVersion). */

export const applicabilities = ['yes', 'no', 'undecided'] as const

export const controlSources = [
  { value: 'annex_a', label: 'Annex A' },
  { value: 'own', label: 'Own control' },
] as const

export const implementationStates = ['not_started', 'planned', 'partial', 'implemented'] as const

export const inclusionReasons = [
  { value: 'law', label: 'Law' },
  { value: 'contract', label: 'Contract' },
  { value: 'practice', label: 'Good practice' },
  { value: 'risk', label: 'Risk' },
] as const
