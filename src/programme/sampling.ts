import { sha256 } from 'js-sha256'
import { neededSize } from './sampleSize.ts'

/** One item of a population: a change, a person trained, an incident… */
export interface PopulationItem {
  readonly id: string
  readonly label: string
  /** How much is at stake, for a sample by risk; higher comes first. */
  readonly weight?: number
}

export type SampleMethod = 'all' | 'random' | 'everyNth' | 'risk' | 'judgement'

export interface SamplePlan {
  readonly method: SampleMethod
  readonly size: number
  /** Any text; the same seed and population give the same sample for ever. */
  readonly seed: string
  /** For judgement: the items picked, each with why. */
  readonly picks?: readonly { readonly id: string; readonly why: string }[]
}

export interface Sample {
  readonly method: SampleMethod
  readonly seed: string
  readonly populationSize: number
  /** Chosen items in the order they were chosen. */
  readonly items: readonly (PopulationItem & { readonly why: string })[]
  /** How to draw the same sample again without this program. */
  readonly howToRepeat: string
}

export type SampleResult = { readonly problem: null; readonly sample: Sample } | { readonly problem: string }

/**
 * Draws a sample. Random order is the order of the SHA-256 of seed, line feed and item id, so anybody can repeat it, a
 * larger sample contains every smaller one, and an item that joins the population later does not reshuffle the rest.
 */
export function drawSample(population: readonly PopulationItem[], plan: SamplePlan): SampleResult {
  const problem = whyNotDrawable(population, plan)
  if (problem !== false) return { problem }
  const items = choose(population, plan)
  return {
    problem: null,
    sample: {
      method: plan.method,
      seed: plan.seed,
      populationSize: population.length,
      items,
      howToRepeat: howToRepeat(plan, population.length),
    },
  }
}

function whyNotDrawable(population: readonly PopulationItem[], plan: SamplePlan): string | false {
  const ids = new Set(population.map((item) => item.id))
  if (ids.size !== population.length) return 'Two items of the population have the same id; list each item once.'
  if (population.length === 0) return 'The population is empty; there is nothing to draw from.'
  if (plan.method === 'judgement') return whyPicksFail(plan.picks ?? [], ids)
  if (plan.method !== 'all' && (!Number.isInteger(plan.size) || plan.size < 1))
    return 'Give a sample size of at least 1.'
  const needsSeed = plan.method !== 'all' && plan.seed.trim() === ''
  return needsSeed && 'Give a seed, for example the number of the working paper, so that others can repeat the draw.'
}

function whyPicksFail(picks: NonNullable<SamplePlan['picks']>, ids: ReadonlySet<string>): string | false {
  if (picks.length === 0) return 'Pick at least one item.'
  const unknown = picks.find((pick) => !ids.has(pick.id))
  if (unknown) return `"${unknown.id}" is not in the population.`
  const silent = picks.find((pick) => pick.why.trim() === '')
  if (silent) return `Say why "${silent.id}" was picked; a sample by judgement stands on its reasons.`
  return new Set(picks.map((pick) => pick.id)).size < picks.length && 'An item was picked twice.'
}

const rank = (seed: string, item: PopulationItem): string => sha256(`${seed}\n${item.id}`)

function shuffled(population: readonly PopulationItem[], seed: string): PopulationItem[] {
  return population
    .map((item) => ({ item, key: rank(seed, item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item)
}

function choose(population: readonly PopulationItem[], plan: SamplePlan): Sample['items'] {
  const size = Math.min(plan.size, population.length)
  const give = (items: readonly PopulationItem[], why: string) => items.map((item) => ({ ...item, why }))
  switch (plan.method) {
    case 'all':
      return give(population, 'every item')
    case 'random':
      return give(shuffled(population, plan.seed).slice(0, size), 'drawn at random')
    case 'everyNth':
      return give(everyNth(population, size, plan.seed), `every ${ordinal(stepOf(population.length, size))} item`)
    case 'risk': {
      const drawn = shuffled(population, plan.seed)
      // The sort is stable: items of one weight stay in drawn order.
      return give(drawn.sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0)).slice(0, size), 'most at stake')
    }
    case 'judgement': {
      const byId = new Map(population.map((item) => [item.id, item]))
      return (plan.picks ?? []).flatMap(({ id, why }) => {
        const item = byId.get(id)
        return item ? [{ ...item, why }] : []
      })
    }
  }
}

const stepOf = (populationSize: number, size: number): number => Math.max(1, Math.floor(populationSize / size))

/** Equal steps through the population in order of id, from a start that the seed decides. */
function everyNth(population: readonly PopulationItem[], size: number, seed: string): PopulationItem[] {
  const ordered = [...population].sort((a, b) => (a.id < b.id ? -1 : 1))
  const step = stepOf(ordered.length, size)
  const start = Number.parseInt(sha256(seed).slice(0, 8), 16) % ordered.length
  return Array.from({ length: size }, (_, i) => ordered[(start + i * step) % ordered.length]!)
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

function howToRepeat(plan: SamplePlan, populationSize: number): string {
  const order = `the SHA-256 of "${plan.seed}", a line feed and the item's id`
  switch (plan.method) {
    case 'all':
      return 'Take every item.'
    case 'random':
      return `Sort the population by ${order}; take the first ${plan.size}.`
    case 'everyNth':
      return `Sort the population by id; start at the first 8 hex digits of the SHA-256 of "${plan.seed}" modulo ${populationSize}, counting from 0; take every ${ordinal(stepOf(populationSize, Math.min(plan.size, populationSize)))} item, going round at the end.`
    case 'risk':
      return `Sort by weight, highest first, and within a weight by ${order}; take the first ${plan.size}.`
    case 'judgement':
      return 'Picked by the auditor, with the reason beside each item.'
  }
}

export interface SampleOutcome {
  readonly checked: number
  readonly failed: number
}

export interface Extension {
  /** Size the sample should grow to; the size it has when the result can stand. */
  readonly size: number
  readonly advice: string
}

/** What to do when items failed: how far to extend the same draw, so that the statement about the population holds. */
export function extendOnFailure(
  populationSize: number,
  outcome: SampleOutcome,
  confidence = 0.9,
  tolerable = 0.1,
): Extension {
  if (outcome.failed === 0) return { size: outcome.checked, advice: 'No item failed; the sample can stand.' }
  const size = neededSize(populationSize, { confidence, tolerable, expectedFailures: outcome.failed })
  const share = `${outcome.failed} of ${outcome.checked} checked items failed`
  if (size >= populationSize)
    return { size: populationSize, advice: `${share}; check every item, and treat the failures as one finding.` }
  const atLeast = Math.max(size, Math.min(populationSize, outcome.checked * 2))
  return {
    size: atLeast,
    advice: `${share}; extend the same draw to ${atLeast} items. If more fail, check every item.`,
  }
}
