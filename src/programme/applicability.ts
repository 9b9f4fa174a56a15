import type { AnyRecord, RecordOf } from '../model/index.ts'
import { joined, type Said, say } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { document } from '../registers/document/document.ts'
import { finding } from '../registers/finding.ts'
import { person } from '../registers/person.ts'
import { controls } from '../standard/index.ts'
import { addTo } from './addTo.ts'
import { type InclusionReason, inclusionReasonsFor, type ReasonKind, reasonContext } from './applicabilityReasons.ts'
import { type ControlEvidence, evidenceByControl, noEvidence } from './controlEvidence.ts'
import { controlNeeds } from './controlNeeds.ts'
import { goneCauses } from './goneCauses.ts'
import { type Mention, mention, mentions } from './mention.ts'
import type { Snapshot } from './snapshot.ts'

type Decision = RecordOf<typeof controlDecision>

export interface SoaProposal {
  readonly decision: 'include' | 'exclude' | 'undecided'
  readonly reasons: readonly InclusionReason[]
  /** Text to start from: why it is included, or why it is left out. */
  readonly justification: Said
}

export interface SoaWarning {
  readonly id: 'excludedThoughNeeded' | 'causeGone' | 'includedWithoutCause' | 'noReason' | 'noLine'
  readonly text: Said
  readonly records: readonly Mention[]
}

/** One control as it stands in the living statement of applicability. */
export interface SoaLine {
  /** With framework, or `own:…`. */
  readonly control: string
  readonly title: string
  readonly source: 'annex_a' | 'own'
  /** The record that holds the decision; null while there is none. */
  readonly record: Mention | null
  readonly decision: 'included' | 'excluded' | 'undecided'
  /** The decision was taken by somebody with authority, not only filled in. */
  readonly isDecided: boolean
  readonly reasons: readonly { readonly reason: ReasonKind; readonly because: string }[]
  readonly justification: string | null
  readonly exclusionJustification: string | null
  readonly proposal: SoaProposal
  readonly implementation: Decision['implementation']
  readonly howImplemented: string | null
  readonly plannedFor: string | null
  readonly lastVerifiedOn: string | null
  readonly owner: Mention | null
  readonly evidence: ControlEvidence
  readonly documents: readonly Mention[]
  readonly openFindings: readonly Mention[]
  readonly warnings: readonly SoaWarning[]
}

/** The living statement of applicability: one line for each reference control, then the organisation's own controls. */
export function applicability(snapshot: Snapshot): SoaLine[] {
  const decisions = snapshot.of(controlDecision).filter((each) => each.state !== 'removed')
  const byControl = new Map(decisions.map((each) => [each.control, each]))
  const shared = {
    snapshot,
    needs: controlNeeds(snapshot),
    context: reasonContext(snapshot),
    evidence: evidenceByControl(snapshot),
    findings: findingsByRef(snapshot),
    gone: goneCauses(snapshot),
    isBegun: decisions.length > 0,
    hasSystems: snapshot.of(aiSystem).some((system) => system.state !== 'retired'),
  }
  const reference = controls.map(({ id, title }) =>
    lineOf(`iso42001:${id}`, title, byControl.get(`iso42001:${id}`), shared),
  )
  const own = decisions
    .filter((each) => each.source === 'own')
    .toSorted((a, b) => a.control.localeCompare(b.control))
    .map((each) => lineOf(each.control, each.title, each, shared))
  return [...reference, ...own]
}

interface Shared {
  readonly snapshot: Snapshot
  readonly needs: ReturnType<typeof controlNeeds>
  readonly context: ReturnType<typeof reasonContext>
  readonly evidence: ReadonlyMap<string, ControlEvidence>
  readonly findings: ReadonlyMap<string, readonly AnyRecord[]>
  readonly gone: ReturnType<typeof goneCauses>
  /** Whether any line of the statement is there: before that no missing one is worth a warning. */
  readonly isBegun: boolean
  readonly hasSystems: boolean
}

function lineOf(control: string, title: string, decision: Decision | undefined, shared: Shared): SoaLine {
  const { snapshot } = shared
  const found = inclusionReasonsFor(control, shared.needs.get(control) ?? [], shared.context)
  const owner = snapshot.get(person, decision?.owner)
  const line = {
    control,
    title,
    source: decision?.source ?? ('annex_a' as const),
    record: decision === undefined ? null : mention(decision),
    decision: decisionOf(decision),
    isDecided: decision?.state === 'decided',
    reasons: decision?.reasons ?? [],
    justification: decision?.justification ?? null,
    exclusionJustification: decision?.exclusionJustification ?? null,
    proposal: proposalFrom(found, shared.hasSystems, decision?.source === 'own'),
    implementation: decision?.implementation ?? null,
    howImplemented: decision?.howImplemented ?? null,
    plannedFor: decision?.plannedFor ?? null,
    lastVerifiedOn: decision?.lastVerifiedOn ?? null,
    owner: owner === undefined ? null : mention(owner),
    evidence:
      shared.evidence.get(control) ??
      (decision === undefined ? undefined : shared.evidence.get(decision.id)) ??
      noEvidence,
    documents: mentions((decision?.documents ?? []).flatMap((id) => snapshot.get(document, id) ?? [])),
    openFindings: mentions(shared.findings.get(control) ?? []),
  }
  return { ...line, warnings: warningsFor(line, shared.gone.of(control, decision), shared.isBegun) }
}

const decisionOf = (decision: Decision | undefined): SoaLine['decision'] =>
  decision?.applicable === 'yes' ? 'included' : decision?.applicable === 'no' ? 'excluded' : 'undecided'

function proposalFrom(reasons: readonly InclusionReason[], hasSystems: boolean, isOwn: boolean): SoaProposal {
  if (reasons.length > 0)
    return {
      decision: 'include',
      reasons,
      justification: joined(
        reasons.map((each) => each.because),
        ' ',
      ),
    }
  if (isOwn)
    return {
      decision: 'undecided',
      reasons,
      justification: say`No risk, obligation or impact assessment on record needs this control of your own; say what it is for.`,
    }
  if (!hasSystems)
    return {
      decision: 'undecided',
      reasons,
      justification: say`The inventory holds no AI system yet; nothing can be said about this control.`,
    }
  return {
    decision: 'exclude',
    reasons,
    justification: say`Nothing on record needs it: no risk, impact assessment, obligation or property of an AI system in scope calls for it. Say why it cannot become necessary.`,
  }
}

type Unwarned = Omit<SoaLine, 'warnings'>

function warningsFor(line: Unwarned, gone: readonly Said[], isBegun: boolean): SoaWarning[] {
  const id = line.control.slice(line.control.indexOf(':') + 1)
  const warnings: SoaWarning[] = []
  const needed = line.proposal.decision === 'include'
  if (line.record === null && isBegun)
    warnings.push({ id: 'noLine', text: say`${id} has no line yet; decide whether it applies.`, records: [] })
  if (line.decision === 'excluded' && needed) {
    const records = line.proposal.reasons.flatMap((each) => each.causes)
    warnings.push({
      id: 'excludedThoughNeeded',
      text: say`${id} is left out, but something needs it. ${line.proposal.justification}`,
      records,
    })
  }
  if (line.decision === 'included' && gone.length > 0)
    warnings.push({
      id: 'causeGone',
      text: say`What ${id} was included for is gone or over: ${joined(gone, '; ')}. Name another cause, or take the decision again.`,
      records: [],
    })
  if (line.decision === 'included' && !needed && gone.length === 0)
    warnings.push({
      id: 'includedWithoutCause',
      text: say`${id} is included, but no risk, impact assessment, obligation or property of a system on record needs it. Link its cause, or take the decision again.`,
      records: [],
    })
  if (line.decision === 'included' && line.justification === null && line.reasons.length === 0)
    warnings.push({
      id: 'noReason',
      text: say`${id} is included without a reason; take over the proposed one or write your own.`,
      records: [],
    })
  if (line.decision === 'excluded' && line.exclusionJustification === null)
    warnings.push({
      id: 'noReason',
      text: say`${id} is left out without a reason; say why nothing it guards against can happen here.`,
      records: [],
    })
  return warnings
}

const closed = new Set(['closed', 'verified'])

function findingsByRef(snapshot: Snapshot): ReadonlyMap<string, readonly AnyRecord[]> {
  const found = new Map<string, AnyRecord[]>()
  for (const each of snapshot.of(finding)) {
    const record = snapshot.byId(each.id)
    if (record === undefined || each.grade === 'conforms' || closed.has(each.state)) continue
    for (const ref of each.refs ?? []) addTo(found, ref, record)
  }
  return found
}
