import { type Readiness, summaryOf } from '../../programme/readiness/index.ts'
import type { ReadinessShown } from '../../reports/material.ts'
import { printedFindings } from '../../reports/models/readinessReport.ts'

/** Readiness as reports print it: of very many findings the heaviest. */
export function shownReadiness(readiness: Readiness): ReadinessShown {
  const { counts, accepted } = readiness
  const first = (isAccepted: boolean) =>
    readiness.findings.page({ accepted: isAccepted }, 'severity', printedFindings).items
  return {
    ...summaryOf(readiness),
    findings: first(false),
    openCount: counts.major + counts.minor + counts.ofi,
    accepted: first(true),
    acceptedCount: accepted,
  }
}
