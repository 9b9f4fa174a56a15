import type { Finding } from '../../../server/contract.ts'

/** What the address narrows the findings to; each is left out when it is not asked for. */
export interface FindingFilter {
  readonly severity?: string | undefined
  /** Clause, control or group, without framework: `6`, `6.1`, `A.6`, `A.6.2.4`. */
  readonly part?: string | undefined
  readonly rule?: string | undefined
  readonly register?: string | undefined
  /** `yes` shows those accepted, anything else those open. */
  readonly accepted?: string | undefined
  readonly q?: string | undefined
}

const bare = (ref: string): string => ref.slice(ref.indexOf(':') + 1)

/** True for a clause or control that is the part or stands below it: 6.1.3 is within 6 and 6.1, but 10.2 is not within 1. */
export const isWithin = (ref: string, part: string): boolean => bare(ref) === part || bare(ref).startsWith(`${part}.`)

const isSaid = (finding: Finding, words: string): boolean =>
  [finding.title, finding.why, finding.rule, finding.record?.ref, finding.record?.title].some((text) =>
    text?.toLowerCase().includes(words),
  )

/** The findings that fit all that is asked for. */
export function filterFindings(findings: readonly Finding[], filter: FindingFilter): readonly Finding[] {
  const words = filter.q?.trim().toLowerCase() ?? ''
  return findings.filter(
    (finding) =>
      (finding.accepted !== null) === (filter.accepted === 'yes') &&
      (filter.severity === undefined || finding.severity === filter.severity) &&
      (filter.rule === undefined || finding.rule === filter.rule) &&
      (filter.register === undefined || finding.register === filter.register) &&
      (filter.part === undefined || finding.refs.some((ref) => isWithin(ref, filter.part ?? ''))) &&
      (words === '' || isSaid(finding, words)),
  )
}

const order = { major: 0, minor: 1, ofi: 2 } as const

/** The gravest first; within one grade as the rules stand. */
export const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => order[a.severity] - order[b.severity])
