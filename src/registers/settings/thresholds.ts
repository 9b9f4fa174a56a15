interface Threshold {
  readonly label: string
  readonly days: number
  /** Readiness rules that read it. */
  readonly rules: readonly string[]
}

/** Periods the readiness rules use, with their defaults. An organisation may set its own in the settings record. */
export const thresholds = {
  contextReviewDays: { label: 'Context is reviewed within', days: 365, rules: ['RR-006'] },
  policyAcknowledgementDays: { label: 'A new AI policy is acknowledged within', days: 30, rules: ['RR-016'] },
  treatmentVerificationDays: { label: 'Treatment is verified within', days: 60, rules: ['RR-029'] },
  controlVerificationDays: { label: 'Controls are verified every', days: 365, rules: ['RR-038'] },
  impactAssessmentDays: { label: 'An impact assessment counts for', days: 365, rules: ['RR-041'] },
  objectiveMeasurementDays: { label: 'Objectives are measured every', days: 120, rules: ['RR-051'] },
  internalAuditDays: { label: 'An internal audit counts for', days: 365, rules: ['RR-093'] },
  managementReviewDays: { label: 'Management reviews every', days: 365, rules: ['RR-098'] },
  majorBeforeAuditDays: { label: 'Major findings are closed before an external audit by', days: 30, rules: ['RR-104'] },
  effectivenessCheckDays: { label: 'Corrective action is checked within', days: 90, rules: ['RR-106'] },
  improvementDays: { label: 'An improvement is recorded every', days: 365, rules: ['RR-107'] },
  leadershipEvidenceDays: { label: 'Evidence of leadership counts for', days: 365, rules: ['RR-108'] },
} as const satisfies Record<string, Threshold>

export type ThresholdName = keyof typeof thresholds

/** The organisation's own value where it set one, the default otherwise. */
export function thresholdOf(
  settings: Readonly<Partial<Record<ThresholdName, number | null>>> | null,
  name: ThresholdName,
): number {
  return settings?.[name] ?? thresholds[name].days
}
