import type { ReasonKind } from '../../../programme/applicabilityReasons.ts'
import type { SoaLine } from '../../../server/contract/told.ts'
import type { Change, RecordItem } from '../../../server/contract.ts'

/** A decision about one control while it is being written. */
export interface DecisionDraft {
  readonly applicable: 'yes' | 'no' | 'undecided'
  /** Why it is included, by reason; a reason that does not hold has no text here. */
  readonly reasons: Readonly<Partial<Record<ReasonKind, string>>>
  readonly justification: string
  readonly exclusionJustification: string
  readonly implementation: SoaLine['implementation']
  readonly owner: string | null
}

const longest = 1000

/** What the form begins with: what is recorded, or else what the records speak for. */
export function draftOf(line: SoaLine): DecisionDraft {
  const isNew = line.decision === 'undecided'
  const { proposal } = line
  const reasons = isNew && line.reasons.length === 0 ? proposal.reasons : line.reasons
  return {
    applicable: isNew
      ? proposal.decision === 'include'
        ? 'yes'
        : proposal.decision === 'exclude'
          ? 'no'
          : 'undecided'
      : line.decision === 'included'
        ? 'yes'
        : 'no',
    reasons: joinReasons(reasons),
    justification: line.justification ?? (isNew && proposal.decision === 'include' ? proposal.justification : ''),
    exclusionJustification:
      line.exclusionJustification ?? (isNew && proposal.decision === 'exclude' ? proposal.justification : ''),
    implementation: line.implementation ?? 'not_started',
    owner: line.owner?.id ?? null,
  }
}

function joinReasons(reasons: readonly { readonly reason: ReasonKind; readonly because: string }[]) {
  const joined: Partial<Record<ReasonKind, string>> = {}
  for (const { reason, because } of reasons) {
    joined[reason] = joined[reason] ? `${joined[reason]} ${because}`.slice(0, longest) : because
  }
  return joined
}

/** What keeps the draft from being decided, as a sentence; null when nothing does. */
export function whyNotDecidable(draft: DecisionDraft, words: (key: 'choose' | 'whyIn' | 'whyOut') => string) {
  if (draft.applicable === 'undecided') return words('choose')
  if (draft.applicable === 'no') return draft.exclusionJustification.trim() === '' ? words('whyOut') : null
  const given = Object.values(draft.reasons).some((text) => text.trim() !== '')
  return draft.justification.trim() === '' && !given ? words('whyIn') : null
}

/**
 * Changes that write the draft, and take the decision when `decides`. A line decided before is reopened first, so that
 * the history shows who took the decision anew and when.
 */
export function changesFor(
  line: SoaLine,
  draft: DecisionDraft,
  record: RecordItem | null,
  decides: boolean,
  newId: string,
): Change[] {
  const isIn = draft.applicable === 'yes'
  const values = {
    applicable: draft.applicable,
    reasons: isIn
      ? Object.entries(draft.reasons).flatMap(([reason, because]) =>
          because.trim() === '' ? [] : [{ reason, because: because.trim() }],
        )
      : [],
    justification: isIn ? draft.justification.trim() || null : null,
    exclusionJustification: draft.applicable === 'no' ? draft.exclusionJustification.trim() || null : null,
    implementation: draft.implementation,
    owner: draft.owner,
  }
  const register = 'controlDecision'
  const decide = (id: string, version: number): Change[] =>
    decides ? [{ do: 'move', register, id, version, move: 'decide' }] : []
  if (record === null) {
    const head = { title: line.title, source: line.source, control: line.control }
    return [{ do: 'create', register, id: newId, values: { ...head, ...values } }, ...decide(newId, 1)]
  }
  const { id, version } = record
  const reopens = record.state === 'decided' && decides
  const at = reopens ? version + 1 : version
  return [
    ...(reopens ? [{ do: 'move' as const, register, id, version, move: 'reopen' }] : []),
    { do: 'edit', register, id, version: at, values },
    ...decide(id, at + 1),
  ]
}
