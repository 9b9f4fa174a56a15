import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { alarmSettings, makeAlarm, tellAlarmRefusal } from '../../src/server/backups/alarm.ts'
import { upkeep } from '../../src/server/jobs/upkeep.ts'
import { makeMail } from '../../src/server/mail/mail.ts'
import { sealer } from '../../src/server/signIn/secretFile.ts'
import { latestRuns } from '../../src/store/backup/backupRuns.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { type MailServer, mailServer } from '../support/mailServer.ts'

let app: TestApp
let post: MailServer
let hook: Server
let hookUrl: string
let folder: string
const got: { event: string; problem?: string }[] = []
const errors: string[] = []
const log = { error: (_: unknown, said: string) => errors.push(said), info: () => {} } as never

beforeAll(async () => {
  app = await testApp()
  post = await mailServer()
  folder = await mkdtemp(join(tmpdir(), 'openaims-alarm-'))
  hook = createServer(async (request, reply) => {
    got.push(JSON.parse(await text(request)))
    reply.writeHead(204).end()
  })
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done))
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/alarm`
  process.env.OPENAIMS_ALLOWED_HOSTS = '127.0.0.1'
  process.env.OPENAIMS_SCHEDULE_SECONDS = '0.1'
})
afterEach(async () => {
  await app.store.pool.query('delete from scheduled_task')
})
afterAll(async () => {
  delete process.env.OPENAIMS_ALLOWED_HOSTS
  delete process.env.OPENAIMS_SCHEDULE_SECONDS
  hook.close()
  await post.close()
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the scheduled backup once into a folder, and waits for its end. */
async function backUpInto(target: string): Promise<void> {
  const mail = makeMail(app.store, sealer('a secret for tests that is long enough'), post.settings)
  const settings = alarmSettings({ OPENAIMS_ALARM_EMAIL: 'ops@example.org', OPENAIMS_ALARM_WEBHOOK: hookUrl })
  const place = { store: app.store, backupUrl: app.database.superuserUrl, version: '0.0.0-test', dataFolder: folder }
  const backups = { folder: target, everyHours: 1, keep: 2, key: null }
  const before = (await latestRuns(app.store.pool, 100)).length
  await app.store.pool.query(
    "insert into scheduled_task (name, due_at) values ('backup', now()), ('tidyFiles', now() + interval '1 hour'), ('tidyPacks', now() + interval '1 hour'), ('erasureList', now()) on conflict (name) do update set due_at = excluded.due_at",
  )
  const scheduler = upkeep(place, backups, log, makeAlarm(app.store, mail, settings, log))
  scheduler.start()
  for (;;) {
    const runs = await latestRuns(app.store.pool, 100)
    const { rows } = await app.store.pool.query(
      "select 1 from scheduled_task where name in ('backup', 'erasureList') and due_at > now()",
    )
    if (runs.length > before && runs[0]?.ok !== null && rows.length === 2) break
    await wait(50)
  }
  await scheduler.stop()
}

const operation = async () =>
  (
    await app.send<{ backups: { last: { ok: boolean; problem: string } | null } }>(
      app.people.administrator,
      'GET',
      `${app.base}/operation`,
    )
  ).body.backups.last

test('a backup that cannot be written is told by mail and webhook, on the page and in the metrics, once', async () => {
  // A file stands where the folder should be: nobody, root neither, can write below it.
  const target = join(folder, 'taken', 'backups')
  await writeFile(join(folder, 'taken'), '')
  await backUpInto(target)
  const letter = await post.next('ops@example.org')
  expect(letter.subject).toMatch(/the backup failed/)
  expect(letter.text).toMatch(/ENOTDIR|EEXIST|not a directory/)
  expect(got).toMatchObject([{ event: 'backup.failed' }])
  expect(await operation()).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/ENOTDIR|EEXIST|not a directory/),
  })
  expect((await app.send(null, 'GET', '/metrics')).text).toContain('openaims_backup_failed 1')

  await backUpInto(target)
  expect(post.received).toEqual([])
  expect(got.length).toBe(1)
  // A day later it is said again.
  await app.store.pool.query(
    `update installation_setting set value = jsonb_set(value, '{at}', '"2026-01-01T00:00:00Z"') where name = 'backupAlarm'`,
  )
  await backUpInto(target)
  expect((await post.next('ops@example.org')).text).toMatch(/None has succeeded since/)
  expect(got.length).toBe(2)
})

test('whoever was alarmed is told when backups succeed again, and nobody otherwise', async () => {
  const target = join(folder, 'backups')
  await backUpInto(target)
  expect((await post.next('ops@example.org')).subject).toMatch(/succeed again/)
  expect(got.at(-1)).toMatchObject({ event: 'backup.whole' })
  expect(await operation()).toMatchObject({ ok: true })
  expect((await app.send(null, 'GET', '/metrics')).text).toContain('openaims_backup_failed 0')
  const before = got.length
  await backUpInto(target)
  expect(post.received).toEqual([])
  expect(got.length).toBe(before)
  // The list of erasures lies beside the backups.
  expect(await readdir(target)).toContain('erasures.jsonl')
  expect(errors.filter((said) => said.includes('alarm'))).toEqual([])
})

test('without an address of their own, confirmed operators are told; a hook that fails keeps no letter back', async () => {
  await app.store.pool.query("update account set email = 'root@example.org', email_verified = true where is_operator")
  const mail = makeMail(app.store, sealer('a secret for tests that is long enough'), post.settings)
  const settings = alarmSettings({ OPENAIMS_ALARM_WEBHOOK: 'https://127.0.0.1:1/' })
  const alarm = makeAlarm(app.store, mail, settings, log)
  await alarm.failed('the disk is full')
  expect((await post.next('root@example.org')).text).toContain('the disk is full')
  expect(errors.at(-1)).toBe('an alarm about backups was not sent')
})

test('an alarm that reached nobody is sent again with the next failure, and one that did is not', async () => {
  await app.store.pool.query("delete from installation_setting where name = 'backupAlarm'")
  await app.store.pool.query('update account set email_verified = false where is_operator')
  const mail = makeMail(app.store, sealer('a secret for tests that is long enough'), post.settings)
  const away = makeAlarm(app.store, mail, alarmSettings({ OPENAIMS_ALARM_WEBHOOK: 'https://127.0.0.1:1/' }), log)
  const before = errors.length
  await away.failed('the disk is full')
  await away.failed('the disk is full')
  expect(errors.length).toBe(before + 2)
  const there = makeAlarm(app.store, mail, alarmSettings({ OPENAIMS_ALARM_WEBHOOK: hookUrl }), log)
  got.length = 0
  await there.failed('the disk is full')
  await there.failed('the disk is full')
  expect(got).toMatchObject([{ event: 'backup.failed', problem: 'the disk is full' }])
})

test('a webhook that would not be called is told at the start', async () => {
  const said: string[] = []
  const tell = (webhook: string) =>
    tellAlarmRefusal(alarmSettings({ OPENAIMS_ALARM_WEBHOOK: webhook }), (line) => said.push(line))
  await tell(hookUrl)
  expect(said).toEqual([])
  await tell('http://alarms.example/x')
  await tell('https://10.0.0.7/x')
  expect(said).toEqual([
    expect.stringMatching(/It must begin with https\..*OPENAIMS_ALLOWED_HOSTS/),
    expect.stringMatching(/10\.0\.0\.7 is inside a private network\..*OPENAIMS_ALLOWED_HOSTS/),
  ])
})

test('wrong settings stop the start', () => {
  expect(() => alarmSettings({ OPENAIMS_ALARM_EMAIL: 'nobody' })).toThrow('OPENAIMS_ALARM_EMAIL')
  expect(() => alarmSettings({ OPENAIMS_ALARM_WEBHOOK: 'ftp://x' })).toThrow('OPENAIMS_ALARM_WEBHOOK')
  expect(alarmSettings({})).toEqual({ emails: [], webhook: null })
})
