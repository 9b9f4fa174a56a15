import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { syncViews, viewName } from '../../src/store/views.ts'
import { lead } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

let t: TestStore

beforeAll(async () => {
  t = await testStore(registers)
  await syncViews(t.adminUrl, registers)
})
afterAll(() => t.close())

async function ask(org: string | null, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: t.appUrl, options: '-c role=openaims_app -c search_path=openaims' })
  await client.connect()
  try {
    if (org !== null) await client.query(`select set_config('app.org', $1, false)`, [org])
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

test('every register has a view that can be read, and building them again changes nothing', async () => {
  await syncViews(t.adminUrl, registers)
  for (const register of registers) await ask(t.org, `select * from ${viewName(register)} limit 1`)
})

test('a view shows fields as columns to the organisation, and nothing to anybody else', async () => {
  await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [
      { do: 'create', register: 'aiSystem', values: { title: 'Seen', purpose: 'To be seen', stage: 'operation' } },
    ],
  })
  const [row] = await ask(t.org, 'select ref, title, purpose, stage, suppliers_ids from report_ai_system')
  expect(row).toMatchObject({ ref: 'AIS-1', title: 'Seen', purpose: 'To be seen', stage: 'operation' })
  const other = (await t.store.directory.createOrganisation('Other', 'own')).id
  expect(await ask(other, 'select * from report_ai_system')).toEqual([])
  expect(await ask(null, 'select * from report_ai_system')).toEqual([])
  await expect(ask(t.org, `update report_ai_system set title = 'x'`)).rejects.toThrow()
})
