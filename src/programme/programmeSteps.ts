import type { Said } from '../model/say.ts'
import { programmeTask } from '../registers/programmeTask.ts'
import { type Mention, mentions } from './mention.ts'
import type { Snapshot } from './snapshot.ts'
import { auditSteps, readySteps } from './steps/certify.ts'
import { implementPeopleSteps } from './steps/implementPeople.ts'
import { implementSystemSteps } from './steps/implementSystems.ts'
import { improveSteps } from './steps/improve.ts'
import { prepareSteps } from './steps/prepare.ts'
import type { Step } from './steps/step.ts'
import type { Have, Look, Missing } from './steps/stepParts.ts'

export type PhaseId = 'prepare' | 'implement' | 'ready' | 'audit' | 'improve'
export type StepState = 'missing' | 'draft' | 'inReview' | 'inForce' | 'due' | 'overdue'

export interface Phase {
  readonly id: PhaseId
  readonly title: string
  readonly steps: readonly Step[]
}

/** The way to the certificate and beyond. Nothing here is ticked: each step reads its state from the records. */
export const phases: readonly Phase[] = [
  { id: 'prepare', title: 'Prepare', steps: prepareSteps },
  { id: 'implement', title: 'Implement', steps: [...implementPeopleSteps, ...implementSystemSteps] },
  { id: 'ready', title: 'Get ready', steps: readySteps },
  { id: 'audit', title: 'Go through the audit', steps: auditSteps },
  { id: 'improve', title: 'Improve', steps: improveSteps },
]

export interface StepStanding {
  readonly id: string
  readonly phase: PhaseId
  readonly title: string
  readonly purpose: string
  /** What proves it, part by part. */
  readonly proof: readonly Said[]
  readonly refs: readonly string[]
  readonly registers: readonly string[]
  readonly state: StepState
  /** 0 to 1. */
  readonly progress: number
  readonly have: readonly Have[]
  readonly missing: readonly Missing[]
  /** Open tasks that say they belong to this step. */
  readonly tasks: readonly Mention[]
}

export interface PhaseStanding {
  readonly id: PhaseId
  readonly title: string
  readonly progress: number
  readonly done: number
  readonly steps: readonly StepStanding[]
}

/** The living checklist: every step of every phase as the records have it. */
export function programme(snapshot: Snapshot): PhaseStanding[] {
  const tasks = tasksByStep(snapshot)
  return phases.map(({ id, title, steps }) => {
    const standings = steps.map((step) => standingOf(step, id, snapshot, tasks.get(step.id) ?? []))
    return {
      id,
      title,
      progress: mean(standings.map((each) => each.progress)),
      done: standings.filter((each) => each.state === 'inForce' || each.state === 'due').length,
      steps: standings,
    }
  })
}

function standingOf(step: Step, phase: PhaseId, snapshot: Snapshot, tasks: readonly Mention[]): StepStanding {
  const looks = step.parts.map((part) => part.look(snapshot))
  return {
    id: step.id,
    phase,
    title: step.title,
    purpose: step.purpose,
    proof: step.parts.map((part) => part.what),
    refs: step.refs,
    registers: [...new Set(step.parts.flatMap((part) => part.registers))],
    state: stateOf(looks),
    progress: progressOf(looks),
    have: looks.flatMap((look) => look.have),
    missing: looks.flatMap((look) => look.missing),
    tasks,
  }
}

/** Parts with nothing to ask about are no progress while others are still to be begun. */
function progressOf(looks: readonly Look[]): number {
  const asked = looks.filter((look) => look.progress < 1 || look.have.length > 0)
  return asked.length === 0 ? 1 : mean(asked.map((look) => look.progress))
}

function stateOf(looks: readonly Look[]): StepState {
  const isWhole = looks.every((look) => look.progress === 1)
  if (looks.some((look) => look.late === 'overdue')) return 'overdue'
  if (isWhole) return looks.some((look) => look.late === 'due') ? 'due' : 'inForce'
  // Parts with nothing to ask about count as whole, but begin nothing.
  const isBegun = looks.some((look) => look.have.length > 0)
  if (!isBegun) return 'missing'
  return looks.every((look) => look.progress === 1 || look.isInReview) ? 'inReview' : 'draft'
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length

function tasksByStep(snapshot: Snapshot): ReadonlyMap<string, readonly Mention[]> {
  const open = snapshot.of(programmeTask).filter((task) => task.state === 'open' || task.state === 'inProgress')
  const steps = new Set(open.flatMap((task) => task.step ?? []))
  return new Map([...steps].map((step) => [step, mentions(open.filter((task) => task.step === step))]))
}

/** What to do next: the first open parts in the order of the programme, late ones before all. */
export function nextActions(standings: readonly PhaseStanding[], most = 5): (Missing & { readonly step: string })[] {
  const steps = standings.flatMap((phase) => phase.steps)
  const late = steps.filter((step) => step.state === 'overdue' || step.state === 'due')
  const open = steps.filter((step) => !late.includes(step))
  return [...late, ...open]
    .flatMap((step) => step.missing.slice(0, 1).map((item) => ({ ...item, step: step.id })))
    .slice(0, most)
}
