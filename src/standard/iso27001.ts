import { z } from 'zod'
import json from './data/iso27001-overlap.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const relation = z.enum(['equivalent', 'extends', 'partial', 'none'])

const titledShape = z.strictObject({ id: z.string(), title: z.string() })

const controlShape = z.strictObject({
  id: z.string(),
  title: z.string(),
  theme: z.string(),
  /** Ids of 42001 clauses and controls; the same pairs as in `mappings`, read from the other side. */
  related_42001: z.array(z.string()),
})

const mappingShape = z.strictObject({
  iso42001: z.string(),
  iso27001_clauses: z.array(z.string()),
  iso27001_controls: z.array(z.string()),
  relation,
  carries_over: z.string(),
  add_for_ai: z.string(),
})

const iso27001Shape = z.strictObject({
  from: z.string(),
  to: z.string(),
  source_of_mapping: z.string(),
  relation_values: z.record(relation, z.string()),
  id_note: z.string(),
  counts: z.strictObject({ iso27001_controls: z.number(), mappings: z.number() }),
  iso27001_clauses: z.array(titledShape),
  iso27001_control_themes: z.array(titledShape),
  iso27001_controls: z.array(controlShape),
  mappings: z.array(mappingShape),
})

/** ISO/IEC 27001:2022 clauses and controls, and what an existing ISMS gives to each 42001 clause and control. */
export const iso27001Data = loadData('iso27001-overlap.json', iso27001Shape, json)

export type Iso27001Data = typeof iso27001Data
export type Iso27001Clause = Iso27001Data['iso27001_clauses'][number]
export type Iso27001Control = Iso27001Data['iso27001_controls'][number]
export type OverlapMapping = Iso27001Data['mappings'][number]
export type OverlapRelation = OverlapMapping['relation']

export const overlapMappings: readonly OverlapMapping[] = iso27001Data.mappings
