import { fieldLabel, type ValueOf } from '../../model/index.ts'
import { impactDimensions, type TriageLevel } from '../../standard/impactAssessment.ts'
import { impactFields } from './impactFields.ts'

type ImpactFields = typeof impactFields
export type ImpactValues = { readonly [K in keyof ImpactFields]: ValueOf<ImpactFields[K]> }
type FieldName = keyof ImpactFields

/** Sections S1, S2, S6 and S10: what every assessment says. */
const always: readonly FieldName[] = [
  'versionAssessed',
  'partsInScope',
  'assessors',
  'description',
  'purposeAndReason',
  'intendedUses',
  'misuse',
  'automation',
  'decisionEffect',
  'directUsers',
  'peopleSubject',
  'vulnerableGroups',
  'contestOrOptOut',
  'recommendation',
  'publicationDecision',
  'nextReviewOn',
  'retentionUntil',
]

/** The other sections, for the triage results standard and full. */
const beyondLight: readonly FieldName[] = [
  'consultedParties',
  'functions',
  'stage',
  'orgRoles',
  'representativeness',
  'knownBias',
  'modelType',
  'origin',
  'learnsInUse',
  'explainability',
  'knownLimits',
  'geographies',
  'jurisdictions',
  'environmentComplexity',
  'surroundingProcess',
  'frequencyOfUse',
  'humanOversight',
  'fallback',
  'impacts',
  'benefitsSummary',
  'societalAnswers',
  'failureScenarios',
  'misuseAssessed',
  'worstCase',
  'measures',
]

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

const plain = (text: string): string => text.trim().toLowerCase()

/**
 * What is still missing before an assessment may be approved, each as a sentence to act on; empty when nothing is.
 * The depth is the result of the triage; `hasRisks` tells whether a risk is linked.
 */
export function qualityGaps(values: ImpactValues, depth: TriageLevel, hasRisks: boolean): string[] {
  const asked = depth === 'light' ? always : [...always, ...beyondLight]
  const empty = asked
    .filter((name) => isEmpty(values[name]))
    .map((name) => `Fill in "${fieldLabel(name, impactFields[name])}".`)
  const deep = depth === 'light' ? [] : [...unmetGroups(values), ...societalGaps(values), ...riskGap(values, hasRisks)]
  return [
    ...empty,
    ...deep,
    ...competenceGaps(values),
    ...ratingGaps(values),
    ...measureGaps(values),
    ...conditionGaps(values),
  ]
}

/** Every affected group has at least one impact, or a reason why it has none. */
function unmetGroups(values: ImpactValues): string[] {
  const met = (values.impacts ?? []).map((impact) => plain(impact.affectedParty))
  return (values.peopleSubject ?? [])
    .filter((row) => row.noImpactReason === null && !met.includes(plain(row.group)))
    .map((row) => `Describe an impact on "${row.group}", or say why there is none.`)
}

function societalGaps(values: ImpactValues): string[] {
  const answered = (values.societalAnswers ?? []).map((row) => row.dimension)
  return impactDimensions
    .filter(({ id, level }) => level.includes('society') && !answered.includes(id))
    .map(({ id, guiding_question }) => `Answer for society, ${id.replaceAll('_', ' ')}: ${guiding_question}`)
}

const riskGap = (values: ImpactValues, hasRisks: boolean): string[] =>
  hasRisks || values.noRiskReason !== null ? [] : ['Link at least one risk, or say why nothing found is a risk.']

const competenceGaps = (values: ImpactValues): string[] =>
  (values.assessors ?? [])
    .filter((row) => row.competence === null)
    .map((row) => `Say why ${row.person} is competent to assess.`)

const ratingGaps = (values: ImpactValues): string[] =>
  (values.impacts ?? [])
    .filter((i) => i.direction === 'harm')
    .filter((i) => [i.severity, i.likelihood, i.confidence, i.residualSeverity, i.residualLikelihood].includes(null))
    .map((i) => `Rate the harm to "${i.affectedParty}" fully, also as it is left after measures.`)

const measureGaps = (values: ImpactValues): string[] =>
  (values.measures ?? [])
    .filter((row) => row.owner === null || row.dueOn === null)
    .map((row) => `Give the measure "${row.measure}" an owner and a day.`)

function conditionGaps(values: ImpactValues): string[] {
  const conditions = values.conditions ?? []
  if (values.recommendation === 'proceed_with_conditions' && conditions.length === 0) return ['Name the conditions.']
  return conditions
    .filter((row) => row.doneOn === null && row.dueOn === null)
    .map((row) => `Give the condition "${row.condition}" a day.`)
}
