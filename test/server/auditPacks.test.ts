import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Problem } from '../../src/model/index.ts'
import { buildAuditPack } from '../../src/reports/pack/buildAuditPack.ts'
import { makePack } from '../../src/server/packs/packProcess.ts'
import { packSource } from '../../src/server/packs/packSource.ts'
import { makeSnapshots } from '../../src/server/snapshots.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { unzip } from '../support/zipFiles.ts'

let at: TestApp
let folder: string
beforeAll(async () => {
  at = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'audit-packs-'))
  await at.commit(
    Array.from({ length: 120 }, (_, n) => ({
      do: 'create' as const,
      register: 'person',
      values: { title: `Person ${n}` },
    })),
  )
}, 120_000)
afterAll(async () => {
  await at.close()
  await rm(folder, { recursive: true, force: true })
})

async function order() {
  const asOf = String(await at.store.asOf(at.org.id, await at.store.now()))
  return { org: at.org, actor: at.people.aimsLead.actor, asOf, programVersion: 'test' }
}

test('the process of its own makes the same bytes as this one, twice', async () => {
  const asked = await order()
  const paths = [join(folder, 'one.zip'), join(folder, 'two.zip')] as const
  const steps: string[] = []
  const summary = await makePack(at.store, asked, paths[0], { onProgress: ({ step }) => steps.push(String(step)) })
  await makePack(at.store, asked, paths[1])
  const [one, two] = [await readFile(paths[0]), await readFile(paths[1])]
  expect(Buffer.compare(one, two)).toBe(0)
  const out = new PassThrough()
  const source = await packSource(at.store, makeSnapshots(at.store), asked)
  const [here] = await Promise.all([buffer(out), buildAuditPack(source, out)])
  expect(Buffer.compare(one, here)).toBe(0)
  expect(summary.counts.registers.person).toBeGreaterThan(120)
  expect(steps[0]).toBe('Gathering records')
  expect(steps).toContain('Evidence')
}, 120_000)

test('a pack that is called off leaves nothing behind', async () => {
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith('openaims-pack-'))
  const control = new AbortController()
  const path = join(folder, 'cancelled.zip')
  const making = makePack(at.store, await order(), path, { signal: control.signal, onProgress: () => control.abort() })
  await expect(making).rejects.toThrow(/abort/i)
  const after = (await readdir(tmpdir())).filter((name) => name.startsWith('openaims-pack-'))
  expect(after.filter((name) => !before.includes(name))).toEqual([])
}, 60_000)

test('a file whose content is gone is a problem that says so', async () => {
  const bytes = Buffer.from('a log')
  const { hash, size } = await at.store.blobs.put(
    at.org.id,
    (async function* () {
      yield bytes
    })(),
    1000,
  )
  await at.store.noteBlob(at.org.id, { hash, size, mediaType: 'text/plain', by: 'test' })
  const [evidence] = await at.commit([
    {
      do: 'create',
      register: 'evidence',
      values: {
        title: 'Log',
        collectedOn: '2026-01-31',
        files: [{ hash, name: 'log.txt', size, mediaType: 'text/plain' }],
      },
    },
  ])
  const path = join(folder, 'whole.zip')
  const whole = await makePack(at.store, await order(), path)
  expect(whole.counts.evidence).toBe(1)
  expect([...(await unzip(await readFile(path))).keys()]).toContain(`evidence/${hash}.txt`)
  expect((await stat(path)).size).toBeGreaterThan(1000)
  await at.store.blobs.remove(at.org.id, hash)
  const failed = await makePack(at.store, await order(), join(folder, 'gone.zip')).catch((error) => error)
  expect(failed).toBeInstanceOf(Problem)
  expect(failed).toMatchObject({ code: 'pack/failed', message: expect.stringContaining(hash) })
  expect(evidence?.register).toBe('evidence')
}, 120_000)

test('packs made before are listed with digest, size and address, for those who may know of them', async () => {
  const { aimsLead, viewer } = at.people
  const { body: begun } = await at.send<{ job: string; asOf: string }>(viewer, 'POST', `${at.base}/audit-packs`, {})
  const ended = await vi.waitFor(
    async () => {
      const { body } = await at.send<{ state: string }>(viewer, 'GET', `${at.base}/jobs/${begun.job}`)
      expect(['done', 'failed']).toContain(body.state)
      return body
    },
    { timeout: 60_000, interval: 200 },
  )
  expect(ended.state).toBe('failed')
  await at.store.blobs.put(
    at.org.id,
    (async function* () {
      yield Buffer.from('a log')
    })(),
    1000,
  )
  const { body: again } = await at.send<{ job: string }>(viewer, 'POST', `${at.base}/audit-packs`, { asOf: begun.asOf })
  type Entry = { job: string; state: string; href: string | null; digest: string; problem: string | null; by: string }
  const list = async (who: typeof viewer) => (await at.send<Entry[]>(who, 'GET', `${at.base}/audit-packs`)).body
  const [newest, older] = await vi.waitFor(
    async () => {
      const entries = await list(viewer)
      expect(entries[0]).toMatchObject({ job: again.job, state: 'done' })
      return entries
    },
    { timeout: 60_000, interval: 200 },
  )
  expect(older).toMatchObject({ state: 'failed', href: null, problem: expect.stringContaining('its content is gone') })
  const file = await at.send(viewer, 'GET', newest?.href ?? '')
  expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(newest?.digest)
  // The lead may read all a viewer may; another reader does not know of it.
  expect((await list(aimsLead))[0]).toMatchObject({ job: again.job, by: viewer.name, href: newest?.href })
  expect(await list(at.people.contributor)).toEqual([])
}, 180_000)
