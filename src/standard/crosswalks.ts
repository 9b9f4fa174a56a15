import { z } from 'zod'
import json from './data/crosswalks.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const source = z.enum(['airc_crosswalk', 'airc_crosswalk_partial_view', 'own_judgement'])

const rowShape = z.strictObject({
  iso42001: z.string(),
  nist_ai_rmf: z.array(z.strictObject({ id: z.string(), source })),
  eu_ai_act: z.array(z.strictObject({ ref: z.string(), source })),
  note: z.string().optional(),
})

const crosswalksShape = z.strictObject({
  sources: z.record(source, z.string()),
  notes: z.array(z.string()),
  rows: z.array(rowShape),
})

/** ISO/IEC 42001 to NIST AI RMF and EU AI Act, with the source of every single pair. */
export const crosswalksData = loadData('crosswalks.json', crosswalksShape, json)

export type CrosswalksData = typeof crosswalksData
export type CrosswalkRow = CrosswalksData['rows'][number]
export type CrosswalkSource = CrosswalkRow['nist_ai_rmf'][number]['source']

export const crosswalkRows: readonly CrosswalkRow[] = crosswalksData.rows
