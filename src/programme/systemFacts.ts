import type { RecordOf } from '../model/index.ts'
import { joined, listed, type Said, say, term, valueWord } from '../model/say.ts'
import type { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { dataset } from '../registers/dataset.ts'
import { autonomyLevels, decidesAboutPeople, decisionEffects, systemOrigins } from '../registers/lists/aiSystemLists.ts'
import { model } from '../registers/model.ts'
import type { Snapshot } from './snapshot.ts'
import { isRetired } from './systemStage.ts'

export type AiSystem = RecordOf<typeof aiSystem>

/** What the inventory says about one property of a system: yes, no, or nothing (null), and where it says so. */
export interface Fact {
  readonly value: boolean | null
  /** The record's own words, as "Uses personal data: yes". */
  readonly because: Said
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
    generative: ofKinds(models, ['language_model', 'generative_media'], say`generates content`),
    language: ofKinds(models, ['language_model'], say`is a language model`),
    personalData: orData(answered(say`Uses personal data`, system.personalData), datasets, 'personalData'),
    specialCategories: orData(
      answered(say`Specially protected data`, system.specialCategories),
      datasets,
      'specialCategories',
    ),
    vulnerablePeople: answered(say`Affects vulnerable people`, system.vulnerablePeople),
    decides: chosen(say`Effect on decisions about people`, system.decisionEffect, decidesAboutPeople),
    informs: chosen(say`Effect on decisions about people`, system.decisionEffect, (effect) => effect !== 'none'),
    actsAlone: chosen(term('Autonomy'), system.autonomy, (level) => level === 'supervised' || level === 'autonomous'),
    autonomous: chosen(term('Autonomy'), system.autonomy, (level) => level === 'autonomous'),
    outsiders: answered(say`Affects outsiders`, system.externalEffect),
    usedDirectly: answered(say`People use it directly`, system.userFacing),
    safety: touching(system, 'safety'),
    rights: touching(system, 'rights'),
    thirdParty: fromOrigins(origins, system, (origin) => origin !== 'own'),
    service: fromOrigins(origins, system, (origin) => origin === 'third_party_service' || origin === 'bought_product'),
    trains: fromOrigins(origins, null, (origin) => origin === 'own' || origin === 'fine_tuned_third_party'),
    learnsInUse: answered(say`Learns in use`, system.learnsInUse),
    inUse: { value: isInUse(system), because: say`Life cycle stage: ${valueWord(system.stage)}` },
  }
}

/** In operation, or about to be: the time when what it does reaches people. */
export const isInUse = (system: AiSystem): boolean =>
  !isRetired(system) &&
  (system.stage === 'operation' || system.stage === 'deployment' || system.state === 'approvedForUse')

const yesNo = (value: boolean): Said => (value ? say`yes` : say`no`)
const unanswered = (label: Said): Fact => ({ value: null, because: say`${label}: not answered` })

function answered(label: Said, value: boolean | null): Fact {
  return value === null ? unanswered(label) : { value, because: say`${label}: ${yesNo(value)}` }
}

function chosen<T extends string>(label: Said, value: T | null, holds: (value: T) => boolean): Fact {
  return value === null
    ? unanswered(label)
    : { value: holds(value), because: say`${label}: ${valueWord(value, lists)}` }
}

function touching(system: AiSystem, what: 'rights' | 'safety'): Fact {
  // An empty list cannot be told from a question nobody looked at, so it answers nothing.
  if (system.touches === null || system.touches.length === 0) return unanswered(say`Bears on`)
  return {
    value: system.touches.includes(what),
    because: say`Bears on: ${listed(system.touches.map((value) => valueWord(value, lists)))}`,
  }
}

type Model = RecordOf<typeof model>

function ofKinds(models: readonly Model[], kinds: readonly Model['kind'][], says: Said): Fact {
  const found = models.find((m) => kinds.includes(m.kind))
  if (found) return { value: true, because: say`${found.ref} ${found.title} ${says}` }
  return models.length === 0 ? unanswered(term('Models')) : { value: false, because: say`None of its models ${says}` }
}

function orData(
  own: Fact,
  datasets: readonly RecordOf<typeof dataset>[],
  field: 'personalData' | 'specialCategories',
): Fact {
  if (own.value === true) return own
  const found = datasets.find((each) => each[field] === true)
  return found ? { value: true, because: say`${found.ref} ${found.title} holds such data` } : own
}

function fromOrigins<T extends string>(
  origins: readonly T[],
  system: AiSystem | null,
  holds: (origin: T) => boolean,
): Fact {
  const found = origins.find(holds)
  if (found) return { value: true, because: say`Origin: ${valueWord(found, lists)}` }
  if (system !== null && system.suppliers.length > 0) return { value: true, because: say`Suppliers are linked to it` }
  return origins.length === 0
    ? unanswered(term('Origin'))
    : {
        value: false,
        because: say`Origin: ${joined(
          origins.map((value) => valueWord(value, lists)),
          ', ',
        )}`,
      }
}

/** Lists whose labels say more than their values. */
const lists = [...autonomyLevels, ...decisionEffects, ...systemOrigins]
