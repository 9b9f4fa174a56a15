import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Said } from '../../src/model/index.ts'
import { runBody } from '../../src/server/imports/request.ts'
import { beginImport } from '../../src/server/imports/runImport.ts'
import { registerJob } from '../../src/server/jobs/index.ts'
import { makeRunner } from '../../src/server/jobs/runner.ts'
import { newId } from '../../src/store/index.ts'
import { claimJob, endJob, enqueueJob, readJob, renewLease } from '../../src/store/jobs.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { accepted, importing } from './importing.ts'

let t: TestApp
let as: ReturnType<typeof importing>
beforeAll(async () => {
  t = await testApp()
  as = importing(t, t.people.aimsLead)
})
afterAll(() => t.close())

const table = (rows: readonly string[]) => `Name,Provides AI,Contract reference,Extra\n${rows.join('\n')}\n`
const named = async (name: string) => (await as.list('suppliers')).find((s) => s.title === name)

async function importTable(rows: readonly string[], more: object = {}) {
  const facts = await as.read(await as.upload('table.csv', table(rows)), { register: 'supplier' })
  return (await as.run(accepted(facts, more))).run
}

describe('undoing an import', () => {
  test('archives what it created, gives back what it changed, and says so', async () => {
    await importTable(['Undo kept,no,K-1,'], {})
    const run = await importTable(['Undo kept,no,K-2,x', 'Undo new,no,N-1,y'], { key: 'title', mode: 'createOrUpdate' })
    expect(run.values).toMatchObject({ createdCount: 1, updatedCount: 1 })
    expect((await named('Undo kept'))?.values.contractReference).toBe('K-2')
    const job = await as.undo(run.ref)
    expect(job).toMatchObject({ state: 'done' })
    expect(await named('Undo new')).toBeUndefined()
    expect((await named('Undo kept'))?.values.contractReference).toBe('K-1')
    expect(await as.importRecord(run.ref)).toMatchObject({ state: 'undone' })
    expect((await as.list('own-fields')).some((f) => f.title === 'Extra')).toBe(true)
    expect(await as.undo(run.ref)).toMatchObject({ status: 409, body: { code: 'import/undone' } })
  })

  test('is refused while records were worked on or are relied on, which are named; the rest can still go', async () => {
    const run = await importTable(['Worked on,no,,', 'Relied on,no,,', 'Untouched,no,,'])
    const [worked, relied] = [await named('Worked on'), await named('Relied on')]
    await t.commit([
      { do: 'edit', register: 'supplier', id: worked?.id ?? '', version: 1, values: { description: 'Looked into' } },
      { do: 'create', register: 'dataset', values: { title: 'Bought', category: 'test', supplier: relied?.id } },
    ])
    const refused = await as.undo(run.ref)
    expect(refused).toMatchObject({ status: 409, body: { code: 'import/undone' } })
    const { detail } = (refused as { body: { detail: string } }).body
    expect(detail).toContain(`${worked?.ref} (changed since)`)
    expect(detail).toContain(`${relied?.ref} (used by DS-`)
    expect(await named('Untouched')).toBeDefined()
    expect(await as.undo(run.ref, { partial: true })).toMatchObject({ state: 'done' })
    expect([await named('Untouched'), (await named('Worked on'))?.ref, (await named('Relied on'))?.ref]).toEqual([
      undefined,
      worked?.ref,
      relied?.ref,
    ])
  })

  test('needs the right to archive', async () => {
    const run = await importTable(['Not yours,no,,'])
    const answer = await importing(t, t.people.contributor).undo(run.ref)
    expect(answer).toMatchObject({ state: 'failed', problem: 'Your role may not archive suppliers.' })
    expect(await named('Not yours')).toBeDefined()
    expect(await as.importRecord(run.ref)).toMatchObject({ state: 'done' })
  })
})

describe('a job', () => {
  const stuck = Promise.withResolvers<void>()
  registerJob('test.slow', async ({ signal, progress, attempt, params }) => {
    progress(1, 3, 'Counting')
    if ((params as { dies?: boolean }).dies && attempt === 1) await stuck.promise
    while (!signal.aborted && (params as { waits?: boolean }).waits) await wait(10)
    signal.throwIfAborted()
    return { result: `/attempt/${attempt}` }
  })
  registerJob('test.fails', async () => {
    throw new TypeError('inner workings')
  })

  const start = async (kind: string, params: object = {}) => {
    const id = newId()
    await enqueueJob(t.store.pool, t.org.id, { id, kind, params, actor: t.people.aimsLead.actor })
    return id
  }

  test('tells how far it is and can be cancelled', async () => {
    const id = await start('test.slow', { waits: true })
    await expect.poll(async () => (await readJob(t.store.pool, t.org.id, id))?.step).toBe('Counting')
    const { body } = await t.send(t.people.aimsLead, 'GET', `${t.base}/jobs/${id}`)
    expect(body).toMatchObject({ state: 'running', done: 1, total: 3, step: 'Counting' })
    expect((await t.send(t.people.contributor, 'DELETE', `${t.base}/jobs/${id}`)).status).toBe(404)
    await t.send(t.people.aimsLead, 'DELETE', `${t.base}/jobs/${id}`)
    expect(await as.ended(id)).toMatchObject({ state: 'cancelled' })
  })

  test('that fails unforeseen says so without its inner workings', async () => {
    const job = await as.ended(await start('test.fails'))
    expect(job.state).toBe('failed')
    expect(job.problem).toBe(`Something went wrong on our side (job ${job.id}).`)
  })

  test('of a person who left the organisation is not done', async () => {
    const actor = { ...t.people.aimsLead.actor, id: t.outsider.account, name: 'Outsider' }
    const id = newId()
    await enqueueJob(t.store.pool, t.org.id, { id, kind: 'test.slow', params: {}, actor })
    expect(await as.ended(id)).toMatchObject({
      state: 'failed',
      problem: 'Outsider no longer belongs to this organisation; nothing was done.',
    })
  })

  test('whose worker died is begun again by the next one, which the dead one cannot disturb', async () => {
    const id = await start('test.other')
    const dead = await claimJob(t.store.pool, ['test.other'], 0)
    expect(dead).toMatchObject({ id, attempt: 1 })
    await wait(5)
    const next = await claimJob(t.store.pool, ['test.other'], 30)
    expect(next).toMatchObject({ id, attempt: 2 })
    expect(await claimJob(t.store.pool, ['test.other'], 30)).toBeNull()
    if (!dead || !next) throw new Error('not claimed')
    expect(await renewLease(t.store.pool, dead, 30)).toBeNull()
    await endJob(t.store.pool, dead, { state: 'failed', problem: 'late', result: null })
    expect(await readJob(t.store.pool, t.org.id, id)).toMatchObject({ state: 'waiting' })
    await endJob(t.store.pool, next, { state: 'done', problem: null, result: '/there' })
    expect(await readJob(t.store.pool, t.org.id, id)).toMatchObject({ state: 'done', result: '/there' })
  })

  test('interrupted too often is given up with a sentence', async () => {
    const id = newId()
    await enqueueJob(t.store.pool, t.org.id, { id, kind: 'test.never', params: {}, actor: t.people.aimsLead.actor })
    for (let i = 0; i < 3; i++) {
      await claimJob(t.store.pool, ['test.never'], 0)
      await wait(5)
    }
    registerJob('test.never', async () => ({ result: null }))
    expect(await as.ended(id)).toMatchObject({
      state: 'failed',
      problem: 'It was interrupted 3 times before it could finish; start it again.',
    })
  })

  test('is put back when the server stops in good order', async () => {
    const runner = makeRunner(t.store, { pollMs: 10 })
    const id = await start('test.slow', { waits: true })
    runner.start()
    await expect.poll(async () => (await readJob(t.store.pool, t.org.id, id))?.state).toBe('running')
    await runner.stop()
    // The server of this test takes it up again when the other runner had it; either way it never fails.
    expect(['waiting', 'running']).toContain((await readJob(t.store.pool, t.org.id, id))?.state)
    await t.send(t.people.aimsLead, 'DELETE', `${t.base}/jobs/${id}`)
    expect(await as.ended(id)).toMatchObject({ state: 'cancelled' })
  })
})

describe('an import that was interrupted', () => {
  const rows = Array.from({ length: 2500 }, (_, i) => `Resumed ${i},no,R-${i},kept ${i}`)

  test('goes on where it stopped: nothing twice, nothing missing, and it can be undone', async () => {
    const facts = await as.read(await as.upload('resumed.csv', table(rows)), { register: 'supplier' })
    const request = runBody.parse(accepted(facts, { policy: 'rowByRow' }))
    const { actor } = t.people.aimsLead
    const run = await beginImport(t.store, t.org.id, actor, request)
    // A first start that breaks down after its first batch, as a killed worker does: nothing is told, nothing cleaned up.
    const { runImport } = await import('../../src/server/imports/runImport.ts')
    let commits = 0
    const dying = {
      ...t.store,
      commit: (r: Parameters<typeof t.store.commit>[0]) =>
        ++commits > 1 ? new Promise<never>(() => {}) : t.store.commit(r),
    }
    const work = { org: t.org.id, actor, signal: new AbortController().signal, progress: () => {} }
    void runImport({ ...work, store: dying, attempt: 1 }, run.id, request)
    await expect.poll(() => commits, { timeout: 10_000 }).toBe(2)
    const half = (await as.total('suppliers')) ?? 0
    const outcome = await runImport({ ...work, store: t.store, attempt: 2 }, run.id, request)
    expect(outcome).toMatchObject({ created: 2500, refused: 0 })
    expect(await as.total('suppliers')).toBe(half + 1500)
    const job = await as.undo(outcome.ref)
    expect(job).toMatchObject({ state: 'done' })
    expect(await as.total('suppliers')).toBe(half - 1000)
  })

  test('that is given up is marked failed with the reason', async () => {
    const facts = await as.read(await as.upload('given-up.csv', table(['Given up,no,,'])), { register: 'supplier' })
    const request = runBody.parse(accepted(facts))
    const { actor } = t.people.aimsLead
    const run = await beginImport(t.store, t.org.id, actor, request)
    const id = newId()
    await enqueueJob(t.store.pool, t.org.id, { id, kind: 'import', params: { importId: run.id, request }, actor })
    await t.store.pool.query('update job_queue set attempts = 3 where job_id = $1', [id])
    expect((await as.ended(id)).state).toBe('failed')
    expect(await as.importRecord(run.ref)).toMatchObject({ state: 'failed' })
  })

  test('cancelled row by row keeps what was written and can be undone', async () => {
    const facts = await as.read(
      await as.upload('cancelled.csv', table(rows.map((r) => r.replace('Resumed', 'Cancelled')))),
      { register: 'supplier' },
    )
    const request = runBody.parse(accepted(facts, { policy: 'rowByRow' }))
    const { actor } = t.people.aimsLead
    const run = await beginImport(t.store, t.org.id, actor, request)
    const { runImport } = await import('../../src/server/imports/runImport.ts')
    const stop = new AbortController()
    const before = await as.total('suppliers')
    const progress = (done: number, _total: number | null, step: Said) => {
      if (String(step) === 'Writing rows' && done > 0) stop.abort('cancelled')
    }
    await expect(
      runImport({ store: t.store, org: t.org.id, actor, signal: stop.signal, attempt: 1, progress }, run.id, request),
    ).rejects.toThrow('Cancelled after 1,000 rows; undo the import to take them back.')
    expect(await as.total('suppliers')).toBe(before + 1000)
    expect(await as.importRecord(run.ref)).toMatchObject({ state: 'failed' })
    expect(await as.undo(run.ref)).toMatchObject({ state: 'done' })
    expect(await as.total('suppliers')).toBe(before)
  })
})
