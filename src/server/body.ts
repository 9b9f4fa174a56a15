import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { inPlainWords, problem, saidOf } from '../model/index.ts'
import { say } from '../model/say.ts'

/** Reads the body as the schema says; every place that does not fit is named. */
export function parseBody<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  const result = schema.safeParse(request.body ?? {}, inPlainWords)
  if (result.success) return result.data
  throw problem('request/invalid', {
    detail: say`The body does not have the expected shape.`,
    fields: result.error.issues.slice(0, 50).map((issue) => ({
      field: issue.path.map(String).join('.') || 'body',
      message: saidOf(issue),
    })),
  })
}
