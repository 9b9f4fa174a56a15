import type { RecordOf } from '../model/index.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { evidence } from '../registers/evidence.ts'
import { thresholds } from './limits.ts'
import type { Snapshot } from './snapshot.ts'
import { addDays, daysBetween } from './workingDays.ts'

/** What proves that a control works, and how old it is. */
export interface ControlEvidence {
  /** Accepted and proposed; rejected and withdrawn ones prove nothing. */
  readonly count: number
  /** Accepted and not run out. */
  readonly validCount: number
  readonly newestOn: string | null
  readonly ageDays: number | null
  /** Day up to which the longest-lasting accepted piece counts. */
  readonly validUntil: string | null
  readonly records: readonly string[]
}

export const noEvidence: ControlEvidence = {
  count: 0,
  validCount: 0,
  newestOn: null,
  ageDays: null,
  validUntil: null,
  records: [],
}

type Evidence = RecordOf<typeof evidence>

/** Evidence by control (`iso42001:A.5.2`, `own:LOG-1`): named by the evidence, or linked to the control's record. */
export function evidenceByControl(snapshot: Snapshot): ReadonlyMap<string, ControlEvidence> {
  const { evidenceValidDays } = thresholds(snapshot)
  const controlOf = new Map(snapshot.of(controlDecision).map((decision) => [decision.id, decision.control]))
  const pieces = new Map<string, Set<Evidence>>()
  for (const piece of snapshot.of(evidence)) {
    if (piece.state !== 'accepted' && piece.state !== 'proposed') continue
    const own = (piece.ownControls ?? []).map((id) => (id.startsWith('own:') ? id : `own:${id}`))
    const linked = piece.about.flatMap((id) => controlOf.get(id) ?? [])
    for (const control of [...(piece.standardRefs ?? []), ...own, ...linked]) {
      pieces.set(control, (pieces.get(control) ?? new Set()).add(piece))
    }
  }
  return new Map(
    [...pieces].map(([control, held]) => [control, summarise([...held], snapshot.today, evidenceValidDays)]),
  )
}

function summarise(pieces: readonly Evidence[], today: string, validDays: number): ControlEvidence {
  const accepted = pieces.filter((piece) => piece.state === 'accepted')
  const untils = accepted.map((piece) => addDays(piece.collectedOn, piece.validDays ?? validDays)).toSorted()
  const newestOn =
    accepted
      .map((piece) => piece.collectedOn)
      .toSorted()
      .at(-1) ?? null
  return {
    count: pieces.length,
    validCount: untils.filter((until) => until >= today).length,
    newestOn,
    ageDays: newestOn === null ? null : daysBetween(newestOn, today),
    validUntil: untils.at(-1) ?? null,
    records: pieces.map((piece) => piece.id),
  }
}
