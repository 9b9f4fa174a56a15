import { type RiskBand, type RiskLevel, riskBands } from '../../standard/riskManagement.ts'
import type { Confidence } from '../lists/scales.ts'

export interface RiskRating {
  /** Steps 1 to 5, one for each kind of party that was judged. */
  readonly consequences: readonly number[]
  readonly likelihood: number
  readonly confidence: Confidence | null
}

const gravest = 5

/** The gravest consequence times the likelihood, 1 to 25; null while one of them is missing. */
export function riskScore(consequences: readonly (number | null)[], likelihood: number | null): number | null {
  const judged = consequences.filter((step) => step !== null)
  if (judged.length === 0 || likelihood === null) return null
  return Math.max(...judged) * likelihood
}

/**
 * Level of a rated risk: the band its score falls in; a gravest consequence is never below high; low confidence raises
 * one band. The floor comes before the raise, so a grave and poorly understood risk is critical, not merely high.
 */
export function riskLevel(rating: RiskRating, bands: readonly RiskBand[] = riskBands): RiskLevel | null {
  const score = riskScore(rating.consequences, rating.likelihood)
  if (score === null) return null
  const banded = bands.findIndex((band) => score >= band.from && score <= band.to)
  const high = bands.findIndex((band) => band.label === 'high')
  const floored = Math.max(...rating.consequences) === gravest ? Math.max(banded, high) : banded
  const raised = rating.confidence === 'low' ? floored + 1 : floored
  return bands[Math.min(raised, bands.length - 1)]?.label ?? null
}

/** The values of a risk record that levels are worked out from. */
export interface RatedRisk {
  readonly type: 'risk' | 'opportunity'
  readonly consequenceOrganization: number | null
  readonly consequenceIndividuals: number | null
  readonly consequenceSociety: number | null
  readonly likelihood: number | null
  readonly confidence: Confidence | null
  readonly residualConsequence: number | null
  readonly residualLikelihood: number | null
}

const inherentConsequences = (risk: RatedRisk) =>
  [risk.consequenceOrganization, risk.consequenceIndividuals, risk.consequenceSociety].filter((step) => step !== null)

/** Before treatment. Opportunities have no level: nothing about them needs to be made smaller. */
export function inherent(risk: RatedRisk): { score: number; level: RiskLevel } | null {
  return rate(risk, inherentConsequences(risk), risk.likelihood)
}

/** After treatment; null until both residual values are given. */
export function residual(risk: RatedRisk): { score: number; level: RiskLevel } | null {
  const consequences = risk.residualConsequence === null ? [] : [risk.residualConsequence]
  return rate(risk, consequences, risk.residualLikelihood)
}

/** What decisions go by: the residual rating once there is one, the inherent one before. */
export const current = (risk: RatedRisk) => residual(risk) ?? inherent(risk)

function rate(risk: RatedRisk, consequences: readonly number[], likelihood: number | null) {
  const score = riskScore(consequences, likelihood)
  if (risk.type === 'opportunity' || score === null || likelihood === null) return null
  const level = riskLevel({ consequences, likelihood, confidence: risk.confidence })
  return level === null ? null : { score, level }
}

/** The gravest consequence to individuals that is at least possible may be treated or avoided, but not accepted. */
export function isNeverAcceptable(risk: RatedRisk): boolean {
  if (risk.type === 'opportunity' || risk.consequenceIndividuals !== gravest) return false
  // The residual consequence is one number for all parties; while it is still the gravest it may be that to individuals.
  const consequence = risk.residualConsequence ?? risk.consequenceIndividuals
  const likelihood = risk.residualLikelihood ?? risk.likelihood
  return consequence === gravest && likelihood !== null && likelihood >= 3
}
