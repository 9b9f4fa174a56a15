import type { OpenApi, Operation } from '../../src/server/openapi.ts'

type Schema = Readonly<Record<string, unknown>>

/** What a register holds differs for each; the contract tells of values by name alone. */
const freeNames = new Set(['values', 'custom', 'data'])

/** A schema as the type that whatever fits it has. Patterns, bounds and formats have no place in a type. */
export function typeOf(schema: Schema, api: OpenApi, seen: readonly string[] = [], wide = false): string {
  // Which register and state it is differs for each register; the contract says text.
  if (wide && isText(schema)) return 'string'
  const type = (s: unknown) => typeOf(s as Schema, api, seen, wide)
  const list = (key: string) => (schema[key] as readonly unknown[] | undefined)?.map(type)
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').pop() ?? ''
    const found = api.components.schemas[name]
    if (!found) throw new Error(`there is no schema ${name}`)
    return seen.includes(name) ? 'unknown' : typeOf(found, api, [...seen, name], wide)
  }
  if ('const' in schema) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((v) => JSON.stringify(v)).join(' | ') || 'never'
  const own = schema.properties || schema.type === 'object' ? [objectType(schema, api, seen, wide)] : []
  const all = list('allOf')
  if (all) return [...all, ...own].map((t) => `(${t})`).join(' & ')
  const any = list('anyOf') ?? list('oneOf')
  if (any) return any.map((t) => `(${t})`).join(' | ')
  if (own[0] !== undefined && !Array.isArray(schema.type)) return own[0]
  const names = [schema.type].flat()
  if (names.length === 0 || names[0] === undefined) return 'unknown'
  return names.map((name) => plainType(String(name), schema, type)).join(' | ')
}

const isText = (schema: Schema): boolean =>
  typeof schema.const === 'string' || (Array.isArray(schema.enum) && schema.enum.every((v) => typeof v === 'string'))

function plainType(name: string, schema: Schema, type: (s: unknown) => string): string {
  if (name === 'integer' || name === 'number') return 'number'
  if (name === 'array') return `readonly (${schema.items ? type(schema.items) : 'unknown'})[]`
  if (name === 'object') return 'object'
  return name
}

function objectType(schema: Schema, api: OpenApi, seen: readonly string[], wide: boolean): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const required = new Set((schema.required ?? []) as readonly string[])
  const more = schema.additionalProperties
  if (properties.length === 0)
    return typeof more === 'object' && more !== null
      ? `Readonly<Record<string, ${typeOf(more as Schema, api, seen, wide)}>>`
      : 'object'
  const lines = properties.map(([name, each]) => {
    const type = freeNames.has(name) ? 'Readonly<Record<string, unknown>>' : typeOf(each, api, seen, wide)
    return `readonly ${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${type}`
  })
  return `{ ${lines.join('; ')} }`
}

/** The JSON an operation answers with when all goes well; null when it answers with a file or a redirection. */
export function answerType(operation: Operation, api: OpenApi, wide: boolean): string | null {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (!status.startsWith('2')) continue
    const content = (answer as { content?: Record<string, { schema: Schema }> }).content ?? {}
    const json = content['application/json']
    return json && Object.keys(content).length === 1 ? typeOf(json.schema, api, [], wide) : null
  }
  return null
}
