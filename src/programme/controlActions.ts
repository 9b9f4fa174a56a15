import { count, say } from '../model/say.ts'
import { risk } from '../registers/risk/risk.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import { english, type Voice } from './documents/voice.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'
import { controlsUnderWay, proposeTreatment, stateWords, type TreatmentProposal } from './treatmentProposal.ts'

const over: readonly string[] = ['closed', 'accepted']
const namedMost = 12

/**
 * One action for each control that risks need and that is not in place: putting a control in place once serves every
 * risk that needs it. A control that an open action already brings is left out, whoever wrote it in which language.
 */
export function proposeControlActions(snapshot: Snapshot, voice: Voice = english): ProposedChange[] {
  const needed = new Map<string, { proposal: TreatmentProposal; risks: string[] }>()
  for (const each of snapshot.of(risk)) {
    if (over.includes(each.state) || each.type === 'opportunity') continue
    for (const proposal of proposeTreatment(snapshot, each, voice)) {
      const held = needed.get(proposal.control)
      if (held === undefined) needed.set(proposal.control, { proposal, risks: [each.ref] })
      else held.risks.push(each.ref)
    }
  }
  const underWay = controlsUnderWay(snapshot, snapshot.of(treatmentAction))
  return [...needed.values()]
    .filter(({ proposal }) => !underWay.has(proposal.control))
    .map(({ proposal, risks }) => changeFor(proposal, risks, voice))
}

function changeFor({ change, state }: TreatmentProposal, risks: readonly string[], voice: Voice): ProposedChange {
  const named = risks.slice(0, namedMost).join(', ')
  const list = risks.length > namedMost ? say`${named} and ${risks.length - namedMost} more` : named
  const values = {
    ...change.values,
    // An action for one risk stays with that risk; one for several belongs to the control.
    risk: risks.length === 1 ? (change.values.risk ?? null) : null,
    expectedEffect: voice.say(
      risks.length === 1 ? say`Reduces ${list}` : say`Reduces ${count(risks.length, 'risk')}: ${list}`,
    ),
  }
  const reason = say`${risks.length} ${risks.length === 1 ? say`risk needs` : say`risks need`} this control, which is ${stateWords[state]}: ${list}.`
  return { do: 'create', register: 'treatmentAction', values, reason }
}
