import type { Role } from '../model/index.ts'
import { settings } from '../registers/settings/settings.ts'
import { type ThresholdName, thresholds as thresholdList, thresholdOf } from '../registers/settings/thresholds.ts'
import type { Snapshot } from './snapshot.ts'

/** What the organisation set for itself, with the proposal where it set nothing. */
export interface Limits extends Readonly<Record<ThresholdName, number>> {
  readonly evidenceValidDays: number
  readonly documentReviewMonths: number
  readonly riskAcceptanceMonths: number
  /** Roles whose approval counts as approval by top management. */
  readonly topRoles: readonly Role[]
  readonly preStage2: boolean
  readonly nextExternalAuditOn: string | null
  readonly cycleStart: string | null
  readonly cycleEnd: string | null
}

/** Reads the settings record. Were there two by mistake, the older one counts, so that the answer does not jump. */
export function thresholds(snapshot: Snapshot): Limits {
  const own = [...snapshot.of(settings)].sort((a, b) => a.createdAt.localeCompare(b.createdAt))[0] ?? null
  const names = Object.keys(thresholdList) as ThresholdName[] // the keys of a constant object are exactly its names
  const days = Object.fromEntries(names.map((name) => [name, thresholdOf(own, name)])) as Record<ThresholdName, number>
  return {
    ...days,
    evidenceValidDays: own?.evidenceValidDays ?? 365,
    documentReviewMonths: own?.documentReviewMonths ?? 12,
    riskAcceptanceMonths: own?.riskAcceptanceMonths ?? 12,
    topRoles: (own?.topRoles ?? []).length > 0 ? (own?.topRoles ?? []) : ['topManagement'],
    preStage2: own?.preStage2 === true,
    nextExternalAuditOn: own?.nextExternalAuditOn ?? null,
    cycleStart: own?.cycleStart ?? null,
    cycleEnd: own?.cycleEnd ?? null,
  }
}
