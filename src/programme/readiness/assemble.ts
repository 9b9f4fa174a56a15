import type { Register, Severity } from '../../model/index.ts'
import { assessableClauses } from '../../standard/clauses.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Cell } from './cell.ts'
import { type Check, type CheckContext, type Outcome, weightOf } from './checks/check.ts'
import { isLeftOut, shownControls } from './checks/controlChecks.ts'
import { daysBetween } from './days.ts'
import type { Judge } from './judge.ts'
import { type Readiness, type RefReadiness, toRef } from './readiness.ts'
import { statusOf } from './status.ts'

interface Parts {
  readonly snapshot: Snapshot
  readonly registers: readonly Register[]
  readonly judges: readonly Judge[]
  readonly checks: readonly Check[]
  readonly cells: ReadonlyMap<string, Cell>
  readonly outcomes: ReadonlyMap<string, Outcome | null>
  readonly evidenceDays: ReadonlyMap<string, string>
  readonly context: CheckContext
}

const shownClauses = assessableClauses.map((clause) => ({ ref: `iso42001:${clause.id}`, title: clause.title }))

/** Puts the answers together: clause by clause, control by control, and one number. */
export function assemble(parts: Parts): Readiness {
  const { snapshot, judges, checks, cells, outcomes, context } = parts
  const clauses = shownClauses.map(({ ref, title }) => readinessOf(parts, ref, title, false))
  const controls = shownControls.map(({ ref, title }) => readinessOf(parts, ref, title, isLeftOut(context, ref)))
  const findings = judges.flatMap((judge) => cells.get(judge.id)?.findings ?? [])
  const asked = checks.filter((check) => outcomes.get(check.id) !== null)
  return {
    asOf: snapshot.now,
    score: share(asked, outcomes),
    clauses,
    controls,
    findings,
    counts: countOpen(judges, cells),
  }
}

function readinessOf(parts: Parts, ref: string, title: string, leftOut: boolean): RefReadiness {
  const { snapshot, registers, judges, cells, outcomes, evidenceDays } = parts
  const asked = parts.checks.filter((check) => check.ref === ref && outcomes.get(check.id) !== null)
  const about = judges.filter((judge) => judge.refs.includes(ref))
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
        openRules: about.filter((j) => j.severity !== 'ofi' && (cells.get(j.id)?.open ?? 0) > 0).map((j) => j.id),
        serving: registers.filter((register) => register.serves.includes(ref)),
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
    findings: about.flatMap((judge) => cells.get(judge.id)?.keys ?? []),
    evidenceAgeDays: collectedOn === undefined ? null : daysBetween(collectedOn, snapshot.today),
  }
}

function share(asked: readonly Check[], outcomes: ReadonlyMap<string, Outcome | null>): number {
  const total = asked.reduce((sum, check) => sum + weightOf(check), 0)
  const met = asked.reduce((sum, check) => sum + (outcomes.get(check.id)?.met ? weightOf(check) : 0), 0)
  return total === 0 ? 0 : met / total
}

function countOpen(judges: readonly Judge[], cells: ReadonlyMap<string, Cell>): Record<Severity, number> {
  const counts = { major: 0, minor: 0, ofi: 0 }
  for (const judge of judges) counts[judge.severity] += cells.get(judge.id)?.open ?? 0
  return counts
}
