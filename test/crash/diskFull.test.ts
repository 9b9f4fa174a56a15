import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, open, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scheduledBackup } from '../../src/server/backups/takeBackup.ts'
import { makeRunner, startJob } from '../../src/server/jobs/runner.ts'
import { latestRuns } from '../../src/store/backup/backupRuns.ts'
import { writeBackup } from '../../src/store/backup/writeBackup.ts'
import { folderBlobs } from '../../src/store/index.ts'
import { isDiskFull } from '../../src/store/outage.ts'
import { makeRandom } from '../support/random.ts'
import '../../src/server/packs/packJob.ts'
import { readJob } from '../../src/store/jobs.ts'
import { testApp } from '../support/app.ts'
import { type Installation, install } from './installation.ts'
import { type History, write } from './load.ts'
import { judge, settle, untilIdle } from './oracle.ts'
import { found } from './people.ts'

const undo: (() => void | Promise<void>)[] = []

/** A small disk of its own; only root may make one. */
function smallDisk(folder: string, megabytes: number): boolean {
  if (process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', folder], { stdio: 'ignore' })
    undo.push(() => void execFileSync('umount', ['-l', folder]))
    return true
  } catch {
    return false
  }
}

const countFiles = async (folder: string) => (await readdir(folder, { recursive: true })).length

const canMount = await (async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oa-'))
  const can = smallDisk(folder, 1)
  if (can) await undo.pop()?.()
  await rm(folder, { recursive: true, force: true })
  return can
})()

afterAll(async () => {
  for (const step of undo.reverse()) await step()
})

describe.skipIf(!canMount)(`a full disk${canMount ? '' : ' (needs root, who may mount a small one)'}`, () => {
  test('an upload that does not fit is refused, leaves nothing, and files that are there stay readable', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'oa-'))
    undo.push(() => rm(folder, { recursive: true, force: true }))
    smallDisk(folder, 4)
    const blobs = folderBlobs(folder)
    const bytes = randomBytes(1_000_000)
    const kept = await blobs.put('org', Readable.from([bytes]), 10_000_000)
    const error = await blobs.put('org', Readable.from([randomBytes(9_000_000)]), 10_000_000).catch((e: unknown) => e)
    expect(isDiskFull(error), String(error)).toBe(true)
    expect(await readdir(join(folder, 'org/incoming'))).toEqual([])
    const opened = await blobs.open('org', kept.hash)
    expect(opened && (await buffer(opened.stream)).equals(bytes)).toBe(true)
    await blobs.put('org', Readable.from([randomBytes(500_000)]), 10_000_000)
  })

  test('an audit pack for which there is no room is tried three times, then given up with the reason, and leaves nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'oa-'))
    undo.push(() => rm(folder, { recursive: true, force: true }))
    smallDisk(folder, 1)
    const t = await testApp()
    const actor = t.people.aimsLead.actor
    const bytes = randomBytes(3_000_000)
    const { hash, size } = await t.store.blobs.put(t.org.id, Readable.from([bytes]), 10_000_000)
    await t.store.noteBlob(t.org.id, { hash, size, mediaType: 'text/plain', by: t.people.aimsLead.account })
    const files = [{ hash, size, name: 'note.txt', mediaType: 'text/plain' }]
    await t.commit([
      { do: 'create', register: 'evidence', values: { title: 'A large note', collectedOn: '2026-01-01', files } },
    ])
    const asOf = String(await t.store.asOf(t.org.id, await t.store.present(t.org.id)))
    const usual = process.env.TMPDIR
    process.env.TMPDIR = folder
    const runner = makeRunner(t.store, { leaseSeconds: 4, pollMs: 100 })
    try {
      const before = await countFiles(t.store.blobs.folder ?? '')
      runner.start()
      const { id } = await startJob(t.store, t.org.id, actor, 'audit-pack', { asOf, asked: null })
      await expect
        .poll(async () => (await readJob(t.store.pool, t.org.id, id))?.state, { timeout: 60_000 })
        .toBe('failed')
      expect((await readJob(t.store.pool, t.org.id, id))?.problem).toMatch(/disk is full.*3 times.*free space/)
      expect(await readdir(folder)).toEqual([])
      expect(await countFiles(t.store.blobs.folder ?? '')).toBe(before)
      // With room the same job does it.
      if (usual === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = usual
      const again = await startJob(t.store, t.org.id, actor, 'audit-pack', { asOf, asked: null })
      await expect
        .poll(async () => (await readJob(t.store.pool, t.org.id, again.id))?.state, { timeout: 60_000 })
        .toBe('done')
    } finally {
      if (usual === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = usual
      await runner.stop()
      await t.close()
    }
  }, 180_000)

  test('a scheduled backup for which there is no room says where, leaves no half, and takes no older one away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'oa-'))
    undo.push(() => rm(folder, { recursive: true, force: true }))
    smallDisk(folder, 1)
    const t = await testApp()
    try {
      const { hash, size } = await t.store.blobs.put(t.org.id, Readable.from([randomBytes(3_000_000)]), 10_000_000)
      await t.store.noteBlob(t.org.id, { hash, size, mediaType: 'text/plain', by: t.people.aimsLead.account })
      const older = 'openaims-20260101T000000Z.tar.zst'
      await writeFile(join(folder, older), 'an older one')
      const place = { store: t.store, backupUrl: t.database.superuserUrl, version: 'test', dataFolder: folder }
      const told = new RegExp(`no room for the backup in ${folder}.*OPENAIMS_BACKUP_FOLDER`)
      await expect(scheduledBackup(place, { folder, keep: 1, key: null })).rejects.toThrow(told)
      expect(await readdir(folder)).toEqual([older])
      expect((await latestRuns(t.store.pool, 1))[0]?.problem).toMatch(told)
    } finally {
      await t.close()
    }
  }, 60_000)

  describe('of the database', () => {
    let at: Installation
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'oa-'))
      await chmod(folder, 0o711)
      undo.push(() => rm(folder, { recursive: true, force: true }))
      smallDisk(folder, 420)
      at = await install({ serve: 1, work: 1, folder, settings: { min_wal_size: '32MB', max_wal_size: '48MB' } })
    }, 120_000)
    afterAll(() => at?.remove(), 60_000)

    test('refuses changes, tells so, loses nothing acknowledged, and goes on when there is space again', async () => {
      const orgs = await found(at.appUrl, at.files, 1)
      const org = orgs[0]
      if (!org) throw new Error('no organisation')
      const history: History = { operations: [], next: 1 }
      const random = makeRandom(5)
      let isStopped = false
      const writing = Array.from({ length: 3 }, () =>
        write(
          history,
          org,
          () => at.servers()[0]?.address ?? '',
          makeRandom(random.below(2 ** 31)),
          () => isStopped,
        ),
      )
      await new Promise((done) => setTimeout(done, 1500))
      const ballast = join(folder, 'ballast')
      const handle = await open(ballast, 'w')
      const block = Buffer.alloc(1024 * 1024)
      for (;;) {
        const { bavail, bsize } = await statfs(folder)
        if (bavail * bsize < 64 * 1024) break
        await handle.write(block).catch(() => {})
      }
      await handle.close()
      const acknowledged = () => history.operations.filter((o) => o.state === 'acknowledged').length
      const before = acknowledged()
      expect(before).toBeGreaterThan(0)
      // A backup that does not fit fails and leaves no half of one.
      const target = join(folder, 'backup.tar.zst')
      const { folderBlobs: blobsOf } = await import('../../src/store/index.ts')
      await expect(
        writeBackup(
          { adminUrl: at.superuserUrl, blobs: blobsOf(join(at.files, 'files')), program: 'test' },
          target,
          null,
        ),
      ).rejects.toThrow()
      await new Promise((done) => setTimeout(done, 4000))
      isStopped = true
      await Promise.all(writing)
      const doubted = history.operations.filter((o) => o.state === 'unknown').length
      await rm(ballast)
      expect(await readdir(folder)).not.toContain('backup.tar.zst.partial')
      for (const member of at.members) expect(at.lives(member), member.said.slice(-2000)).toBe(true)
      // PostgreSQL may have ended for want of room for its log; as a service it is started again.
      await at.mend()
      expect(await settle(history, at.servers()[0]?.address ?? '')).toEqual([])
      expect(await untilIdle(at)).toEqual([])
      expect((await judge(at, history)).problems).toEqual([])
      expect(doubted).toBeGreaterThan(0)
    }, 120_000)
  })
})
