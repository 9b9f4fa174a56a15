import { z } from 'zod'
import json from './data/nist-ai-rmf.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const subcategoryShape = z.strictObject({ id: z.string(), gist: z.string() })
const categoryShape = z.strictObject({ id: z.string(), gist: z.string(), subcategories: z.array(subcategoryShape) })
const functionShape = z.strictObject({ id: z.string(), gist: z.string(), categories: z.array(categoryShape) })

const nistAiRmfShape = z.strictObject({
  framework: z.string(),
  counts: z.strictObject({ functions: z.number(), categories: z.number(), subcategories: z.number() }),
  related: z.array(z.string()),
  functions: z.array(functionShape),
})

/** NIST AI RMF 1.0 core. */
export const nistAiRmfData = loadData('nist-ai-rmf.json', nistAiRmfShape, json)

export type NistAiRmfData = typeof nistAiRmfData
export type NistFunction = NistAiRmfData['functions'][number]
export type NistCategory = NistFunction['categories'][number]
export type NistSubcategory = NistCategory['subcategories'][number]
