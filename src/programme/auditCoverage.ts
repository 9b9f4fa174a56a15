import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { checkableRefs, describeRef } from '../standard/index.ts'
import { type AuditCycle, auditCycle, type CycleYear } from './auditCycle.ts'
import { type AuditTrace, auditTraces, covers } from './auditTraces.ts'
import { refWeights, systemWeights, type Weighed } from './auditWeights.ts'
import { type Mention, mention } from './mention.ts'
import type { Snapshot } from './snapshot.ts'
import { isRetired } from './systemStage.ts'

/**
 * `audited`: a finished working paper of a reported audit looked at it. `inScope`: a reported audit names it, but no
 * working paper shows that anybody looked. `planned`: it is in a planned or running audit.
 */
export type CoverageState = 'audited' | 'inScope' | 'planned' | 'none'

export interface CoverageCell {
  readonly state: CoverageState
  readonly audits: readonly Mention[]
  readonly papers: readonly Mention[]
  /** Ids of the AI systems it was looked at on. */
  readonly systems: readonly string[]
}

export interface CoverageRow extends Weighed {
  /** Clause or control with framework, or the id of an AI system. */
  readonly key: string
  readonly title: string
  readonly kind: 'clause' | 'control' | 'system'
  /** Left out by the statement of applicability: to be challenged, but not to be covered. */
  readonly isExcluded: boolean
  /** One cell for each year of the cycle. */
  readonly cells: readonly CoverageCell[]
  readonly lastAuditedOn: string | null
}

export interface AuditCoverage {
  readonly cycle: AuditCycle
  readonly rows: readonly CoverageRow[]
  readonly systems: readonly CoverageRow[]
  /** Neither audited nor planned in the whole cycle. */
  readonly missing: readonly CoverageRow[]
  /** Not audited yet this cycle, what is most at stake first, with the reasons. */
  readonly suggestions: readonly CoverageRow[]
  /** Share of what has to be covered that is audited, 0 to 1. */
  readonly covered: number
}

/** Clauses, controls and AI systems by year of the cycle: what internal audits looked at, what is planned, what is missing. */
export function auditCoverage(snapshot: Snapshot): AuditCoverage {
  const cycle = auditCycle(snapshot)
  const traces = auditTraces(snapshot)
  const rows = refRows(snapshot, cycle, traces)
  const systems = systemRows(snapshot, cycle, traces)
  const wanted = [...rows, ...systems].filter((row) => !row.isExcluded)
  const has = (row: CoverageRow, ...states: CoverageState[]) => row.cells.some((cell) => states.includes(cell.state))
  return {
    cycle,
    rows,
    systems,
    missing: wanted.filter((row) => !has(row, 'audited', 'planned')),
    suggestions: wanted.filter((row) => !has(row, 'audited')).toSorted((a, b) => b.weight - a.weight),
    covered: wanted.length === 0 ? 0 : wanted.filter((row) => has(row, 'audited')).length / wanted.length,
  }
}

function refRows(snapshot: Snapshot, cycle: AuditCycle, traces: readonly AuditTrace[]): CoverageRow[] {
  const decisions = snapshot.of(controlDecision).filter((decision) => decision.state !== 'removed')
  const excluded = new Set(
    decisions.filter((decision) => decision.applicable === 'no').map((decision) => decision.control),
  )
  const own = decisions
    .filter((decision) => decision.source === 'own')
    .map(({ control, title }) => ({ key: control, title, kind: 'control' as const }))
  const reference = checkableRefs.map((ref) => {
    const described = describeRef(ref)
    return {
      key: ref as string,
      title: described?.title ?? ref,
      kind: described?.kind === 'control' ? ('control' as const) : ('clause' as const),
    }
  })
  const weigh = refWeights(snapshot)
  return [...reference, ...own].map(({ key, title, kind }) => {
    const found = traces.filter((each) => each.refs.some((scope) => covers(scope, key)))
    const lastAuditedOn = lastOf(found)
    return {
      key,
      title,
      kind,
      isExcluded: excluded.has(key),
      cells: cellsOf(found, cycle.years),
      lastAuditedOn,
      ...weigh(key, lastAuditedOn),
    }
  })
}

function systemRows(snapshot: Snapshot, cycle: AuditCycle, traces: readonly AuditTrace[]): CoverageRow[] {
  const weigh = systemWeights(snapshot)
  return snapshot
    .of(aiSystem)
    .filter((system) => !isRetired(system) && system.inScope !== false)
    .map((system) => {
      const found = traces.filter((each) => each.systems.includes(system.id))
      const lastAuditedOn = lastOf(found)
      return {
        key: system.id,
        title: `${system.ref} ${system.title}`,
        kind: 'system',
        isExcluded: false,
        cells: cellsOf(found, cycle.years),
        lastAuditedOn,
        ...weigh(system, lastAuditedOn),
      }
    })
}

const lastOf = (traces: readonly AuditTrace[]): string | null =>
  traces
    .filter((each) => each.state === 'audited')
    .map((each) => each.on)
    .filter((on) => on !== null)
    .toSorted()
    .at(-1) ?? null

const strongest: readonly CoverageState[] = ['audited', 'planned', 'inScope', 'none']

function cellsOf(traces: readonly AuditTrace[], years: readonly CycleYear[]): CoverageCell[] {
  return years.map(({ from, until }) => {
    const here = traces.filter(({ on }) => on !== null && on >= from && on <= until)
    return {
      state: strongest.find((state) => here.some((each) => each.state === state)) ?? 'none',
      audits: unique(here.flatMap((each) => each.audit ?? [])),
      papers: unique(here.flatMap((each) => each.paper ?? [])),
      systems: [...new Set(here.flatMap((each) => (each.state === 'audited' ? each.systems : [])))],
    }
  })
}

const unique = (list: readonly Mention[]): Mention[] => [
  ...new Map(list.map((each) => [each.id, mention(each)])).values(),
]

/** Whether a clause or control was looked at on one system, and when: the fourth side of the matrix. */
export function coverageOn(
  snapshot: Snapshot,
  ref: string,
  systemId: string,
): { readonly papers: readonly Mention[]; readonly lastOn: string | null } {
  const found = auditTraces(snapshot).filter(
    (each) =>
      each.state === 'audited' && each.systems.includes(systemId) && each.refs.some((scope) => covers(scope, ref)),
  )
  return { papers: unique(found.flatMap((each) => each.paper ?? [])), lastOn: lastOf(found) }
}
