import type { z } from 'zod'

/** A value whose every level is read-only: reference data is shared by the whole process, so nobody may edit it in place. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

/**
 * Checks one data file against its shape and freezes it. Shapes are strict objects, so a field that the types do not
 * know stops the start-up instead of being dropped unseen.
 */
export function loadData<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
  json: unknown,
): DeepReadonly<z.infer<Shape>> {
  const result = shape.safeParse(json)
  if (result.success) return freezeDeep(result.data)
  const problems = result.error.issues.map((issue) => `  at ${issue.path.join('.') || 'the top'}: ${issue.message}`)
  throw new Error(
    `src/standard/data/${file} does not have the expected shape. Correct the file or its shape:\n${problems.join('\n')}`,
  )
}

function freezeDeep<T>(value: T): DeepReadonly<T> {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freezeDeep(inner)
  }
  // Freezing changes what may be done with the value, not its type; the compiler cannot see that.
  return value as DeepReadonly<T>
}
