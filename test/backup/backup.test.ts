import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { generateX25519Identity } from 'age-encryption'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { beginRun, endRun } from '../../src/store/backup/backupRuns.ts'
import type { BackupKey } from '../../src/store/backup/encryption.ts'
import { parseKeptHeads } from '../../src/store/backup/keptHeads.ts'
import { readBackup } from '../../src/store/backup/readBackup.ts'
import { restoreBackup } from '../../src/store/backup/restoreBackup.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { writeBackup } from '../../src/store/backup/writeBackup.ts'
import { folderBlobs, newId } from '../../src/store/index.ts'
import { newestVersion } from '../../src/store/migrate.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { commandLine } from '../support/commandLine.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { databaseAt } from '../support/databaseAt.ts'

let app: TestApp
let folder: string
const undo: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  app = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'openaims-backup-'))
  await fill(30)
})
afterAll(async () => {
  for (const step of undo.reverse()) await step()
  await app.close()
  await rm(folder, { recursive: true, force: true })
}, 120_000)

/** Records in two organisations, and a file that one of them names. */
async function fill(count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await app.commit([
      {
        do: 'create',
        register: 'risk',
        values: { type: 'risk', title: `Tab\there, line\nthere, \\N and "${n}" ü 漢` },
      },
    ])
  await app.store.commit({
    actor: app.outsider.actor,
    org: app.other.id,
    changes: [{ do: 'create', register: 'risk', values: { type: 'risk', title: 'A risk of others' } }],
  })
  const bytes = randomBytes(300_000)
  const put = await app.store.blobs.put(app.org.id, Readable.from([bytes]), 1_000_000)
  await app.store.noteBlob(app.org.id, { ...put, mediaType: 'application/pdf', by: app.people.aimsLead.account })
}

async function emptyTarget(): Promise<{ database: FreshDatabase; blobs: ReturnType<typeof folderBlobs> }> {
  const database = await freshDatabase()
  undo.push(() => database.drop())
  return { database, blobs: folderBlobs(await mkdtemp(join(folder, 'files-'))) }
}

const source = () => ({ adminUrl: app.database.superuserUrl, blobs: app.store.blobs, program: '0.0.0-test' })

/** Every row of every table, in an order of its own. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'openaims' and tablename <> 'schema_version' order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from openaims."${name}" t order by 1`)
    found[name] = `${rows.length} ${createHash('sha256')
      .update(JSON.stringify(rows.map((r) => r.row)))
      .digest('hex')}`
  }
  await client.end()
  return found
}

async function roundTrip(key: BackupKey | null, as: 'superuser' | 'owner') {
  const file = join(folder, `${randomBytes(4).toString('hex')}.backup`)
  const written = await writeBackup(
    { ...source(), adminUrl: as === 'owner' ? app.database.adminUrl : app.database.superuserUrl },
    file,
    key,
  )
  const { database, blobs } = await emptyTarget()
  const adminUrl = as === 'owner' ? database.adminUrl : database.superuserUrl
  await restoreBackup({ adminUrl, isBoth: false, blobs }, file, key)
  return { file, written, database, blobs }
}

test.each(['superuser', 'owner'] as const)(
  'a backup taken and restored as the %s holds the same rows and files, and verifies',
  async (as) => {
    const { written, database, blobs } = await roundTrip(null, as)
    expect(await contents(database.superuserUrl)).toEqual(await contents(app.database.superuserUrl))
    const verdict = await verifyInstance(database.appUrl, blobs, written.manifest.heads)
    expect(verdict.problems).toEqual([])
    expect(verdict.entries).toBeGreaterThan(40)
    expect(verdict.files).toBe(1)
    expect(written.manifest.missing).toEqual([])
  },
)

test('row-level security and the append-only log hold again after a restore as owner', async () => {
  const { database } = await roundTrip(null, 'owner')
  const client = new pg.Client({ connectionString: database.adminUrl, options: '-c search_path=openaims' })
  await client.connect()
  const { rows } = await client.query(
    `select relname from pg_class where relnamespace = 'openaims'::regnamespace and relrowsecurity and not relforcerowsecurity`,
  )
  expect(rows).toEqual([])
  expect((await client.query('select 1 from record')).rows).toEqual([])
  await client.query(`select set_config('app.org', $1, false)`, [app.org.id])
  await expect(client.query(`delete from log_entry where org_id = $1`, [app.org.id])).rejects.toThrow('append-only')
  await client.end()
})

test('an encrypted backup shows nothing, opens with its key alone, and a changed byte is noticed', async () => {
  const identity = await generateX25519Identity()
  for (const key of [{ passphrase: 'correct horse battery staple' }, { identity }]) {
    const { file, database, blobs } = await roundTrip(key, 'superuser')
    expect((await verifyInstance(database.appUrl, blobs)).problems).toEqual([])
    expect((await readFile(file)).includes('A risk of others')).toBe(false)
    await expect(readBackup(file, null)).rejects.toThrow('encrypted')
    await expect(readBackup(file, { passphrase: 'wrong' })).rejects.toThrow('does not open')
    const bytes = await readFile(file)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 5000) ^ 1, bytes.length - 5000)
    await writeFile(file, bytes)
    await expect(readBackup(file, key)).rejects.toThrow()
  }
})

test('the key of the data folder goes along only where the backup is closed, and never over another', async () => {
  const here = await mkdtemp(join(folder, 'data-'))
  await writeFile(join(here, 'sign-in.secret'), 'the secret of this installation')
  const open = await writeBackup({ ...source(), dataFolder: here }, join(folder, 'open.backup'), null)
  expect(open.manifest.keys).toEqual([])
  const key = { passphrase: 'correct horse battery staple' }
  const file = join(folder, 'closed.backup')
  expect((await writeBackup({ ...source(), dataFolder: here }, file, key)).manifest.keys).toEqual(['sign-in.secret'])
  const there = await mkdtemp(join(folder, 'data-'))
  const { database, blobs } = await emptyTarget()
  await restoreBackup({ adminUrl: database.adminUrl, isBoth: false, blobs, dataFolder: there }, file, key)
  expect(await readFile(join(there, 'sign-in.secret'), 'utf8')).toBe('the secret of this installation')
  await writeFile(join(there, 'sign-in.secret'), 'another')
  const second = await emptyTarget()
  await restoreBackup(
    { adminUrl: second.database.adminUrl, isBoth: false, blobs: second.blobs, dataFolder: there },
    file,
    key,
  )
  expect(await readFile(join(there, 'sign-in.secret'), 'utf8')).toBe('another')
})

test('a backup cut short or changed is refused, and the instance stays empty', async () => {
  const file = join(folder, 'cut.backup')
  await writeBackup(source(), file, null)
  const bytes = await readFile(file)
  await writeFile(file, bytes.subarray(0, bytes.length - 100_000))
  const why = 'The backup cannot be read to its end'
  await expect(readBackup(file, null)).rejects.toThrow(why)
  const { database, blobs } = await emptyTarget()
  const target = { adminUrl: database.superuserUrl, isBoth: false, blobs }
  await expect(restoreBackup(target, file, null)).rejects.toThrow(why)
  expect((await contents(database.superuserUrl)).organisation).toMatch(/^0 /)
})

test('what is no backup, or not there, is refused before a database is made for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-no-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const text = join(folder, 'notes.txt')
  await writeFile(text, 'Dear diary')
  for (const [file, why] of [
    [join(folder, 'gone.backup'), 'cannot be opened'],
    [text, 'is not a backup of OpenAIMS'],
    [folder, 'is not a backup of OpenAIMS'],
  ] as const) {
    const data = join(folder, 'data')
    const ran = await commandLine(['restore', file, '--data', data], { DATABASE_URL: '' }).ended
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining(why) })
    expect(ran.err.split('\n')).toHaveLength(2)
    await expect(stat(data)).rejects.toThrow('ENOENT')
  }
})

test('a restore refuses an instance that holds something', async () => {
  const file = join(folder, 'refused.backup')
  await writeBackup(source(), file, null)
  await expect(
    restoreBackup({ adminUrl: app.database.superuserUrl, isBoth: false, blobs: app.store.blobs }, file, null),
  ).rejects.toThrow('not empty')
})

test('a copy older than a kept log head is reported, and so is another history', async () => {
  const file = join(folder, 'old.backup')
  const { manifest } = await writeBackup(source(), file, null)
  await fill(5)
  const later = (await writeBackup(source(), join(folder, 'later.backup'), null)).manifest.heads
  const { database, blobs } = await emptyTarget()
  await restoreBackup({ adminUrl: database.superuserUrl, isBoth: false, blobs }, file, null)
  expect((await verifyInstance(database.appUrl, blobs, manifest.heads)).problems).toEqual([])
  const late = later.find((h) => h.org === app.org.id)
  const found = (await verifyInstance(database.appUrl, blobs, parseKeptHeads(JSON.stringify(later)))).problems
  expect(found).toContainEqual(expect.stringMatching(/an older state, and 5 entries are lost/))
  const note = `aims.example/${app.org.slug}/log\n${late?.size}\n${Buffer.from(late?.root ?? '', 'hex').toString('base64')}\n\n— x y\n`
  expect((await verifyInstance(database.appUrl, blobs, parseKeptHeads(note))).problems).toHaveLength(1)
  const forged = [{ org: app.org.slug, size: 3, root: '0'.repeat(64) }]
  expect((await verifyInstance(database.appUrl, blobs, forged)).problems).toEqual([
    expect.stringContaining('not the one whose head was kept'),
  ])
})

test('a backup that was under way when another was written is not under way where that is restored', async () => {
  const { pool } = app.store
  const runs = { file: '/srv/backup', machine: 'one', encrypted: false, askedBy: 'schedule' } as const
  const [ended, going] = [newId(), newId()]
  await beginRun(pool, { id: ended, ...runs })
  await endRun(pool, ended, { ok: true, problem: null, bytes: 1 })
  await beginRun(pool, { id: going, ...runs })
  const file = join(folder, 'runs.backup')
  await writeBackup(source(), file, null)
  const { database, blobs } = await emptyTarget()
  await restoreBackup({ adminUrl: database.superuserUrl, isBoth: false, blobs }, file, null)
  const client = new pg.Client({ connectionString: database.superuserUrl })
  await client.connect()
  const { rows } = await client.query('select id from openaims.backup_run')
  await client.end()
  expect(rows).toEqual([{ id: ended }])
  await endRun(pool, going, { ok: true, problem: null, bytes: 1 })
})

test('a backup taken while people write is one moment: its log and rows fit', async () => {
  let going = true
  const writing = (async () => {
    while (going) await app.commit([{ do: 'create', register: 'risk', values: { type: 'risk', title: 'Meanwhile' } }])
  })()
  const file = join(folder, 'online.backup')
  await writeBackup(source(), file, null)
  going = false
  await writing
  const { database, blobs } = await emptyTarget()
  await restoreBackup({ adminUrl: database.superuserUrl, isBoth: false, blobs }, file, null)
  expect((await verifyInstance(database.appUrl, blobs)).problems).toEqual([])
})

test('a file that is gone is named in the manifest instead of being passed over', async () => {
  const bytes = randomBytes(1000)
  const put = await app.store.blobs.put(app.org.id, Readable.from([bytes]), 1_000_000)
  await app.store.noteBlob(app.org.id, { ...put, mediaType: 'application/pdf', by: 'test' })
  await app.store.blobs.remove(app.org.id, put.hash)
  const { manifest } = await writeBackup(source(), join(folder, 'gone.backup'), null)
  expect(manifest.missing.map((f) => f.hash)).toEqual([put.hash])
  const client = new pg.Client({ connectionString: app.database.superuserUrl })
  await client.connect()
  await client.query('delete from openaims.blob where hash = $1', [put.hash])
  await client.end()
})

test('verification finds what was changed around the log', async () => {
  const { database, blobs } = await roundTrip(null, 'superuser')
  const client = new pg.Client({ connectionString: database.superuserUrl, options: '-c search_path=openaims' })
  await client.connect()
  await client.query(`set session_replication_role = replica`)
  await client.query(`update record set title = 'Harmless' where ref = 'RSK-1' or ref like '%-1' and register = 'risk'`)
  await client.end()
  const { problems } = await verifyInstance(database.appUrl, blobs)
  expect(problems.some((p) => p.includes('current record says something else'))).toBe(true)
})

const versions = readdirSync(join(import.meta.dirname, '../../src/store/migrations')).map((n) => Number(n.slice(0, 4)))

test.each(versions)(
  'a backup of schema %i is restored, migrated to the newest and verifies',
  async (version) => {
    const old = await databaseAt(app.database.superuserUrl, version)
    const file = join(folder, `schema-${version}.backup`)
    const { manifest } = await writeBackup({ ...source(), adminUrl: old.adminUrl }, file, null)
    await old.drop()
    expect(manifest.header.schema).toBe(version)
    const { database, blobs } = await emptyTarget()
    await restoreBackup({ adminUrl: database.adminUrl, isBoth: false, blobs }, file, null)
    const client = new pg.Client({ connectionString: database.adminUrl })
    await client.connect()
    const { rows } = await client.query('select max(version) as version from openaims.schema_version')
    await client.end()
    expect(rows[0].version).toBe(await newestVersion())
    const heads = manifest.heads
    const verdict = await verifyInstance(database.appUrl, blobs, heads)
    expect(verdict.problems).toEqual([])
    expect(verdict.entries).toBe(heads.reduce((sum, h) => sum + h.size, 0))
  },
  60_000,
)

test('the newest schema is what the header says', async () => {
  const { manifest } = await writeBackup(source(), join(folder, 'schema.backup'), null)
  expect(manifest.header.schema).toBe(await newestVersion())
})
