import { thresholds } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { daysBetween } from './days.ts'
import type { Finding, Readiness, RecordRef } from './readiness.ts'
import { isLate } from './status.ts'

/** One thing worth doing next: findings of the same rule together, since they are fixed in the same way. */
export interface NextAction {
  readonly rule: string
  readonly title: string
  readonly severity: Finding['severity']
  readonly fix: string
  /** Why this comes now, in a sentence or two. */
  readonly reason: string
  /** Where to go: the first record, or the register to make one in. */
  readonly record: RecordRef | null
  readonly register: string | null
  readonly refs: readonly string[]
  /** Keys of the findings it would settle. */
  readonly findings: readonly string[]
  readonly weight: number
}

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

/** What to do next, by effect: severity, what it unlocks, how near the external audit is, and how easy it is. */
export function nextActions(readiness: Readiness, snapshot: Snapshot, limit: number): NextAction[] {
  const audit = thresholds(snapshot).nextExternalAuditOn
  const days = audit === null ? null : daysBetween(snapshot.today, audit)
  const blocked = blockedPoints(readiness)
  const byRule = Map.groupBy(
    readiness.findings.filter((finding) => finding.accepted === null),
    (finding) => finding.rule,
  )
  return [...byRule.values()]
    .map((findings) => actionOf(findings, blocked, days))
    .toSorted((a, b) => b.weight - a.weight || (a.rule < b.rule ? -1 : 1))
    .slice(0, limit)
}

/** How many unmet points of clauses and controls each rule stands against: these would open up. */
function blockedPoints({ clauses, controls }: Readiness): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { blockedBy } of [...clauses, ...controls].flatMap((one) => one.requirements)) {
    if (typeof blockedBy === 'string') counts.set(blockedBy, (counts.get(blockedBy) ?? 0) + 1)
  }
  return counts
}

function actionOf(findings: readonly Finding[], blocked: ReadonlyMap<string, number>, days: number | null): NextAction {
  const first = findings[0]!
  const { rule, severity, refs } = first
  const opens = blocked.get(rule) ?? 0
  const isNear = days !== null && days >= 0 && days <= 90
  const weight =
    (severityWeight[severity] +
      8 * opens +
      4 * refs.length +
      (first.record !== null && isLate(rule) ? 10 : 0) +
      foundation(refs)) *
    (isNear && severity === 'major' ? 1.5 : 1) *
    (quick.includes(rule) ? 1.2 : 1) *
    // What takes weeks must begin while there is time; shortly before the audit it can no longer be finished.
    (long.includes(rule) && days !== null && days > 30 ? 1.2 : 1)
  return {
    rule,
    title: first.title,
    severity,
    fix: first.fix,
    reason: reasonOf(findings, opens, isNear && severity === 'major' ? days : null, quick.includes(rule)),
    record: first.record,
    register: first.register,
    refs,
    findings: findings.map((finding) => finding.key),
    weight,
  }
}

/** Clause 4 carries clause 5, and so on: what stands earlier is built on by what stands later. */
function foundation(refs: readonly string[]): number {
  const clauses = refs.map((ref) => Number.parseInt(ref.replace('iso42001:', ''), 10)).filter((n) => !Number.isNaN(n))
  return clauses.length === 0 ? 6 : 4 * (10 - Math.min(...clauses))
}

function reasonOf(findings: readonly Finding[], opens: number, auditIn: number | null, isQuick: boolean): string {
  const more = findings.length > 1 ? ` And ${findings.length - 1} more like it.` : ''
  const parts = [
    opens > 0 && `it would settle ${opens} ${opens === 1 ? 'point' : 'points'} of the standard`,
    auditIn !== null && `the external audit is in ${auditIn} days`,
    isQuick && 'it takes minutes',
  ].filter((part) => part !== false)
  const why = parts.length === 0 ? '' : ` Now, because ${parts.join(', and ')}.`
  return `${findings[0]?.why ?? ''}${more}${why}`
}
