import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BlobStore } from '../../src/store/blobs.ts'
import { folderBlobs } from '../../src/store/index.ts'

let folder: string
let blobs: BlobStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-tidy-'))
  blobs = folderBlobs(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const keep = (text: string) => blobs.put('org', Readable.from([Buffer.from(text)]), 1000)
const pathOf = (hash: string) => join(folder, 'org', hash.slice(0, 2), hash)
const twoDaysAgo = () => new Date(Date.now() - 2 * 86_400_000)
const age = (path: string) => utimes(path, twoDaysAgo(), twoDaysAgo())
const isThere = async (hash: string) => (await blobs.open('org', hash)) !== null

test('files that no record knows go after a day, with the parts of uploads that were cut off; all others stay', async () => {
  const [known, unknown, fresh] = await Promise.all([keep('known'), keep('unknown'), keep('fresh')])
  const part = join(folder, 'org/incoming/part')
  await writeFile(part, 'half')
  await Promise.all([age(pathOf(known.hash)), age(pathOf(unknown.hash)), age(part)])
  await writeFile(join(folder, 'org/incoming/young'), 'half')
  await blobs.tidy(async (_org, hash) => hash === known.hash, { ms: 10 })
  expect(await isThere(known.hash)).toBe(true)
  expect(await isThere(unknown.hash)).toBe(false)
  expect(await isThere(fresh.hash)).toBe(true)
  expect(await readdir(join(folder, 'org/incoming'))).toEqual(['young'])
})

// A clock that is set forward makes an upload under way look as if it were days old.
test('a file whose record comes, or which is uploaded again, while it is watched stays', async () => {
  const [late, again, left] = await Promise.all([keep('late'), keep('again'), keep('left')])
  for (const { hash } of [late, again, left]) await age(pathOf(hash))
  const known = new Set<string>()
  const tidying = blobs.tidy(async (_org, hash) => known.has(hash), { ms: 600 })
  await wait(200)
  known.add(late.hash)
  await keep('again')
  await tidying
  expect([await isThere(late.hash), await isThere(again.hash), await isThere(left.hash)]).toEqual([true, true, false])
})

test('a process that stops does not wait, and takes nothing away', async () => {
  const { hash } = await keep('unknown')
  await age(pathOf(hash))
  await mkdir(join(folder, 'other'), { recursive: true })
  const stop = new AbortController()
  const tidying = blobs.tidy(async () => false, { signal: stop.signal })
  await wait(100)
  stop.abort()
  await expect(tidying).rejects.toThrow(/abort/i)
  expect(await isThere(hash)).toBe(true)
})
