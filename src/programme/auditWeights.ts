import type { RecordOf } from '../model/index.ts'
import { count, type Said, say } from '../model/say.ts'
import type { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { finding } from '../registers/finding.ts'
import { incident } from '../registers/incident.ts'
import { decidesAboutPeople } from '../registers/lists/aiSystemLists.ts'
import { plannedChange } from '../registers/plannedChange.ts'
import { risk } from '../registers/risk/risk.ts'
import { current } from '../registers/risk/riskLevel.ts'
import { evidenceByControl } from './controlEvidence.ts'
import { nameFew } from './mention.ts'
import type { Snapshot } from './snapshot.ts'
import { isInUse } from './systemFacts.ts'
import { addMonths } from './workingDays.ts'

/** How much speaks for auditing something soon, and what. */
export interface Weighed {
  readonly weight: number
  readonly reasons: readonly Said[]
}

type Reason = readonly [weight: number, words: Said] | false

function weigh(...reasons: Reason[]): Weighed {
  const held = reasons.filter((reason) => reason !== false)
  return { weight: held.reduce((sum, [points]) => sum + points, 0), reasons: held.map(([, words]) => words) }
}

function sinceLast(lastAuditedOn: string | null, today: string): Reason {
  if (lastAuditedOn === null) return [3, say`Never audited`]
  return lastAuditedOn < addMonths(today, -12) && [1, say`Last audited on ${lastAuditedOn}`]
}

const isOpen = (state: string): boolean => state !== 'closed' && state !== 'verified'

/** Weights of clauses and controls: findings, risks, claims without proof, time since the last audit. */
export function refWeights(snapshot: Snapshot): (ref: string, lastAuditedOn: string | null) => Weighed {
  const evidence = evidenceByControl(snapshot)
  const open = snapshot
    .of(finding)
    .filter((each) => isOpen(each.state) && (each.grade === 'major' || each.grade === 'minor'))
  const decisions = new Map(snapshot.of(controlDecision).map((decision) => [decision.control, decision]))
  return (ref, lastAuditedOn) => {
    const found = open.filter((each) => (each.refs ?? []).includes(ref))
    const decision = decisions.get(ref)
    const grave = decision === undefined ? [] : snapshot.pointing(risk, 'controls', decision.id).filter(isGrave)
    const unproven = decision?.implementation === 'implemented' && (evidence.get(ref)?.validCount ?? 0) === 0
    return weigh(
      sinceLast(lastAuditedOn, snapshot.today),
      found.length > 0 && [found.some((each) => each.grade === 'major') ? 4 : 2, say`Open findings: ${nameFew(found)}`],
      grave.length > 0 && [3, say`High or critical risks lean on it: ${nameFew(grave)}`],
      unproven && [1, say`Said to be in place without valid evidence`],
    )
  }
}

function isGrave(each: RecordOf<typeof risk>): boolean {
  const level = each.state === 'closed' ? undefined : current(each)?.level
  return level === 'high' || level === 'critical'
}

type System = RecordOf<typeof aiSystem>

/** Weights of AI systems: what they do to people, what happened and changed, time since the last audit. */
export function systemWeights(snapshot: Snapshot): (system: System, lastAuditedOn: string | null) => Weighed {
  return (system, lastAuditedOn) => {
    const since = lastAuditedOn ?? addMonths(snapshot.today, -12)
    const incidents = snapshot
      .pointing(incident, 'systems', system.id)
      .filter((each) => each.happenedOn > since && each.state !== 'dismissed')
    const changes = snapshot
      .pointing(plannedChange, 'systems', system.id)
      .filter((each) => each.implementedOn !== null && each.implementedOn > since)
    const grave = snapshot.pointing(risk, 'systems', system.id).filter(isGrave)
    return weigh(
      sinceLast(lastAuditedOn, snapshot.today),
      system.legalClass === 'high' && [3, say`EU AI Act class: high`],
      decidesAboutPeople(system.decisionEffect) && [2, say`Decides about people or shapes such decisions`],
      grave.length > 0 && [2, say`High or critical risks: ${nameFew(grave)}`],
      incidents.length > 0 && [2, say`${count(incidents.length, 'incident')}: ${nameFew(incidents)}`],
      changes.length > 0 && [1, say`Changed: ${nameFew(changes)}`],
      isInUse(system) && [1, say`In use`],
    )
  }
}
