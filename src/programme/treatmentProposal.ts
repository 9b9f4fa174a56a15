import { firstPart } from '../model/firstPart.ts'
import type { RecordOf } from '../model/index.ts'
import { type Said, say, term } from '../model/say.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import type { risk } from '../registers/risk/risk.ts'
import { current } from '../registers/risk/riskLevel.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import { controlById, type RiskLevel, riskCatalogue } from '../standard/index.ts'
import { english, type Voice } from './documents/voice.ts'
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
export function proposeTreatment(snapshot: Snapshot, treated: Risk, voice: Voice = english): TreatmentProposal[] {
  const byControl = new Map(
    snapshot
      .of(controlDecision)
      .filter((d) => d.state !== 'removed')
      .map((d) => [d.control, d]),
  )
  const named = treated.controls.flatMap((id) => snapshot.get(controlDecision, id)?.control ?? [])
  const suggested = riskCatalogue.find((entry) => entry.id === treated.catalogueId)?.suggested_controls ?? []
  const wanted = new Set([...named, ...suggested.map((id) => `iso42001:${id}`)])
  const underWay = controlsUnderWay(snapshot, snapshot.pointing(treatmentAction, 'risk', treated.id))
  return [...wanted].flatMap((control) => {
    const decision = byControl.get(control)
    const state = stateOf(decision)
    if (state === null || underWay.has(control)) return []
    const from = named.includes(control) ? 'risk' : 'catalogue'
    return [{ control, from, state, ...actionFor(snapshot, treated, { control, decision, state }, voice) }]
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

/** How a control stands, within a sentence. */
export const stateWords: Readonly<Record<TreatmentProposal['state'], Said>> = {
  'not decided': say`not decided on`,
  excluded: say`excluded`,
  'not started': say`not started`,
  planned: say`planned`,
  partial: say`partial`,
}

/**
 * Controls, with framework, that open actions already bring. An action begun before the control had a line in the
 * statement of applicability links to none; it bears the number of the control in its title, the same in every language.
 */
export function controlsUnderWay(
  snapshot: Snapshot,
  actions: readonly RecordOf<typeof treatmentAction>[],
): ReadonlySet<string> {
  const open = actions.filter((action) => openStates.has(action.state))
  return new Set(
    open.flatMap(({ controls, title }) =>
      controls.length > 0
        ? controls.flatMap((id) => snapshot.get(controlDecision, id)?.control ?? [])
        : [...title.matchAll(/\bA(?:\.\d+)+/g)].map(([id]) => `iso42001:${id}`),
    ),
  )
}

interface Needed {
  readonly control: string
  readonly decision: Decision | undefined
  readonly state: TreatmentProposal['state']
}

function actionFor(
  snapshot: Snapshot,
  treated: Risk,
  { control, decision, state }: Needed,
  voice: Voice,
): Pick<TreatmentProposal, 'title' | 'change'> {
  const id = control.slice(control.indexOf(':') + 1)
  const known = controlById(id)
  const level = current(treated)?.level
  const name = nameOf(known?.title, decision?.title) ?? control
  const title = state === 'partial' ? say`Complete ${id} ${name}` : say`Put ${id} ${name} in place`
  const lines = [firstStep(state) ?? [], (known?.implementation_hints ?? []).map(term)].flat()
  const values = {
    title: firstPart(voice.say(title), 200),
    risk: treated.id,
    controls: decision === undefined ? [] : [decision.id],
    owner: decision?.owner ?? treated.treatmentOwner ?? treated.owner,
    dueOn: addDays(snapshot.today, level === undefined ? daysUnrated : daysByLevel[level]),
    description: lines.map(voice.say).join('\n') || null,
    expectedEffect: voice.say(say`Reduces ${treated.ref}: ${treated.title}`),
  }
  const reason = say`${treated.ref} needs ${id}, which is ${stateWords[state]}.`
  return { title: values.title, change: { do: 'create', register: 'treatmentAction', values, reason } }
}

/** A control as it is called in the statement of applicability, or by the standard where nobody named it otherwise. */
const nameOf = (ours: string | undefined, recorded: string | undefined): Said | undefined =>
  ours !== undefined && (recorded === undefined || recorded === ours) ? term(ours) : recorded

function firstStep(state: TreatmentProposal['state']): Said | null {
  if (state === 'not decided') return say`First decide in the statement of applicability that the control applies.`
  if (state === 'excluded') return say`The statement of applicability leaves this control out; take the decision again.`
  return null
}
