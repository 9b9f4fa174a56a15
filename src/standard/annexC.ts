import { z } from 'zod'
import json from './data/iso42001-annex-c.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const rowShape = z.strictObject({ id: z.string(), title: z.string(), gist: z.string() })

const annexCShape = z.strictObject({
  standard: z.string(),
  annex: z.string(),
  wording: z.string(),
  notes: z.array(z.string()),
  objectives: z.array(rowShape),
  risk_sources: z.array(rowShape),
})

/** ISO/IEC 42001:2023 Annex C: prompts for objectives and risk sources, not exhaustive lists. */
export const annexCData = loadData('iso42001-annex-c.json', annexCShape, json)

export type AnnexCData = typeof annexCData
export type AnnexCRow = AnnexCData['objectives'][number]

export const annexCRiskSources: readonly AnnexCRow[] = annexCData.risk_sources
