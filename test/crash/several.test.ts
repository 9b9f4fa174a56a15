import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSuperuser, type Installation, install } from './installation.ts'
import { found, type Organisation } from './people.ts'

let at: Installation
let org: Organisation
beforeAll(async () => {
  at = await install({
    serve: 2,
    work: 2,
    env: { OPENAIMS_DRAIN_SECONDS: '1.5', OPENAIMS_BACKUP_HOURS: '1', OPENAIMS_SCHEDULE_SECONDS: '0.3' },
  })
  org = (await found(at.appUrl, at.files, 1))[0] as Organisation
}, 120_000)
afterAll(() => at?.remove(), 60_000)

async function call<T>(address: string, method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const response = await fetch(`${address}/api/v1/o/${org.slug}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${org.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  expect(response.status, text).toBe(status)
  return JSON.parse(text) as T
}

const server = (n: number) => at.servers()[n]?.address ?? ''

describe('two servers and two workers on one PostgreSQL', () => {
  test('what one server writes, the other shows in records, lists and readiness at once', async () => {
    interface Ready {
      asOf?: string
    }
    // Both have worked readiness out before, and keep it.
    await Promise.all([call<Ready>(server(0), 'GET', 'readiness'), call<Ready>(server(1), 'GET', 'readiness')])
    for (let n = 0; n < 5; n++) {
      const made = await call<{ records: { id: string }[] }>(
        server(n % 2),
        'POST',
        'records/risk',
        { values: { type: 'risk', title: `Seen ${n}` } },
        201,
      )
      const other = server((n + 1) % 2)
      const { record } = await call<{ record: { title: string } }>(
        other,
        'GET',
        `records/risk/${made.records[0]?.id}?view=record`,
      )
      expect(record).toBeDefined()
      const [here, there] = await Promise.all([
        call<Ready>(server(0), 'GET', 'readiness'),
        call<Ready>(server(1), 'GET', 'readiness'),
      ])
      expect({ ...there, asOf: '' }).toEqual({ ...here, asOf: '' })
    }
  })

  test('a field the organisation adds through one server is known to the other at once', async () => {
    await call(server(0), 'GET', 'model')
    await call(server(1), 'GET', 'model')
    const values = { title: 'Budget line', registerName: 'risk', key: 'budgetLine', kind: 'text' }
    const made = await call<{ records: { id: string; version: number; state: string }[] }>(
      server(0),
      'POST',
      'records/customField',
      { values },
      201,
    )
    const [field] = made.records
    if (field?.state !== 'active')
      await call(server(0), 'POST', `records/customField/${field?.id}/moves/activate`, { version: field?.version })
    const body = { values: { type: 'risk', title: 'With its own field' }, custom: { budgetLine: 'B-17' } }
    await call(server(1), 'POST', 'records/risk', body, 201)
  })

  test('a person who leaves is refused by every server within the two seconds that a session is remembered', async () => {
    const token = org.token
    for (const n of [0, 1]) await call(server(n), 'GET', 'home')
    await asSuperuser(at.superuserUrl, `update openaims.membership set roles = '{viewer}'`)
    await wait(2100)
    for (const n of [0, 1]) {
      const response = await fetch(`${server(n)}/api/v1/o/${org.slug}/records/risk`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ values: { type: 'risk', title: 'Too late' } }),
      })
      expect(response.status).toBe(403)
    }
    await asSuperuser(at.superuserUrl, `update openaims.membership set roles = '{aimsLead,administrator}'`)
    await wait(2100)
  })

  test('a scheduled task is done once, however many processes look at the clock', async () => {
    await asSuperuser(at.superuserUrl, `delete from openaims.backup_run`)
    await asSuperuser(at.superuserUrl, `update openaims.scheduled_task set due_at = now() where name = 'backup'`)
    await expect
      .poll(() => asSuperuser<{ ok: boolean | null }>(at.superuserUrl, 'select ok from openaims.backup_run'), {
        timeout: 20_000,
      })
      .toEqual([{ ok: true }])
    await wait(1500)
    expect(await asSuperuser(at.superuserUrl, 'select ok from openaims.backup_run')).toEqual([{ ok: true }])
    const operation = await call<{ backups: { lastGood: { ok: boolean }; nextAt: string } }>(
      server(1),
      'GET',
      'operation',
    )
    expect(operation.backups.lastGood.ok).toBe(true)
    expect(Date.parse(operation.backups.nextAt)).toBeGreaterThan(Date.now() + 3_000_000)
  })

  test('health and readiness tell a load balancer what it needs, and the metrics name no person', async () => {
    expect((await fetch(`${server(0)}/api/health`)).status).toBe(200)
    const ready = await fetch(`${server(0)}/api/ready`)
    expect(await ready.json()).toEqual({
      status: 'ready',
      checks: { process: 'ok', database: 'ok', schema: 'ok' },
      signer: 'none',
    })
    const metrics = await (await fetch(`${server(0)}/metrics`)).text()
    expect(metrics).toContain('route="/api/v1/o/:organisation/records/:register"')
    for (const secret of [org.slug, org.token, 'Writer']) expect(metrics).not.toContain(secret)
  })
})
