import { z } from 'zod'
import json from './data/mandatory-documents.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const basis = z.enum(['clause', 'control_if_applied', 'common_practice'])

const documentShape = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** A document is maintained and versioned; a record is kept as evidence and never edited afterwards (7.5). */
  kind: z.enum(['document', 'record']),
  basis,
  iso42001: z.array(z.string()),
  owner_role: z.string(),
  review_cadence: z.string(),
  must_contain: z.array(z.string()),
})

const templateShape = z.strictObject({
  id: z.string(),
  title: z.string(),
  iso42001: z.array(z.string()),
  common_header: z.array(z.string()),
  sections: z.array(z.string()),
})

const documentsShape = z.strictObject({
  standard: z.string(),
  wording: z.string(),
  basis_values: z.record(basis, z.string()),
  notes: z.array(z.string()),
  counts: z.strictObject({
    clause: z.number(),
    control_if_applied: z.number(),
    common_practice: z.number(),
    templates: z.number(),
  }),
  documents: z.array(documentShape),
  templates: z.array(templateShape),
})

/** Documents and records an AIMS needs, by what asks for them, and outlines to write them from. */
export const documentsData = loadData('mandatory-documents.json', documentsShape, json)

export type DocumentsData = typeof documentsData
export type RequiredDocument = DocumentsData['documents'][number]
export type DocumentBasis = RequiredDocument['basis']
export type DocumentTemplate = DocumentsData['templates'][number]

export const requiredDocuments: readonly RequiredDocument[] = documentsData.documents
export const documentTemplates: readonly DocumentTemplate[] = documentsData.templates
