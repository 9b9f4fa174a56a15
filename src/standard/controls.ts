import { z } from 'zod'
import json from './data/iso42001-annex-a.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const subgroupShape = z.strictObject({ id: z.string(), title: z.string(), objective: z.string() })

const groupShape = z.strictObject({
  id: z.string(),
  title: z.string(),
  objective: z.string(),
  // Only A.6 has two levels.
  subgroups: z.array(subgroupShape).optional(),
  controls: z.array(z.string()),
})

const controlShape = z.strictObject({
  id: z.string(),
  group: z.string(),
  subgroup: z.string().optional(),
  title: z.string(),
  intent: z.string(),
  implementation_hints: z.array(z.string()),
  typical_evidence: z.array(z.string()),
  lint: z.array(z.strictObject({ id: z.string(), sign_not_operating: z.string() })),
})

const annexAShape = z.strictObject({
  standard: z.string(),
  annex: z.string(),
  wording: z.string(),
  notes: z.array(z.string()),
  counts: z.strictObject({ groups: z.number(), controls: z.number() }),
  groups: z.array(groupShape),
  controls: z.array(controlShape),
})

/** ISO/IEC 42001:2023 Annex A. Its ids collide with those of ISO/IEC 27001, so never store one without its framework. */
export const annexAData = loadData('iso42001-annex-a.json', annexAShape, json)

export type AnnexAData = typeof annexAData
export type Control = AnnexAData['controls'][number]
export type ControlGroup = AnnexAData['groups'][number]
export type LintSign = Control['lint'][number]

export const controls: readonly Control[] = annexAData.controls
export const controlGroups: readonly ControlGroup[] = annexAData.groups
