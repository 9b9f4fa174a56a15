import type { Judge } from './judge.ts'
import { isLate } from './status.ts'

const severityWeight = { major: 100, minor: 40, ofi: 10 } as const

/** Fixes that take minutes: name somebody, set a date, choose a value. */
const quick: readonly string[] = [
  'RR-002',
  'RR-003',
  'RR-005',
  'RR-007',
  'RR-008',
  'RR-014',
  'RR-015',
  'RR-022',
  'RR-023',
  'RR-031',
  'RR-034',
  'RR-035',
  'RR-046',
  'RR-048',
  'RR-050',
  'RR-058',
  'RR-065',
  'RR-081',
  'RR-088',
]
/** Fixes that take weeks, and therefore have to begin early. */
const long: readonly string[] = ['RR-041', 'RR-061', 'RR-067', 'RR-069', 'RR-093', 'RR-094', 'RR-095', 'RR-098']

export const isQuick = (rule: string): boolean => quick.includes(rule)

/** An external audit is so near that major findings come first. */
export const isAuditNear = (days: number | null): boolean => days !== null && days >= 0 && days <= 90

interface Circumstances {
  /** Unmet points of clauses and controls that the rule stands against: these would open up. */
  readonly opens: number
  /** Until the external audit; null when none is planned. */
  readonly days: number | null
  readonly isAboutRecord: boolean
}

/** How much it helps to settle the findings of a rule: severity, what it unlocks, how near the audit is, how easy it is. */
export function effectOf({ id, severity, refs }: Judge, { opens, days, isAboutRecord }: Circumstances): number {
  return (
    (severityWeight[severity] +
      8 * opens +
      4 * refs.length +
      (isAboutRecord && isLate(id) ? 10 : 0) +
      foundation(refs)) *
    (isAuditNear(days) && severity === 'major' ? 1.5 : 1) *
    (isQuick(id) ? 1.2 : 1) *
    // What takes weeks must begin while there is time; shortly before the audit it can no longer be finished.
    (long.includes(id) && days !== null && days > 30 ? 1.2 : 1)
  )
}

/** Clause 4 carries clause 5, and so on: what stands earlier is built on by what stands later. */
function foundation(refs: readonly string[]): number {
  const clauses = refs.map((ref) => Number.parseInt(ref.replace('iso42001:', ''), 10)).filter((n) => !Number.isNaN(n))
  return clauses.length === 0 ? 6 : 4 * (10 - Math.min(...clauses))
}
