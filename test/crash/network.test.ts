import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { buildApp } from '../../src/server/app.ts'
import { registerJob } from '../../src/server/jobs/registerJob.ts'
import { makeRunner, startJob } from '../../src/server/jobs/runner.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { readJob } from '../../src/store/jobs.ts'
import { isOutage } from '../../src/store/outage.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { makeRandom } from '../support/random.ts'
import { proxied, type ToxicProxy } from '../support/toxicProxy.ts'

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 2 ** 31)
let t: TestApp
let proxy: ToxicProxy & { url: string }
/** The same database, through a network that misbehaves. */
let far: Store

beforeAll(async () => {
  // Workers are those that a test starts.
  t = await testApp({ worker: false })
  proxy = await proxied(t.database.appUrl)
  far = openStore({ appUrl: proxy.url, registers, blobs: t.store.blobs, poolSize: 4, patienceMs: 1500 })
})
afterAll(async () => {
  await far.close()
  await proxy.close()
  await t.close()
})
beforeEach(() => {
  Object.assign(proxy.toxics, {
    latencyMs: 0,
    bytesPerSecond: 0,
    isBlackhole: false,
    resetAfter: null,
    isClosed: false,
  })
})

const create = (title: string, store = far) =>
  store.commit({
    actor: t.people.aimsLead.actor,
    org: t.org.id,
    changes: [{ do: 'create', register: 'risk', values: { type: 'risk', title } }],
    idempotencyKey: title.replaceAll(' ', '-'),
  })

async function countOf(title: string): Promise<number> {
  const found = await t.store.search(t.org.id, t.people.aimsLead.actor, `"${title}"`, 10, null)
  return found.filter((hit) => hit.title === title).length
}

test('over a slow network everything works, only slower', async () => {
  Object.assign(proxy.toxics, { latencyMs: 30, bytesPerSecond: 500_000 })
  const began = performance.now()
  await create('Slow road')
  expect(performance.now() - began).toBeGreaterThan(60)
  expect(await countOf('Slow road')).toBe(1)
})

test(`cut at any byte of the answer, a change is there whole or not, and sent again once (seed ${seed})`, async () => {
  const random = makeRandom(seed)
  let inDoubt = 0
  for (let n = 0; n < 60; n++) {
    const title = `Cut ${n}x`
    proxy.toxics.resetAfter = random.below(1200)
    const first = await create(title).catch((error: unknown) => error)
    proxy.toxics.resetAfter = null
    if (first instanceof Error) {
      inDoubt += 1
      expect(isOutage(first), String(first)).toBe(true)
      await create(title)
    }
    expect(await countOf(title), `${title}, seed ${seed}`).toBe(1)
  }
  expect(inDoubt).toBeGreaterThan(5)
  expect((await verifyInstance(t.database.appUrl, t.store.blobs)).problems).toEqual([])
})

test('changes that share a transaction are not done twice when its answer is lost', async () => {
  for (let n = 0; n < 10; n++) {
    const titles = Array.from({ length: 8 }, (_, i) => `Shared ${n}a${i}`)
    proxy.toxics.resetAfter = 100 + n * 150
    // Without keys: nothing but the store itself could do them twice.
    await Promise.allSettled(
      titles.map((title) =>
        far.commit({
          actor: t.people.aimsLead.actor,
          org: t.org.id,
          changes: [{ do: 'create', register: 'risk', values: { type: 'risk', title } }],
        }),
      ),
    )
    proxy.toxics.resetAfter = null
    for (const title of titles) expect(await countOf(title)).toBeLessThanOrEqual(1)
  }
})

test('a network that swallows everything ends in an outage, not in waiting, and passes when it is back', async () => {
  await create('Before the hole')
  proxy.toxics.isBlackhole = true
  const began = performance.now()
  const error = await create('Into the hole').catch((e: unknown) => e)
  expect(isOutage(error), String(error)).toBe(true)
  expect(performance.now() - began).toBeLessThan(8000)
  proxy.toxics.isBlackhole = false
  // Connections that were open then are dead without knowing it; each is found out once.
  let isBack = false
  for (let attempt = 0; attempt < 6 && !isBack; attempt++)
    isBack = await create('Into the hole').then(
      () => true,
      () => false,
    )
  expect(isBack).toBe(true)
  expect(await countOf('Into the hole')).toBe(1)
}, 40_000)

test('connections that are reset or refused are replaced by the next request', async () => {
  await create('Before the cut')
  proxy.cut()
  proxy.toxics.isClosed = true
  const error = await create('During the cut').catch((e: unknown) => e)
  expect(isOutage(error), String(error)).toBe(true)
  proxy.toxics.isClosed = false
  await create('After the cut')
  expect(await countOf('After the cut')).toBe(1)
})

test('a browser is told that the database is away, by each page, and is still signed in when it is back', async () => {
  const app = await buildApp({ store: far, version: 'test', makeExample: () => Promise.reject(new Error('none')) })
  onTestFinished(() => app.close())
  const browser = browserLike({ app })
  const token = await far.directory.createLink('sign-in', t.people.aimsLead.account, 10)
  expect((await browser.send('POST', '/api/v1/welcome', { token })).status).toBe(200)
  const pages = ['/api/v1/session', `${t.base}/records/risks`]
  const statuses = async () => {
    const answers: number[] = []
    for (const page of pages) answers.push((await browser.send('GET', page)).status)
    return answers
  }
  expect(await statuses()).toEqual([200, 200])
  proxy.cut()
  proxy.toxics.isClosed = true
  // Who somebody is is remembered for two seconds.
  await wait(2100)
  expect(await statuses()).toEqual([503, 503])
  proxy.toxics.isClosed = false
  expect(await statuses()).toEqual([200, 200])
})

test('a job whose worker is cut off from the database is done by another one, and nothing of it twice', async () => {
  registerJob('test.cutOff', async ({ id, org, actor, store, signal }) => {
    for (let n = 0; n < 40; n++) {
      signal.throwIfAborted()
      const values = { type: 'risk', title: `Step ${n}of` }
      const key = `${id}-${n}`
      await store.commit({
        actor,
        org: org.id,
        changes: [{ do: 'create', register: 'risk', values }],
        idempotencyKey: key,
      })
      await wait(25)
    }
    return { result: null }
  })
  const options = { leaseSeconds: 1, pollMs: 50, concurrency: 1 }
  const cutOff = makeRunner(far, options)
  cutOff.start()
  const { id } = await startJob(t.store, t.org.id, t.people.aimsLead.actor, 'test.cutOff', {})
  await expect.poll(() => countOf('Step 5of'), { timeout: 20_000 }).toBe(1)
  proxy.toxics.isBlackhole = true
  const other = makeRunner(t.store, options)
  other.start()
  const state = async () => (await readJob(t.store.pool, t.org.id, id))?.state
  // Cut off within a transaction, it holds the log until the database ends its session, after twenty seconds.
  await expect.poll(state, { timeout: 50_000 }).toBe('done')
  // The first one comes back and finds that the job is no longer its own.
  proxy.toxics.isBlackhole = false
  proxy.cut()
  await wait(2500)
  await Promise.all([cutOff.stop(), other.stop()])
  expect(await state()).toBe('done')
  for (let n = 0; n < 40; n++) expect(await countOf(`Step ${n}of`), `step ${n}`).toBe(1)
}, 90_000)
