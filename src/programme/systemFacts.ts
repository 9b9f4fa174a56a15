import type { RecordOf } from '../model/index.ts'
import type { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { dataset } from '../registers/dataset.ts'
import { decidesAboutPeople } from '../registers/lists/aiSystemLists.ts'
import { model } from '../registers/model.ts'
import type { Snapshot } from './snapshot.ts'
import { isRetired } from './systemStage.ts'

export type AiSystem = RecordOf<typeof aiSystem>

/** What the inventory says about one property of a system: yes, no, or nothing (null), and where it says so. */
export interface Fact {
  readonly value: boolean | null
  /** The record's own words, as "Uses personal data: yes". */
  readonly because: string
}

export interface SystemFacts {
  readonly system: AiSystem
  readonly today: string
  readonly generative: Fact
  readonly language: Fact
  readonly personalData: Fact
  readonly specialCategories: Fact
  readonly vulnerablePeople: Fact
  /** The output decides about people or materially shapes the decision. */
  readonly decides: Fact
  /** The output at least informs decisions about people. */
  readonly informs: Fact
  /** It acts without a person confirming each action. */
  readonly actsAlone: Fact
  readonly autonomous: Fact
  readonly outsiders: Fact
  readonly usedDirectly: Fact
  readonly safety: Fact
  readonly rights: Fact
  /** A model, product or service of somebody else is part of it. */
  readonly thirdParty: Fact
  readonly service: Fact
  /** The organisation trains or trains further. */
  readonly trains: Fact
  readonly learnsInUse: Fact
  readonly inUse: Fact
}

/** The facts rules about one system go by; each null where nobody has answered. */
export function systemFacts(snapshot: Snapshot, system: AiSystem): SystemFacts {
  const models = system.models.flatMap((id) => snapshot.get(model, id) ?? [])
  const datasets = system.datasets.flatMap((id) => snapshot.get(dataset, id) ?? [])
  const origins = [system.origin, ...models.map((m) => m.origin)].filter((origin) => origin !== null)
  return {
    system,
    today: snapshot.today,
    generative: ofKinds(models, ['language_model', 'generative_media'], 'generates content'),
    language: ofKinds(models, ['language_model'], 'is a language model'),
    personalData: orData(answered('Uses personal data', system.personalData), datasets, 'personalData'),
    specialCategories: orData(
      answered('Specially protected data', system.specialCategories),
      datasets,
      'specialCategories',
    ),
    vulnerablePeople: answered('Affects vulnerable people', system.vulnerablePeople),
    decides: chosen('Effect on decisions about people', system.decisionEffect, decidesAboutPeople),
    informs: chosen('Effect on decisions about people', system.decisionEffect, (effect) => effect !== 'none'),
    actsAlone: chosen('Autonomy', system.autonomy, (level) => level === 'supervised' || level === 'autonomous'),
    autonomous: chosen('Autonomy', system.autonomy, (level) => level === 'autonomous'),
    outsiders: answered('Affects outsiders', system.externalEffect),
    usedDirectly: answered('People use it directly', system.userFacing),
    safety: touching(system, 'safety'),
    rights: touching(system, 'rights'),
    thirdParty: fromOrigins(origins, system, (origin) => origin !== 'own'),
    service: fromOrigins(origins, system, (origin) => origin === 'third_party_service' || origin === 'bought_product'),
    trains: fromOrigins(origins, null, (origin) => origin === 'own' || origin === 'fine_tuned_third_party'),
    learnsInUse: answered('Learns in use', system.learnsInUse),
    inUse: { value: isInUse(system), because: `Life cycle stage: ${plain(system.stage)}` },
  }
}

/** In operation, or about to be: the time when what it does reaches people. */
export const isInUse = (system: AiSystem): boolean =>
  !isRetired(system) &&
  (system.stage === 'operation' || system.stage === 'deployment' || system.state === 'approvedForUse')

const plain = (value: string): string => value.replaceAll('_', ' ')
const yesNo = (value: boolean): string => (value ? 'yes' : 'no')
const unanswered = (label: string): Fact => ({ value: null, because: `${label}: not answered` })

function answered(label: string, value: boolean | null): Fact {
  return value === null ? unanswered(label) : { value, because: `${label}: ${yesNo(value)}` }
}

function chosen<T extends string>(label: string, value: T | null, holds: (value: T) => boolean): Fact {
  return value === null ? unanswered(label) : { value: holds(value), because: `${label}: ${plain(value)}` }
}

function touching(system: AiSystem, what: 'rights' | 'safety'): Fact {
  // An empty list cannot be told from a question nobody looked at, so it answers nothing.
  if (system.touches === null || system.touches.length === 0) return unanswered('Bears on')
  return { value: system.touches.includes(what), because: `Bears on: ${system.touches.join(' and ')}` }
}

type Model = RecordOf<typeof model>

function ofKinds(models: readonly Model[], kinds: readonly Model['kind'][], says: string): Fact {
  const found = models.find((m) => kinds.includes(m.kind))
  if (found) return { value: true, because: `${found.ref} ${found.title} ${says}` }
  return models.length === 0 ? unanswered('Models') : { value: false, because: `None of its models ${says}` }
}

function orData(
  own: Fact,
  datasets: readonly RecordOf<typeof dataset>[],
  field: 'personalData' | 'specialCategories',
): Fact {
  if (own.value === true) return own
  const found = datasets.find((each) => each[field] === true)
  return found ? { value: true, because: `${found.ref} ${found.title} holds such data` } : own
}

function fromOrigins<T extends string>(
  origins: readonly T[],
  system: AiSystem | null,
  holds: (origin: T) => boolean,
): Fact {
  const found = origins.find(holds)
  if (found) return { value: true, because: `Origin: ${plain(found)}` }
  if (system !== null && system.suppliers.length > 0) return { value: true, because: 'Suppliers are linked to it' }
  return origins.length === 0
    ? unanswered('Origin')
    : { value: false, because: `Origin: ${origins.map(plain).join(', ')}` }
}
