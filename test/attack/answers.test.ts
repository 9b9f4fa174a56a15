import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTable } from '../../src/exchange/index.ts'
import type { Changed } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { unzip } from '../support/zipFiles.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const formulas = ['=HYPERLINK("http://x")', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', "'=1", '＝1+1']

test('every route answers with the same protecting headers, also when it refuses', async () => {
  for (const { method, url } of t.routes) {
    if (method === 'HEAD') continue
    for (const who of [null, t.people.viewer]) {
      const path = url.replace(':organisation', t.org.slug).replace(/:\w+/g, 'x')
      const answer = await t.send(who, method, path)
      const what = `${method} ${path} ${answer.status}`
      expect(answer.headers, what).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
      if (path.startsWith('/api/'))
        expect(answer.headers['content-security-policy'], what).toContain("default-src 'none'")
      expect(answer.headers, what).not.toHaveProperty('x-powered-by')
      expect(answer.headers, what).not.toHaveProperty('access-control-allow-origin')
    }
  }
})

test('markup in a text is a text, sent as JSON', async () => {
  const title = '<img src=x onerror=alert(1)>'
  const made = await t.send<Changed>(t.people.aimsLead, 'POST', `${t.base}/records/people`, { values: { title } })
  expect(made.headers['content-type']).toMatch(/^application\/json/)
  expect(made.body.records[0]?.title).toBe(title)
  const refused = await t.send(t.people.aimsLead, 'GET', `${t.base}/records/people/${encodeURIComponent(title)}`)
  expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/)
  const unknown = await t.send(null, 'GET', `/api/${encodeURIComponent(title)}`)
  expect(unknown.headers['content-type']).toMatch(/^application\/problem\+json/)
})

describe('writes from another site', () => {
  test('are refused with a cookie, and let through with a token or from our own pages', async () => {
    const link = await t.store.directory.createLink('sign-in', t.people.aimsLead.account, 5)
    const opened = await t.send(null, 'GET', `/welcome?token=${link}`)
    const cookie =
      String([opened.headers['set-cookie']].flat().find((c) => String(c).startsWith('openaims_session='))).split(
        ';',
      )[0] ?? ''
    const send = (headers: Record<string, string>) =>
      t.send(null, 'POST', `${t.base}/records/people`, { values: { title: 'From afar' } }, headers)
    const foreignHeaders: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const foreign of foreignHeaders) {
      expect((await send({ cookie, ...foreign })).body).toMatchObject({ code: 'request/origin' })
    }
    const own = { origin: 'http://localhost:4200', host: 'localhost:4200', 'sec-fetch-site': 'same-origin' }
    expect((await send({ cookie, ...own })).status).toBe(201)
    const byToken = { authorization: `Bearer ${t.people.aimsLead.token}`, origin: 'https://evil.example' }
    expect((await send(byToken)).status).toBe(201)
  })
})

describe('spreadsheets', () => {
  test('no text becomes a formula, and what was written is read back', async () => {
    const changes = formulas.map((title) => ({
      do: 'create',
      register: 'supplier',
      values: { title: title.trim(), description: title, providesAi: true },
    }))
    const done = await t.send(t.people.aimsLead, 'POST', `${t.base}/changes`, { changes })
    expect(done.status, done.text).toBe(200)

    const csv = await t.send(t.people.aimsLead, 'GET', `${t.base}/export/suppliers.csv?sort=ref`)
    const cells = (await readTable(csv.bytes, 'suppliers.csv')).rows.flatMap((row) => row.cells)
    for (const cell of cells)
      expect(cell, 'a cell begins like a formula').not.toMatch(/^[=@＝＋－＠]|^[+-](?!\d+(\.\d+)?$)/)

    const xlsx = await t.send(t.people.aimsLead, 'GET', `${t.base}/export/suppliers.xlsx?sort=ref`)
    const parts = await unzip(xlsx.bytes)
    for (const [name, part] of parts) expect(part.includes('<f>'), name).toBe(false)
    const table = await readTable(xlsx.bytes, 'suppliers.xlsx')
    const at = table.columns.find((c) => c.name === 'Description')?.index ?? -1
    expect(table.rows.map((row) => row.cells[at]?.trim())).toEqual(formulas.map((f) => f.trim()))
  })
})
