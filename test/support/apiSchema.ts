import Ajv2020 from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect } from 'vitest'
import type { OpenApi } from '../../src/server/openapi.ts'
import type { Answer } from './app.ts'

const compiled = new WeakMap<OpenApi, Ajv2020.default>()

function ajvFor(api: OpenApi): Ajv2020.default {
  const known = compiled.get(api)
  if (known) return known
  const ajv = new Ajv2020.default({ strict: false, allErrors: false, validateFormats: true })
  formats.default(ajv)
  ajv.addSchema(api, 'api')
  compiled.set(api, ajv)
  return ajv
}

const escapePointer = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

interface Responses {
  readonly [status: string]: { readonly $ref?: string; readonly content?: Readonly<Record<string, unknown>> }
}

/** Checks an answer against what the document says of the operation: status, media type and shape. */
export function validatorOf(api: OpenApi) {
  const ajv = ajvFor(api)
  return (method: string, path: string, answer: Answer): void => {
    const operation = api.paths[path]?.[method]
    if (!operation) throw new Error(`the document has no ${method} ${path}`)
    const responses = operation.responses as unknown as Responses
    const response = responses[answer.status]
    const where = `${method} ${path} ${answer.status}`
    expect(Object.keys(responses), `${where}: ${answer.text.slice(0, 300)}`).toContain(String(answer.status))
    if (response?.$ref) {
      check(ajv, 'api#/components/schemas/Problem', answer.body, where)
      return
    }
    const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? ''
    const types = Object.keys(response?.content ?? {})
    if (types.length === 0 || types.includes('*/*')) return
    expect(types, where).toContain(type)
    if (type !== 'application/json') return
    const pointer = ['paths', path, method, 'responses', String(answer.status), 'content', type, 'schema']
    check(ajv, `api#/${pointer.map(escapePointer).join('/')}`, answer.body, where)
  }
}

function check(ajv: Ajv2020.default, schema: string, body: unknown, where: string): void {
  const validate = ajv.getSchema(schema)
  if (!validate) throw new Error(`no schema at ${schema}`)
  validate(body)
  expect(validate.errors ?? [], where).toEqual([])
}
