import { registers } from '../../src/registers/index.ts'
import { pathOf } from '../../src/server/describe.ts'
import type { JsonSchema } from '../../src/server/openapi/routeDoc.ts'
import type { OpenApi, Operation } from '../../src/server/openapi.ts'
import type { Random } from '../support/random.ts'
import { anything, type Ids, nastyTexts, valuesFor } from './valuesFor.ts'

export interface Attack {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** Records to aim at. */
export interface Aims extends Ids {
  readonly org: string
  readonly otherOrg: string
  /** Our own record of a register, by the register's path; its version is kept up as changes are accepted. */
  readonly record: ReadonlyMap<string, { readonly id: string; readonly ref: string; version: number }>
  /** Values that make a record of a register, by the register's path. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly hashes: readonly string[]
}

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly schema: JsonSchema
}

const brokenEscapes = ['%00', '%ED%A0%80', '%FF', '%', '%E2%80%AE', '..%2F..%2Fetc', '%252e%252e', '1%20or%201=1']
const times = [
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '1900-01-01',
  'now',
  '2026-01-01T00:00:00Z',
  '%00',
  '1e9',
  '2020-01-01T00:00:00.0000001Z',
]

/** A request for an operation of the document: sometimes as it should be, mostly not. */
export function makeAttack(api: OpenApi, random: Random, aims: Aims) {
  const make = valuesFor(api, random, aims)
  const text = () => encodeURIComponent(random.pick(nastyTexts).toWellFormed())

  function pathPart(name: string, path: string): string {
    if (name === 'organisation')
      return random.chance(0.05) ? random.pick([aims.otherOrg, 'nobody', ...brokenEscapes]) : aims.org
    const register = /\/records\/([^/]+)/.exec(path)?.[1] ?? ''
    const own = aims.record.get(register)
    if (name === 'version') return random.pick(['1', '1', '0', '-1', '1.5', '99999999999999999999', 'x'])
    if (name === 'hash') return random.pick([...aims.hashes, 'a'.repeat(64), 'A'.repeat(64), ...brokenEscapes])
    if (name === 'ref') return random.pick(['iso42001:A.5.2', 'iso42001%3A4.1', 'constructor', ...brokenEscapes])
    if (name === 'file') {
      const formats = random.pick(['csv', 'xlsx', 'json', 'html', 'exe'])
      const names = [...registers.map(pathOf), 'statement-of-applicability', 'constructor']
      return random.chance(0.2) ? random.pick(brokenEscapes) : `${random.pick(names)}.${formats}`
    }
    if (own && random.chance(0.7)) return random.chance(0.3) ? own.ref : own.id
    return random.pick([
      ...aims.foreign,
      ...aims.own,
      'RISK-999999999999999999999',
      'null',
      'x'.repeat(499),
      text(),
      ...brokenEscapes,
    ])
  }

  function queryValue(parameter: Parameter, path: string): string {
    if (parameter.name === 'filter' && random.chance(0.8)) return filter(path)
    if (parameter.name === 'asOf') return random.pick(times)
    if (random.chance(0.5)) return encodeURIComponent(String(make(parameter.schema, 0)).toWellFormed())
    return random.pick([text(), ...brokenEscapes, '-1', '1e400', '9'.repeat(40), 'true', cursor()])
  }

  function filter(path: string): string {
    const register = registers.find((r) => path.includes(`/records/${pathOf(r)}`)) ?? registers[0]
    const names = [
      ...Object.keys(register?.fields ?? {}),
      ...Object.keys(register?.links ?? {}),
      ...Object.keys(register?.computed ?? {}),
      ...['state', 'ref', 'title', 'owner', 'createdAt', 'updatedAt', 'version', 'custom.x', 'constructor'],
    ]
    const operators = ['is', 'not', 'contains', 'atLeast', 'atMost', 'before', 'after', 'has', 'empty', 'like']
    const values = [
      'a',
      '',
      '|',
      '9'.repeat(50),
      '1e400',
      'NaN',
      '2026-13-45',
      '2026-02-30',
      '2026-01-01',
      'yes',
      ...aims.foreign,
      'x|y',
      text(),
      '%00',
      '-0',
      '1e5',
      '0x10',
      '+5',
      '275760-09-14',
    ]
    return `${random.pick(names)}:${random.pick(operators)}:${random.pick(values)}`
  }

  function cursor(): string {
    const value = random.pick<unknown>([null, 1, 'x', '\u0000', {}, '9999-99-99', '1e999', '2026-02-31'])
    const parts = [random.pick(['title', 'ref', 'updatedAt']), random.chance(0.5), value, random.pick(aims.own)]
    return Buffer.from(JSON.stringify(parts)).toString('base64url')
  }

  /** What fits the operation as far as a stranger can know: the right version, the example's values. */
  function fitting(schema: JsonSchema, path: string): Record<string, unknown> {
    const register = /\/records\/([^/]+)/.exec(path)?.[1] ?? ''
    const made = make(schema, 0)
    const body = typeof made === 'object' && made !== null ? { ...made } : {}
    const known = aims.record.get(register)
    const isCreate = known !== undefined && path.endsWith(`/${register}`)
    if (known === undefined) return body
    const { custom: _custom, id: _id, ...rest } = body as Record<string, unknown>
    const links = registers.find((r) => pathOf(r) === register)?.links ?? {}
    const values = Object.entries((rest.values ?? {}) as object).filter(
      ([name]) => !(name in links) && random.chance(0.3),
    )
    const given = Object.fromEntries(values)
    if (isCreate) return { ...rest, values: { ...aims.values.get(register), ...given } }
    return { ...rest, version: known.version, reason: 'Because', ...('values' in rest ? { values: given } : {}) }
  }

  function bodyOf(schema: JsonSchema, path: string): { body: string; type: string } {
    const json = 'application/json'
    if (random.chance(0.4)) return { body: JSON.stringify(fitting(schema, path)), type: json }
    switch (random.below(14)) {
      case 0:
        return {
          body: random.pick(['{', '{"a":}', 'null', '[]', '"x"', '1', '', '{"version":1}x', '\u0000']),
          type: json,
        }
      case 1:
        return { body: JSON.stringify(anything(random)), type: json }
      case 2: {
        const deep = 5000
        return { body: `{"version":1,"values":{"title":${'['.repeat(deep)}${']'.repeat(deep)}}}`, type: json }
      }
      case 3:
        return {
          body: JSON.stringify(make(schema, 0)),
          type: random.pick([
            'text/plain',
            'application/x-www-form-urlencoded',
            'multipart/form-data',
            'application/xml',
            json,
          ]),
        }
      case 4:
        return {
          body: JSON.stringify({ version: random.pick([0, -1, 1.5, 2 ** 53, 2 ** 31, '1', null]), values: {} }),
          type: json,
        }
      case 5:
        return {
          body: JSON.stringify({ version: 1, values: { title: 't'.repeat(100_000) }, reason: 'r'.repeat(3000) }),
          type: json,
        }
      case 6:
      case 7:
        return { body: JSON.stringify(make(schema, 0.15)), type: json }
      default:
        return { body: JSON.stringify(make(schema, random.chance(0.5) ? 0 : 0.05)), type: json }
    }
  }

  return (path: string, operation: Operation): Attack => {
    let url = path.replace(/\{(\w+)\}/g, (_all, name: string) => pathPart(name, path))
    const query: string[] = []
    const headers: Record<string, string> = {}
    for (const listed of operation.parameters as unknown as Parameter[]) {
      const parameter = listed.$ref ? resolveParameter(api, listed.$ref) : listed
      if (parameter.in === 'query') {
        const isWanted = random.chance(parameter.name === 'asOf' ? 0.1 : 0.3)
        const repeated = isWanted ? (random.chance(0.15) ? 2 : 1) : 0
        for (let i = 0; i < repeated; i++) query.push(`${parameter.name}=${queryValue(parameter, path)}`)
      }
      if (parameter.in === 'header' && random.chance(0.4))
        headers[parameter.name.toLowerCase()] = random.pick([
          'key-1',
          'a b',
          'x'.repeat(300),
          `k${random.below(1e9)}`,
          '%E0%A4%A',
          'a.txt',
        ])
    }
    if (random.chance(0.05)) query.push(`${random.pick(['__proto__', 'asOf', 'filter[a]', ''])}=1`)
    if (query.length > 0) url += `?${query.join('&')}`
    const content = operation.requestBody?.content
    if (content?.['application/json']) {
      const { body, type } = bodyOf(content['application/json'].schema, path)
      return { url, headers: { ...headers, 'content-type': type }, body }
    }
    if (content) return { url, headers: { ...headers, 'content-type': 'text/plain' }, body: random.pick(nastyTexts) }
    return { url, headers }
  }
}

function resolveParameter(api: OpenApi, ref: string): Parameter {
  const parameters = api.components.parameters as Readonly<Record<string, Parameter>>
  const found = parameters[ref.split('/').at(-1) ?? '']
  if (!found) throw new Error(`the document has no ${ref}`)
  return found
}
