import { type RiskLevel, riskBands } from '../../standard/riskManagement.ts'

/** Risk levels in rising order. */
export const riskLevels: readonly RiskLevel[] = riskBands.map((band) => band.label)

const isRiskLevel = (value: unknown): value is RiskLevel => riskLevels.some((level) => level === value)

/** Reads a level off a linked record, whose values are not typed; null when there is none. */
export const riskLevelIn = (value: unknown): RiskLevel | null => (isRiskLevel(value) ? value : null)

export const isRiskAbove = (level: RiskLevel, other: RiskLevel): boolean =>
  riskLevels.indexOf(level) > riskLevels.indexOf(other)

/** Highest level that needs neither treatment nor a decision while no criteria are approved. */
export const defaultAppetite: RiskLevel = 'low'
