import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { newId } from '../../src/store/index.ts'
import { claimJob, enqueueJob } from '../../src/store/jobs.ts'
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

test('what is read as of now does not change afterwards, clock or not', async () => {
  const at = await t.store.now()
  const asOf = await t.store.asOf(t.org.id, at)
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
