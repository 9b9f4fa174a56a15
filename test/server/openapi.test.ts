import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { takesKey } from '../../src/server/contract/repeatable.ts'
import { pathOf } from '../../src/server/describe.ts'
import type { OpenApi } from '../../src/server/openapi.ts'
import { validatorOf } from '../support/apiSchema.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { creatorOf } from '../support/world.ts'

let t: TestApp
let api: OpenApi
beforeAll(async () => {
  t = await testApp()
  api = (await t.send<OpenApi>(null, 'GET', '/api/v1/openapi.json')).body
})
afterAll(() => t.close())

const operations = () =>
  Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )

/** Whether a route of the server (`:name`) answers at a path of the document (`{name}`). */
function matches(url: string, path: string): boolean {
  const pattern = url.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+').replace('*', '[^/]+')
  return new RegExp(`^${pattern}$`).test(path)
}

/** Routes that belong to a document: SCIM, with its own media type, refusals and tokens, has one of its own. */
const isOf = (document: OpenApi) => {
  const isScim = Object.keys(document.paths).some((path) => path.startsWith('/scim/'))
  return ({ url }: { url: string }) => url.startsWith('/scim/') === isScim
}

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(api) as never)
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
  })

  test('tells every route of the server, and no other', () => {
    const described = operations()
    const ours = t.routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS').filter(isOf(api))
    const missing = ours.filter((r) => !described.some((o) => o.method === r.method && matches(r.url, o.path)))
    expect(missing.map((r) => `${r.method} ${r.url}`)).toEqual([])
    const beyond = described.filter((o) => !ours.some((r) => o.method === r.method && matches(r.url, o.path)))
    expect(beyond.map((o) => `${o.method} ${o.path}`)).toEqual([])
  })

  test('has one beside it for SCIM, which is valid and tells every route of it, and no other', async () => {
    const { url } = api.externalDocs as { url: string }
    const scim = (await t.send<OpenApi>(null, 'GET', url)).body
    const result = await new Validator().validate(structuredClone(scim) as never)
    expect(result.errors ?? []).toEqual([])
    const ours = t.routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS').filter(isOf(scim))
    expect(ours.length).toBe(17)
    const described = Object.entries(scim.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const asDescribed = ours.map((r) => `${r.method} ${r.url.replace(/:(\w+)/g, '{$1}')}`)
    expect(described.sort()).toEqual(asDescribed.sort())
  })

  test('holds every register and move, every code it names is in the catalogue, and all of those are explained', () => {
    for (const register of registers) {
      const base = `/api/v1/o/{organisation}/records/${pathOf(register)}`
      expect(api.paths[base]).toMatchObject({ get: {}, post: {} })
      for (const move of Object.keys(register.workflow.moves))
        expect(api.paths[`${base}/{id}/moves/${move}`]?.post, `${register.name}.${move}`).toBeDefined()
    }
    const named = new Set(operations().flatMap((o) => o.operation['x-problems']))
    for (const code of named) expect(Object.keys(catalogue)).toContain(code)
    const responses = JSON.stringify(api.components.responses)
    for (const code of Object.keys(catalogue)) expect(responses).toContain(`\`${code}\``)
    const ids = operations().map((o) => o.operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('offers a key for exactly the writes that honour one', () => {
    const inside = '/api/v1/o/{organisation}/'
    for (const { path, method, operation } of operations()) {
      const isOffered = operation.parameters.some((p) => p.name === 'Idempotency-Key')
      const short = path.replace(inside, '').replace(/^records\/[^/]+/, 'records/{register}')
      const general = short.replace(/\/moves\/[^/]+$/, '/moves/{move}')
      expect(isOffered, `${method} ${path}`).toBe(path.startsWith(inside) && takesKey(method, general))
    }
  })

  test('is served with its mark, and not sent twice', async () => {
    const first = await t.send(null, 'GET', '/api/v1/openapi.json')
    const again = await t.send(null, 'GET', '/api/v1/openapi.json', undefined, {
      'if-none-match': String(first.headers.etag),
    })
    expect(again.status).toBe(304)
  })
})

describe('what is answered is what the document says', () => {
  test.each(registers.map((r) => [r.name, r] as const))('%s: list, record, history', async (_name, register) => {
    const check = validatorOf(api)
    const path = `/api/v1/o/{organisation}/records/${pathOf(register)}`
    const real = `${t.base}/records/${pathOf(register)}`
    const who = creatorOf(t, register)
    const list = await t.send(who, 'GET', real)
    check('get', path, list)
    const required = Object.entries(register.links).filter(([, link]) => link.required)
    if (required.some(([, link]) => link.to !== 'person' && link.to !== 'any')) return
    const values = {
      ...register.examples[0],
      ...Object.fromEntries(required.map(([n, link]) => [n, link.many ? [who.person] : who.person])),
    }
    const made = await t.send<{ records: { id: string }[] }>(who, 'POST', real, { values })
    expect(made.body).toMatchObject({ records: [{ register: register.name }] })
    check('post', path, made)
    const id = made.body.records[0]?.id
    check('get', `${path}/{id}`, await t.send(who, 'GET', `${real}/${id}`))
    check('get', `${path}/{id}/history`, await t.send(who, 'GET', `${real}/${id}/history`))
    check('get', `${path}/{id}/versions/{version}`, await t.send(who, 'GET', `${real}/${id}/versions/1`))
    check('get', path, await t.send(who, 'GET', real))
  })

  test('routes worked out from many records', async () => {
    const check = validatorOf(api)
    for (const { path, method, operation } of operations()) {
      if (method !== 'GET' || path.includes('/records/') || /\{(?!organisation)/.test(path)) continue
      const query = path.endsWith('/diff') ? `?from=${new Date().toISOString().slice(0, 10)}` : ''
      // What is asked with numbers of a log, or is not there before a signer ran, has tests of its own.
      if (/\/log\/(checkpoint|proof|consistency)$/.test(path)) continue
      // Some of it is for those who look after the installation or the organisation.
      const who = /\/installation\/|\/operation|\/log\/|\/single-sign-on$|\/provisioning$/.test(path)
        ? t.people.administrator
        : t.people.aimsLead
      const answer = await t.send(who, 'GET', path.replace('{organisation}', t.org.slug) + query)
      expect(answer.status, operation.operationId).toBeLessThan(400)
      check('get', path, answer)
    }
  })
})

describe('the reference page', () => {
  test('comes with a policy that lets nothing in from outside', async () => {
    const page = await t.send(null, 'GET', '/api/reference')
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("script-src 'self';")
    expect(page.text).not.toMatch(/https?:|<style|style=|<script>|onclick/)
    for (const file of ['reference.js', 'reference.css'])
      expect((await t.send(null, 'GET', `/api/reference/${file}`)).status).toBe(200)
    for (const file of ['index.html', '..%2Fapp.ts', 'constructor'])
      expect((await t.send(null, 'GET', `/api/reference/${file}`)).status).toBe(404)
  })
})
