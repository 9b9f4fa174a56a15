import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { newId } from '../../src/store/index.ts'
import { claimJob, endJob, enqueueJob, readJob, renewLease } from '../../src/store/jobs.ts'
import { takeDue } from '../../src/store/log/deliveries.ts'
import { claimTask, declareTask, endTask, renewTask } from '../../src/store/scheduledTasks.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const asSuperuser = async (text: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: t.database.superuserUrl, options: '-c search_path=openaims' })
  await client.connect()
  return client.query(text, values).finally(() => client.end())
}

const create = async (title: string) => {
  const [made] = await t.commit([{ do: 'create', register: 'risk', values: { type: 'risk', title } }])
  if (!made) throw new Error('nothing was made')
  return made
}

test('when the clock is set back, instants go on from the last one: the log stays in order', async () => {
  await create('Before')
  // What a database whose clock was an hour ahead has written.
  await asSuperuser(`update log_head set last_at = now() + interval '1 hour' where org_id = $1`, [t.org.id])
  const ahead = await create('In the first moment after')
  const next = await create('And the next')
  expect(ahead.createdAt > new Date(Date.now() + 3_500_000).toISOString()).toBe(true)
  expect(next.createdAt > ahead.createdAt).toBe(true)
  expect((await verifyInstance(t.database.appUrl, t.store.blobs)).problems).toEqual([])
})

test('what was written before the clock was set back can be read as of its instant, and as of now', async () => {
  await asSuperuser(`update log_head set last_at = greatest(last_at, now() + interval '1 hour') where org_id = $1`, [
    t.org.id,
  ])
  const ahead = await create('Ahead of the clock')
  expect(await t.store.present(t.org.id)).toBe(ahead.updatedAt)
  const titlesAt = async (text: string) => {
    const { body } = await t.send<{ items: { title: string }[] }>(
      t.people.aimsLead,
      'GET',
      `${t.base}/records/risk?limit=200&asOf=${text}`,
    )
    return body.items.map((item) => item.title)
  }
  expect(await titlesAt(ahead.updatedAt)).toContain('Ahead of the clock')
  // What nobody can have written yet is refused as before.
  const later = new Date(Date.parse(ahead.updatedAt) + 60_000).toISOString()
  expect((await t.send(t.people.aimsLead, 'GET', `${t.base}/records/risk?asOf=${later}`)).status).toBe(400)
  const pack = await t.send<{ asOf: string }>(t.people.aimsLead, 'POST', `${t.base}/audit-packs`, {})
  expect(pack.body.asOf >= ahead.updatedAt).toBe(true)
})

test('what is read as of now does not change afterwards, clock or not', async () => {
  const asOf = await t.store.asOf(t.org.id, await t.store.present(t.org.id))
  const titles = async () => {
    const found: string[] = []
    for await (const part of t.store.stream(t.org.id, ['risk'], asOf)) found.push(...part.map((r) => r.title))
    return found.sort()
  }
  const before = await titles()
  await create('Later')
  expect(await titles()).toEqual(before)
})

test('a lease given before the clock was set back does not hold a job for ever', async () => {
  const job = { id: newId(), kind: 'clockTest', params: {}, actor: t.people.aimsLead.actor }
  await enqueueJob(t.store.pool, t.org.id, job)
  expect((await claimJob(t.store.pool, ['clockTest'], 30))?.id).toBe(job.id)
  expect(await claimJob(t.store.pool, ['clockTest'], 30)).toBeNull()
  await asSuperuser(`update job_queue set lease_until = now() + interval '1 hour' where job_id = $1`, [job.id])
  expect(await claimJob(t.store.pool, ['clockTest'], 30)).toMatchObject({ id: job.id, attempt: 2 })
})

describe('when the clock is set forward', () => {
  test('a job whose lease is over at once is taken once, and the worker before it can neither keep nor end it', async () => {
    const job = { id: newId(), kind: 'clockForward', params: {}, actor: t.people.aimsLead.actor }
    await enqueueJob(t.store.pool, t.org.id, job)
    const first = await claimJob(t.store.pool, ['clockForward'], 30)
    if (!first) throw new Error('nobody has it')
    await asSuperuser(`update job_queue set lease_until = lease_until - interval '1 day' where job_id = $1`, [job.id])
    const taken = await Promise.all(Array.from({ length: 8 }, () => claimJob(t.store.pool, ['clockForward'], 30)))
    const [second, ...more] = taken.filter((held) => held !== null)
    expect([second?.attempt, more]).toEqual([2, []])
    expect(await renewLease(t.store.pool, first, 30)).toBeNull()
    await endJob(t.store.pool, first, { state: 'failed', problem: 'of the first', result: null })
    expect((await readJob(t.store.pool, t.org.id, job.id))?.state).toBe('waiting')
    if (second) await endJob(t.store.pool, second, { state: 'done', problem: null, result: null })
    expect((await readJob(t.store.pool, t.org.id, job.id))?.state).toBe('done')
    expect(await claimJob(t.store.pool, ['clockForward'], 30)).toBeNull()
  })

  test('a scheduled task that is due by it is done once, and once more a rhythm later', async () => {
    await declareTask(t.store.pool, 'forward', 3600)
    expect(await claimTask(t.store.pool, 'forward', 60, 3600)).toBeNull()
    await asSuperuser(`update scheduled_task set due_at = due_at - interval '1 day' where name = 'forward'`)
    const taken = await Promise.all(Array.from({ length: 8 }, () => claimTask(t.store.pool, 'forward', 60, 3600)))
    const [held, ...more] = taken.filter((one) => one !== null)
    expect(more).toEqual([])
    if (held) await endTask(t.store.pool, held, 3600)
    expect(await claimTask(t.store.pool, 'forward', 60, 3600)).toBeNull()
  })
})

describe('when the clock is set back', () => {
  test('a scheduled task does not wait until the clock is where it was, nor for a process that is gone', async () => {
    const { pool } = t.store
    await declareTask(pool, 'back', 0)
    const held = await claimTask(pool, 'back', 60, 3600)
    if (!held) throw new Error('nobody has it')
    // An hour back: within what its rhythm allows it waits, for a holder that may live it waits too.
    await asSuperuser(`update scheduled_task set lease_until = lease_until + interval '50 seconds' where name = 'back'`)
    expect(await claimTask(pool, 'back', 60, 3600)).toBeNull()
    await asSuperuser(`update scheduled_task set lease_until = lease_until + interval '1 hour' where name = 'back'`)
    const next = await claimTask(pool, 'back', 60, 3600)
    expect(next).not.toBeNull()
    expect(await renewTask(pool, held, 60)).toBe(false)
    if (next) await endTask(pool, next, 3600)
    await asSuperuser(`update scheduled_task set due_at = due_at + interval '30 minutes' where name = 'back'`)
    expect(await claimTask(pool, 'back', 60, 3600)).toBeNull()
    // A year back: nobody waits that long for a backup.
    await asSuperuser(`update scheduled_task set due_at = due_at + interval '1 year' where name = 'back'`)
    expect(await claimTask(pool, 'back', 60, 3600)).not.toBeNull()
  })

  test('checkpoints are sent and erasures proposed again before the clock is where it was', async () => {
    const due = async () => (await takeDue(t.store.pool, 50)).filter(({ org }) => org === t.org.id)
    const set = (when: string) =>
      asSuperuser(
        `insert into log_due (org_id, id, kind, due_at) values ($1, $1, 'retention', now() + $2::interval)
          on conflict (org_id, id) do update set due_at = excluded.due_at`,
        [t.org.id, when],
      )
    await set('20 days')
    expect(await due()).toEqual([])
    await set('1 year')
    expect(await due()).toHaveLength(1)
    expect(await due()).toEqual([])
  })

  test('who was let in is asked about again two seconds later all the same', async () => {
    const lead = t.people.aimsLead
    expect((await t.send(lead, 'GET', `${t.base}/home`)).status).toBe(200)
    const remove = `update membership set roles = '{viewer}' where account_id = $1`
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
    try {
      await asSuperuser(remove, [lead.account])
      await wait(2100)
      const body = { values: { type: 'risk', title: 'Too late' } }
      expect((await t.send(lead, 'POST', `${t.base}/records/risk`, body)).status).toBe(403)
    } finally {
      vi.useRealTimers()
      await asSuperuser(`update membership set roles = '{aimsLead}' where account_id = $1`, [lead.account])
    }
  })

  test('a pause in signing in is no longer than it was meant to be', async () => {
    const limit = { attempts: 2, minutes: 15, pauseMinutes: 15 }
    for (let n = 0; n < 3; n++) await t.store.signIns.attempt('the clock', limit)
    await asSuperuser(
      `update throttle set blocked_until = blocked_until + interval '1 day' where blocked_until is not null`,
    )
    const seconds = await t.store.signIns.attempt('the clock', limit)
    expect(seconds).toBeGreaterThan(800)
    expect(seconds).toBeLessThanOrEqual(900)
  })
})
