import type { ProblemCode } from '../../model/index.ts'

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface QueryDoc {
  readonly about: string
  readonly schema: JsonSchema
  readonly required?: boolean
}

/** What is answered with a status: JSON of a schema, or other media types, or nothing. */
export interface AnswerDoc {
  readonly about: string
  readonly schema?: JsonSchema
  readonly mediaTypes?: readonly string[]
}

/** One route as the API reference tells it. Route files keep theirs beside them; a test compares them with the server. */
export interface RouteDoc {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `{name}` for what varies: `/api/v1/o/{organisation}/home`. */
  readonly path: string
  /** Unique name of the operation, for client generators. */
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly detail?: string
  /** What the parts of the path mean, beside `organisation`. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, QueryDoc>>
  /** JSON body by its schema, or a raw body of any type. */
  readonly body?: JsonSchema | 'bytes'
  readonly headers?: Readonly<Record<string, QueryDoc>>
  readonly answers: Readonly<Record<number, AnswerDoc>>
  /** Problems beside those every route of its kind can have. */
  readonly problems?: readonly ProblemCode[]
  /** True when nobody has to be signed in. */
  readonly open?: boolean
}

/** For routes that begin a job: sent twice under one key it is begun once. */
export const onceKey: Readonly<Record<string, QueryDoc>> = {
  'Idempotency-Key': {
    about: 'A repeated key gives the job that was begun the first time, and begins none.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
}

/** For files the program has words in. */
export const languageOfFile: Readonly<Record<string, QueryDoc>> = {
  language: {
    about:
      'The language of its words, `en` or `de`; that of the request when left out. JSON and what people wrote stay.',
    schema: { type: 'string', maxLength: 20 },
  },
}

export const describeRoutes = (...docs: readonly RouteDoc[]): readonly RouteDoc[] => docs

export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
export const text: JsonSchema = { type: 'string' }
export const nullableText: JsonSchema = { type: ['string', 'null'] }
export const count: JsonSchema = { type: 'integer', minimum: 0 }
export const bool: JsonSchema = { type: 'boolean' }
/** Anything: a value whose shape another place tells. */
export const any: JsonSchema = {}

export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
export const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values })
export const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

/** An object with these properties, all of them always there. */
export const object = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
})
