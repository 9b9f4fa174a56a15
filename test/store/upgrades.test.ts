import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { openStore } from '../../src/store/index.ts'
import { syncIndexes } from '../../src/store/indexes.ts'
import { claimJob, enqueueJob } from '../../src/store/jobs.ts'
import { migrate, newestVersion } from '../../src/store/migrate.ts'
import { syncViews } from '../../src/store/views.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { databaseAt } from '../support/databaseAt.ts'

let app: TestApp
const job = '01900000-0000-7000-8000-00000000000a'
beforeAll(async () => {
  app = await testApp()
  for (let n = 0; n < 20; n++)
    await app.commit([{ do: 'create', register: 'risk', values: { type: 'risk', title: `Before ${n}` } }])
  const bytes = Buffer.from('evidence')
  const kept = await app.store.blobs.put(app.org.id, Readable.from([bytes]), 100)
  await app.store.noteBlob(app.org.id, { ...kept, mediaType: 'text/plain', by: app.people.aimsLead.account })
  const params = {}
  await enqueueJob(app.store.pool, app.org.id, { id: job, kind: 'waits', params, actor: app.people.aimsLead.actor })
})
afterAll(() => app.close())

/** How many rows each table holds. */
async function counts(url: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=openaims' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'openaims' and tablename <> 'schema_version'`,
    )
    const found: Record<string, number> = {}
    for (const { name } of rows)
      found[name] = (await client.query<{ n: number }>(`select count(*)::int as n from "${name}"`)).rows[0]?.n ?? 0
    return found
  } finally {
    await client.end()
  }
}

// Every schema there was: a migration that is added is tried without being named here.
const versions = readdirSync(join(import.meta.dirname, '../../src/store/migrations'))
  .filter((name) => name.endsWith('.sql'))
  .map((name) => Number(name.slice(0, 4)))
  .sort((a, b) => a - b)

test('schemas are numbered without a double', () => {
  expect(new Set(versions).size).toBe(versions.length)
})

test.each(versions)(
  'an installation of schema %i is migrated where it stands: every row is there, the log verifies, and work goes on',
  async (version) => {
    const database = await databaseAt(app.database.superuserUrl, version)
    try {
      const before = await counts(database.superuserUrl)
      expect(before.record).toBeGreaterThan(20)
      // Two servers start at once.
      const done = await Promise.all([migrate(database.adminUrl), migrate(database.adminUrl)])
      expect(done.map(({ from }) => from).sort((a, b) => a - b)[0]).toBe(version)
      expect(done.map(({ to }) => to)).toEqual([await newestVersion(), await newestVersion()])
      const after = await counts(database.superuserUrl)
      for (const [table, n] of Object.entries(before))
        if (table in after) expect([table, after[table]]).toEqual([table, n])
      await syncIndexes(database.adminUrl, registers.slice(0, 5))
      await syncViews(database.adminUrl, registers)
      const store = openStore({
        appUrl: database.appUrl,
        registers,
        customFields: customFieldSource,
        blobs: app.store.blobs,
      })
      try {
        const { actor } = app.people.aimsLead
        const made = await store.commit({
          actor,
          org: app.org.id,
          changes: [{ do: 'create', register: 'risk', values: { type: 'risk', title: 'After' } }],
          idempotencyKey: 'after',
        })
        expect(made.records[0]?.ref).toBe('RISK-21')
        expect(await store.search(app.org.id, actor, 'Before', 50, null)).toHaveLength(20)
        if (before.job_queue) expect((await claimJob(store.pool, ['waits'], 30))?.id).toBe(job)
      } finally {
        await store.close()
      }
      expect((await verifyInstance(database.appUrl, app.store.blobs)).problems).toEqual([])
    } finally {
      await database.drop()
    }
  },
  60_000,
)
