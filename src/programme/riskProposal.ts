import { firstPart } from '../model/firstPart.ts'
import { type Said, say, term } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { risk } from '../registers/risk/risk.ts'
import { type CatalogueRisk, riskCatalogue } from '../standard/index.ts'
import { aimsWideFits, systemFits } from './catalogueFit.ts'
import { english, type Voice } from './documents/voice.ts'
import { type Mention, mention } from './mention.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'
import { type AiSystem, systemFacts } from './systemFacts.ts'

export interface RiskProposal {
  readonly catalogueId: string
  readonly title: string
  readonly category: string
  /** The system it is proposed for; null for one of the whole management system. */
  readonly system: Mention | null
  readonly reason: Said
  /** Controls of 42001 that usually reduce it, with framework. */
  readonly suggestedControls: readonly string[]
  readonly change: ProposedChange
}

export interface RiskProposals {
  readonly aimsWide: readonly RiskProposal[]
  readonly bySystem: readonly { readonly system: Mention; readonly proposals: readonly RiskProposal[] }[]
  readonly total: number
  /** Starter risks that fit nothing on record, with why not proposed. */
  readonly notProposed: readonly { readonly catalogueId: string; readonly title: Said; readonly because: Said }[]
}

/**
 * Starter risks that fit the systems by their facts and are not in the register yet, however they ended there: a risk
 * that was closed was looked at. The same records always give the same proposals.
 */
export function proposeRisks(snapshot: Snapshot, voice: Voice = english): RiskProposals {
  const held = heldRisks(snapshot)
  const controlIds = new Map(snapshot.of(controlDecision).map((decision) => [decision.control, decision.id]))
  const systems = snapshot
    .of(aiSystem)
    // At the last stage the risks of an orderly end still matter; once retired, nothing does.
    .filter((system) => system.state !== 'retired')
    .toSorted((a, b) => a.ref.localeCompare(b.ref, 'en', { numeric: true }))
  const aimsWide = riskCatalogue.flatMap((entry) => {
    const reason = aimsWideFits[entry.id]
    return reason === undefined || held.has(key(entry.id, null))
      ? []
      : [proposal(entry, null, reason, { controlIds, voice })]
  })
  const bySystem = systems
    .map((system) => ({ system: mention(system), proposals: forSystem(snapshot, system, held, { controlIds, voice }) }))
    .filter(({ proposals }) => proposals.length > 0)
  const all = [...aimsWide, ...bySystem.flatMap(({ proposals }) => proposals)]
  return { aimsWide, bySystem, total: all.length, notProposed: notProposed(snapshot, all) }
}

const key = (catalogueId: string, systemId: string | null): string => `${catalogueId} ${systemId ?? '*'}`

function heldRisks(snapshot: Snapshot): ReadonlySet<string> {
  return new Set(
    snapshot.of(risk).flatMap((each) => {
      const id = each.catalogueId
      if (id === null) return []
      return each.aimsWide === true ? [key(id, null)] : each.systems.map((system) => key(id, system))
    }),
  )
}

function forSystem(snapshot: Snapshot, system: AiSystem, held: ReadonlySet<string>, written: Written): RiskProposal[] {
  const facts = systemFacts(snapshot, system)
  return riskCatalogue.flatMap((entry) => {
    const reason = systemFits[entry.id]?.(facts) ?? null
    // A risk of the whole system that names the same danger covers its systems.
    if (reason === null || held.has(key(entry.id, system.id)) || held.has(key(entry.id, null))) return []
    return [proposal(entry, system, reason, written)]
  })
}

const maxTitle = 250

/** What a proposed risk links to, and in which language it is written. */
interface Written {
  /** Lines of the statement of applicability by control. */
  readonly controlIds: ReadonlyMap<string, string>
  readonly voice: Voice
}

function proposal(
  entry: CatalogueRisk,
  system: AiSystem | null,
  reason: Said,
  { controlIds, voice }: Written,
): RiskProposal {
  const suggestedControls = entry.suggested_controls.map((id) => `iso42001:${id}`)
  const name = voice.say(term(entry.title))
  const title = system === null ? name : firstPart(`${name}: ${system.title}`, maxTitle)
  const why = voice.say(reason)
  const values = {
    title,
    type: 'risk',
    scenario: voice.say(term(entry.scenario)),
    category: entry.category,
    source: entry.annex_c_source,
    catalogueId: entry.id,
    aimsWide: system === null,
    stage: entry.lifecycle_stage,
    affected: affectedBy(entry.category),
    trigger: 'new_system',
    ratingReason: `${voice.say(say`Proposed from the starter catalogue.`)} ${why}${why.endsWith('.') ? '' : '.'}`,
    owner: system?.owner ?? null,
    systems: system === null ? [] : [system.id],
    controls: suggestedControls.flatMap((ref) => controlIds.get(ref) ?? []),
  }
  return {
    catalogueId: entry.id,
    title,
    category: entry.category,
    system: system === null ? null : mention(system),
    reason,
    suggestedControls,
    change: { do: 'create', register: 'risk', values, reason },
  }
}

type Party = 'organization' | 'individuals' | 'groups' | 'society'

/** Who usually bears a risk of a category; the person who analyses it knows better. */
function affectedBy(category: string): readonly Party[] {
  switch (category) {
    case 'fairness':
      return ['organization', 'individuals', 'groups']
    case 'society':
    case 'environment':
      return ['groups', 'society']
    case 'content':
      return ['organization', 'individuals', 'society']
    case 'privacy':
    case 'rights':
    case 'safety':
    case 'transparency':
    case 'human_oversight':
    case 'autonomy':
    case 'data':
    case 'quality':
      return ['organization', 'individuals']
    default:
      return ['organization']
  }
}

function notProposed(snapshot: Snapshot, all: readonly RiskProposal[]): RiskProposals['notProposed'] {
  const proposed = new Set(all.map((each) => each.catalogueId))
  const held = new Set<string | null>(snapshot.of(risk).map((each) => each.catalogueId))
  return riskCatalogue
    .filter((entry) => !proposed.has(entry.id))
    .map((entry) => ({
      catalogueId: entry.id,
      title: term(entry.title),
      because: held.has(entry.id) ? say`Already in the risk register.` : say`No fact on record speaks for it.`,
    }))
}
