import type { ImpactAssessmentData } from '../../standard/impactAssessment.ts'
import type { Confidence } from '../lists/scales.ts'

/** Overall levels in rising order. */
export const impactLevels = [
  'low',
  'moderate',
  'high',
  'critical',
] as const satisfies readonly (keyof ImpactAssessmentData['periodic_interval_months'])[]

export type ImpactLevel = (typeof impactLevels)[number]

/** What the level of one impact is worked out from; values may be missing while a draft is written. */
export interface RatedImpact {
  readonly direction: 'benefit' | 'harm'
  readonly severity: number | null
  readonly likelihood: number | null
  readonly residualSeverity: number | null
  readonly residualLikelihood: number | null
  readonly confidence: Confidence | null
}

/** Level of one harm as it is left after measures, or as it stands while nobody has judged the measures. */
export function impactLevel(impact: RatedImpact): ImpactLevel | null {
  const severity = impact.residualSeverity ?? impact.severity
  const likelihood = impact.residualLikelihood ?? impact.likelihood
  // A benefit is no reason to call a harm smaller, so it has no level.
  if (impact.direction === 'benefit' || severity === null || likelihood === null) return null
  const base = impactLevels.indexOf(levelOf(severity, likelihood))
  const raised = impact.confidence === 'low' ? base + 1 : base
  return impactLevels[Math.min(raised, impactLevels.length - 1)] ?? null
}

function levelOf(severity: number, likelihood: number): ImpactLevel {
  const product = severity * likelihood
  if ((severity === 5 && likelihood >= 2) || (severity === 4 && likelihood >= 4)) return 'critical'
  if (severity >= 4 || product >= 12) return 'high'
  return product >= 6 ? 'moderate' : 'low'
}

/** The highest level among the harms; low when only benefits were found, null when nothing was judged. */
export function overallLevel(impacts: readonly RatedImpact[] | null): ImpactLevel | null {
  if (!impacts || impacts.length === 0) return null
  const harms = impacts.filter((impact) => impact.direction === 'harm')
  const levels = harms.map(impactLevel).filter((level) => level !== null)
  if (levels.length === 0) return harms.length === 0 ? 'low' : null
  return impactLevels[Math.max(...levels.map((level) => impactLevels.indexOf(level)))] ?? null
}
