import type { Severity } from '../../model/index.ts'
import type { Finding, Readiness, RecordRef, RefReadiness } from './readiness.ts'

/**
 * Leaves out every finding and proof whose record this reader may not see: even that a concern exists is confidential.
 * Scores stay, since they say nothing about a single record.
 */
export function redactReadiness(readiness: Readiness, maySee: (record: RecordRef) => boolean): Readiness {
  const hidden = readiness.findings.filter((finding) => finding.record !== null && !maySee(finding.record))
  const keys = new Set(hidden.map((finding) => finding.key))
  const names = (because: string) => hidden.some((finding) => because.startsWith(finding.why))
  const shown = (list: readonly RefReadiness[]) =>
    list.map((one) => ({
      ...one,
      findings: one.findings.filter((key) => !keys.has(key)),
      requirements: one.requirements.map((r) => ({
        ...r,
        because: names(r.because) ? 'A record you may not see stands against it.' : r.because,
        records: r.records.filter(maySee),
      })),
    }))
  const findings = readiness.findings.filter((finding) => !keys.has(finding.key))
  return {
    ...readiness,
    clauses: shown(readiness.clauses),
    controls: shown(readiness.controls),
    findings,
    counts: count(findings),
  }
}

function count(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { major: 0, minor: 0, ofi: 0 }
  for (const finding of findings) if (finding.accepted === null) counts[finding.severity] += 1
  return counts
}
