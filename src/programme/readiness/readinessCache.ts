import type { AnyRecord, Register } from '../../model/index.ts'
import { evidence } from '../../registers/evidence.ts'
import { findingAcceptance } from '../../registers/findingAcceptance.ts'
import { settings } from '../../registers/settings/settings.ts'
import { type Limits, thresholds } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { acceptancesInEffect } from './acceptances.ts'
import type { Step } from './affected.ts'
import { assemble, layOut } from './assemble.ts'
import { type Cell, withAcceptances } from './cell.ts'
import type { Check, CheckContext, Outcome } from './checks/check.ts'
import { clauseChecks } from './checks/clauseChecks.ts'
import { controlChecks } from './checks/controlChecks.ts'
import type { Readiness } from './findings.ts'
import { makeFindings } from './findings.ts'
import { type Judge, judgeOf, readWhole, restsOnConfidential } from './judge.ts'
import { questionJudges } from './questions.ts'

import { lookAgain, lookAtAll } from './reviseCell.ts'
import { allRules } from './rules/allRules.ts'
import { provenControls } from './rules/soa.ts'

export interface ReadinessCache {
  /**
   * Readiness of this snapshot. Only what these changed records concern is worked out anew; the first time, and when the
   * day or the settings changed, everything is.
   */
  update(snapshot: Snapshot, changed: readonly Pick<AnyRecord, 'id' | 'register'>[]): Readiness
}

const ranks = { major: 0, minor: 1, ofi: 2 } as const

type Accepted = ReturnType<typeof acceptancesInEffect>

export function makeReadinessCache(registers: readonly Register[]): ReadinessCache {
  const judges = [...allRules.map(judgeOf), ...questionJudges(registers)].toSorted(
    (a, b) => ranks[a.severity] - ranks[b.severity],
  )
  const wholes = new Map(judges.map((judge) => [judge.id, readWhole(judge)]))
  const checks: readonly Check[] = [
    ...clauseChecks,
    ...controlChecks(judges.filter((judge) => !restsOnConfidential(judge, registers))),
  ]
  const layout = layOut(judges, checks, registers)
  const outcomes = new Map<string, Outcome | null>()
  let cells: ReadonlyMap<string, Cell> = new Map()
  let accepted: Accepted = new Map()
  let evidenceDays: ReadonlyMap<string, string> = new Map()
  let last: Snapshot | undefined

  return {
    update(snapshot, changed) {
      const names = new Set(changed.map((record) => record.register))
      const before = last?.today === snapshot.today && !names.has(settings.name) ? last : undefined
      const touches = (reads: readonly string[]) => before === undefined || reads.some((name) => names.has(name))
      const limits = thresholds(snapshot)
      if (touches([findingAcceptance.name])) accepted = acceptancesInEffect(snapshot)

      const step = before === undefined ? undefined : { before, after: snapshot, changed }
      const moved = new Set<string>()
      const revised = judges.map((judge) => {
        const isWhole = touches(wholes.get(judge.id) ?? []) || judge.readsClock === true
        const revision = revise(judge, cells.get(judge.id), { snapshot, limits, accepted, step, isWhole, names })
        if (revision.moved) moved.add(judge.id)
        return [judge.id, revision.cell] as const
      })
      cells = new Map(revised)
      last = snapshot

      const context = contextOf(snapshot, limits, cells)
      for (const check of checks) {
        if (touches(check.reads) || check.rules.some((rule) => moved.has(rule))) {
          outcomes.set(check.id, check.judge(context))
        }
      }
      if (touches([evidence.name])) evidenceDays = newestEvidence(snapshot)
      return assemble({ snapshot, limits, layout, cells, outcomes, evidenceDays, context })
    },
  }
}

/** Everything at once, for a past date or a single answer. */
export const computeReadiness = (snapshot: Snapshot, registers: readonly Register[]): Readiness =>
  makeReadinessCache(registers).update(snapshot, [])

interface Revision {
  readonly snapshot: Snapshot
  readonly limits: Limits
  readonly accepted: Accepted
  /** Undefined when the cells say nothing about this snapshot. */
  readonly step: Step | undefined
  /** The whole rule has to be looked at again. */
  readonly isWhole: boolean
  /** Registers in which something changed. */
  readonly names: ReadonlySet<string>
}

/** The cell of a rule now, and whether it says something else, or may. */
function revise(judge: Judge, old: Cell | undefined, given: Revision): { cell: Cell; moved: boolean } {
  const { snapshot, limits, accepted, step, isWhole, names } = given
  const acceptances = accepted.get(judge.id) ?? []
  if (old === undefined || step === undefined || isWhole) {
    return { cell: lookAtAll(judge, snapshot, limits, acceptances), moved: true }
  }
  const isTouched = judge.reads.some((name) => names.has(name))
  const revised = isTouched ? lookAgain(old, step, limits, acceptances) : { cell: old, moved: false }
  // The acceptances of a cell that was made anew are those of today already.
  const isStale = revised.cell === old && names.has(findingAcceptance.name)
  return isStale && (acceptances.length > 0 || old.accepted.size > 0)
    ? { cell: withAcceptances(judge, old.entries, acceptances, snapshot), moved: revised.moved }
    : revised
}

function contextOf(snapshot: Snapshot, limits: Limits, cells: ReadonlyMap<string, Cell>): CheckContext {
  let proven: ReadonlySet<string> | undefined
  const found = makeFindings({ snapshot, limits, cells, effects: new Map() })
  return {
    snapshot,
    limits,
    countOf: (rule) => cells.get(rule)?.entries.length ?? 0,
    firstOf: (rule) => found.firstOf(rule)?.why,
    whyOf: (rule, record) => found.byKey(`${rule}/${record}`)?.why,
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
