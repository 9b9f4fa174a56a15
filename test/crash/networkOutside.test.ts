import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import S3rver from 's3rver'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../src/model/index.ts'
import { makeMail } from '../../src/server/mail/mail.ts'
import { sealer } from '../../src/server/signIn/secretFile.ts'
import { s3Blobs } from '../../src/store/blobs/s3Blobs.ts'
import type { BlobStore } from '../../src/store/blobs.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type MailServer, mailServer } from '../support/mailServer.ts'
import { makeRandom } from '../support/random.ts'
import { type ToxicProxy, toxicProxy } from '../support/toxicProxy.ts'

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 2 ** 31)
const harmless = { latencyMs: 0, bytesPerSecond: 0, isBlackhole: false, resetAfter: null, isClosed: false }

/** How long something took, and what it led to. */
async function timed<T>(work: Promise<T>): Promise<{ ms: number; result: T | Error }> {
  const began = performance.now()
  const result = await work.catch((error: Error) => error)
  return { ms: performance.now() - began, result }
}

describe('object storage', () => {
  const org = '00000000-0000-7000-8000-000000000001'
  let folder: string
  let server: S3rver
  let proxy: ToxicProxy
  let blobs: BlobStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openaims-s3-'))
    server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: join(folder, 'buckets'),
      configureBuckets: [{ name: 'files', configs: [] }],
    })
    const { port } = await server.run()
    proxy = await toxicProxy({ host: '127.0.0.1', port })
    blobs = s3Blobs({
      endpoint: `http://127.0.0.1:${proxy.port}`,
      bucket: 'files',
      prefix: '',
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      incoming: join(folder, 'incoming'),
      patienceMs: 1000,
    })
  })
  afterEach(() => void Object.assign(proxy.toxics, harmless))
  afterAll(async () => {
    await proxy.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const put = (bytes: Buffer) => blobs.put(org, Readable.from([bytes]), 10_000_000)
  async function take(hash: string): Promise<Buffer | null> {
    const opened = await blobs.open(org, hash)
    return opened && buffer(opened.stream)
  }

  test('that is far away works, only slower', async () => {
    Object.assign(proxy.toxics, { latencyMs: 40, bytesPerSecond: 2_000_000 })
    const bytes = randomBytes(300_000)
    const { hash } = await put(bytes)
    expect((await take(hash))?.equals(bytes)).toBe(true)
  })

  test(`whose answers are cut off keeps each file whole, once, or says that it cannot (seed ${seed})`, async () => {
    const random = makeRandom(seed)
    let refused = 0
    for (let n = 0; n < 25; n++) {
      const bytes = randomBytes(1000 + random.below(100_000))
      proxy.toxics.resetAfter = random.below(400)
      const kept = await put(bytes).catch((error: Error) => error)
      proxy.toxics.resetAfter = null
      if (kept instanceof Error) {
        refused += 1
        expect((kept as Problem).code, String(kept)).toBe('server/unavailable')
        continue
      }
      // A download that is cut off fails; it is never a shorter file.
      proxy.toxics.resetAfter = random.below(bytes.length)
      const first = await take(kept.hash).catch((error: Error) => error)
      proxy.toxics.resetAfter = null
      if (!(first instanceof Error)) expect(first?.equals(bytes)).toBe(true)
      expect((await take(kept.hash))?.equals(bytes)).toBe(true)
    }
    expect(refused).toBeLessThan(25)
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
  }, 60_000)

  test('that says nothing any more is given up in bounded time, for uploads and downloads, and works when it is back', async () => {
    const bytes = randomBytes(50_000)
    const { hash } = await put(bytes)
    proxy.toxics.isBlackhole = true
    for (const work of [() => put(randomBytes(10)), () => take(hash), () => blobs.remove(org, hash)]) {
      const { ms, result } = await timed<unknown>(work())
      expect(result).toBeInstanceOf(Problem)
      expect(String(result)).toContain('does not answer')
      expect(ms).toBeLessThan(6000)
    }
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
    proxy.toxics.isBlackhole = false
    proxy.cut()
    expect((await take(hash))?.equals(bytes)).toBe(true)
  }, 40_000)

  test('that falls silent in the middle of a file fails the download instead of holding it', async () => {
    const { hash } = await put(randomBytes(3_000_000))
    proxy.toxics.bytesPerSecond = 1_000_000
    const opened = await blobs.open(org, hash)
    if (!opened) throw new Error('the file is not there')
    proxy.toxics.isBlackhole = true
    const { ms, result } = await timed(buffer(opened.stream))
    expect(String(result)).toContain('middle of a file')
    expect(ms).toBeLessThan(6000)
    proxy.cut()
  }, 30_000)
})

describe('a mail server', () => {
  let t: TestApp
  let server: MailServer
  let proxy: ToxicProxy
  let mail: ReturnType<typeof makeMail>
  beforeAll(async () => {
    t = await testApp()
    server = await mailServer()
    proxy = await toxicProxy({ host: '127.0.0.1', port: server.settings.port })
    mail = makeMail(t.store, sealer('a secret of thirty-two characters or so'), {
      ...server.settings,
      port: proxy.port,
    })
  })
  afterEach(() => void Object.assign(proxy.toxics, harmless))
  afterAll(async () => {
    await proxy.close()
    await server.close()
    await t.close()
  })

  const send = (subject: string) => mail.send({ to: 'somebody@example.org', subject, text: 'Hello.' })
  const got = (subject: string) => server.received.filter((one) => one.subject === subject).length

  test('that is far away takes a letter, only slower', async () => {
    proxy.toxics.latencyMs = 60
    expect(await send('Far')).toBe(true)
    expect(got('Far')).toBe(1)
  })

  test('that cuts the line is told as a problem, at any point; nothing is sent again behind anybody’s back', async () => {
    for (const [n, after] of [0, 30, 90, 150, 200].entries()) {
      proxy.toxics.resetAfter = after
      const { result } = await timed(send(`Cut ${n}`))
      proxy.toxics.resetAfter = null
      if (result instanceof Error) {
        expect(result).toBeInstanceOf(Problem)
        expect((result as Problem).code).toBe('mail/failed')
      }
      expect(got(`Cut ${n}`)).toBeLessThanOrEqual(1)
    }
    expect(await send('After the cuts')).toBe(true)
  }, 60_000)

  test('that is refused or says nothing is given up in bounded time', async () => {
    proxy.toxics.isClosed = true
    const closed = await timed(send('Closed'))
    expect((closed.result as Problem).code).toBe('mail/failed')
    expect(closed.ms).toBeLessThan(2000)
    Object.assign(proxy.toxics, { isClosed: false, isBlackhole: true })
    const silent = await timed(send('Silent'))
    expect((silent.result as Problem).code).toBe('mail/failed')
    expect(silent.ms).toBeLessThan(15_000)
    proxy.cut()
  }, 40_000)
})
