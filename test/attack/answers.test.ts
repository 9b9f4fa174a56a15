import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTable } from '../../src/exchange/index.ts'
import type { Changed } from '../../src/server/contract.ts'
import { type Answer, type TestApp, testApp } from '../support/app.ts'
import { unzip } from '../support/zipFiles.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const formulas = ['=HYPERLINK("http://x")', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', "'=1", '＝1+1']

/** What holds for the answer of every address, page or not, allowed or refused. */
function expectProtected(answer: Answer, what: string): void {
  expect(answer.headers, what).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  const policy = String(answer.headers['content-security-policy'])
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"])
    expect(policy, what).toContain(part)
  expect(policy, what).not.toMatch(/unsafe-(inline|eval|hashes)|\*|https?:/)
  if (answer.text !== '') expect(answer.headers['content-type'], what).toMatch(/^[a-z]+\/[a-z.+-]+/)
  expect(answer.headers, what).not.toHaveProperty('x-powered-by')
  expect(answer.headers, what).not.toHaveProperty('server')
  expect(answer.headers, what).not.toHaveProperty('access-control-allow-origin')
  expect(answer.headers, what).not.toHaveProperty('strict-transport-security')
}

test('every route answers with the same protecting headers, also when it refuses', { timeout: 120_000 }, async () => {
  for (const { method, url } of t.routes) {
    for (const who of [null, t.people.viewer]) {
      const path = url.replace(':organisation', t.org.slug).replace(/:\w+|\*/g, 'x')
      const answer = await t.send(who, method, path)
      expectProtected(answer, `${method} ${path} ${answer.status}`)
      if (path.startsWith(t.base) && answer.status >= 400)
        expect(answer.headers['cache-control'], path).toBe('no-store')
    }
  }
})

test("no answer about people, records or settings is kept by a cache; what is nobody's secret may be", {
  timeout: 120_000,
}, async () => {
  const open = /\/(model|openapi\.json|reference(\/.*)?)$/
  const seen: string[] = []
  for (const who of [t.people.administrator, t.people.aimsLead, null])
    for (const { method, url } of t.routes) {
      if (method !== 'GET' || !/^\/(api|scim)\//.test(url)) continue
      const path = url
        .replace(':organisation', t.org.slug)
        .replace(':register', 'concerns')
        .replace(':file', 'risks.csv')
        .replace(/:\w+|\*/g, 'x')
      const answer = await t.send(who, method, path)
      if (answer.status !== 200) continue
      seen.push(path)
      expect(answer.headers['cache-control'], path).toBe(
        path.endsWith('/model') ? 'private, no-cache' : open.test(path) ? 'no-cache' : 'no-store',
      )
    }
  for (const path of [
    '/api/v1/session',
    '/api/v1/account',
    '/home',
    '/records/concerns',
    '/export/risks.csv',
    '/members',
  ])
    expect(
      seen.some((each) => each.endsWith(path)),
      path,
    ).toBe(true)

  const file = await t.send<{ hash: string }>(t.people.contributor, 'POST', `${t.base}/files`, 'Heard in confidence.', {
    'x-file-name': 'notes.txt',
    'content-type': 'application/octet-stream',
  })
  const read = await t.send(t.people.contributor, 'GET', `${t.base}/files/${file.body.hash}`)
  expect([read.status, read.headers['cache-control']]).toEqual([200, 'no-store'])
  const head = await t.store.logHead(t.org.id)
  expect(head?.size).toBeGreaterThan(0)
  const entries = await t.send(t.people.aimsLead, 'GET', `${t.base}/log/tile/entries/000.p/${head?.size}`)
  expect(entries.headers['cache-control'], entries.text.slice(0, 200)).toBe('no-store')
  const hashes = await t.send(t.people.aimsLead, 'GET', `${t.base}/log/tile/0/000.p/${head?.size}`)
  expect([hashes.status, hashes.headers['cache-control']]).toEqual([200, 'private, max-age=31536000, immutable'])
})

test('addresses that lead nowhere, cannot be read, or ask too much are answered with the same headers', async () => {
  const wrong: [string, string][] = [
    ['GET', '/api/nothing'],
    ['GET', '/api/v1/o/%E0%A4%A/records/risks'],
    ['GET', `/api/v1/o/${'x'.repeat(600)}/home`],
    ['OPTIONS', `${t.base}/home`],
    ['PUT', `${t.base}/home`],
    ['GET', `${t.base}/search?q=${'x'.repeat(301)}`],
  ]
  for (const [method, path] of wrong) {
    const answer = await t.send(t.people.viewer, method, path)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.headers['content-type'], path).toMatch(/^application\/problem\+json/)
    expectProtected(answer, `${method} ${path.slice(0, 60)} ${answer.status}`)
  }
})

test('reports show their own style sheet and nothing else', async () => {
  const answer = await t.send(t.people.aimsLead, 'GET', `${t.base}/reports/statement-of-applicability.html`)
  expect(answer.status, answer.text.slice(0, 300)).toBe(200)
  expectProtected(answer, 'report')
  const style = /<style>([\s\S]*?)<\/style>/.exec(answer.text)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(answer.headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
  expect(answer.text).toContain(`style-src 'sha256-${hash}'`)
  expect(answer.text).not.toMatch(/<script| style="|unsafe-inline/)
})

test('pages and files of the web client carry them too; nothing but the built files is served', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-static-'))
  await mkdir(join(folder, 'assets'))
  const page = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>'
  await writeFile(join(folder, 'index.html'), page)
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export {}')
  await writeFile(join(folder, '.env'), 'SECRET=1')
  await writeFile(join(folder, '..', 'openaims-static-outside.txt'), 'outside')
  const web = await testApp({ webFolder: folder })
  try {
    const nonces = new Set<string>()
    for (const path of ['/', '/some-organisation', '/some-organisation/r/risks/RISK-1']) {
      const answer = await web.send(null, 'GET', path)
      expectProtected(answer, path)
      expect(answer.headers['cache-control'], path).toBe('no-store')
      const policy = String(answer.headers['content-security-policy'])
      const [, nonce = ''] = /'nonce-([^']{20,})'/.exec(policy) ?? []
      expect(answer.text, path).toContain(`content="${nonce}"`)
      expect(policy, path).toContain("require-trusted-types-for 'script'")
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
    const script = await web.send(null, 'GET', '/assets/main-1a2b.js')
    expect(script.status).toBe(200)
    expectProtected(script, 'script')
    for (const path of [
      '/api/reference~',
      '/api/reference.bak',
      '/api/v2/session',
      '/assets/',
      '/assets/missing.js',
      '/.env',
      '/.git/config',
      '/backup.zip',
      '/join.bak',
      '/metrics~',
      '/robots.txt',
      '/scim/v3/x',
      '/a%0ab',
      '/assets/..%2f.env',
      '/assets/%2e%2e/%2e%2e/openaims-static-outside.txt',
      '/..%2fopenaims-static-outside.txt',
      '/%5c..%5copenaims-static-outside.txt',
      '/index.html%00.js',
    ]) {
      const answer = await web.send(null, 'GET', path)
      expectProtected(answer, path)
      expect(answer.text, path).not.toMatch(/SECRET|outside(?!.txt)/)
      // What the client resolved itself is an address like any other: a screen.
      if ((/^\/(api|assets|scim)/.test(path) || /[.~%]/.test(path)) && !/%2e%2e|%00/.test(path))
        expect(answer.status, path).toBeGreaterThanOrEqual(400)
    }
  } finally {
    await web.close()
    await rm(folder, { recursive: true, force: true })
    await rm(join(folder, '..', 'openaims-static-outside.txt'), { force: true })
  }
})

test('a text made to keep readers of Markdown busy is read, listed and reported in a moment', {
  timeout: 60_000,
}, async () => {
  for (const body of ['>'.repeat(20_000), '- '.repeat(10_000), `${'**a '.repeat(2500)}${'a** '.repeat(2500)}`]) {
    const values = { title: 'Kept busy', kind: 'policy', body }
    const made = await t.send<Changed>(t.people.aimsLead, 'POST', `${t.base}/records/documents`, { values })
    expect(made.status, made.text.slice(0, 300)).toBe(201)
  }
  const before = performance.now()
  const report = await t.send(t.people.aimsLead, 'GET', `${t.base}/reports/register-document.html`)
  expect([report.status, report.text.includes('Kept busy')], report.text.slice(0, 300)).toEqual([200, true])
  expect(performance.now() - before).toBeLessThan(10_000)
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
    const opened = await t.send(null, 'POST', '/api/v1/welcome', { token: link })
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
