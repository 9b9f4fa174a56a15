import type { RecordOf } from '../../model/index.ts'
import { findingAcceptance } from '../../registers/findingAcceptance.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Judge } from './judge.ts'
import { type Finding, toRef } from './readiness.ts'
import type { Found } from './rule.ts'

type Acceptance = RecordOf<typeof findingAcceptance>

/** Acceptances in effect today, by the rule they name; an expired one is not among them. */
export function acceptancesInEffect(snapshot: Snapshot): ReadonlyMap<string, readonly Acceptance[]> {
  const byRule = new Map<string, Acceptance[]>()
  for (const a of snapshot.of(findingAcceptance)) {
    if (a.state !== 'accepted' || a.until < snapshot.today) continue
    // A finding without record may be named with what is missing: RR-056/DOC-C-05.
    const rule = a.rule.split('/')[0] ?? a.rule
    byRule.set(rule, [...(byRule.get(rule) ?? []), a])
  }
  return byRule
}

const suffix = (found: Found) => found.record?.id ?? found.about ?? ''

/** Short numbers sort before long ones, so RISK-9 comes before RISK-10. */
const byRef = (a: Finding, b: Finding): number => {
  const [x, y] = [a.record?.ref ?? a.key, b.record?.ref ?? b.key]
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0)
}

export function toFindings(judge: Judge, found: readonly Found[], acceptances: readonly Acceptance[]): Finding[] {
  return inOrder(
    found.map((one): Finding => {
      const key = suffix(one) === '' ? judge.id : `${judge.id}/${suffix(one)}`
      const acceptance = acceptances.length === 0 ? undefined : acceptances.find((a) => isFor(a, judge.id, key, one))
      return {
        key,
        rule: judge.id,
        title: judge.title,
        severity: judge.severity,
        refs: judge.refs,
        fix: judge.fix,
        why: one.why,
        record: one.record === null ? null : toRef(one.record),
        register: one.record?.register ?? one.register ?? null,
        accepted: acceptance === undefined ? null : { until: acceptance.until, reason: acceptance.reason },
      }
    }),
  )
}

/** Records mostly come in the order of their numbers; to see that costs far less than to sort tens of thousands. */
export function inOrder(findings: Finding[]): Finding[] {
  const isSorted = findings.every((finding, i) => {
    const before = findings[i - 1]
    return before === undefined || byRef(before, finding) <= 0
  })
  return isSorted ? findings : findings.toSorted(byRef)
}

/** An acceptance holds for its record, or, without a record, for findings about the whole system. */
function isFor(acceptance: Acceptance, rule: string, key: string, found: Found): boolean {
  if (found.record !== null) return acceptance.rule === rule && acceptance.about === found.record.id
  return acceptance.about === null && (acceptance.rule === rule || acceptance.rule === key)
}
