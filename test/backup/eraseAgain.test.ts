import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { restoreBackup } from '../../src/store/backup/restoreBackup.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { writeBackup } from '../../src/store/backup/writeBackup.ts'
import { erasePerson } from '../../src/store/erasure/erasePerson.ts'
import { erasureListName, readErasureList, writeErasureList } from '../../src/store/erasure/listFile.ts'
import { reapplyErasures } from '../../src/store/erasure/reapply.ts'
import { folderBlobs, openStore, type Store } from '../../src/store/index.ts'
import { checkRows } from '../../src/store/log/checkRows.ts'
import { eraseVersions } from '../../src/store/log/erase.ts'
import { startDatabase } from '../../src/store/postgres/startDatabase.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { commandLine } from '../support/commandLine.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { besideUnloggedMembers } from '../support/unloggedMembers.ts'

const name = 'Zephyrine Quaddel'
const email = 'zephyrine@example.org'
const pseudonym = 'Former person K7Q2MX'
const reason = 'Request under article 17'

let app: TestApp
let folder: string
let database: FreshDatabase
let restored: Store
let person: string
let account: string
let risk: string
let later: string
let hash: string

beforeAll(async () => {
  app = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'openaims-erase-'))
  const created = async (register: string, values: Record<string, unknown>) =>
    (await app.commit([{ do: 'create', register, values }]))[0]?.id ?? ''
  person = await created('person', { title: name, email, jobTitle: 'Clerk' })
  account = await app.store.directory.createAccount(name, email)
  const system = { kind: 'system', id: 'test', name: 'Test', via: 'system' } as const
  await app.store.members.join(app.org.id, { account, roles: ['viewer'], person }, { actor: system })
  risk = await created('risk', { type: 'risk', title: `Only ${name} knows`, scenario: 'Something else' })
  later = await created('risk', { type: 'risk', title: 'Replaced later' })
  const put = await app.store.blobs.put(app.org.id, Readable.from([Buffer.from(`About ${name}`)]), 1000)
  hash = put.hash
  await app.store.noteBlob(app.org.id, { ...put, mediaType: 'text/plain', by: app.people.aimsLead.account })
  await writeBackup(
    { adminUrl: app.database.superuserUrl, blobs: app.store.blobs, program: '0.0.0-test' },
    join(folder, 'before.tar.zst'),
    null,
  )

  // After the backup she leaves and is erased, and a version is erased for its age.
  await app.store.members.remove(app.org.id, account, { actor: system })
  const { pool, blobs, registry, commit } = app.store
  const actor = app.people.aimsLead.actor
  const working = {
    pool,
    blobs,
    registry,
    commit,
    org: app.org.id,
    actor,
    fileFor: async () => null,
    progress: () => {},
  }
  const places = [`record:${person}`, `record:${risk}`, `file:${hash}`, 'memberships', `account:${account}`]
  const sought = { terms: [name, email], about: [person], accounts: [account] }
  const done = await erasePerson(working, { sought, places, kept: [] }, { actor, reason, pseudonym })
  expect(done).toMatchObject({ records: 2, versions: 2, memberships: 2, files: 1, others: 1, undone: [] })
  await app.commit([{ do: 'edit', register: 'risk', id: later, version: 1, values: { title: 'As it is now' } }])
  await eraseVersions(pool, app.org.id, [{ id: later, version: 1 }], { actor, reason: 'Kept long enough' })
  await writeErasureList(app.store, folder)

  database = await freshDatabase()
  const files = folderBlobs(join(folder, 'files'))
  await restoreBackup(
    { adminUrl: database.superuserUrl, isBoth: false, blobs: files },
    join(folder, 'before.tar.zst'),
    null,
  )
  restored = openStore({
    appUrl: database.appUrl,
    registers,
    customFields: customFieldSource,
    blobs: files,
    poolSize: 2,
  })
}, 60_000)
afterAll(async () => {
  await restored?.close()
  await database?.drop()
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

const titled = async (id: string) => (await restored.refs(app.org.id, app.people.aimsLead.actor, [id], null))[0]?.title

test('the list holds nothing of what was erased', async () => {
  const text = await readFile(join(folder, erasureListName), 'utf8')
  expect(text.trim().split('\n').length).toBe(7)
  expect(text).not.toMatch(/zephyrine|quaddel|clerk|replaced later/i)
})

test('a list of another installation changes nothing', async () => {
  const list = (await readErasureList(join(folder, erasureListName))) ?? []
  const others = list.map((line) => ({ ...line, digest: line.digest && 'ab'.repeat(32) }))
  const versions = others.filter((line) => ['version', 'membership'].includes(line.kind))
  expect(await reapplyErasures(restored, versions)).toEqual({ done: 0, left: [] })
  expect(
    await reapplyErasures(
      restored,
      list.map((line) => ({ ...line, org: app.other.id })),
    ),
  ).toMatchObject({ done: 0 })
  expect(await titled(person)).toBe(name)
})

test('what a restored backup brought back is erased again, and what cannot be is told', async () => {
  expect(await titled(risk)).toBe(`Only ${name} knows`)
  expect(await restored.blobs.open(app.org.id, hash)).not.toBeNull()
  const list = (await readErasureList(join(folder, erasureListName))) ?? []
  const { done, left } = await reapplyErasures(restored, list)
  // Two versions, one entry, the file. Whoever was a member then is one again, and their account stays.
  expect(done).toBe(4)
  expect(left).toEqual([expect.stringMatching(/^RISK-\d+ stands in version 1 again/)])
  expect(await titled(person)).toBe(pseudonym)
  expect(await titled(risk)).toBe(`Only ${pseudonym} knows`)
  expect(await restored.blobs.open(app.org.id, hash)).toBeNull()
  const search = await restored.search(app.org.id, app.people.aimsLead.actor, 'Zephyrine', 10, null)
  expect(search).toEqual([])
  const [joined] = await restored.members.history(app.org.id, 1)
  expect(joined).toMatchObject({ isErased: true, event: { name: null, email: null } })
  const entries: { action: string; actor: { name: string }; reason: string }[] = []
  for await (const part of restored.log(app.org.id, null)) for (const { entry } of part) entries.push(JSON.parse(entry))
  expect(entries.at(-1)?.actor.name).toBe('Restore of a backup')
  expect(entries.filter((e) => e.reason === reason).length).toBeGreaterThan(3)
  expect(besideUnloggedMembers((await checkRows(restored.pool, app.org.id, restored.registry)).findings)).toEqual([])
  expect((await verifyInstance(database.appUrl, restored.blobs)).problems).toEqual([])
  // Once more changes nothing.
  expect((await reapplyErasures(restored, list)).done).toBe(0)
})

describe('openaims restore', { timeout: 120_000 }, () => {
  /** Restores into a data folder of its own, as an operator does, and looks what is there then. */
  async function restoring(backup: string, ...more: string[]) {
    const data = await mkdtemp(join(folder, 'restored-'))
    // A folder that PostgreSQL may pass through, when it runs as another account.
    await chmod(folder, 0o711)
    await chmod(data, 0o711)
    const env = { DATABASE_URL: '', OPENAIMS_FILES: '' }
    const ran = await commandLine(['restore', backup, '--data', data, ...more], env).ended
    if (ran.code === 1) return { ran, titles: null, hasFile: null }
    const own = await startDatabase({ dataFolder: data })
    const blobs = folderBlobs(join(data, 'files'))
    const store = openStore({ appUrl: own.appUrl, registers, customFields: customFieldSource, blobs, poolSize: 2 })
    try {
      const titles = (await store.refs(app.org.id, app.people.aimsLead.actor, [person, risk], null)).map((r) => r.title)
      return { ran, titles: titles.sort(), hasFile: (await store.blobs.open(app.org.id, hash)) !== null }
    } finally {
      await store.close()
      await own.stop()
    }
  }
  const erased = [pseudonym, `Only ${pseudonym} knows`].sort()

  test('erases again what the list beside the backup tells, and says what is left', async () => {
    const { ran, titles, hasFile } = await restoring(join(folder, 'before.tar.zst'))
    expect(ran.out, ran.err).toContain('Of 7 erasures on the list, 4 were made again.')
    // Restored, and what has to be done by hand is listed.
    expect(ran.code, ran.err).toBe(4)
    expect(ran.out).toMatch(/! RISK-\d+ stands in version 1 again/)
    expect(titles).toEqual(erased)
    expect(hasFile).toBe(false)
  })

  test('takes the list that is named, and says when there is none', async () => {
    const alone = await mkdtemp(join(folder, 'alone-'))
    const copy = join(alone, 'copy.tar.zst')
    await copyFile(join(folder, 'before.tar.zst'), copy)
    const without = await restoring(copy)
    expect(without.ran.code, without.ran.err).toBe(0)
    expect(without.ran.out).toContain('There is no list of erasures beside the backup')
    expect(without.titles).toEqual([name, `Only ${name} knows`].sort())
    expect(without.hasFile).toBe(true)
    const named = await restoring(copy, '--erasures', join(folder, erasureListName))
    expect(named.ran.out).toContain('4 were made again')
    expect(named.titles).toEqual(erased)
    const nowhere = await restoring(copy, '--erasures', join(folder, 'nowhere.jsonl'))
    expect(nowhere.ran.code).toBe(1)
    expect(nowhere.ran.out + nowhere.ran.err).toContain('There is no list of erasures at')
  })
})

test('a list that is none is refused', async () => {
  await writeFile(join(folder, 'wrong.jsonl'), '{"org":1}\n')
  await expect(readErasureList(join(folder, 'wrong.jsonl'))).rejects.toThrow('Line 1')
  expect(await readErasureList(join(folder, 'nowhere.jsonl'))).toBeNull()
})
