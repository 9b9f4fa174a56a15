import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { lead } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

// Small changes of several organisations share a transaction (decision 0009); none of them may notice.

let t: TestStore
let owner: pg.Client
let orgs: string[]

beforeAll(async () => {
  t = await testStore(registers)
  owner = new pg.Client({ connectionString: t.adminUrl, options: '-c search_path=openaims' })
  await owner.connect()
  const made = Array.from({ length: 12 }, (_, n) => t.store.directory.createOrganisation(`Organisation ${n}`, 'own'))
  orgs = (await Promise.all(made)).map((o) => o.id)
})
afterAll(async () => {
  await owner.end()
  await t.close()
})

const add = (org: string, ...titles: string[]) =>
  t.store.commit({
    actor: lead,
    org,
    changes: titles.map((title) => ({ do: 'create', register: 'supplier', values: { title, providesAi: false } })),
  })

/** What an organisation holds: titles with the transaction that wrote them, and the numbers of its log. */
async function held(org: string): Promise<{ titles: string[]; transactions: string[]; seqs: number[] }> {
  await owner.query(`select set_config('app.org', $1, false)`, [org])
  const { rows } = await owner.query<{ title: string; xmin: string }>(
    'select title, xmin::text from record order by ref_no',
  )
  const { rows: log } = await owner.query<{ seq: string }>('select seq from log_entry order by seq')
  return {
    titles: rows.map((r) => r.title),
    transactions: rows.map((r) => r.xmin),
    seqs: log.map((e) => Number(e.seq)),
  }
}

test('each sees its own change, in a transaction that others share', async () => {
  await Promise.all(orgs.map((org) => add(org, `First of ${org}`)))
  const transactions = new Set<string>()
  for (const org of orgs) {
    const there = await held(org)
    expect(there).toMatchObject({ titles: [`First of ${org}`], seqs: [0] })
    for (const one of there.transactions) transactions.add(one)
  }
  expect(transactions.size).toBeLessThan(orgs.length)
})

test('a refusal of one is its own, whoever refuses it', async () => {
  await owner.query(`create function poison() returns trigger language plpgsql as $$ begin
    if new.title like 'Poison%' then raise exception 'The database does not like this.'; end if; return new; end $$`)
  await owner.query('create trigger poison before insert on record for each row execute function poison()')
  const [one, two, ...rest] = orgs as [string, string, ...string[]]
  const done = await Promise.allSettled([
    ...rest.map((org) => add(org, 'Second')),
    add(one, 'Poison'),
    add(one, 'Beside the poison'),
    // Refused by us, after a part of it was taken in.
    t.store.commit({
      actor: lead,
      org: two,
      changes: [
        { do: 'create', register: 'supplier', values: { title: 'Half', providesAi: false } },
        { do: 'create', register: 'supplier', values: { title: '' } },
      ],
    }),
    add(two, 'Beside the refusal'),
  ])
  expect(done.map((d) => d.status)).toEqual([
    ...rest.map(() => 'fulfilled'),
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  for (const org of rest) expect(await held(org)).toMatchObject({ titles: [`First of ${org}`, 'Second'], seqs: [0, 1] })
  expect(await held(one)).toMatchObject({ titles: [`First of ${one}`, 'Beside the poison'], seqs: [0, 1] })
  expect(await held(two)).toMatchObject({ titles: [`First of ${two}`, 'Beside the refusal'], seqs: [0, 1] })
  await owner.query('drop trigger poison on record')
})

test('one whose log another process holds keeps nobody waiting', async () => {
  const [slow, ...rest] = orgs as [string, ...string[]]
  await owner.query(`select set_config('app.org', $1, false)`, [slow])
  await owner.query('begin')
  await owner.query('select size from log_head for update')
  let isWaiting = true
  const waiting = add(slow, 'After the lock').finally(() => {
    isWaiting = false
  })
  await Promise.all(rest.map((org) => add(org, 'Third')))
  await Promise.all(rest.map((org) => add(org, 'Fourth')))
  expect(isWaiting).toBe(true)
  await owner.query('commit')
  await waiting
  expect((await held(slow)).titles.at(-1)).toBe('After the lock')
})

test('many changes to one record at once keep one order, with links set, taken away and set again', async () => {
  const [org] = orgs as [string]
  const made = await add(org, 'A', 'B')
  const [a, b] = made.records.map((r) => r.id) as [string, string]
  const system = await t.store.commit({
    actor: lead,
    org,
    changes: [
      { do: 'create', register: 'aiSystem', values: { title: 'S', purpose: 'P.', stage: 'operation', suppliers: [a] } },
    ],
  })
  const id = system.records[0]?.id ?? ''
  const edit = (version: number, suppliers: string[]) =>
    ({ do: 'edit', register: 'aiSystem', id, version, values: { suppliers } }) as const
  await t.store.commit({ actor: lead, org, changes: [edit(1, []), edit(2, [a, b]), edit(3, [b]), edit(4, [b, a])] })
  await owner.query(`select set_config('app.org', $1, false)`, [org])
  const { rows } = await owner.query(
    `select to_id, valid_to is null as now from link where from_id = $1 and name = 'suppliers' order by to_id, valid_from`,
    [id],
  )
  const of = (to: string) => rows.filter((r) => r.to_id === to).map((r) => r.now)
  expect([of(a), of(b)]).toEqual([[false, false, true], [true]])
  const { rows: gaps } = await owner.query(
    `select v.version from record_version v join record_version n on n.id = v.id and n.version = v.version + 1
      where v.id = $1 and v.valid_to is distinct from n.valid_from`,
    [id],
  )
  expect(gaps).toEqual([])
})
