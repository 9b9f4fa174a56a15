import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { costlyRoutes, usualAllowances } from '../../src/server/limits/allowances.ts'
import { longestParameter, mostParameters } from '../../src/server/limits/limits.ts'
import type { OpenApi } from '../../src/server/openapi.ts'
import { type TestApp, testApp } from '../support/app.ts'

const few = { requests: 3, seconds: 600 }
let t: TestApp
beforeAll(async () => {
  t = await testApp({
    listen: true,
    allowances: Object.fromEntries(Object.keys(usualAllowances).map((kind) => [kind, few])) as typeof usualAllowances,
  })
})
afterAll(() => t.close())

describe('costly requests', () => {
  test('every route that is counted exists, and says in the document that it may be refused', async () => {
    const here = new Set(t.routes.map(({ method, url }) => `${method} ${url}`))
    expect(Object.keys(costlyRoutes).filter((route) => !here.has(route))).toEqual([])
    const api = (await t.send<OpenApi>(null, 'GET', '/api/v1/openapi.json')).body
    for (const route of Object.keys(costlyRoutes)) {
      const [method = '', url = ''] = route.split(' ')
      const operation = api.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      expect(operation?.['x-problems'], route).toContain('request/too-many')
    }
  })

  test('every counted route lets so many through and no more, for each account on its own', async () => {
    for (const [route, kind] of Object.entries(costlyRoutes)) {
      const [method = '', url = ''] = route.split(' ')
      const path = url.replace(':organisation', t.org.slug).replace(/:\w+/g, 'x')
      // Used up by whatever came before of the same kind; now nothing is left for the viewer.
      for (let n = 0; n < few.requests; n++) await t.send(t.people.viewer, method, path)
      const refused = await t.send<{ detail: string; data: { retryAfter: number } }>(t.people.viewer, method, path)
      expect(refused.status, route).toBe(429)
      expect(refused.body, route).toMatchObject({ code: 'request/too-many', detail: expect.stringContaining(kind) })
      expect(Number(refused.headers['retry-after']), route).toBe(refused.body.data.retryAfter)
      expect(refused.body.data.retryAfter, route).toBeGreaterThan(0)
    }
    expect((await t.send(t.people.aimsLead, 'GET', `${t.base}/search?q=x`)).status).toBe(200)
    expect((await t.send(t.people.viewer, 'GET', `${t.base}/home`)).status).toBe(200)
  })

  test('what is refused leaves nothing behind', async () => {
    const before = await t.store.logHead(t.org.id)
    const { rows } = await t.store.pool.query('select count(*)::int as n from job')
    for (let n = 0; n < 3; n++) await t.send(t.people.viewer, 'POST', `${t.base}/audit-packs`, {})
    expect(await t.store.logHead(t.org.id)).toEqual(before)
    expect((await t.store.pool.query('select count(*)::int as n from job')).rows).toEqual(rows)
  })

  test('whoever is not signed in is counted by address, and learns nothing', async () => {
    const statuses = []
    for (let n = 0; n < few.requests + 1; n++)
      statuses.push((await t.send(null, 'GET', `${t.base}/export/risks.csv`)).status)
    expect(statuses).toEqual([401, 401, 401, 429])
  })
})

describe('requests without measure', () => {
  const list = () => `${t.base}/records/risks`
  const invalid = { code: 'request/invalid' }
  const get = (query: string) => t.send(t.people.aimsLead, 'GET', `${list()}?${query}`)

  test('as many filters as a screen needs, not as many as an address holds', async () => {
    const filters = (count: number) => Array.from({ length: count }, () => 'filter=state:is:open').join('&')
    expect((await get(filters(mostParameters))).status).toBe(200)
    expect((await get(filters(mostParameters + 1))).body).toMatchObject(invalid)
    expect((await get(`q=${'x'.repeat(longestParameter + 1)}`)).body).toMatchObject(invalid)
  })

  test('a page of 500 records and not of a million', async () => {
    expect((await get('limit=500')).status).toBe(200)
    for (const limit of ['501', '1000000', '-1', '0', 'NaN', '1e3', '0x10000'])
      expect((await get(`limit=${limit}`)).body, limit).toMatchObject(invalid)
  })

  test('the same parameter twice is refused where one is meant', async () => {
    for (const twice of ['sort=ref&sort=title', 'q=a&q=b', 'limit=1&limit=2', 'after=x&after=y'])
      expect((await get(twice)).body, twice).toMatchObject(invalid)
    const asOf = await get('asOf=2026-01-01&asOf=2026-02-01')
    expect(asOf.body).toMatchObject({ code: 'time/invalid' })
  })

  test('bodies too long, too deep, or with names that reach into prototypes', async () => {
    const json = { 'content-type': 'application/json' }
    const post = (body: string) => t.send(t.people.aimsLead, 'POST', list(), body, json)
    const deep = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`
    expect((await post(`{"values":${deep}}`)).body).toMatchObject(invalid)
    expect((await post('{"values":{"__proto__":{"isAdmin":true}}}')).body).toMatchObject(invalid)
    expect((await post(`{"values":{"title":"${'x'.repeat(2_200_000)}"}}`)).body).toMatchObject({
      code: 'request/too-large',
    })
    expect((await post('{"values":')).body).toMatchObject({ code: 'request/not-json' })
    // Nothing at all is no body, whatever type it is said to have: where one is needed it is missed.
    expect((await post('')).body).toMatchObject(invalid)
    const gone = await t.app.inject({
      method: 'DELETE',
      url: `${t.base}/keys/00000000-0000-7000-8000-000000000000`,
      headers: { authorization: `Bearer ${t.people.administrator.token}`, ...json },
    })
    expect(gone.json()).not.toMatchObject({ code: 'request/not-json' })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    const depth = 120_000
    expect((await post(`${'['.repeat(depth)}${']'.repeat(depth)}`)).status).toBe(400)
  })

  test('only JSON is taken for JSON', async () => {
    const body = '{"values":{"title":"x"}}'
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/xml',
    ])
      expect(
        (await t.send(t.people.aimsLead, 'POST', `${t.base}/records/people`, body, { 'content-type': type })).status,
        type,
      ).toBeGreaterThanOrEqual(400)
  })
})

test('whole numbers of an address are digits, as the document says', async () => {
  const asked = (limit: string) => t.send(t.people.viewer, 'GET', `${t.base}/records/risks?limit=${limit}`)
  expect((await asked('16')).status).toBe(200)
  for (const written of ['0x10', '1e1', '0b1', '%2010', '+5', '10.0', '-1', '١٠'])
    expect((await asked(encodeURIComponent(decodeURIComponent(written)))).body, written).toMatchObject({
      code: 'request/invalid',
    })
})

describe('what is no sound HTTP', () => {
  /** Sends bytes as they are and gives back all that comes. */
  const raw = (text: string): Promise<string> =>
    new Promise((done, failed) => {
      const { hostname, port } = new URL(t.address ?? '')
      const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text))
      let got = ''
      socket.on('data', (part) => {
        got += part.toString('latin1')
      })
      socket.on('close', () => done(got))
      socket.on('error', failed)
      socket.setTimeout(5000, () => socket.end())
    })
  const host = () => `Host: ${new URL(t.address ?? '').host}\r\n`

  test.each([
    [
      'a length and chunks at once',
      'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
      '0\r\n\r\nGET /x HTTP/1.1\r\n',
    ],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n', 'abcdef'],
    ['an encoding nobody knows', 'Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'],
    ['a header folded over two lines', 'X-A: b\r\n c\r\nContent-Length: x\r\n', ''],
  ])('%s', async (_name, headers, body) => {
    const answer = await raw(`POST /api/v1/sign-out HTTP/1.1\r\n${host()}${headers}\r\n${body}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })

  test('headers without end, and methods that only echo', async () => {
    expect(await raw(`GET /health HTTP/1.1\r\n${host()}X-A: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    expect(await raw(`GET /${'x'.repeat(40_000)} HTTP/1.1\r\n${host()}\r\n`)).toMatch(/^HTTP\/1\.1 4(31|14) /)
    for (const method of ['TRACE', 'CONNECT'])
      expect(await raw(`${method} /health HTTP/1.1\r\n${host()}Connection: close\r\n\r\n`)).not.toMatch(/^HTTP\/1\.1 2/)
    expect((await t.send(null, 'GET', '/health')).status).toBe(200)
  })
})
