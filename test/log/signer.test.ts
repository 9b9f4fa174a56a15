import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { rotateKey } from '../../src/signer/keys.ts'
import { OtherSigner, openSigner } from '../../src/signer/signer.ts'
import { readCheckpoint, readSignerFinding, readSignerKeys } from '../../src/store/log/checkpoints.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'
import { aroundTheLog, findingsOf, honestHistory, keepTrail, packOf, testSigner } from './trail.ts'

let app: TestApp
let at: Awaited<ReturnType<typeof testSigner>>
beforeAll(async () => {
  app = await testApp()
  at = await testSigner(app)
})
afterAll(async () => {
  await at.close()
  await app.close()
})

test('it signs what grew, once, and remembers it outside the database', async () => {
  const org = await honestHistory(app, makeRandom(1), 12)
  const signed = (await at.signer.look(true)).filter((s) => s.org === org.id)
  expect(signed.length).toBe(1)
  expect((await at.signer.look()).filter((s) => s.org === org.id)).toEqual([])
  const last = await readCheckpoint(app.store.pool, org.id, 'last')
  expect(last?.note).toBe(signed[0]?.note)
  expect(last?.origin).toBe(`test.example/org/${org.id}/log`)
  expect((await stat(join(at.folder, 'keys.json'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(at.folder, 'signed', `${org.id}.json`), 'utf8')).toContain(`"size":${last?.size}`)
})

test('a checkpoint that the database lost in a crash is published anew, not signed anew', async () => {
  const org = await honestHistory(app, makeRandom(2), 3)
  await at.signer.look()
  const before = await readCheckpoint(app.store.pool, org.id, 'last')
  await aroundTheLog(app, `delete from log_checkpoint where org_id = '${org.id}'`)
  await at.restart()
  await at.signer.look(true)
  expect((await readCheckpoint(app.store.pool, org.id, 'last'))?.note).toBe(before?.note)
})

test('its role reads the log and nothing else, and writes only through its functions', async () => {
  const client = new pg.Client({
    connectionString: app.database.superuserUrl,
    options: '-c role=openaims_signer -c search_path=openaims',
  })
  await client.connect()
  try {
    await client.query('select seq, entry from log_entry limit 1')
    for (const refused of [
      'select * from record',
      'select data from record_version',
      'select * from account',
      'select actor_name from log_entry',
      'insert into log_checkpoint default values',
      'update log_head set size = 0',
      'delete from log_entry',
      'update signer_state set at = now()',
      "select erase_versions(null, '{}', '{}', '{}')",
    ])
      await expect(client.query(refused), refused).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.end()
  }
  const asApp = new pg.Client({
    connectionString: app.database.appUrl,
    options: '-c role=openaims_app -c search_path=openaims',
  })
  await asApp.connect()
  try {
    const call = `select publish_checkpoint('${app.org.id}', 1, '', 'x', 'x', 'x')`
    await expect(asApp.query(call)).rejects.toMatchObject({ code: '42501' })
    await expect(asApp.query("select report_signer('x', 'x', 0)")).rejects.toMatchObject({ code: '42501' })
  } finally {
    await asApp.end()
  }
})

test('a new key is handed over to, and packs verify with the old one and the new one', async () => {
  const org = await honestHistory(app, makeRandom(3), 6)
  await at.signer.look()
  const old = await keepTrail(app, org)
  await rotateKey(at.folder)
  await at.restart()
  await at.signer.look(true)
  const fresh = await keepTrail(app, org)
  expect(fresh.key).not.toBe(old.key)
  // The first checkpoint after it is signed by both.
  expect(fresh.checkpoint.split('\n').filter((line) => line.startsWith('— ')).length).toBe(2)
  const pack = await packOf(app, org)
  for (const key of [old.key, fresh.key]) {
    const verdict = await verifyPack(pack, { key, checkpoint: old.checkpoint })
    expect(verdict.problems).toEqual([])
    expect(verdict.proven.join('\n')).toContain('checkpoints are signed')
  }
})

test('a key rotated while it runs signs from the next look on, without a restart', async () => {
  const org = await honestHistory(app, makeRandom(13), 6)
  await at.signer.look()
  const old = await keepTrail(app, org)
  await rotateKey(at.folder)
  await at.signer.look()
  const fresh = await keepTrail(app, org)
  expect(fresh.key).not.toBe(old.key)
  expect(fresh.checkpoint.split('\n').filter((line) => line.startsWith('— ')).length).toBe(2)
  expect(at.said.join('\n')).toContain(`Signing with the new key ${at.signer.keys.all.at(-1)?.id}`)
  // One more entry, signed by the new key alone.
  await app.store.commit({
    actor: app.people.aimsLead.actor,
    org: org.id,
    changes: [{ do: 'create', register: 'person', values: { title: 'After the rotation' } }],
  })
  await at.signer.look()
  const last = await keepTrail(app, org)
  expect(last.checkpoint.split('\n').filter((line) => line.startsWith('— ')).length).toBe(1)
  const pack = await packOf(app, org)
  for (const { key, checkpoint } of [old, fresh, last]) {
    const verdict = await verifyPack(pack, { key, checkpoint })
    expect(verdict.problems).toEqual([])
    expect(verdict.proven.join('\n')).toContain('The log continues the one you hold')
  }
})

test('keys that are damaged, gone or of another signer do not take the place of those in use', async () => {
  const org = await honestHistory(app, makeRandom(14), 3)
  await at.signer.look()
  const file = join(at.folder, 'keys.json')
  const before = await readFile(file, 'utf8')
  const inUse = at.signer.keys.all.at(-1)?.id
  const other = JSON.stringify({
    instance: 'test.example',
    keys: [{ seed: Buffer.alloc(32, 7).toString('base64'), handover: null }],
  })
  for (const [text, said] of [
    ['{', 'is not readable as keys'],
    [other, 'holds the keys of another signer'],
  ] as const) {
    await writeFile(file, text)
    await app.store.commit({
      actor: app.people.aimsLead.actor,
      org: org.id,
      changes: [{ do: 'create', register: 'person', values: { title: 'Meanwhile' } }],
    })
    const signed = (await at.signer.look()).filter((s) => s.org === org.id)
    expect(signed.length).toBe(1)
    expect((await readCheckpoint(app.store.pool, org.id, 'last'))?.keyId).toBe(inUse)
    expect(at.said.join('\n')).toContain(said)
  }
  await writeFile(file, before)
  await at.signer.look()
  expect(at.signer.keys.all.at(-1)?.id).toBe(inUse)
})

test('a refused log is told loudly, in the database too, and signed again once it is whole', async () => {
  const org = await honestHistory(app, makeRandom(4), 8)
  await at.signer.look()
  const trail = await keepTrail(app, org)
  await aroundTheLog(
    app,
    `update log_entry set entry = replace(entry, 'A reason', 'B reason') where org_id = '${org.id}' and seq = 2`,
  )
  const { refused } = await findingsOf(app, org, at.signer, trail)
  expect(refused.map((r) => r.kind)).toEqual(['changed'])
  expect(at.said.join('\n')).toContain(`NOT SIGNED: the log of ${org.id}: Entry 2 was changed`)
  expect((await readSignerFinding(app.store.pool, org.id))?.kind).toBe('changed')
  await aroundTheLog(
    app,
    `update log_entry set entry = replace(entry, 'B reason', 'A reason') where org_id = '${org.id}' and seq = 2`,
  )
  await at.signer.look()
  expect(await readSignerFinding(app.store.pool, org.id)).toBeNull()
})

test('a damaged key file stops it instead of being replaced', async () => {
  const file = join(at.folder, 'keys.json')
  const before = await readFile(file, 'utf8')
  await writeFile(file, '{')
  await expect(testOpen()).rejects.toThrow('Restore it from a backup')
  await writeFile(file, before)
  async function testOpen() {
    const { openKeys } = await import('../../src/signer/keys.ts')
    return openKeys(at.folder, {})
  }
})

describe('an installation has one signer', () => {
  let fresh: TestApp
  let folders: string[]
  beforeEach(async () => {
    fresh = await testApp()
    folders = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'openaims-signer-'))))
  })
  afterEach(async () => {
    await fresh.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  /** Starts one and ends it; which key it signed with. */
  async function start(folder: string | undefined, takeOver = false): Promise<string | undefined> {
    const signer = await openSigner({
      databaseUrl: fresh.database.superuserUrl,
      folder: folder ?? '',
      everySeconds: 1,
      wholeEveryHours: 1,
      environment: {},
      takeOver,
      log: () => {},
    })
    await signer.close()
    return signer.keys.all.at(-1)?.id
  }
  const known = async () => (await readSignerKeys(fresh.store.pool)).map((key) => key.keyId)

  test('a second one, with keys of its own, refuses to sign, unless those of the first are lost', async () => {
    const first = await start(folders[0])
    const refusal = await start(folders[1]).catch((error: Error) => error)
    expect(refusal).toBeInstanceOf(OtherSigner)
    expect(String(refusal)).toMatch(/OPENAIMS_SIGNER=off[\s\S]*sign --take-over/)
    expect(await known()).toEqual([first])
    expect(await start(folders[0])).toBe(first)
    const second = await start(folders[1], true)
    expect(await known()).toEqual([first, second])
    expect(await start(folders[1])).toBe(second)
    await expect(start(folders[0])).rejects.toThrow(OtherSigner)
  })

  test('of two that start at once on a fresh database one signs', async () => {
    const started = await Promise.allSettled(folders.map((folder) => start(folder)))
    expect(started.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await known()).toHaveLength(1)
  })

  test('one whose key was rotated is still the same', async () => {
    const first = await start(folders[0])
    await rotateKey(folders[0] ?? '')
    const second = await start(folders[0])
    expect(await known()).toEqual([first, second])
  })
})
