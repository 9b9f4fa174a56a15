import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { inOrganisation, run, sql } from '../../src/store/sql.ts'
import { lead } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

// Statements of one turn travel together: each on its own costs both sides a system call and a turn of the scheduler.

let t: TestStore
let org: string
beforeAll(async () => {
  t = await testStore(registers)
  org = (await t.store.directory.createOrganisation('Gathered', 'own')).id
})
afterAll(() => t.close())

/** How many pieces leave for the database while work is done. */
async function pieces(work: () => Promise<unknown>): Promise<number> {
  let left = 0
  const client = await t.store.pool.connect()
  const { stream } = (client as unknown as pg.Client).connection
  const own = stream as unknown as Record<'_write' | '_writev', (...all: unknown[]) => void>
  const before = { _write: own._write, _writev: own._writev }
  for (const name of ['_write', '_writev'] as const)
    own[name] = (...all) => {
      left += 1
      before[name].apply(stream, all)
    }
  // The one that was just given back is the next to be given out.
  client.release()
  try {
    await work()
    return left
  } finally {
    Object.assign(own, before)
  }
}

test('a read in an organisation leaves in one piece, and nobody waits for its end', async () => {
  const read = () =>
    inOrganisation(t.store.pool, org, (client) => run(client, sql`select count(*) from record`), 'read')
  await read()
  expect(await pieces(read)).toBe(1)
})

test('a change leaves in two pieces: what is there, and what becomes of it', async () => {
  const change = (title: string) =>
    t.store.commit({
      actor: lead,
      org,
      changes: [{ do: 'create', register: 'supplier', values: { title, providesAi: false } }],
    })
  await change('First')
  await change('Second')
  expect(await pieces(() => change('Third'))).toBe(2)
})

test('what is asked after an answer leaves for itself', async () => {
  expect(
    await pieces(async () => {
      const client = await t.store.pool.connect()
      await client.query('select 1')
      await client.query('select 2')
      client.release()
    }),
  ).toBe(2)
})
