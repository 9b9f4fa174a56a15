import { firstPart } from '../model/firstPart.ts'
import type { RecordOf } from '../model/index.ts'
import { say, term } from '../model/say.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import type { risk } from '../registers/risk/risk.ts'
import { current } from '../registers/risk/riskLevel.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import { controlById, type RiskLevel, riskCatalogue } from '../standard/index.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'
import { addDays } from './workingDays.ts'

type Risk = RecordOf<typeof risk>
type Decision = RecordOf<typeof controlDecision>

export interface TreatmentProposal {
  /** Control with framework. */
  readonly control: string
  readonly title: string
  /** Whether the risk record names the control, or only the starter catalogue. */
  readonly from: 'risk' | 'catalogue'
  readonly state: 'not decided' | 'excluded' | 'not started' | 'planned' | 'partial'
  readonly change: ProposedChange
}

/** Days an action may take by the level of its risk; a proposal, the owner sets the date. */
const daysByLevel: Readonly<Record<RiskLevel, number>> = { critical: 30, high: 60, medium: 120, low: 180 }
const daysUnrated = 90
const openStates = new Set(['planned', 'started', 'done', 'ineffective'])

/** One action for each control the risk needs that is not in place and that no open action of the risk already brings. */
export function proposeTreatment(snapshot: Snapshot, treated: Risk): TreatmentProposal[] {
  const byControl = new Map(
    snapshot
      .of(controlDecision)
      .filter((d) => d.state !== 'removed')
      .map((d) => [d.control, d]),
  )
  const named = treated.controls.flatMap((id) => snapshot.get(controlDecision, id)?.control ?? [])
  const suggested = riskCatalogue.find((entry) => entry.id === treated.catalogueId)?.suggested_controls ?? []
  const wanted = new Set([...named, ...suggested.map((id) => `iso42001:${id}`)])
  const underWay = new Set(
    snapshot
      .pointing(treatmentAction, 'risk', treated.id)
      .filter((action) => openStates.has(action.state))
      .flatMap((action) => action.controls),
  )
  return [...wanted].flatMap((control) => {
    const decision = byControl.get(control)
    const state = stateOf(decision)
    if (state === null || (decision !== undefined && underWay.has(decision.id))) return []
    return [actionFor(snapshot, treated, control, decision, state, named.includes(control) ? 'risk' : 'catalogue')]
  })
}

function stateOf(decision: Decision | undefined): TreatmentProposal['state'] | null {
  if (decision === undefined || decision.applicable === 'undecided') return 'not decided'
  if (decision.applicable === 'no') return 'excluded'
  switch (decision.implementation) {
    case 'implemented':
      return null
    case 'planned':
      return 'planned'
    case 'partial':
      return 'partial'
    default:
      return 'not started'
  }
}

function actionFor(
  snapshot: Snapshot,
  treated: Risk,
  control: string,
  decision: Decision | undefined,
  state: TreatmentProposal['state'],
  from: TreatmentProposal['from'],
): TreatmentProposal {
  const known = controlById(control.slice(control.indexOf(':') + 1))
  const name = decision?.title ?? known?.title ?? control
  const id = control.slice(control.indexOf(':') + 1)
  const level = current(treated)?.level
  const hints = known?.implementation_hints ?? []
  const title = state === 'partial' ? `Complete ${id} ${name}` : `Put ${id} ${name} in place`
  const values = {
    title: firstPart(title, 200),
    risk: treated.id,
    controls: decision === undefined ? [] : [decision.id],
    owner: decision?.owner ?? treated.treatmentOwner ?? treated.owner,
    dueOn: addDays(snapshot.today, level === undefined ? daysUnrated : daysByLevel[level]),
    description: [firstStep(state), ...hints].filter((line) => line !== null).join('\n') || null,
    expectedEffect: `Reduces ${treated.ref}: ${treated.title}`,
  }
  const reason = say`${treated.ref} needs ${id}, which is ${state === 'not decided' ? say`not decided on` : term(state)}.`
  return {
    control,
    title: values.title,
    from,
    state,
    change: { do: 'create', register: 'treatmentAction', values, reason },
  }
}

function firstStep(state: TreatmentProposal['state']): string | null {
  if (state === 'not decided') return 'First decide in the statement of applicability that the control applies.'
  if (state === 'excluded') return 'The statement of applicability leaves this control out; take the decision again.'
  return null
}
