import type { Actor } from '../../src/model/index.ts'
import { aiSystem } from '../../src/registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../../src/registers/controlDecision.ts'
import { document } from '../../src/registers/document/document.ts'
import { evidence } from '../../src/registers/evidence.ts'
import { person } from '../../src/registers/person.ts'
import { risk } from '../../src/registers/risk/risk.ts'
import { treatmentAction } from '../../src/registers/treatmentAction.ts'
import { controls } from '../../src/standard/index.ts'
import type { Change } from '../../src/store/index.ts'
import { makeRandom, type Random } from './random.ts'

/** How many records of each kind an organisation has. */
export interface Size {
  readonly people: number
  readonly systems: number
  readonly documents: number
  readonly risks: number
  readonly actions: number
  readonly evidence: number
}

/** An organisation with about this many records, half of them risks, as one that has run its system for years. */
export function sizeFor(records: number): Size {
  const people = Math.max(5, Math.round(records * 0.003))
  const systems = Math.max(5, Math.round(records * 0.01))
  const documents = Math.max(5, Math.round(records * 0.007))
  const risks = Math.round(records / 2)
  const actions = Math.round(records / 4)
  const rest = records - people - systems - documents - risks - actions - controls.length
  return { people, systems, documents, risks, actions, evidence: Math.max(0, rest) }
}

/** Who records all this. */
export const lead: Actor = { kind: 'person', id: 'bench', name: 'Bench', person: null, roles: ['aimsLead'], via: 'api' }

type Create = Extract<Change, { do: 'create' }>

/** Everything the organisation records, in an order in which every link leads to something that is there already. */
export function* organisation(size: Size, seed: number): Generator<Create> {
  const random = makeRandom(seed)
  const ids = { people: [] as string[], systems: [] as string[], controls: [] as string[], risks: [] as string[] }
  const make = (register: string, values: Record<string, unknown>): Create & { id: string } => ({
    do: 'create',
    register,
    id: random.uuid(),
    values,
  })
  const varied = (examples: readonly object[], n: number): Record<string, unknown> => {
    const { title, ...rest } = examples[n % examples.length] as Record<string, unknown>
    return { ...rest, title: `${title} (${random.word()} ${n + 1})` }
  }

  for (let n = 0; n < size.people; n++) {
    const made = make(person.name, { title: `${random.word()} ${random.word()}`, email: `p${n}@example.org` })
    ids.people.push(made.id)
    yield made
  }
  for (let n = 0; n < size.systems; n++) {
    const values = varied(aiSystem.examples ?? [], n)
    const made = make(aiSystem.name, { ...values, owner: random.one(ids.people), builders: random.some(ids.people, 2) })
    ids.systems.push(made.id)
    yield made
  }
  for (const control of controls) {
    const made = make(controlDecision.name, {
      ...(controlDecision.examples?.[0] as object),
      title: control.title,
      control: `iso42001:${control.id}`,
      owner: random.one(ids.people),
    })
    ids.controls.push(made.id)
    yield made
  }
  for (let n = 0; n < size.documents; n++) {
    const { documentId: _, ownNumber: __, ...values } = varied(document.examples ?? [], n)
    yield make(document.name, { ...values, owner: random.one(ids.people) })
  }
  for (let n = 0; n < size.risks; n++) {
    const made = make(risk.name, { ...varied(risk.examples ?? [], n), ...riskValues(random, ids) })
    ids.risks.push(made.id)
    yield made
  }
  for (let n = 0; n < size.actions; n++) {
    const values = { ...varied(treatmentAction.examples ?? [], n), dueOn: random.day(2026) }
    yield make(treatmentAction.name, { ...values, risk: random.one(ids.risks), owner: random.one(ids.people) })
  }
  for (let n = 0; n < size.evidence; n++) {
    const values = { ...varied(evidence.examples ?? [], n), collectedOn: random.day(2025) }
    const about = [random.one(ids.systems), random.one(ids.controls)]
    yield make(evidence.name, { ...values, about, collectedBy: random.one(ids.people) })
  }
}

function riskValues(random: Random, ids: { people: string[]; systems: string[]; controls: string[] }) {
  return {
    category: random.one((risk.fields.category.choices ?? []).map((c) => c.value)),
    consequenceOrganization: random.to(5),
    consequenceIndividuals: random.to(5),
    consequenceSociety: random.to(5),
    likelihood: random.to(5),
    assessedOn: random.day(2025),
    nextReviewOn: random.day(2026),
    owner: random.one(ids.people),
    systems: random.some(ids.systems, 2),
    controls: random.some(ids.controls, 3),
  }
}
