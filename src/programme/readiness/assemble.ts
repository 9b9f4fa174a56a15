import type { Register, Severity } from '../../model/index.ts'
import { assessableClauses } from '../../standard/clauses.ts'
import type { Limits } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { type Cell, recordOf } from './cell.ts'
import { type Check, type CheckContext, type Outcome, weightOf } from './checks/check.ts'
import { isLeftOut, shownControls } from './checks/controlChecks.ts'
import { daysBetween } from './days.ts'
import { effectOf } from './effect.ts'
import type { Readiness } from './findings.ts'
import { makeFindings } from './findings.ts'
import { type Judge, restsOnConfidential } from './judge.ts'
import { blockedPoints } from './nextActions.ts'
import { type RefReadiness, type RuleReadiness, toRef } from './readiness.ts'
import { statusOf } from './status.ts'

/** What belongs to each clause and control, found once. */
interface Layout {
  readonly judges: readonly Judge[]
  readonly checks: readonly Check[]
  readonly clauses: readonly Part[]
  readonly controls: readonly Part[]
}

interface Part {
  readonly ref: string
  readonly title: string
  readonly checks: readonly Check[]
  readonly judges: readonly Judge[]
  /** Those of the judges whose findings only few may know of; the status does not rest on them. */
  readonly quiet: ReadonlySet<string>
  readonly serving: readonly Register[]
}

interface Parts {
  readonly snapshot: Snapshot
  readonly limits: Limits
  readonly layout: Layout
  readonly cells: ReadonlyMap<string, Cell>
  readonly outcomes: ReadonlyMap<string, Outcome | null>
  readonly evidenceDays: ReadonlyMap<string, string>
  readonly context: CheckContext
}

const shownClauses = assessableClauses.map((clause) => ({ ref: `iso42001:${clause.id}`, title: clause.title }))

export function layOut(judges: readonly Judge[], checks: readonly Check[], registers: readonly Register[]): Layout {
  const part = ({ ref, title }: { ref: string; title: string }): Part => ({
    ref,
    title,
    checks: checks.filter((check) => check.ref === ref),
    judges: judges.filter((judge) => judge.refs.includes(ref)),
    quiet: new Set(judges.filter((judge) => restsOnConfidential(judge, registers)).map((judge) => judge.id)),
    // That something confidential was begun is not told by a status that everybody sees.
    serving: registers.filter((register) => register.confidential !== true && register.serves.includes(ref)),
  })
  return { judges, checks, clauses: shownClauses.map(part), controls: shownControls.map(part) }
}

/** Puts the answers together: clause by clause, control by control, and one number. */
export function assemble(parts: Parts): Readiness {
  const { snapshot, limits, layout, cells, outcomes, context } = parts
  const clauses = layout.clauses.map((part) => readinessOf(parts, part, false))
  const controls = layout.controls.map((part) => readinessOf(parts, part, isLeftOut(context, part.ref)))
  const blocked = blockedPoints({ clauses, controls })
  const days = limits.nextExternalAuditOn === null ? null : daysBetween(snapshot.today, limits.nextExternalAuditOn)
  const effects = new Map(
    layout.judges.map((judge) => {
      const isAboutRecord = judge.per !== undefined || isFirstAboutRecord(cells.get(judge.id), snapshot)
      return [judge.id, effectOf(judge, { opens: blocked.get(judge.id) ?? 0, days, isAboutRecord })]
    }),
  )
  return {
    asOf: snapshot.now,
    score: share(
      layout.checks.filter((check) => outcomes.get(check.id) !== null),
      outcomes,
    ),
    clauses,
    controls,
    ...countFindings(cells, (rule) => effects.get(rule) ?? 0),
    findings: makeFindings({ snapshot, limits, cells, effects }),
  }
}

function isFirstAboutRecord(cell: Cell | undefined, snapshot: Snapshot): boolean {
  const first = cell?.entries[0]
  return first !== undefined && recordOf(first, snapshot) !== null
}

function readinessOf(
  parts: Parts,
  { ref, title, checks, judges, quiet, serving }: Part,
  leftOut: boolean,
): RefReadiness {
  const { snapshot, cells, outcomes, evidenceDays } = parts
  const asked = checks.filter((check) => outcomes.get(check.id) !== null)
  const about = judges.flatMap((judge) => cells.get(judge.id) ?? []).filter((cell) => cell.entries.length > 0)
  const score = share(asked, outcomes)
  const collectedOn = evidenceDays.get(ref)
  return {
    ref,
    title,
    score,
    status: statusOf(
      {
        leftOut,
        score,
        allRequired: asked.every((check) => check.strength === 'practice' || outcomes.get(check.id)?.met === true),
        openRules: about
          .filter((c) => c.judge.severity !== 'ofi' && c.open > 0 && !quiet.has(c.judge.id))
          .map((c) => c.judge.id),
        serving,
      },
      snapshot,
    ),
    requirements: asked.map((check) => {
      const outcome = outcomes.get(check.id)
      return {
        id: check.id,
        text: check.text,
        strength: check.strength,
        met: outcome?.met === true,
        because: outcome?.because ?? 'Nothing is known about it.',
        records: (outcome?.records ?? []).map(toRef),
        blockedBy: outcome?.blockedBy ?? null,
      }
    }),
    findings: about.reduce((sum, cell) => sum + cell.entries.length, 0),
    rules: about.map((cell) => cell.judge.id),
    evidenceAgeDays: collectedOn === undefined ? null : daysBetween(collectedOn, snapshot.today),
  }
}

function share(asked: readonly Check[], outcomes: ReadonlyMap<string, Outcome | null>): number {
  const total = asked.reduce((sum, check) => sum + weightOf(check), 0)
  const met = asked.reduce((sum, check) => sum + (outcomes.get(check.id)?.met ? weightOf(check) : 0), 0)
  return total === 0 ? 0 : met / total
}

/** How much was found, in all and by rule, in the order of what it helps to settle it. */
export function countFindings(cells: ReadonlyMap<string, Cell>, effectOfRule: (rule: string) => number) {
  const counts: Record<Severity, number> = { major: 0, minor: 0, ofi: 0 }
  let accepted = 0
  const rules: RuleReadiness[] = []
  for (const cell of cells.values()) {
    const { judge, open } = cell
    if (cell.entries.length === 0) continue
    counts[judge.severity] += open
    accepted += cell.accepted.size
    rules.push({
      rule: judge.id,
      title: judge.title,
      severity: judge.severity,
      refs: judge.refs,
      fix: judge.fix,
      registers: registersOf(cell),
      open,
      accepted: cell.accepted.size,
      effect: effectOfRule(judge.id),
    })
  }
  return { counts, accepted, rules: rules.toSorted((a, b) => b.effect - a.effect || (a.rule < b.rule ? -1 : 1)) }
}

function registersOf({ judge, entries }: Cell): readonly string[] {
  if (judge.per !== undefined) return [judge.per]
  const names = entries.flatMap((entry) =>
    typeof entry === 'string' ? [] : (entry.record?.register ?? entry.register ?? []),
  )
  return [...new Set(names)]
}
