import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryShown, RetentionShown } from '../../src/server/contract.ts'
import { isOutside } from '../../src/server/log/outsideAddress.ts'
import { takeDue } from '../../src/store/log/deliveries.ts'
import { proposeErasures } from '../../src/store/log/retention.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aroundTheLog, keepTrail, testSigner } from './trail.ts'

let app: TestApp
let at: Awaited<ReturnType<typeof testSigner>>
let server: Server
let url: string
let answer = 204
const got: { headers: IncomingHttpHeaders; body: string }[] = []
beforeAll(async () => {
  app = await testApp()
  at = await testSigner(app)
  await at.signer.look()
  server = createServer(async (request, reply) => {
    got.push({ headers: request.headers, body: await text(request) })
    reply.writeHead(answer, answer === 302 ? { location: 'http://169.254.169.254/' } : {}).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterEach(() => {
  delete process.env.OPENAIMS_ALLOWED_HOSTS
  answer = 204
})
afterAll(async () => {
  server.close()
  await at.close()
  await app.close()
})

const path = () => `${app.base}/log/deliveries`
const add = (target: string, who = app.people.administrator, kind = 'webhook') =>
  app.send<{ id: string; secret: string | null }>(who, 'POST', path(), { kind, target, every: 'day' })
const list = async () =>
  (await app.send<{ deliveries: DeliveryShown[] }>(app.people.administrator, 'GET', path())).body.deliveries

describe('checkpoints sent outside', () => {
  test('addresses inside are refused, however they are written', async () => {
    for (const target of [
      url,
      'http://example.org/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://0x7f000001/',
      'https://2130706433/',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/',
      'https://user:secret@93.184.216.34/',
      'ftp://93.184.216.34/',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ])
      expect((await add(target)).status, target).toBe(422)
    for (const outside of ['93.184.216.34', '2606:2800:220:1::1']) expect(isOutside(outside), outside).toBe(true)
    for (const inside of [
      '10.1.2.3',
      '100.64.0.1',
      '::',
      'fe80::1',
      'fc00::1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '::ffff:8.8.8.8',
    ])
      expect(isOutside(inside), inside).toBe(false)
    expect(await list()).toEqual([])
  })

  test('a webhook gets the last checkpoint, signed with the secret told once; redirections are not followed', async () => {
    process.env.OPENAIMS_ALLOWED_HOSTS = '127.0.0.1'
    const made = await add(url)
    expect(made.status).toBe(201)
    const send = () => app.send(app.people.administrator, 'POST', `${path()}/${made.body.id}/send`)
    expect((await send()).status).toBe(200)
    const [call] = got
    expect(call?.body).toBe((await keepTrail(app, app.org)).checkpoint)
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['x-openaims-signature'])) ?? []
    expect(
      createHmac('sha256', made.body.secret ?? '')
        .update(`${time}.${call?.body}`)
        .digest('hex'),
    ).toBe(signature)
    expect((await list())[0]).toMatchObject({ failures: 0, lastProblem: null })
    expect(JSON.stringify(await list())).not.toContain(made.body.secret)

    answer = 302
    const before = got.length
    expect((await send()).status).toBeGreaterThanOrEqual(400)
    expect(got.length).toBe(before + 1)
    expect((await list())[0]).toMatchObject({ failures: 1, lastProblem: 'The receiver answered 302.' })
    // Tried again soon, and by one process only.
    expect(await takeDue(app.store.pool, 10)).toEqual([])
    await aroundTheLog(app, 'update log_due set due_at = now()')
    const [first, second] = await Promise.all([takeDue(app.store.pool, 10), takeDue(app.store.pool, 10)])
    expect(first.length + second.length).toBe(1)

    expect((await app.send(app.people.administrator, 'DELETE', `${path()}/${made.body.id}`)).status).toBe(200)
    expect(await list()).toEqual([])
  })

  test('only administrators, only of the organisation; each change is an entry of the log', async () => {
    for (const who of [app.people.aimsLead, app.people.viewer, app.people.externalAuditor])
      expect((await add('a@example.org', who, 'email')).status).toBe(403)
    const before = (await app.store.logHead(app.org.id))?.size ?? 0
    const { body } = await add('auditor@example.org', app.people.administrator, 'email')
    expect((await app.store.logHead(app.org.id))?.size).toBe(before + 1)
    const foreign = `/api/v1/o/${app.other.slug}/log/deliveries/${body.id}`
    expect((await app.send(app.outsider, 'DELETE', foreign)).status).toBe(404)
    expect(await list()).toHaveLength(1)
    const sent = await app.send(app.people.administrator, 'POST', `${path()}/${body.id}/send`)
    expect(sent.status).toBeGreaterThanOrEqual(400)
    expect((await list())[0]?.lastProblem).toContain('mail')
  })
})

test('what outlived its time is proposed, and erased only once a person confirms', async () => {
  const retention = `${app.base}/log/retention`
  const admin = app.people.administrator
  const [made] = await app.commit([
    { do: 'create', register: 'supplier', values: { title: 'Old name', provides: ['model'], providesAi: true } },
  ] as never)
  const values = { title: 'New name' }
  await app.commit([{ do: 'edit', register: 'supplier', id: made?.id, version: 1, values }] as never)
  const rules = [{ register: 'supplier', months: 1 }]
  expect((await app.send(app.people.aimsLead, 'PUT', retention, { rules })).status).toBe(403)
  expect((await app.send(admin, 'PUT', retention, { rules: [{ register: 'nothing', months: 1 }] })).status).toBe(400)
  expect((await app.send(admin, 'PUT', retention, { rules })).status).toBe(200)
  expect(await proposeErasures(app.store.pool, app.org.id)).toBe(0)
  // Months go by.
  await aroundTheLog(
    app,
    `update record_version set valid_to = valid_to - interval '3 months' where id = '${made?.id}' and version = 1`,
  )
  expect(await proposeErasures(app.store.pool, app.org.id)).toBe(1)
  const [proposal] = (await app.send<RetentionShown>(admin, 'GET', retention)).body.proposals
  expect(proposal).toMatchObject({ register: 'supplier', versions: 1, records: 1 })
  const decided = await app.send(admin, 'POST', `${retention}/${proposal?.id}`, { decision: 'erased' })
  expect(decided.body).toEqual({ erased: 1 })
  expect((await app.send<RetentionShown>(admin, 'GET', retention)).body.proposals).toEqual([])
  const history = await app.send(app.people.aimsLead, 'GET', `${app.base}/records/suppliers/${made?.id}/history`)
  expect(history.text).not.toContain('Old name')
  const found = await app.send<{ hits: unknown[] }>(
    admin,
    'GET',
    `${app.base}/search?q=Old&asOf=${new Date().toISOString().slice(0, 10)}`,
  )
  expect(found.body.hits).toEqual([])
})
