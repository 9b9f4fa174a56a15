import type { JsonSchema } from '../../src/server/openapi/routeDoc.ts'
import type { OpenApi } from '../../src/server/openapi.ts'
import type { Random } from '../support/random.ts'

/** Text that breaks what was built for plain words. Lone surrogates and NUL go through JSON as escapes. */
export const nastyTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202eright to left',
  '👩‍👩‍👧‍👦'.repeat(20),
  'e\u0301'.repeat(50),
  "'; drop table record; --",
  '$1 %s {{7*7}} #{7*7}',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://example.org")',
  '../../../etc/passwd',
  'constructor',
  '__proto__',
  '\ufeff\ufffe',
  '\u2028\u2029',
  'İıſK',
]

const numbers: readonly number[] = [0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 1e308, -1e308, 5e-324]

/** Anything at all, of another type than was asked for. */
export function anything(random: Random): unknown {
  switch (random.below(9)) {
    case 0:
      return null
    case 1:
      return random.pick(numbers)
    case 2:
      return random.chance(0.5)
    case 3:
      return random.pick(nastyTexts)
    case 4:
      return []
    case 5:
      return {}
    case 6:
      return [[[[random.pick(nastyTexts)]]]]
    case 7:
      return JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')
    default:
      return 'y'.repeat(60_000)
  }
}

export interface Ids {
  readonly own: readonly string[]
  readonly foreign: readonly string[]
}

const cleanTexts = nastyTexts.filter((text) => text.trim() !== '' && text.isWellFormed() && !text.includes('\u0000'))

/** Makes values that fit a schema of the document; with `p` some place gets something else. */
export function valuesFor(api: OpenApi, random: Random, ids: Ids) {
  const resolve = (schema: JsonSchema): JsonSchema => {
    const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined
    return name === undefined ? schema : (api.components.schemas[name] ?? {})
  }

  return function make(given: JsonSchema, p: number, depth = 0): unknown {
    const schema = resolve(given)
    if (random.chance(p)) return anything(random)
    if (depth > 6) return null
    if ('const' in schema) return schema.const
    if (Array.isArray(schema.enum)) return random.pick(schema.enum)
    for (const either of ['anyOf', 'oneOf'] as const) {
      const options = schema[either]
      if (Array.isArray(options)) return make(random.pick(options as JsonSchema[]), p, depth + 1)
    }
    if (Array.isArray(schema.allOf)) {
      const parts = (schema.allOf as JsonSchema[]).map(resolve)
      const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}), schema.properties ?? {})
      const required = [
        ...parts.flatMap((part) => (part.required as string[]) ?? []),
        ...((schema.required as string[]) ?? []),
      ]
      return make({ type: 'object', properties, required, additionalProperties: false }, p, depth)
    }
    switch ([schema.type].flat()[0]) {
      case 'string':
        return textFor(schema, p === 0)
      case 'integer':
      case 'number': {
        const min = Math.max(Number(schema.minimum ?? 0), -1000)
        const max = Math.min(Number(schema.maximum ?? 1000), 1e6)
        return min + random.below(Math.max(1, Math.floor(max - min) + 1))
      }
      case 'boolean':
        return random.chance(0.5)
      case 'array': {
        const count = Math.max(Number(schema.minItems ?? 0), random.below(3))
        return Array.from({ length: count }, () => make((schema.items as JsonSchema) ?? {}, p, depth + 1))
      }
      case 'object': {
        const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
        const required = new Set((schema.required as string[]) ?? [])
        const object: Record<string, unknown> = {}
        for (const [name, property] of Object.entries(properties))
          if (required.has(name) || random.chance(0.4)) object[name] = make(property, p, depth + 1)
        if (random.chance(p / 2)) object[random.pick(['unknown', '__proto__', 'id', 'toString'])] = anything(random)
        return object
      }
      default:
        return anything(random)
    }
  }

  function textFor(schema: JsonSchema, isValid: boolean): string {
    if (schema.format === 'uuid') return random.pick(random.chance(0.3) ? ids.foreign : ids.own)
    if (schema.format === 'date' && isValid) return random.pick(['2026-03-31', '2024-02-29', '2031-12-31'])
    if (schema.format === 'date')
      return random.pick(['2026-03-31', '2024-02-29', '1999-12-31', '2026-02-30', '0000-01-01'])
    if (schema.format === 'date-time') return random.pick(['2026-03-31T09:30:00Z', '2026-13-31T09:30:00Z'])
    if (schema.format === 'email') return 'somebody@example.org'
    if (typeof schema.pattern === 'string' && schema.pattern.includes('[0-9a-f]{64}')) return 'a'.repeat(64)
    if (typeof schema.pattern === 'string') return random.pick(['iso42001:A.5.2', 'iso42001:4.1', 'nothing:9'])
    if (random.chance(0.2)) return random.pick(isValid ? cleanTexts : nastyTexts)
    return random.pick(['Plain words', 'Überprüfung', 'עברית', '"quoted", text', '=1+1', 'x'])
  }
}
