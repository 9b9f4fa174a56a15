import { z } from 'zod'
import { saying } from '../../model/issues.ts'
import { say } from '../../model/say.ts'

/** What a person asks of an import. The same object is previewed, run, kept with the import, and used again. */
const transform = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('trim') }),
  z.strictObject({ do: z.literal('valueMap'), map: z.record(z.string(), z.string()) }),
  z.strictObject({ do: z.literal('split'), separator: z.string().min(1).max(20) }),
  z.strictObject({ do: z.literal('dateOrder'), order: z.enum(['mdy', 'dmy']) }),
  z.strictObject({ do: z.literal('constant'), value: z.string().max(2000) }),
  z.strictObject({ do: z.literal('prefix'), text: z.string().max(2000) }),
  z.strictObject({ do: z.literal('unguard') }),
])

const target = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('field'), field: z.string(), transforms: z.array(transform).max(20).optional() }),
  z.strictObject({ as: z.literal('custom'), name: z.string().min(1).max(500).optional() }),
  z.strictObject({ as: z.literal('ignore') }),
])

export const mappingSchema = z.strictObject({
  version: z.literal(1),
  columns: z.array(z.strictObject({ column: z.string(), to: target })).max(2000),
  constants: z
    .array(z.strictObject({ field: z.string(), value: z.string() }))
    .max(200)
    .optional(),
  keyColumns: z.array(z.string()).max(20).default([]),
})

const source = {
  hash: z.string().regex(/^[0-9a-f]{64}$/, saying(say`Upload the file first and give its hash.`)),
  name: z.string().min(1).max(255),
  sheet: z.string().optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1).optional(),
  headerRow: z.int().min(1).optional(),
}

export const readBody = z.strictObject({ ...source, register: z.string().optional(), preset: z.string().optional() })

const what = {
  ...source,
  register: z.string().optional(),
  preset: z.enum(['federal-ai-inventory-2024']).optional(),
  mapping: mappingSchema.optional(),
  /** Target whose text tells which record a row is about: `ref`, a field, or `custom.<key>`. */
  key: z.string().nullish(),
  mode: z.enum(['create', 'update', 'createOrUpdate']).default('create'),
  /** What an empty cell says of a record that is there already: nothing, or that its value goes. */
  emptyCells: z.enum(['keep', 'clear']).default('keep'),
  /** Federal inventory: only the rows of this agency. */
  agency: z.string().max(200).optional(),
}

const oneKind = (r: { register?: string | undefined; preset?: string | undefined; mapping?: unknown }) =>
  (r.register === undefined) !== (r.preset === undefined) && (r.register === undefined || r.mapping !== undefined)
const sayKind = { message: 'Give a register with a mapping, or a preset.', path: ['register'] }

export const previewBody = z.strictObject(what).refine(oneKind, sayKind)
export const runBody = z
  .strictObject({
    ...what,
    title: z.string().trim().min(1).max(200).optional(),
    policy: z.enum(['allOrNothing', 'rowByRow']).default('allOrNothing'),
    dryRun: z.boolean().default(false),
  })
  .refine(oneKind, sayKind)

export type ReadRequest = z.infer<typeof readBody>
export type PreviewRequest = z.infer<typeof previewBody>
export type RunRequest = z.infer<typeof runBody>
