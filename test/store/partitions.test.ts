import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { syncIndexes } from '../../src/store/indexes.ts'
import { syncViews } from '../../src/store/views.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await syncViews(t.database.adminUrl, registers)
  for (let n = 0; n < 20; n++) await create(`Before ${n}`)
  await asOwner(await readFile(join(import.meta.dirname, '../../docs/guides/partition-by-organisation.sql'), 'utf8'))
}, 60_000)
afterAll(() => t.close())

async function asOwner(text: string, url = t.database.adminUrl): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=openaims' })
  await client.connect()
  try {
    const result = await client.query(text)
    return [result].flat().at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

const create = async (title: string, as = t.people.aimsLead.actor, org = t.org.id) =>
  (
    await t.store.commit({
      actor: as,
      org,
      changes: [{ do: 'create', register: 'risk', values: { type: 'risk', title } }],
      idempotencyKey: title.replaceAll(' ', '-'),
    })
  ).records[0]

test('the tables are partitioned by organisation, and every row went along', async () => {
  const rows = await asOwner(
    `select relname from pg_class where relkind = 'p' and relnamespace = 'openaims'::regnamespace order by 1`,
  )
  expect(rows.map((r) => r.relname)).toEqual([
    'idempotency',
    'link',
    'log_entry',
    'record',
    'record_version',
    'ref_counter',
  ])
  expect((await verifyInstance(t.database.appUrl, t.store.blobs)).problems).toEqual([])
  const found = await t.store.search(t.org.id, t.people.aimsLead.actor, 'Before', 50, null)
  expect(found).toHaveLength(20)
})

test('the write path, history, search, idempotency and the past work on them as before', async () => {
  const made = await create('After')
  if (!made) throw new Error('nothing was made')
  expect((await create('After'))?.id).toBe(made.id)
  const before = await t.store.now()
  const risk = registers.find((r) => r.name === 'risk')
  if (!risk) throw new Error('no risks')
  await t.commit([{ do: 'edit', register: 'risk', id: made.id, version: 1, values: { title: 'After, changed' } }])
  const actor = t.people.aimsLead.actor
  const asOf = await t.store.asOf(t.org.id, before)
  expect((await t.store.record(t.org.id, risk, actor, made.id, asOf))?.title).toBe('After')
  expect((await t.store.record(t.org.id, risk, actor, made.id, null))?.title).toBe('After, changed')
  expect(await t.store.versions(t.org.id, risk, actor, made, null)).toHaveLength(2)
  const query = { filters: [], archived: 'no' as const, limit: 5, count: true, sort: 'title' }
  const { records, total } = await t.store.list(t.org.id, risk, {}, actor, query, null)
  expect(records[0]?.title).toBe('After, changed')
  expect(total).toBe(21)
  const answer = await t.send(t.people.aimsLead, 'GET', `${t.base}/records/risk/${made.id}`)
  expect(answer.status).toBe(200)
})

test('organisations stay apart, through the whole and through each partition', async () => {
  await create('Of the others', t.outsider.actor, t.other.id)
  expect(await t.store.search(t.other.id, t.outsider.actor, 'Before', 10, null)).toEqual([])
  const bare = await t.store.pool.query('select 1 from record union all select 1 from log_entry')
  expect(bare.rows).toEqual([])
  const parts = await asOwner(
    `select c.relname, c.relrowsecurity and c.relforcerowsecurity as bound, has_table_privilege('openaims_app', c.oid, 'select') as open
     from pg_class c where c.relispartition and c.relkind = 'r' and c.relnamespace = 'openaims'::regnamespace`,
  )
  expect(parts).toHaveLength(96)
  expect(parts.filter((p) => !p.bound || p.open)).toEqual([])
})

test('the log stays append-only, and views and field indexes are made on the whole', async () => {
  await expect(asOwner(`delete from log_entry`, t.database.superuserUrl)).rejects.toThrow('append-only')
  await syncViews(t.database.adminUrl, registers)
  await syncIndexes(t.database.adminUrl, registers.slice(0, 3))
  const [row] = await asOwner(`select count(*)::int as n from report_risk`, t.database.superuserUrl)
  expect(row?.n).toBe(22)
  expect((await verifyInstance(t.database.appUrl, t.store.blobs)).problems).toEqual([])
})
