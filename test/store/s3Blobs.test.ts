import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import S3rver from 's3rver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configuredBlobs } from '../../src/store/blobs/configuredBlobs.ts'
import type { BlobStore } from '../../src/store/blobs.ts'

const org = '00000000-0000-7000-8000-000000000001'
let folder: string
let server: S3rver
let endpoint: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-s3-'))
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 'buckets'),
    configureBuckets: [{ name: 'openaims-files', configs: [] }],
  })
  endpoint = `http://127.0.0.1:${(await server.run()).port}`
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const open = (more: Record<string, string> = {}): BlobStore =>
  configuredBlobs(join(folder, 'data'), {
    OPENAIMS_FILES: 's3://openaims-files/kept',
    OPENAIMS_S3_ENDPOINT: endpoint,
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
    ...more,
  })

test('a file goes in, comes out the same, and goes', async () => {
  const blobs = open()
  const bytes = randomBytes(3_000_000)
  const put = await blobs.put(org, Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), 10_000_000)
  expect(put.size).toBe(bytes.length)
  expect(put.head.subarray(0, 4100)).toEqual(bytes.subarray(0, put.head.length))
  const opened = await blobs.open(org, put.hash)
  expect(opened?.size).toBe(bytes.length)
  expect(opened && (await buffer(opened.stream)).equals(bytes)).toBe(true)
  // The same content again is the same file.
  expect((await blobs.put(org, Readable.from([bytes]), 10_000_000)).hash).toBe(put.hash)
  await blobs.remove(org, put.hash)
  expect(await blobs.open(org, put.hash)).toBeNull()
  await blobs.remove(org, put.hash)
  expect(await readdir(join(folder, 'data/files/incoming'))).toEqual([])
})

test('organisations do not share files, and names that are no hash are not asked for', async () => {
  const blobs = open()
  const { hash } = await blobs.put(org, Readable.from([Buffer.from('x')]), 10)
  expect(await blobs.open('00000000-0000-7000-8000-000000000002', hash)).toBeNull()
  expect(await blobs.open(org, '../../etc/passwd')).toBeNull()
})

test('what is too large is refused and leaves nothing', async () => {
  const blobs = open()
  await expect(blobs.put(org, Readable.from([randomBytes(100)]), 99)).rejects.toThrow('larger')
  expect(await readdir(join(folder, 'data/files/incoming'))).toEqual([])
})

test('a refusal of the storage is told with its code', async () => {
  await expect(open({ AWS_ACCESS_KEY_ID: 'nobody' }).put(org, Readable.from([randomBytes(9)]), 99)).rejects.toThrow(
    /40\d \w+/,
  )
  const other = open({ OPENAIMS_FILES: 's3://no-such-bucket' })
  await expect(other.put(org, Readable.from([randomBytes(9)]), 99)).rejects.toMatchObject({
    code: 'server/unavailable',
    message: expect.stringMatching(/does not keep files \(404 NoSuchBucket\).*OPENAIMS_FILES/),
  })
  // A bucket that is not there is told apart from a file that is not there.
  await expect(other.open(org, 'a'.repeat(64))).rejects.toThrow(/does not give files \(404 NoSuchBucket\)/)
  expect(await open().open(org, 'a'.repeat(64))).toBeNull()
})

test('a storage that is not there is a 503 for people, not an apology', async () => {
  const free = createServer()
  const port = await new Promise<number>((done) =>
    free.listen(0, '127.0.0.1', () => done((free.address() as { port: number }).port)),
  )
  await new Promise((done) => free.close(done))
  const gone = open({ OPENAIMS_S3_ENDPOINT: `http://127.0.0.1:${port}` })
  await expect(gone.open(org, 'a'.repeat(64))).rejects.toMatchObject({ code: 'server/unavailable' })
})

test('settings that cannot work stop the start with what to set', () => {
  expect(() => open({ OPENAIMS_FILES: 'file:///x' })).toThrow('s3://bucket')
  expect(() => open({ AWS_SECRET_ACCESS_KEY: '' })).toThrow('AWS_SECRET_ACCESS_KEY')
})
