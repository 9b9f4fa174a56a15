import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeBackup } from '../../src/server/backups/takeBackup.ts'
import { latestRuns } from '../../src/store/backup/backupRuns.ts'
import { readBackup } from '../../src/store/backup/readBackup.ts'
import { folderBlobs } from '../../src/store/index.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
let folder: string
beforeAll(async () => {
  t = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'openaims-take-'))
}, 60_000)
afterAll(async () => {
  await t?.close()
  await rm(folder, { recursive: true, force: true })
})

const place = () => ({ store: t.store, backupUrl: t.database.superuserUrl, version: 'test', dataFolder: folder })
const lastProblem = async () => (await latestRuns(t.store.pool, 1))[0]?.problem

test('a name that something has got meanwhile is refused, noted, and nothing is left beside it', async () => {
  const file = join(folder, 'taken.tar.zst')
  await writeFile(file, 'older')
  await expect(takeBackup(place(), file, null, { askedBy: 'command' })).rejects.toThrow('is there already')
  expect(await lastProblem()).toContain('is there already')
  expect(await readdir(folder)).toEqual(['taken.tar.zst'])
  expect(await readFile(file, 'utf8')).toBe('older')
  const written = await takeBackup(place(), file, null, { askedBy: 'command', replaces: true })
  expect(written.file).toBe(file)
  expect((await readBackup(file, null)).header.at).toBe(written.manifest.header.at)
  expect(await lastProblem()).toBeNull()
  expect(await readdir(folder)).toEqual(['taken.tar.zst'])
})

test('two backups for one new file at a time never write into each other, and a whole one stands there', async () => {
  const file = join(folder, 'both.tar.zst')
  const both = await Promise.allSettled([1, 2].map(() => takeBackup(place(), file, null, { askedBy: 'command' })))
  expect(both.filter((one) => one.status === 'fulfilled').length).toBeGreaterThan(0)
  await readBackup(file, null)
  expect((await readdir(folder)).filter((name) => name.startsWith('both'))).toEqual(['both.tar.zst'])
})

test('an older backup stays when files are missing from the new one; a new name gets what there is, and a word', async () => {
  const older = join(folder, 'older.tar.zst')
  const whole = await takeBackup(place(), older, null, { askedBy: 'command' })
  const { hash, size } = await t.store.blobs.put(t.org.id, Readable.from([Buffer.from('gone')]), 100)
  await t.store.noteBlob(t.org.id, { hash, size, mediaType: 'text/plain', by: t.people.aimsLead.account })
  const empty = { ...place(), store: { ...t.store, blobs: folderBlobs(join(folder, 'empty')) } }
  const again = takeBackup(empty, older, null, { askedBy: 'command', replaces: true })
  await expect(again).rejects.toThrow(`The older backup at ${older} stays as it was: 1 files`)
  expect((await readBackup(older, null)).header.at).toBe(whole.manifest.header.at)
  const fresh = join(folder, 'fresh.tar.zst')
  const first = takeBackup(empty, fresh, null, { askedBy: 'command' })
  await expect(first).rejects.toThrow('The backup is written, but 1 files')
  expect((await readBackup(fresh, null)).missing).toMatchObject([{ hash }])
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
})
