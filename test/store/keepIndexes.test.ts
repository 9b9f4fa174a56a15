import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asRegister } from '../../src/model/index.ts'
import { supplier } from '../../src/registers/supplier.ts'
import { indexesPayFrom, syncIndexes } from '../../src/store/indexes.ts'
import { keepIndexes } from '../../src/store/keepIndexes.ts'
import { lead } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

const registers = [asRegister(supplier)]
let t: TestStore
beforeAll(async () => {
  // The supplier's links lead to registers this test does not need.
  t = await testStore(registers)
  const title = (n: number) => ({ ...supplier.examples?.[0], title: `Supplier ${n}` })
  await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [1, 2, 3].map((n) => ({ do: 'create', register: 'supplier', values: title(n) })),
  })
})
afterAll(() => t.close())

async function fieldIndexes(): Promise<number> {
  const client = new pg.Client({ connectionString: t.adminUrl })
  await client.connect()
  const { rows } = await client.query(
    `select 1 from pg_indexes where schemaname = 'openaims' and indexname like 'field\\_%'`,
  )
  await client.end()
  return rows.length
}

test('a small register has no field indexes; one that became large gets them while the server runs', async () => {
  await syncIndexes(t.adminUrl, registers, indexesPayFrom)
  expect(await fieldIndexes()).toBe(0)
  const problems: string[] = []
  const end = keepIndexes(t.adminUrl, registers, { everyMs: 50, from: 3, log: (line) => problems.push(line) })
  await vi.waitFor(async () => expect(await fieldIndexes()).toBeGreaterThan(5), 10_000)
  await end()
  expect(problems).toEqual([])
})

test('a database that cannot be reached is told and stops nothing', async () => {
  const problems: string[] = []
  const end = keepIndexes('postgresql://nobody@127.0.0.1:1/none', registers, {
    everyMs: 20,
    log: (line) => problems.push(line),
  })
  await vi.waitFor(() => expect(problems.length).toBeGreaterThan(0), 10_000)
  await end()
  expect(problems[0]).toContain('tried again later')
})
