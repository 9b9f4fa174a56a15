import { say, valueWord } from '../model/say.ts'
import { risk } from '../registers/risk/risk.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'
import { proposeTreatment, type TreatmentProposal } from './treatmentProposal.ts'

const over: readonly string[] = ['closed', 'accepted']
const namedMost = 12

/**
 * One action for each control that risks need and that is not in place: putting a control in place once serves every
 * risk that needs it. A control that an open action already brings is left out.
 */
export function proposeControlActions(snapshot: Snapshot): ProposedChange[] {
  const needed = new Map<string, { proposal: TreatmentProposal; risks: string[] }>()
  for (const each of snapshot.of(risk)) {
    if (over.includes(each.state) || each.type === 'opportunity') continue
    for (const proposal of proposeTreatment(snapshot, each)) {
      const held = needed.get(proposal.control)
      if (held === undefined) needed.set(proposal.control, { proposal, risks: [each.ref] })
      else held.risks.push(each.ref)
    }
  }
  const underWay = new Set(
    snapshot
      .of(treatmentAction)
      .filter((a) => a.state !== 'dropped' && a.state !== 'verified')
      .flatMap((a) => a.controls),
  )
  return [...needed.values()].flatMap(({ proposal, risks }) => changeFor(proposal, risks, underWay))
}

function changeFor(
  { change, state }: TreatmentProposal,
  risks: readonly string[],
  underWay: ReadonlySet<string>,
): ProposedChange[] {
  const controls = (change.values.controls as readonly string[] | undefined) ?? []
  if (controls.some((id) => underWay.has(id))) return []
  const named = risks.slice(0, namedMost).join(', ')
  const list = risks.length > namedMost ? say`${named} and ${risks.length - namedMost} more` : named
  const values = {
    ...change.values,
    // An action for one risk stays with that risk; one for several belongs to the control.
    risk: risks.length === 1 ? (change.values.risk ?? null) : null,
    expectedEffect: `Reduces ${risks.length === 1 ? '' : `${risks.length} risks: `}${list}`,
  }
  const reason = say`${risks.length} ${risks.length === 1 ? say`risk needs` : say`risks need`} this control, which is ${valueWord(state)}: ${list}.`
  return [{ do: 'create', register: 'treatmentAction', values, reason }]
}
