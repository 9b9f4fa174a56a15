import { say, term } from '../model/say.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { applicability, type SoaLine } from './applicability.ts'
import { english, type Voice } from './documents/voice.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'

const longest = 1000

/**
 * Changes that fill the statement of applicability: a line for each reference control without one, and an answer with
 * reasons for each line still undecided. Lines somebody decided are left as they are; taking the decision stays a move.
 */
export function proposeDecisions(snapshot: Snapshot, voice: Voice = english): ProposedChange[] {
  return applicability(snapshot).flatMap((line) => changeFor(snapshot, line, voice) ?? [])
}

function changeFor(snapshot: Snapshot, line: SoaLine, voice: Voice): ProposedChange | null {
  const reason = say`Proposed from what is on record. ${line.proposal.justification}`
  if (line.record === null) {
    const title = line.source === 'own' ? line.title : voice.say(term(line.title))
    const head = { title, source: line.source, control: line.control, implementation: 'not_started' }
    return { do: 'create', register: 'controlDecision', values: { ...head, ...decisionValues(line, voice) }, reason }
  }
  const held = snapshot.get(controlDecision, line.record.id)
  if (
    held === undefined ||
    held.state !== 'open' ||
    held.applicable !== 'undecided' ||
    line.proposal.decision === 'undecided'
  )
    return null
  // Links are whole lists; what people linked already stays.
  const values = decisionValues(line, voice)
  const merged = {
    ...values,
    obligations: union(held.obligations, values.obligations),
    impacts: union(held.impacts, values.impacts),
    systems: union(held.systems, values.systems),
  }
  return { do: 'edit', register: 'controlDecision', id: held.id, version: held.version, values: merged, reason }
}

function decisionValues(line: SoaLine, voice: Voice) {
  const { decision, reasons, justification } = line.proposal
  const causes = (register: string) => [
    ...new Set(
      reasons
        .flatMap((each) => each.causes)
        .filter((cause) => cause.register === register)
        .map((cause) => cause.id),
    ),
  ]
  return {
    applicable: decision === 'include' ? 'yes' : decision === 'exclude' ? 'no' : 'undecided',
    reasons: reasons.map(({ reason, because }) => ({ reason, because: voice.say(because).slice(0, longest) })),
    justification: decision === 'include' ? voice.say(justification) : null,
    exclusionJustification: decision === 'exclude' ? voice.say(justification) : null,
    obligations: causes('obligation'),
    impacts: causes('impactAssessment'),
    systems: causes('aiSystem'),
  }
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]
