import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type Operation, openApi } from '../../src/server/openapi.ts'
import { answerType, typeOf } from '../support/schemaTypes.ts'

const root = join(import.meta.dirname, '../..')
// Below the repository, so that the compiler finds the packages.
const folder = join(root, 'node_modules/.cache/contract-test')
afterAll(() => rm(folder, { recursive: true, force: true }))

const api = openApi(registers, '0')

interface Route {
  readonly table: 'Routes' | 'OrganisationRoutes'
  readonly key: string
  readonly operation: Operation
}

/** The operations of the document as the contract names them: registers and moves are parts of the path there. */
function routes(): Route[] {
  const paths = new Set(registers.map(pathOf))
  return Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Route => {
      const inside = path.startsWith('/api/v1/o/{organisation}/')
      const short = inside ? path.slice('/api/v1/o/{organisation}/'.length) : path.replace(/^\/api\/v1\//, '')
      const general = short
        .replace(/^records\/([^/]+)/, (whole, name) => (paths.has(name) ? 'records/{register}' : whole))
        .replace(/\/moves\/[^/]+$/, '/moves/{move}')
      return {
        table: inside ? 'OrganisationRoutes' : 'Routes',
        key: `${method.toUpperCase()} ${general}`,
        operation,
      }
    }),
  )
}

/** Types that compile only where the contract fits the document. */
function checks(all: readonly Route[]): string {
  const known = new Map<string, Route>()
  for (const route of all) known.set(`${route.table} ${route.key}`, route)
  const lines = [...known.values()].map(({ table, key, operation }, i) => {
    const at = `${table}[${JSON.stringify(key)}]`
    const wide = key.includes('{register}')
    const answer = answerType(operation, api, wide)
    const content = operation.requestBody?.content ?? {}
    const body = content['application/json']
    const parameters = operation.parameters.filter((p) => p.in === 'query') as { name: string; schema: never }[]
    const query = parameters.map((p) => {
      const required = operation.parameters.some((o) => o.name === p.name && o.required === true)
      return `readonly ${p.name}${required ? '' : '?'}: ${typeOf(p.schema, api, [], wide)}${required ? '' : ' | undefined'}`
    })
    const names = parameters.map((p) => JSON.stringify(p.name)).join(' | ')
    return [
      `type A${i} = Fits<${at}['answer'], ${answer ?? 'FileAnswer'}>`,
      body ? `type B${i} = Fits<${at}['body'], ${typeOf(body.schema, api, [], wide)}>` : '',
      'application/octet-stream' in content ? `type B${i} = Fits<${at}['body'], Bytes>` : '',
      query.length > 0 ? `type Q${i} = Only<keyof ${at}['query'], ${names}>` : '',
      query.length > 0 ? `type R${i} = Only<${names}, keyof ${at}['query']>` : '',
      query.length > 0 ? `type V${i} = Fits<${at}['query'], { ${query.join('; ')} }>` : '',
    ]
      .filter((line) => line !== '')
      .map((line) => `export ${line}`)
      .join('\n')
  })
  const keys = (table: string) =>
    [...known.values()]
      .filter((r) => r.table === table)
      .map((r) => JSON.stringify(r.key))
      .join(' | ')
  return `import type { Bytes, FileAnswer, OrganisationRoutes, Routes } from '${join(root, 'src/server/contract.ts')}'
type Fits<T extends U, U> = T
type Only<T extends U, U> = T
${lines.join('\n')}
export type Beyond = Only<keyof Routes, ${keys('Routes')}>
export type BeyondInside = Only<keyof OrganisationRoutes, ${keys('OrganisationRoutes')}>
`
}

const config = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: { noEmit: true, types: ['node'] },
  include: [join(folder, '*.ts')],
  exclude: [],
}

async function compile(source: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'checks.ts'), source)
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const run = promisify(execFile)
  return run(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false']).then(
    () => '',
    (error: { stdout?: string }) => error.stdout ?? String(error),
  )
}

test('every route of the OpenAPI document can be asked through the typed client, with types that fit', {
  timeout: 120_000,
}, async () => {
  const all = routes()
  expect(all.length).toBeGreaterThan(300)
  expect(await compile(checks(all))).toBe('')
})

test('a route that is missing, or of another shape, is found', { timeout: 120_000 }, async () => {
  const [first] = routes().filter((r) => r.key === 'GET session')
  if (!first) throw new Error('the document tells of no session')
  const found = await compile(
    checks([
      { ...first, key: 'GET nowhere' },
      { ...first, table: 'OrganisationRoutes', key: 'GET readiness' },
    ]),
  )
  expect(found).toContain('nowhere')
  expect(found).toContain('signedIn')
})
