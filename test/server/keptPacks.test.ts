import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AuditPackEntry } from '../../src/server/contract/packs.ts'
import type { Job } from '../../src/server/contract.ts'
import { tidyPacks } from '../../src/server/packs/removePack.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { unzip } from '../support/zipFiles.ts'

let at: TestApp
beforeAll(async () => {
  at = await testApp()
  const { concernHandler } = at.people
  const values = {
    title: 'Told in confidence',
    description: 'About the queue.',
    anonymous: true,
    openedOn: '2026-03-12',
    responseDueOn: '2026-03-26',
  }
  const made = await at.send(concernHandler, 'POST', `${at.base}/records/concerns`, { values })
  expect(made.status, made.text).toBe(201)
}, 120_000)
afterAll(() => at.close())

const packs = () => `${at.base}/audit-packs`
const list = async (who: SignedIn) => (await at.send<AuditPackEntry[]>(who, 'GET', packs())).body

async function ended(who: SignedIn, job: string): Promise<Job> {
  return vi.waitFor(
    async () => {
      const { body } = await at.send<Job>(who, 'GET', `${at.base}/jobs/${job}`)
      expect(['done', 'failed', 'cancelled']).toContain(body.state)
      return body
    },
    { timeout: 60_000, interval: 100 },
  )
}

async function make(who: SignedIn, asOf?: string): Promise<AuditPackEntry> {
  const { body } = await at.send<{ job: string }>(who, 'POST', packs(), asOf === undefined ? {} : { asOf })
  expect((await ended(who, body.job)).state).toBe('done')
  return (await at.send<AuditPackEntry>(who, 'GET', `${packs()}/${body.job}`)).body
}

const file = (who: SignedIn, { job }: AuditPackEntry) => at.send(who, 'GET', `${packs()}/${job}/file`)

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: at.database.superuserUrl, options: '-c search_path=openaims' })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

async function events(action: string): Promise<{ actor: { name: string }; object: Record<string, unknown> }[]> {
  const found = []
  for await (const part of at.store.log(at.org.id, null))
    for (const { entry } of part) found.push(JSON.parse(entry) as { action: string; actor: never; object: never })
  return found.filter((entry) => entry.action === action)
}

const setRoles = (who: SignedIn, roles: readonly string[]) =>
  at.send(at.people.administrator, 'PATCH', `${at.base}/members/${who.account}`, { roles })

describe('who gets the file of a pack', { timeout: 120_000 }, () => {
  test('its maker, and who looks after packs and may read all of it; nobody else', async () => {
    const { viewer, aimsLead, administrator, contributor, internalAuditor } = at.people
    const pack = await make(viewer)
    expect(pack).toMatchObject({ by: viewer.name, kept: false, contents: { withheld: 1, files: 0 } })
    for (const who of [viewer, aimsLead, administrator]) {
      const got = await file(who, pack)
      expect(got.status).toBe(200)
      expect(createHash('sha256').update(got.bytes).digest('hex')).toBe(pack.digest)
      expect(got.headers['repr-digest']).toBe(`sha-256=:${createHash('sha256').update(got.bytes).digest('base64')}:`)
    }
    for (const who of [contributor, internalAuditor]) {
      expect((await file(who, pack)).status).toBe(404)
      expect((await at.send(who, 'PATCH', `${packs()}/${pack.job}`, { kept: true })).status).toBe(404)
      expect((await at.send(who, 'DELETE', `${packs()}/${pack.job}`)).status).toBe(404)
      expect(await list(who)).toEqual([])
    }
    expect((await file(at.outsider, pack)).status).toBe(404)
    // The hash alone opens nothing, not for its maker either.
    expect((await at.send(viewer, 'GET', `${at.base}/files/${pack.digest}`)).status).toBe(404)
  })

  test('a pack with concerns in it is not for a lead who may not read them, until they may', async () => {
    const { concernHandler, aimsLead } = at.people
    const pack = await make(concernHandler)
    expect(pack.contents?.withheld).toBe(0)
    expect((await list(aimsLead)).find(({ job }) => job === pack.job)).toMatchObject({
      href: null,
      digest: pack.digest,
    })
    const refused = await file(aimsLead, pack)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('could read more than you may')
    expect((await file(concernHandler, pack)).status).toBe(200)
    await setRoles(aimsLead, ['aimsLead', 'concernHandler'])
    const got = await file(aimsLead, pack)
    expect(got.status).toBe(200)
    const entries = (await unzip(got.bytes)).get('log/entries.jsonl')?.toString('utf8')
    expect(entries).toContain('CON-1')
    await setRoles(aimsLead, ['aimsLead'])
    expect((await file(aimsLead, pack)).status).toBe(403)
    // Nor for its maker, once they have lost the role.
    await setRoles(concernHandler, ['viewer'])
    expect((await file(concernHandler, pack)).status).toBe(403)
    await setRoles(concernHandler, ['concernHandler'])
  })
})

describe('keeping and removing', { timeout: 120_000 }, () => {
  test('a pack marked to stay is not removed; one that is not goes with its file and an entry of the log', async () => {
    const { viewer, aimsLead } = at.people
    const pack = await make(viewer)
    const one = `${packs()}/${pack.job}`
    expect((await at.send(aimsLead, 'PATCH', one, { kept: true })).body).toMatchObject({ kept: true })
    const refused = await at.send<{ code: string }>(viewer, 'DELETE', one)
    expect([refused.status, refused.body.code]).toEqual([409, 'pack/kept'])
    expect((await file(viewer, pack)).status).toBe(200)
    await at.send(aimsLead, 'PATCH', one, { kept: false })
    expect((await at.send(aimsLead, 'DELETE', one)).status).toBe(200)
    expect((await file(viewer, pack)).status).toBe(404)
    expect((await at.send(aimsLead, 'DELETE', one)).status).toBe(404)
    expect(await at.store.blobs.open(at.org.id, pack.digest ?? '')).toBeNull()
    expect((await list(viewer)).find(({ job }) => job === pack.job)).toMatchObject({
      state: 'done',
      digest: null,
      href: null,
    })
    const [removed] = await events('pack.remove')
    expect(removed).toMatchObject({
      actor: { name: aimsLead.name },
      object: { id: pack.job, digest: pack.digest, why: 'removed by hand' },
    })
    expect((await events('pack.keep')).length).toBe(1)
    expect((await events('pack.release')).length).toBe(1)
  })

  test('a file that another pack or a record needs stays', async () => {
    const { viewer, aimsLead } = at.people
    const mine = await make(viewer)
    const again = await make(viewer, mine.asOf)
    expect(again.digest).toBe(mine.digest)
    await at.send(viewer, 'DELETE', `${packs()}/${mine.job}`)
    const left = await file(viewer, again)
    expect(left.status).toBe(200)
    const evidence = { title: 'The pack of March', collectedOn: '2026-03-31' }
    const files = [{ hash: again.digest, name: 'pack.zip', size: again.size, mediaType: 'application/zip' }]
    await at.commit([{ do: 'create', register: 'evidence', values: { ...evidence, files } }])
    await at.send(viewer, 'DELETE', `${packs()}/${again.job}`)
    expect((await file(viewer, again)).status).toBe(404)
    expect((await at.send(aimsLead, 'GET', `${at.base}/files/${again.digest}`)).status).toBe(200)
  })

  test('old packs go by the settings of the organisation, the last ones and marked ones never', async () => {
    const { viewer, administrator } = at.people
    await asSuperuser(`delete from audit_pack where org_id = '${at.org.id}'`)
    const made: AuditPackEntry[] = []
    for (let n = 0; n < 4; n++) made.push(await make(viewer))
    const [oldest, marked, old, young] = made as [AuditPackEntry, AuditPackEntry, AuditPackEntry, AuditPackEntry]
    const age = (pack: AuditPackEntry, days: number) =>
      asSuperuser(`update audit_pack set made_at = now() - interval '${days} days' where id = '${pack.job}'`)
    await age(oldest, 200)
    await age(marked, 150)
    await age(old, 100)
    await at.send(viewer, 'PATCH', `${packs()}/${marked.job}`, { kept: true })
    // Ten stay when nobody says otherwise.
    expect(await tidyPacks(at.store)).toBe(0)
    const values = { title: 'Test organisation', packsKept: 1, packsKeptDays: 120 }
    const set = await at.send(administrator, 'POST', `${at.base}/records/settings`, { values })
    expect(set.status, set.text).toBe(201)
    expect(await tidyPacks(at.store)).toBe(1)
    const left = (await list(viewer)).filter(({ digest }) => digest !== null).map(({ job }) => job)
    expect(left).toEqual([young.job, old.job, marked.job])
    expect((await events('pack.remove')).at(-1)).toMatchObject({
      actor: { name: 'Retention of audit packs' },
      object: { id: oldest.job, why: 'older than 120 days and not among the last 1' },
    })
    expect(await tidyPacks(at.store)).toBe(0)
  })
})

describe('the same Idempotency-Key begins one job', { timeout: 120_000 }, () => {
  const twice = async <T>(who: SignedIn, path: string, body: unknown, key: string) => {
    const send = () => at.send<T>(who, 'POST', `${at.base}/${path}`, body, { 'idempotency-key': key })
    return [await send(), await send()] as const
  }

  test('packs', async () => {
    const { viewer, contributor } = at.people
    const [first, second] = await twice<{ job: string; asOf: string }>(viewer, 'audit-packs', {}, 'pack-1')
    expect([first.status, second.status]).toEqual([202, 202])
    expect(second.body).toEqual(first.body)
    const other = await at.send<{ job: string }>(contributor, 'POST', packs(), {}, { 'idempotency-key': 'pack-1' })
    expect(other.body.job).not.toBe(first.body.job)
    const reused = await at.send<{ code: string }>(
      viewer,
      'POST',
      packs(),
      { asOf: '2026-01-31' },
      { 'idempotency-key': 'pack-1' },
    )
    expect([reused.status, reused.body.code]).toEqual([422, 'key/reused'])
    await ended(viewer, first.body.job)
    expect((await list(viewer)).filter(({ job }) => job === first.body.job)).toHaveLength(1)
  })

  test('a pack that is asked for twice in the same moment', async () => {
    const { viewer } = at.people
    const send = () =>
      at.send<{ job: string; asOf: string }>(viewer, 'POST', packs(), {}, { 'idempotency-key': 'pack-at-once' })
    const [first, ...others] = await Promise.all([send(), send(), send(), send()])
    for (const other of others) expect(other.body).toEqual(first.body)
    await ended(viewer, first.body.job)
    expect((await list(viewer)).filter(({ job }) => job === first.body.job)).toHaveLength(1)
  })

  test('comparing rows with the log', async () => {
    const [first, second] = await twice<{ job: string }>(at.people.administrator, 'log/check', undefined, 'check-1')
    expect(second.body.job).toBe(first.body.job)
  })

  test('checking a table, and taking an import back, also after it was done', async () => {
    const { aimsLead } = at.people
    const uploaded = await at.send<{ hash: string }>(aimsLead, 'POST', `${at.base}/files`, Buffer.from('Name\nAda\n'), {
      'content-type': 'text/csv',
      'x-file-name': 'people.csv',
    })
    const mapping = { version: 1, columns: [{ column: 'Name', to: { as: 'field', field: 'title' } }], keyColumns: [] }
    const asked = { hash: uploaded.body.hash, name: 'people.csv', register: 'person', mapping, mode: 'create' }
    const [dry, again] = await twice<{ job: string }>(aimsLead, 'imports/run', { ...asked, dryRun: true }, 'dry-1')
    expect(again.body.job).toBe(dry.body.job)
    const other = { ...asked, dryRun: true, mode: 'createOrUpdate' }
    expect((await twice(aimsLead, 'imports/run', other, 'dry-1'))[0].status).toBe(422)
    const run = await at.send<{ job: string; record: { ref: string } }>(
      aimsLead,
      'POST',
      `${at.base}/imports/run`,
      asked,
    )
    expect((await ended(aimsLead, run.body.job)).state).toBe('done')
    const undo = `imports/${run.body.record.ref}/undo`
    const begun = await at.send<{ job: string }>(
      aimsLead,
      'POST',
      `${at.base}/${undo}`,
      {},
      { 'idempotency-key': 'undo-1' },
    )
    expect((await ended(aimsLead, begun.body.job)).state).toBe('done')
    const [third] = await twice<{ job: string; record: { ref: string } }>(aimsLead, undo, {}, 'undo-1')
    expect(third.body).toMatchObject({ job: begun.body.job, record: { ref: run.body.record.ref } })
    expect((await twice(aimsLead, undo, { partial: true }, 'undo-1'))[0].status).toBe(422)
    // Without the key it is another request, and there is nothing left to take back.
    expect((await at.send(aimsLead, 'POST', `${at.base}/${undo}`, {})).status).toBe(409)
  })
})
