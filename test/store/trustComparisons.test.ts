import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingTrust, trustComparisons } from '../../src/store/postgres/trustComparisons.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const org = '01900000-0000-7000-8000-000000000001'

/** How PostgreSQL would find records by a title, as the role that row-level security binds. */
async function plan(): Promise<string> {
  const client = new pg.Client({
    connectionString: database.appUrl,
    options: '-c role=openaims_app -c search_path=openaims -c enable_seqscan=off',
  })
  await client.connect()
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain select id from record where org_id = '${org}' and register = 'risk' and lower(title) > 'm' order by lower(title), id limit 5`,
    )
    return rows.map((r) => r['QUERY PLAN']).join('\n')
  } finally {
    await client.end()
  }
}

const isChosenByIndex = /Index Cond:.*lower\(title\) > 'm'/

test('conditions choose rows by an index under row-level security once their functions are trusted, not before', async () => {
  expect(await missingTrust(database.superuserUrl)).not.toEqual([])
  expect(await plan()).not.toMatch(isChosenByIndex)
  await trustComparisons(database.superuserUrl)
  expect(await missingTrust(database.superuserUrl)).toEqual([])
  expect(await plan()).toMatch(isChosenByIndex)
})

test('a sign-in that is no superuser is refused and changes nothing', async () => {
  const other = await freshDatabase()
  try {
    await expect(trustComparisons(other.adminUrl)).rejects.toThrow()
    expect(await missingTrust(other.adminUrl)).not.toEqual([])
  } finally {
    await other.drop()
  }
})
