import { z } from 'zod'
import json from './data/eu-ai-act.json' with { type: 'json' }
import provisionsJson from './data/eu-ai-act-provisions.json' with { type: 'json' }
import { loadData } from './loadData.ts'

// Dates of law stay text in yyyy-mm-dd: they name days, not instants, and compare correctly as they stand.
const day = z.iso.date()
const ids = z.array(z.string())

const articleShape = z.strictObject({ article: z.string(), title: z.string(), gist: z.string() })

const highRiskShape = z.strictObject({
  route_1: z.strictObject({ article: z.string(), gist: z.string(), annex_I_examples: z.array(z.string()) }),
  route_2: z.strictObject({
    article: z.string(),
    annex_III_areas: z.array(z.strictObject({ id: z.string(), title: z.string(), gist: z.string() })),
  }),
  derogation: z.strictObject({ article: z.string(), gist: z.string(), note: z.string() }),
})

const euAiActShape = z.strictObject({
  regulation: z.string(),
  status_date: day,
  disclaimer: z.string(),
  roles: z.array(z.string()),
  literacy: z.strictObject({
    article: z.string(),
    gist: z.string(),
    applies_from: day,
    certainty: z.string(),
    iso42001: ids,
  }),
  bias_data: z.strictObject({ article: z.string(), gist: z.string(), certainty: z.string() }),
  prohibited_practices: z.array(
    z.strictObject({ point: z.string(), title: z.string(), gist: z.string(), applies_from: day }),
  ),
  high_risk: highRiskShape,
  provider_obligations: z.array(articleShape.extend({ iso42001: ids })),
  further_operator_obligations: z.array(articleShape),
  deployer_obligations: z.array(z.strictObject({ article: z.string(), gist: z.string(), iso42001: ids })),
  transparency_art_50: z.array(z.strictObject({ paragraph: z.string(), who: z.string(), gist: z.string() })),
  gpai: z.array(articleShape),
  rights: z.array(z.strictObject({ article: z.string(), gist: z.string() })),
  penalties: z.array(
    z.union([
      z.strictObject({ article: z.string(), for: z.string(), max: z.string() }),
      z.strictObject({ note: z.string() }),
    ]),
  ),
  timeline: z.array(z.strictObject({ date: day, what: z.string(), certainty: z.enum(['high', 'medium', 'low']) })),
  open_points: z.array(z.string()),
})

const euAiActProvisionsShape = z.strictObject({
  note: z.string(),
  provisions: z.array(z.strictObject({ id: z.string(), title: z.string(), gist: z.string().optional() })),
  duty_groups: z.array(
    z.strictObject({ id: z.string(), title: z.string(), from: day, who: z.array(z.string()), refs: ids }),
  ),
})

/** Regulation (EU) 2024/1689 as amended in 2026: facts and dates as data, not legal advice. */
export const euAiActData = loadData('eu-ai-act.json', euAiActShape, json)

/** Provisions that other files cite only by number, and groups of duties that start together. */
export const euAiActProvisionsData = loadData('eu-ai-act-provisions.json', euAiActProvisionsShape, provisionsJson)

export type EuAiActData = typeof euAiActData
export type EuAiActProvisionsData = typeof euAiActProvisionsData
export type EuAiActMilestone = EuAiActData['timeline'][number]
export type ProhibitedPractice = EuAiActData['prohibited_practices'][number]
export type AnnexIIIArea = EuAiActData['high_risk']['route_2']['annex_III_areas'][number]
export type EuAiActDutyGroup = EuAiActProvisionsData['duty_groups'][number]

export const euAiActMilestones: readonly EuAiActMilestone[] = euAiActData.timeline
export const prohibitedPractices: readonly ProhibitedPractice[] = euAiActData.prohibited_practices
export const annexIIIAreas: readonly AnnexIIIArea[] = euAiActData.high_risk.route_2.annex_III_areas
export const euAiActDutyGroups: readonly EuAiActDutyGroup[] = euAiActProvisionsData.duty_groups
