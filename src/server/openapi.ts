import { catalogue, type ProblemCode, type Register } from '../model/index.ts'
import { isCostly } from './limits/allowances.ts'
import { contractSchemas } from './openapi/contractSchemas.ts'
import { registerAnswers, registerRoutes } from './openapi/registerRoutes.ts'
import { registerSchemas } from './openapi/registerSchemas.ts'
import { type JsonSchema, type QueryDoc, type RouteDoc, ref } from './openapi/routeDoc.ts'
import { routeDocs } from './routes/docs.ts'

/** The parts of an OpenAPI 3.1 document that our own code and tests look at. */
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> } & Readonly<Record<string, unknown>>
  readonly [more: string]: unknown
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters: readonly Readonly<Record<string, unknown>>[]
  readonly requestBody?: {
    readonly required: boolean
    readonly content: Readonly<Record<string, { schema: JsonSchema }>>
  }
  readonly responses: Readonly<Record<string, unknown>>
  readonly security?: readonly unknown[]
  /** Codes from the catalogue that can be answered. */
  readonly 'x-problems': readonly ProblemCode[]
}

const always: readonly ProblemCode[] = ['server/unforeseen', 'server/unavailable', 'request/invalid']
const inOrganisation: readonly ProblemCode[] = ['access/sign-in', 'access/not-found']

/** Problems that follow from what kind of route it is. */
function problemsOf(route: RouteDoc): ProblemCode[] {
  const inside = route.path.includes('{organisation}')
  return [
    ...new Set([
      ...always,
      ...(route.open ? [] : (['access/sign-in'] as const)),
      ...(inside ? inOrganisation : []),
      ...(inside ? ([route.method === 'get' ? 'time/invalid' : 'time/read-only', 'time/invalid'] as const) : []),
      ...(route.method === 'get' ? [] : (['request/origin'] as const)),
      ...(route.method === 'get' ? [] : (['request/not-json', 'request/too-large', 'request/media-type'] as const)),
      ...(isCostly(route.method, route.path) ? (['request/too-many'] as const) : []),
      ...(route.problems ?? []),
    ]),
  ].sort()
}

function operationOf(route: RouteDoc): Operation {
  const problems = problemsOf(route)
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '')
  const inside = names.includes('organisation')
  const named = (where: string, list: Readonly<Record<string, QueryDoc>>) =>
    Object.entries(list).map(([name, { about, schema, required }]) => ({
      name,
      in: where,
      description: about,
      schema,
      ...(required ? { required } : {}),
    }))
  const statuses = [...new Set(problems.map((code) => catalogue[code].status))].sort((a, b) => a - b)
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.detail ? { description: route.detail } : {}),
    parameters: [
      ...names.map((name) =>
        name === 'organisation'
          ? { $ref: '#/components/parameters/organisation' }
          : { name, in: 'path', required: true, description: route.params?.[name] ?? name, schema: { type: 'string' } },
      ),
      ...(inside && route.method === 'get' ? [{ $ref: '#/components/parameters/asOf' }] : []),
      ...named('query', route.query ?? {}),
      ...named('header', route.headers ?? {}),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              route.body === 'bytes'
                ? { 'application/octet-stream': { schema: {} } }
                : { 'application/json': { schema: route.body } },
          },
        }),
    responses: {
      ...Object.fromEntries(Object.entries(route.answers).map(([status, answer]) => [status, answerOf(answer)])),
      ...Object.fromEntries(statuses.map((s) => [s, { $ref: `#/components/responses/problem${s}` }])),
    },
    ...(route.open ? { security: [] } : {}),
    'x-problems': problems,
  }
}

function answerOf({ about, schema, mediaTypes }: RouteDoc['answers'][number]): Record<string, unknown> {
  const content = mediaTypes
    ? Object.fromEntries(mediaTypes.map((type) => [type, { schema: schema ?? {} }]))
    : schema
      ? { 'application/json': { schema } }
      : null
  return { description: about, ...(content ? { content } : {}) }
}

function problemResponses(): Record<string, unknown> {
  const responses: Record<string, unknown> = {}
  for (const status of new Set(Object.values(catalogue).map((entry) => entry.status))) {
    const codes = Object.entries(catalogue).filter(([, entry]) => entry.status === status)
    responses[`problem${status}`] = {
      description: codes.map(([code, entry]) => `\`${code}\`: ${entry.title}. ${entry.next}`).join('\n\n'),
      content: { 'application/problem+json': { schema: ref('Problem') } },
    }
  }
  return responses
}

/** The OpenAPI document: derived from the registers, and from what stands beside the route files for all else. */
export function openApi(registers: readonly Register[], version: string): OpenApi {
  const routes = [...routeDocs(registers), ...registers.flatMap(registerRoutes)]
  const paths: Record<string, Record<string, Operation>> = {}
  const ids = new Set<string>()
  for (const route of routes) {
    const path = paths[route.path] ?? {}
    if (path[route.method]) throw new Error(`${route.method} ${route.path} is described twice`)
    path[route.method] = operationOf(route)
    if (ids.has(route.id)) throw new Error(`two operations are called ${route.id}`)
    ids.add(route.id)
    paths[route.path] = path
  }
  const schemas: Record<string, JsonSchema> = { ...contractSchemas }
  for (const [name, schema] of registers.flatMap((register) => [
    ...Object.entries(registerSchemas(register)),
    ...Object.entries(registerAnswers(register)),
  ])) {
    if (name in schemas) throw new Error(`two schemas are called ${name}`)
    schemas[name] = schema
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenAIMS',
      version,
      summary: 'The AI management system of an organisation.',
      description:
        'Every address below an organisation takes `asOf` (a day or an instant) and then answers as things stood at that time; nothing can be written there. Changes name the version they were made from. Problems are `application/problem+json` with a code from one catalogue and a sentence about what to do. Sentences are in the language that `Accept-Language` asks for (English or German), named in `Content-Language`; where none of these is asked for they are English, with days as they are stored.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    externalDocs: {
      url: '/api/v1/openapi-scim.json',
      description: 'SCIM 2.0 (`/scim/v2/{organisation}`), which directories speak, has a document of its own.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => {
      const register = registers.find((r) => r.label.many === name)
      return { name, ...(register ? { description: register.explain } : {}) }
    }),
    paths,
    components: {
      schemas,
      parameters: {
        organisation: {
          name: 'organisation',
          in: 'path',
          required: true,
          description: 'Short name of the organisation, as in its address.',
          schema: { type: 'string' },
        },
        asOf: {
          name: 'asOf',
          in: 'query',
          description: 'The day (its end) or instant to look at; now when left out.',
          schema: {
            anyOf: [
              { type: 'string', format: 'date' },
              { type: 'string', format: 'date-time' },
            ],
          },
        },
      },
      responses: problemResponses(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An access token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'openaims_session' },
      },
    },
  }
}
