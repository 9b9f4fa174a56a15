import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginRun, endRun } from '../../src/store/backup/backupRuns.ts'
import { newId } from '../../src/store/index.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

/** Our own metrics; what Node tells of itself is described where it comes from. */
const ofNode = /^openaims_(nodejs|process)_/

test('every metric is in the guide, and the guide names none that is not there', async () => {
  await t.send(t.people.aimsLead, 'GET', `${t.base}/home`)
  const { text } = await t.send(null, 'GET', '/metrics')
  const told = [...text.matchAll(/^# TYPE (\S+)/gm)]
    .map((found) => String(found[1]))
    .filter((name) => !ofNode.test(name))
  const guide = await readFile(resolve(import.meta.dirname, '../../docs/guides/operate.md'), 'utf8')
  const named = new Set([...guide.matchAll(/^\| `(openaims_\w+)/gm)].map((found) => String(found[1])))
  expect([...named].sort()).toEqual([...new Set(told)].sort())
})

test('how far the clock is from that of the database is told', async () => {
  const { text } = await t.send(null, 'GET', '/metrics')
  const ahead = Number(/^openaims_clock_ahead_seconds (\S+)$/m.exec(text)?.[1])
  expect(Math.abs(ahead)).toBeLessThan(2)
})

async function told(): Promise<Record<string, number>> {
  const { text } = await t.send(null, 'GET', '/metrics')
  const lines = [...text.matchAll(/^openaims_backup_(\w+) (\S+)$/gm)]
  return Object.fromEntries(lines.map(([, name, value]) => [name, Number(value)]))
}

test('how backups stand is told as of the scrape, and stays as it was while the database does not say', async () => {
  const { pool } = t.store
  const backup = async (ok: boolean | null) => {
    const id = newId()
    await beginRun(pool, { id, file: '/srv/backup', machine: 'one', encrypted: false, askedBy: 'schedule' })
    if (ok !== null) await endRun(pool, id, { ok, problem: ok ? null : 'no room', ...(ok ? { bytes: 12 } : {}) })
  }
  expect(await told()).toEqual({ last_success_timestamp_seconds: 0, last_size_bytes: 0, failed: 0 })
  await backup(true)
  const first = await told()
  expect(first).toMatchObject({ last_size_bytes: 12, failed: 0 })
  expect(Math.abs((first.last_success_timestamp_seconds ?? 0) - Date.now() / 1000)).toBeLessThan(60)
  await backup(false)
  // One under way says nothing yet.
  await backup(null)
  expect(await told()).toEqual({ ...first, failed: 1 })
  const admin = new pg.Client({ connectionString: t.database.adminUrl, options: '-c search_path=openaims' })
  await admin.connect()
  await admin.query('alter table backup_run rename to backup_run_away')
  expect(await told()).toEqual({ ...first, failed: 1 })
  await admin.query('alter table backup_run_away rename to backup_run')
  await backup(true)
  expect((await told()).failed).toBe(0)
  // One that was killed never ends; a day later it counts as failed.
  await admin.query(`update backup_run set began_at = began_at - interval '2 days' where ok is null`)
  await admin.query('delete from backup_run where ok')
  await admin.query('delete from backup_run where not ok')
  expect((await told()).failed).toBe(1)
  await admin.end()
})
