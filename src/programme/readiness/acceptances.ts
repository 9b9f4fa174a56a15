import type { RecordOf } from '../../model/index.ts'
import { findingAcceptance } from '../../registers/findingAcceptance.ts'
import type { Snapshot } from '../snapshot.ts'

export type Acceptance = RecordOf<typeof findingAcceptance>

/** Acceptances in effect today, by the rule they name; an expired one is not among them. */
export function acceptancesInEffect(snapshot: Snapshot): ReadonlyMap<string, readonly Acceptance[]> {
  const byRule = new Map<string, Acceptance[]>()
  for (const a of snapshot.of(findingAcceptance)) {
    if (a.state !== 'accepted' || a.until < snapshot.today) continue
    // A finding without record may be named with what is missing: RR-056/DOC-C-05.
    const rule = a.rule.split('/')[0] ?? a.rule
    const held = byRule.get(rule)
    if (held === undefined) byRule.set(rule, [a])
    else held.push(a)
  }
  return byRule
}

/** An acceptance holds for its record, or, without a record, for findings about the whole system. */
export function isFor(acceptance: Acceptance, rule: string, key: string, record: string | null): boolean {
  if (record !== null) return acceptance.rule === rule && acceptance.about === record
  return acceptance.about === null && (acceptance.rule === rule || acceptance.rule === key)
}
