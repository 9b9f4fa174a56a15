import { createHash } from 'node:crypto'
import type { FederalPlan } from '../../exchange/index.ts'
import { firstPart } from '../../model/firstPart.ts'

/**
 * How answers of the federal inventory read in our registers. An answer is only turned into a value of ours where it
 * fully means it; every answer is kept in its own words beside that, as an own field or a statement.
 */
type Answers = FederalPlan['aiSystem']

export const sourceName = 'Federal AI use case inventory 2024'
/** Stands where the register needs a text and the inventory has none. */
export const notStated = 'Not stated in the inventory.'

/** Fields of our AI system that the inventory answers; the rest of its columns become own fields. */
export const homeFields: ReadonlySet<string> = new Set([
  'title',
  'unit',
  'purpose',
  'benefits',
  'outputs',
  'startedOn',
  'deployedOn',
  'retiredOn',
])

const titleMax = 250

export function titleOf(answers: Answers): string {
  const title = one(answers.title).replace(/\s+/g, ' ').trim()
  return title.length > titleMax ? `${title.slice(0, titleMax - 1)}…` : title
}

export const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join('; ') : (value ?? '')

/** The key of a row fits the field that keeps it; a longer one ends in a digest of the whole. */
export function referenceOf(key: string): string {
  if (key.length <= 280) return key
  return `${key.slice(0, 260)}… ${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
}

const autonomy: Readonly<Record<string, string>> = { automated: 'autonomous', human_oversight: 'supervised' }
const touches: Readonly<Record<string, string[]>> = {
  rights: ['rights'],
  safety: ['safety'],
  both: ['rights', 'safety'],
}
const yesNo: Readonly<Record<string, boolean>> = { yes: true, no: false }

export function systemValues(plan: FederalPlan): Record<string, unknown> {
  const a = plan.aiSystem
  const measures = (plan.oversight?.statements ?? []).map(({ column, text }) => ({
    measure: firstPart(`Stated: ${text}`, 1000),
    who: firstPart(`Answer to "${column}"`, 300),
    canStop: null,
  }))
  const values: Record<string, unknown> = {
    title: titleOf(a),
    purpose: one(a.purpose) || notStated,
    stage: one(a.stage) || 'inception',
    benefits: a.benefits,
    outputs: a.outputs,
    topicArea: a.topicArea === undefined ? undefined : one(a.topicArea).replaceAll('_', ' '),
    // Work under contract may be a service, a product or a model of our own: only "in-house" says enough.
    origin: a.origin === 'in_house' ? 'own' : undefined,
    touches: touches[one(a.peopleEffect)],
    personalData: yesNo[one(a.usesPersonalData)],
    decisionEffect: a.decisionEffect === 'yes' ? 'materially_shapes' : undefined,
    autonomy: autonomy[one(a.autonomy)],
    startedOn: a.startedOn,
    deployedOn: a.deployedOn,
    retiredOn: a.retiredOn,
    oversightMeasures: measures.length > 0 ? measures : undefined,
    source: sourceName,
    sourceReference: referenceOf(plan.key),
  }
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== ''))
}

/** Contracts a row names, cleaned of what stands around them. */
export function contractsOf(plan: FederalPlan): string[] {
  return [
    ...new Set(
      plan.suppliers.flatMap((s) => {
        if (s.contractIds.length > 0) return s.contractIds
        const text = s.statement.text.trim()
        // A number of its own, in a shape the pattern does not know: no space, a digit, long enough.
        return /^(?=.*\d)[A-Z0-9-]{6,30}$/.test(text) ? [text] : []
      }),
    ),
  ]
}
