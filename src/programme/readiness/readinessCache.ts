import type { Register } from '../../model/index.ts'
import { evidence } from '../../registers/evidence.ts'
import { settings } from '../../registers/settings/settings.ts'
import { type Limits, thresholds } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { assemble } from './assemble.ts'
import type { Cell } from './cell.ts'
import type { Check, CheckContext, Outcome } from './checks/check.ts'
import { clauseChecks } from './checks/clauseChecks.ts'
import { controlChecks } from './checks/controlChecks.ts'
import { type Difference, difference, narrowed } from './difference.ts'
import { acceptancesInEffect, inOrder, toFindings } from './findings.ts'
import { type Judge, judgeOf } from './judge.ts'
import { questionJudges } from './questions.ts'
import type { Finding, Readiness } from './readiness.ts'
import { allRules } from './rules/allRules.ts'
import { provenControls } from './rules/soa.ts'

type Acceptances = Parameters<typeof toFindings>[2]

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
  let last: Snapshot | undefined

  return {
    update(snapshot, changed) {
      const before = last?.today === snapshot.today && !changed.has(settings.name) ? last : undefined
      last = snapshot
      const touches = (names: readonly string[]) => before === undefined || names.some((name) => changed.has(name))
      const limits = thresholds(snapshot)

      const moved = refreshJudges(judges, cells, { snapshot, before, changed, limits })
      const context = contextOf(snapshot, limits, cells)
      for (const check of checks) {
        if (touches(check.reads) || check.rules.some((rule) => moved.has(rule))) {
          outcomes.set(check.id, check.judge(context))
        }
      }
      if (touches([evidence.name])) evidenceDays = newestEvidence(snapshot)
      return assemble({ snapshot, registers, judges, checks, cells, outcomes, evidenceDays, context })
    },
  }
}

/** Everything at once, for a past date or a single answer. */
export const computeReadiness = (snapshot: Snapshot, registers: readonly Register[]): Readiness =>
  makeReadinessCache(registers).update(snapshot, new Set())

interface Step {
  readonly snapshot: Snapshot
  /** The snapshot the cells stand for; undefined when they say nothing about this one. */
  readonly before: Snapshot | undefined
  readonly changed: ReadonlySet<string>
  readonly limits: Limits
}

/** Looks again with the rules that are concerned; answers which of them now say something else, or may. */
function refreshJudges(judges: readonly Judge[], cells: Map<string, Cell>, step: Step): ReadonlySet<string> {
  const accepted = acceptancesInEffect(step.snapshot)
  const differences = new Map<string, Difference>()
  const moved = new Set<string>()
  for (const judge of judges) {
    const old = step.before === undefined ? undefined : cells.get(judge.id)
    const acceptances = accepted.get(judge.id) ?? []
    const acceptedAs = acceptances.map((a) => `${a.id}@${a.version}`).join()
    const touched = judge.reads.filter((name) => step.changed.has(name))
    if (old !== undefined && touched.length === 0 && judge.readsClock !== true && old.acceptedAs === acceptedAs)
      continue
    moved.add(judge.id)
    const isNarrow =
      old?.acceptedAs === acceptedAs && judge.readsClock !== true && touched.every((n) => n === judge.per)
    cells.set(
      judge.id,
      isNarrow && old !== undefined && step.before !== undefined && judge.per !== undefined
        ? amended(old, judge, acceptances, step, differenceIn(judge.per, step.before, step.snapshot, differences))
        : cellOf(acceptedAs, toFindings(judge, judge.find(step.snapshot, step.limits), acceptances)),
    )
  }
  return moved
}

function differenceIn(register: string, before: Snapshot, after: Snapshot, known: Map<string, Difference>): Difference {
  const found = known.get(register) ?? difference(before, after, register)
  known.set(register, found)
  return found
}

/** The findings of last time, but with those about changed records made anew. */
function amended(old: Cell, judge: Judge, acceptances: Acceptances, step: Step, { ids, records }: Difference): Cell {
  const isKept = (finding: Finding) => finding.record === null || !ids.has(finding.record.id)
  const found = records.length === 0 ? [] : judge.find(narrowed(step.snapshot, judge.per ?? '', records), step.limits)
  const fresh = toFindings(judge, found, acceptances)
  if (fresh.length === 0 && old.findings.every(isKept)) return old
  return cellOf(old.acceptedAs, inOrder([...old.findings.filter(isKept), ...fresh]))
}

function cellOf(acceptedAs: string, findings: readonly Finding[]): Cell {
  const open = findings.reduce((sum, finding) => sum + (finding.accepted === null ? 1 : 0), 0)
  return { acceptedAs, findings, keys: findings.map((finding) => finding.key), open }
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
