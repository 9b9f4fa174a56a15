import { joined, type Said, say } from '../../model/say.ts'
import { thresholds } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { daysBetween } from './days.ts'
import { isAuditNear, isQuick } from './effect.ts'
import type { Readiness } from './findings.ts'
import type { Finding, RecordRef, RuleReadiness } from './readiness.ts'

/** One thing worth doing next: findings of the same rule together, since they are fixed in the same way. */
export interface NextAction {
  readonly rule: string
  readonly title: string
  readonly severity: Finding['severity']
  readonly fix: string
  /** Why this comes now, in a sentence or two. */
  readonly reason: Said
  /** Where to go: the first record, or the register to make one in. */
  readonly record: RecordRef | null
  readonly register: string | null
  readonly refs: readonly string[]
  /** How many findings it would settle. */
  readonly findings: number
  readonly weight: number
}

/** What to do next, by effect: severity, what it unlocks, how near the external audit is, and how easy it is. */
export function nextActions(readiness: Readiness, snapshot: Snapshot, limit: number): NextAction[] {
  const audit = thresholds(snapshot).nextExternalAuditOn
  const days = audit === null ? null : daysBetween(snapshot.today, audit)
  const blocked = blockedPoints(readiness)
  return readiness.rules
    .filter((rule) => rule.open > 0)
    .slice(0, limit)
    .flatMap((rule) => {
      const first = readiness.findings.firstOpenOf(rule.rule)
      return first === undefined ? [] : actionOf(rule, first, blocked.get(rule.rule) ?? 0, days)
    })
}

/** How many unmet points of clauses and controls each rule stands against: these would open up. */
export function blockedPoints({ clauses, controls }: Pick<Readiness, 'clauses' | 'controls'>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { blockedBy } of [...clauses, ...controls].flatMap((one) => one.requirements)) {
    if (typeof blockedBy === 'string') counts.set(blockedBy, (counts.get(blockedBy) ?? 0) + 1)
  }
  return counts
}

function actionOf(rule: RuleReadiness, first: Finding, opens: number, days: number | null): NextAction {
  const { severity, refs } = rule
  const more = rule.open > 1 ? say` And ${rule.open - 1} more like it.` : ''
  const parts = [
    opens > 0 && say`it would settle ${opens} ${opens === 1 ? say`point` : say`points`} of the standard`,
    isAuditNear(days) && severity === 'major' && say`the external audit is in ${days} days`,
    isQuick(rule.rule) && say`it takes minutes`,
  ].filter((part) => part !== false)
  const now = parts.length === 0 ? '' : say` Now, because ${parts.reduce((a, b) => say`${a}, and ${b}`)}.`
  return {
    rule: rule.rule,
    title: rule.title,
    severity,
    fix: rule.fix,
    reason: joined([first.why, more, now], ''),
    record: first.record,
    register: first.register,
    refs,
    findings: rule.open,
    weight: rule.effect,
  }
}
