import { z } from 'zod'

const values = z.record(z.string(), z.unknown())
const reason = z.string().max(2000).nullish()
// PostgreSQL keeps versions as 32-bit integers.
const version = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)

/** What requests that change records must look like. */
export const bodies = {
  create: z.strictObject({ values, custom: values.optional(), id: z.string().optional(), reason }),
  edit: z.strictObject({ version, values: values.default({}), custom: values.optional(), reason }),
  move: z.strictObject({ version, values: values.optional(), reason }),
  archive: z.strictObject({ version, reason }),
  restore: z.strictObject({ version, to: version, reason }),
  changes: z.strictObject({
    changes: z
      .array(
        z.discriminatedUnion('do', [
          z.strictObject({
            do: z.literal('create'),
            register: z.string(),
            values,
            custom: values.optional(),
            id: z.string().optional(),
          }),
          z.strictObject({
            do: z.literal('edit'),
            register: z.string(),
            id: z.string(),
            version,
            values,
            custom: values.optional(),
          }),
          z.strictObject({
            do: z.literal('move'),
            register: z.string(),
            id: z.string(),
            version,
            move: z.string(),
            values: values.optional(),
          }),
          z.strictObject({ do: z.literal('archive'), register: z.string(), id: z.string(), version }),
          z.strictObject({ do: z.literal('unarchive'), register: z.string(), id: z.string(), version }),
          z.strictObject({
            do: z.literal('restore'),
            register: z.string(),
            id: z.string(),
            version,
            to: version,
          }),
        ]),
      )
      .min(1)
      .max(10_000),
    reason,
  }),
}
