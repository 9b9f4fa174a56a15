import type { AnyRecord, Register, Tone } from '../../model/index.ts'
import { stateShown } from '../../model/index.ts'
import type { Selection } from '../selection.ts'
import type { Snapshot } from '../snapshot.ts'

/** Rules about something that should have happened by a day. */
const lateRules: readonly string[] = [
  'RR-006',
  'RR-012',
  'RR-016',
  'RR-020',
  'RR-025',
  'RR-028',
  'RR-038',
  'RR-047',
  'RR-051',
  'RR-054',
  'RR-057',
  'RR-067',
  'RR-068',
  'RR-069',
  'RR-079',
  'RR-080',
  'RR-082',
  'RR-088',
  'RR-091',
  'RR-098',
  'RR-102',
  'RR-103',
  'RR-106',
]

export const isLate = (rule: string): boolean => lateRules.includes(rule) || /\.(.*overdue|.*in-?time)$/i.test(rule)

interface Standing {
  readonly leftOut: boolean
  readonly score: number
  /** Every required point is met. */
  readonly allRequired: boolean
  /** Rules with a major or minor finding that nobody accepted. */
  readonly openRules: readonly string[]
  /** Registers that serve the clause or control. */
  readonly serving: readonly Register[]
}

/** One word for how a clause or control stands. */
export function statusOf({ leftOut, score, allRequired, openRules, serving }: Standing, snapshot: Snapshot): Tone {
  if (leftOut && allRequired) return 'retired'
  if (allRequired) return openRules.length > 0 ? 'due' : score === 1 ? 'conforms' : 'inForce'
  if (score > 0) return openRules.some(isLate) ? 'overdue' : 'due'
  return begun(serving, snapshot)
}

/** Records in review, of the registers in which something can be. */
const inReview = new WeakMap<Register, Selection | null>()

function reviewOf(register: Register): Selection | null {
  const known = inReview.get(register)
  if (known !== undefined) return known
  const states = Object.keys(register.workflow.states).filter((s) => stateShown(register, s).tone === 'inReview')
  const made =
    states.length === 0 ? null : { register: register.name, where: (r: AnyRecord) => states.includes(r.state) }
  inReview.set(register, made)
  return made
}

/** Nothing is shown yet; but is something being written? */
function begun(serving: readonly Register[], snapshot: Snapshot): Tone {
  const filled = serving.filter((register) => snapshot.all(register.name).length > 0)
  if (filled.length === 0) return 'missing'
  const isInReview = filled.some((register) => {
    const review = reviewOf(register)
    return review !== null && snapshot.select(review).total > 0
  })
  return isInReview ? 'inReview' : 'draft'
}
