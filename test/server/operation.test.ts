import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MigrationProblem, migrate } from '../../src/store/migrate.ts'
import { claimTask, declareTask, endTask, renewTask } from '../../src/store/scheduledTasks.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

async function as(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=openaims' })
  await client.connect()
  const result = await client.query(text).finally(() => client.end())
  return [result].flat().at(-1)?.rows ?? []
}

describe('a server', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp({ listen: true })
  })
  afterAll(() => t.close())

  test('is ready only with the schema it knows', async () => {
    expect((await t.send(null, 'GET', '/api/ready')).status).toBe(200)
    await as(t.database.adminUrl, `insert into schema_version (version, name) values (9999, 'of a newer one')`)
    const answer = await t.send<{ code: string; data: object }>(null, 'GET', '/api/ready')
    expect(answer.status).toBe(503)
    expect(answer.body.data).toEqual({ checks: { process: 'ok', database: 'ok', schema: 'newer' } })
    // It lives all the same: starting it again would mend nothing.
    expect((await t.send(null, 'GET', '/api/health')).status).toBe(200)
    await as(t.database.adminUrl, 'delete from schema_version where version = 9999')
  })

  test('shows how backups and jobs stand to administrators alone', async () => {
    const path = `${t.base}/operation`
    const answer = await t.send<{ backups: { lastGood: null }; jobs: object }>(t.people.administrator, 'GET', path)
    expect(answer.body).toMatchObject({ backups: { lastGood: null, recent: [] }, jobs: { waiting: 0 } })
    for (const role of ['aimsLead', 'viewer', 'externalAuditor'] as const)
      expect((await t.send(t.people[role], 'GET', path)).status).toBe(403)
    expect((await t.send(t.outsider, 'GET', path)).status).toBe(404)
    expect((await t.send(null, 'GET', path)).status).toBe(401)
  })

  test('shows its metrics on this machine, and to nobody who comes through a proxy', async () => {
    const { status, text } = await t.send(null, 'GET', '/metrics')
    expect(status).toBe(200)
    expect(text).toContain('openaims_http_request_duration_seconds_count{method="GET",route="/api/ready",status="503"}')
    expect((await t.send(null, 'GET', '/metrics', undefined, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
  })

  test('that stops finishes what is under way, turns the rest away, and then is gone', async () => {
    // Held in the database, so that it is under way for as long as the test wants.
    const holder = new pg.Client({ connectionString: t.database.superuserUrl, options: '-c search_path=openaims' })
    await holder.connect()
    await holder.query('begin')
    await holder.query('select 1 from log_head where org_id = $1 for update', [t.org.id])
    const send = (title: string) =>
      fetch(`${t.address}${t.base}/records/risk`, {
        method: 'POST',
        headers: { authorization: `Bearer ${t.people.aimsLead.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ values: { type: 'risk', title } }),
      })
    const underWay = send('Under way')
    await wait(300)
    // Nothing is turned away before the stop.
    const early = await fetch(`${t.address}${t.base}/home`, {
      headers: { authorization: `Bearer ${t.people.aimsLead.token}`, 'x-openaims-turn-away': '502' },
    })
    await early.arrayBuffer()
    expect(early.status).toBe(200)
    const ended = t.app.draining.end({ graceMs: 4000, patienceMs: 20_000 })
    await wait(100)
    const ready = await fetch(`${t.address}/api/ready`)
    expect(ready.status).toBe(503)
    // It lives, and nobody is to kill it for being about to end.
    expect((await fetch(`${t.address}/api/health`)).status).toBe(200)
    // Within the grace it still serves, and keeps nobody.
    const served = await fetch(`${t.address}${t.base}/home`, {
      headers: { authorization: `Bearer ${t.people.aimsLead.token}` },
    })
    expect([served.status, served.headers.get('connection')]).toEqual([200, 'close'])
    await served.arrayBuffer()
    // A proxy that asks for it is turned away as it asked, and served with what it did not name.
    const through = (method: string, statuses: string, size = 0) =>
      fetch(`${t.address}${method === 'POST' ? `${t.base}/search` : `${t.base}/home`}`, {
        method,
        headers: { authorization: `Bearer ${t.people.aimsLead.token}`, 'x-openaims-turn-away': statuses },
        ...(size > 0 ? { body: Buffer.alloc(size, 'x') } : {}),
      }).then(async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      })
    const each = (statuses: string) => Promise.all(['GET', 'HEAD', 'POST'].map((method) => through(method, statuses)))
    expect(await each('502')).toEqual([502, 502, 404])
    expect(await each('502, 421')).toEqual([502, 502, 421])
    expect(await each('502, 502')).toEqual([502, 502, 502])
    expect(await each('200, 200')).toEqual([200, 200, 404])
    // What was on its way is taken in, however much: cut off, the proxy would not learn why.
    expect(await through('POST', '502, 421', 8_000_000)).toBe(421)
    await expect.poll(() => t.app.draining.isClosed, { timeout: 20_000 }).toBe(true)
    const late = await t.send<{ code: string }>(t.people.aimsLead, 'GET', `${t.base}/home`).then(
      (answer) => answer.body.code,
      (error: Error) => error.message,
    )
    expect(late).toMatch(/server\/unavailable|closed|refused/i)
    await holder.query('rollback')
    await holder.end()
    expect((await underWay).status).toBe(201)
    const since = performance.now()
    await ended
    // Not held up by connections that nobody uses any more.
    expect(performance.now() - since).toBeLessThan(5000)
    await expect(send('Too late')).rejects.toThrow()
  }, 60_000)
})

describe('a scheduled task', () => {
  test('is taken by one of many, again when its holder went silent, and not before it is due', async () => {
    const t = await testApp()
    const { pool } = t.store
    await declareTask(pool, 'tryOut', 0)
    await declareTask(pool, 'tryOut', 3600)
    const taken = await Promise.all(Array.from({ length: 8 }, () => claimTask(pool, 'tryOut', 30, 3600)))
    const [first] = taken.filter((held) => held !== null)
    expect(taken.filter((held) => held !== null)).toHaveLength(1)
    if (!first) throw new Error('nobody has it')
    expect(await renewTask(pool, first, 30)).toBe(true)
    await as(t.database.superuserUrl, `update scheduled_task set lease_until = now() - interval '1 second'`)
    const second = await claimTask(pool, 'tryOut', 30, 3600)
    expect(second).not.toBeNull()
    expect(await renewTask(pool, first, 30)).toBe(false)
    // The one who lost it cannot end it.
    await endTask(pool, first, 0)
    expect(await claimTask(pool, 'tryOut', 30, 3600)).toBeNull()
    if (second) await endTask(pool, second, 3600)
    expect(await claimTask(pool, 'tryOut', 30, 3600)).toBeNull()
    await t.close()
  })
})

describe('a migration that fails', () => {
  test('leaves the schema before it, whole, and is named; the next start tries it again', async () => {
    const database = await freshDatabase()
    await as(database.superuserUrl, 'drop schema openaims cascade')
    await migrate(database.adminUrl, false, 1)
    // What the second one would make is there already, made by somebody else.
    await as(database.adminUrl, 'create table job_queue (x int)')
    const error = await migrate(database.adminUrl).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(MigrationProblem)
    expect(String(error)).toMatch(/0002_job_queue.sql failed and was rolled back/)
    expect(await as(database.adminUrl, 'select max(version)::int as version from schema_version')).toEqual([
      { version: 1 },
    ])
    await as(database.adminUrl, 'drop table job_queue')
    const { from, to } = await migrate(database.adminUrl)
    expect([from, to > 1]).toEqual([1, true])
    await database.drop()
  })
})
