import type { Register } from '../../model/index.ts'
import { evidence } from '../../registers/evidence.ts'
import { type Limits, thresholds } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { assemble } from './assemble.ts'
import type { Check, CheckContext, Outcome } from './checks/check.ts'
import { clauseChecks } from './checks/clauseChecks.ts'
import { controlChecks } from './checks/controlChecks.ts'
import { acceptancesInEffect, toFindings } from './findings.ts'
import { type Judge, judgeOf } from './judge.ts'
import { questionJudges } from './questions.ts'
import type { Finding, Readiness } from './readiness.ts'
import type { Found } from './rule.ts'
import { allRules } from './rules/allRules.ts'
import { provenControls } from './rules/soa.ts'

/** What a rule found last time, and the acceptances it was seen with. */
interface Cell {
  readonly found: readonly Found[]
  readonly acceptedAs: string
  readonly findings: readonly Finding[]
}

export interface ReadinessCache {
  /**
   * Readiness of this snapshot. Only what looks at one of the changed registers is worked out anew; the first time, and
   * when the day or the settings changed, everything is.
   */
  update(snapshot: Snapshot, changed: ReadonlySet<string>): Readiness
}

const ranks = { major: 0, minor: 1, ofi: 2 } as const

export function makeReadinessCache(registers: readonly Register[]): ReadinessCache {
  const judges = [...allRules.map(judgeOf), ...questionJudges(registers)].toSorted(
    (a, b) => ranks[a.severity] - ranks[b.severity],
  )
  const checks: readonly Check[] = [...clauseChecks, ...controlChecks(judges)]
  const cells = new Map<string, Cell>()
  const outcomes = new Map<string, Outcome | null>()
  let evidenceDays: ReadonlyMap<string, string> = new Map()
  let day = ''

  return {
    update(snapshot, changed) {
      const all = day !== snapshot.today || changed.has('settings')
      day = snapshot.today
      const touches = (names: readonly string[]) => all || names.some((name) => changed.has(name))
      const limits = thresholds(snapshot)

      const moved = refreshJudges(judges, cells, snapshot, limits, touches)
      const context = contextOf(snapshot, limits, cells)
      for (const check of checks) {
        if (touches(check.reads) || check.rules.some((rule) => moved.has(rule)))
          outcomes.set(check.id, check.judge(context))
      }
      if (touches([evidence.name])) evidenceDays = newestEvidence(snapshot)
      return assemble({ snapshot, registers, judges, checks, outcomes, evidenceDays, context })
    },
  }
}

/** Everything at once, for a past date or a single answer. */
export const computeReadiness = (snapshot: Snapshot, registers: readonly Register[]): Readiness =>
  makeReadinessCache(registers).update(snapshot, new Set())

/** Looks again with the rules that are concerned; answers which of them now say something else, or may. */
function refreshJudges(
  judges: readonly Judge[],
  cells: Map<string, Cell>,
  snapshot: Snapshot,
  limits: Limits,
  touches: (names: readonly string[]) => boolean,
): ReadonlySet<string> {
  const accepted = acceptancesInEffect(snapshot)
  const moved = new Set<string>()
  for (const judge of judges) {
    const old = cells.get(judge.id)
    const acceptances = accepted.get(judge.id) ?? []
    const acceptedAs = acceptances.map((a) => `${a.id}@${a.version}`).join()
    const mustLook = old === undefined || judge.readsClock === true || touches(judge.reads)
    if (!mustLook && old.acceptedAs === acceptedAs) continue
    const found = mustLook ? judge.find(snapshot, limits) : old.found
    cells.set(judge.id, { found, acceptedAs, findings: toFindings(judge, found, acceptances) })
    moved.add(judge.id)
  }
  return moved
}

function contextOf(snapshot: Snapshot, limits: Limits, cells: ReadonlyMap<string, Cell>): CheckContext {
  let proven: ReadonlySet<string> | undefined
  return {
    snapshot,
    limits,
    foundBy: (rule) => cells.get(rule)?.findings ?? [],
    proven: () => {
      proven ??= provenControls(snapshot, limits)
      return proven
    },
  }
}

/** The day of the newest accepted evidence, by clause or control. */
function newestEvidence(snapshot: Snapshot): ReadonlyMap<string, string> {
  const days = new Map<string, string>()
  for (const e of snapshot.of(evidence)) {
    if (e.state !== 'accepted') continue
    for (const ref of e.standardRefs ?? []) {
      const held = days.get(ref)
      if (held === undefined || e.collectedOn > held) days.set(ref, e.collectedOn)
    }
  }
  return days
}
