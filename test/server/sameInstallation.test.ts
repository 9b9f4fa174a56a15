import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problem } from '../../src/model/index.ts'
import { filesAreElsewhere, secretDiffers, tellDifferences } from '../../src/server/operation/sameInstallation.ts'
import { folderBlobs } from '../../src/store/index.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
let folder: string
beforeAll(async () => {
  t = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'openaims-elsewhere-'))
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

test('a machine with another secret is told so, once where the former one is gone', async () => {
  expect(await secretDiffers(t.store, 'a secret of thirty-two characters or so')).toBeNull()
  expect(await secretDiffers(t.store, 'a secret of thirty-two characters or so')).toBeNull()
  expect(await secretDiffers(t.store, 'another secret of this length, made anew')).toMatch(/OPENAIMS_SECRET/)
  expect(await secretDiffers(t.store, 'another secret of this length, made anew')).toBeNull()
})

test('a place for files that refuses this machine is told at the start, even where nobody has put a file yet', async () => {
  const refusing = {
    ...folderBlobs(folder),
    open: () => Promise.reject(problem('server/unavailable', 'No such bucket.')),
  }
  const said: string[] = []
  await tellDifferences({ ...t.store, blobs: refusing }, null, (line) => said.push(line))
  expect(said).toEqual(['No such bucket.'])
  await tellDifferences({ ...t.store, blobs: folderBlobs(folder) }, null, (line) => said.push(line))
  expect(said).toHaveLength(1)
})

test('a machine that looks for files elsewhere is told so; one that finds them is not', async () => {
  const elsewhere = folderBlobs(folder)
  expect(await filesAreElsewhere(t.store, elsewhere)).toBeNull()
  const kept = await t.store.blobs.put(t.org.id, Readable.from([Buffer.from('evidence')]), 100)
  await t.store.noteBlob(t.org.id, { ...kept, mediaType: 'text/plain', by: t.people.aimsLead.account })
  expect(await filesAreElsewhere(t.store, t.store.blobs)).toBeNull()
  expect(await filesAreElsewhere(t.store, elsewhere)).toContain('OPENAIMS_FILES')
  await elsewhere.put(t.org.id, Readable.from([Buffer.from('evidence')]), 100)
  expect(await filesAreElsewhere(t.store, elsewhere)).toBeNull()
})
