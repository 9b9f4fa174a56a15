import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { emptyEdge, leafHash } from '../../src/store/log/merkle.ts'
import { run } from '../../src/store/sql.ts'
import {
  appendEntry,
  appendVersions,
  type EntryParts,
  entryText,
  type Head,
  type Writing,
} from '../../src/store/write/append.ts'
import { searchVector } from '../../src/store/write/searchVector.ts'
import type { Version } from '../../src/store/write/versions.ts'
import { lead } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

let t: TestStore
let owner: pg.Client
let app: pg.Client
let id: string

const connect = async (connectionString: string, options: string) => {
  const client = new pg.Client({ connectionString, options: `-c search_path=openaims ${options}` })
  await client.connect()
  return client
}

beforeAll(async () => {
  t = await testStore(registers)
  owner = await connect(t.adminUrl, '')
  app = await connect(t.appUrl, '-c role=openaims_app')
  for (const client of [owner, app]) await client.query(`select set_config('app.org', $1, false)`, [t.org])
  const made = await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [
      { do: 'create', register: 'aiSystem', values: { title: 'Ranking', purpose: 'Sorts.', stage: 'operation' } },
    ],
  })
  const [first] = made.records
  if (!first) throw new Error('nothing was made')
  id = first.id
  await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [{ do: 'edit', register: 'aiSystem', id, version: 1, values: { title: 'Ranking of applicants' } }],
  })
})
afterAll(async () => {
  await owner.end()
  await app.end()
  await t.close()
})

/** Everything the organisation holds, so that a refusal that still changed something shows. */
async function everything(): Promise<string> {
  const { rows } = await owner.query(
    `select (select jsonb_agg(r order by r.id) from record r) as records, (select jsonb_agg(v order by v.seq) from record_version v) as versions,
      (select jsonb_agg(e order by e.seq) from log_entry e) as entries, (select jsonb_agg(h) from log_head h) as head`,
  )
  return JSON.stringify(rows)
}

const refused = async (client: pg.Client, statement: string, says: RegExp) => {
  const before = await everything()
  await expect(client.query(statement)).rejects.toThrow(says)
  expect(await everything()).toBe(before)
}

const copyOf = (table: string, seq: string) =>
  `insert into ${table} (org_id, id, version, register, ref, ref_no, title, state, owner_id, shape, archived, created_at, created_by, updated_at,
     data, valid_from, valid_to, seq, salt, digest, words)
   select org_id, id, version + 1, register, ref, ref_no, title, state, owner_id, shape, archived, created_at, created_by, updated_at,
     data, valid_from, valid_to, ${seq}, salt, digest, words from record_version where version = 2`

describe('the application role', () => {
  test.each([
    [
      `insert into log_entry select org_id, seq + 9, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, leaf from log_entry`,
    ],
    [`update log_entry set reason = 'Another'`],
    [`delete from log_entry`],
    [`truncate log_entry`],
    [`update log_head set size = 0`],
    [`update log_head set last_leaf = null`],
    [`delete from log_head`],
    [`update record set title = 'Another'`],
    [`delete from record`],
    [`insert into record select * from record`],
    [`update record_version set valid_to = null`],
    [copyOf('record_version', 'seq')],
    [`update link set valid_to = now()`],
    [`create or replace function openaims.check_head() returns trigger language plpgsql as 'begin return null; end'`],
    [`alter table log_entry disable trigger all`],
    [`set session_replication_role = replica`],
  ])('may not: %s', (statement) => refused(app, statement, /permission denied|must be owner/))

  test('reads the log and locks its head', async () => {
    expect((await app.query('select seq from log_entry order by seq')).rows).toHaveLength(2)
    expect((await app.query('select size from log_head for update')).rows).toEqual([{ size: '2' }])
  })

  test('cannot make a log that begins anywhere but at nothing', async () => {
    const other = randomUUID()
    await app.query('begin')
    await app.query(`select set_config('app.org', $1, true)`, [other])
    await app.query(
      `insert into organisation (id, slug, name, kind, created_at) values ($1, 'other', 'Other', 'own', now())`,
      [other],
    )
    await expect(
      app.query(`insert into log_head (org_id, size, last_leaf, peaks, last_at) values ($1, 7, '\\x00', '{}', now())`, [
        other,
      ]),
    ).rejects.toThrow('begins empty')
    await app.query('rollback')
  })
})

describe('the owner of the tables', () => {
  test.each([
    [`update log_entry set reason = 'Another'`, /append-only/],
    [`delete from log_entry`, /append-only/],
    [`truncate log_entry`, /append-only/],
    [`update log_head set size = size - 1`, /only forward/],
    [`update log_head set size = size + 1`, /only forward/],
    [`update log_head set last_leaf = '\\x00'`, /only forward/],
    [`update record set title = 'Another'`, /not what its version/],
    [`update record set data = data || '{"purpose":"Another."}'`, /not what its version/],
    [`update record set version = 1`, /not what its version/],
    [`delete from record`, /append-only/],
    [`truncate record`, /append-only/],
    [
      `insert into record select org_id, gen_random_uuid(), register, ref || '9', ref_no + 90, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data from record`,
      /not what its version/,
    ],
    [`update record_version set data = '{}'`, /never changed/],
    [`update record_version set salt = '\\x00'`, /never changed/],
    [`update record_version set digest = '\\x00'`, /never changed/],
    [`update record_version set valid_from = now()`, /never changed/],
    [`update record_version set valid_to = now() where version = 1`, /does not go with/],
    [`update record_version set valid_to = null where version = 1`, /does not go with/],
    [`update record_version set valid_to = now() where version = 2`, /does not go with/],
    [`delete from record_version`, /append-only/],
    [`truncate record_version`, /append-only/],
    [copyOf('record_version', 'seq'), /no entry in the log/],
    [copyOf('record_version', '99'), /no entry in the log/],
  ])('is refused: %s', (statement, says) => refused(owner, statement, says))

  describe('of links', () => {
    const link = (from: string, until: string) =>
      `insert into link (org_id, from_id, name, to_id, from_register, position, valid_from, valid_to)
        select org_id, id, 'owner', id, register, 0, ${from}, ${until} from record`
    const began = `(select valid_from from record_version where version = 1)`
    const ended = `(select valid_from from record_version where version = 2)`
    const held = async (work: () => Promise<unknown>) => {
      await owner.query('begin')
      await work()
      await owner.query('rollback')
    }

    test.each([
      ['put in at a time of its own', link('now()', 'null'), /No version of record/],
      ['put in before its record was made', link(`${began} - interval '1 day'`, `${began}`), /No version of record/],
    ])('none is %s', (_what, statement, says) => refused(owner, statement, says))

    test.each([
      ['ended at a time of its own', 'valid_to = now()'],
      ['moved in time', `valid_from = ${ended}`],
      ['moved in order', 'position = 7'],
      ['led elsewhere', 'to_id = gen_random_uuid()'],
    ])('none is %s', (_what, set) =>
      held(async () => {
        await owner.query(link(began, 'null'))
        await expect(owner.query(`update link set ${set}`)).rejects.toThrow(/does not go with a version/)
      }),
    )

    test('ends where a version begins, and only once', () =>
      held(async () => {
        await owner.query(link(began, 'null'))
        await owner.query(`update link set valid_to = ${ended}`)
        await expect(owner.query('update link set valid_to = null')).rejects.toThrow(/does not go with a version/)
      }))
  })

  test.each(['signer_key', 'log_stamp', 'log_checkpoint', 'erasure'])('%s is never emptied', (table) =>
    refused(owner, `truncate ${table}`, /append-only/),
  )

  test('erasing takes a body, never what identifies a version or its digest', async () => {
    await owner.query('begin')
    await owner.query(`select set_config('app.erasing', 'on', true)`)
    await owner.query(`update record_version set data = '{}', salt = '', words = '' where version = 1`)
    await expect(owner.query(`update record_version set digest = '' where version = 1`)).rejects.toThrow(
      'never changed',
    )
    await owner.query('rollback')
    await app.query('begin')
    await app.query(`select set_config('app.erasing', 'on', true)`)
    await expect(app.query(`update record_version set data = '{}' where version = 1`)).rejects.toThrow(
      'permission denied',
    )
    await app.query('rollback')
  })
})

describe('append_changes', () => {
  const parts: EntryParts = {
    at: '2099-01-01T00:00:00.000000Z',
    action: 'test.note',
    actor: { kind: 'person', id: 'a', name: 'A "quoted" name', via: 'api' },
    object: { type: 'test', id: 'x' },
    digest: '00'.repeat(32),
    requestId: null,
    reason: `,"seq":0,"v":1}`,
  }
  const headNow = async (): Promise<Head> => {
    const { rows } = await app.query<{ size: string; peaks: Buffer[]; last_leaf: Buffer }>(
      'select size, peaks, last_leaf from log_head',
    )
    const [row] = rows
    if (!row) throw new Error('no head')
    return { edge: { size: Number(row.size), peaks: row.peaks }, lastLeaf: row.last_leaf }
  }
  const inTransaction = async (work: () => Promise<unknown>) => {
    await app.query('begin')
    try {
      await app.query(`select set_config('app.org', $1, true)`, [t.org])
      await work()
    } finally {
      await app.query('rollback')
    }
  }

  test('takes an entry that continues the log', () =>
    inTransaction(async () => {
      const after = await appendEntry(app, t.org, await headNow(), parts)
      expect(await headNow()).toEqual(after)
      expect((await app.query('select seq, entry, leaf from log_entry order by seq desc limit 1')).rows[0]).toEqual({
        seq: '2',
        entry: entryText(t.org, 2, (await app.query('select leaf from log_entry where seq = 1')).rows[0].leaf, parts),
        leaf: after.lastLeaf,
      })
    }))

  test.each<[string, (head: Head) => Head, RegExp]>([
    ['a gap', (head) => ({ ...head, edge: { ...head.edge, size: head.edge.size + 2 } }), /do not continue/],
    [
      'a number that is taken',
      (head) => ({ ...head, edge: { ...head.edge, size: head.edge.size - 2 } }),
      /do not continue/,
    ],
    ['another leaf before it', (head) => ({ ...head, lastLeaf: leafHash('other') }), /does not continue/],
    ['no leaf before it', (head) => ({ ...head, lastLeaf: null }), /does not continue/],
  ])('refuses %s', async (_, wrong, says) => {
    const before = await everything()
    const head = await headNow()
    await inTransaction(() => expect(appendEntry(app, t.org, wrong(head), parts)).rejects.toThrow(says))
    expect(await everything()).toBe(before)
  })

  const version = (): Version => {
    const row = {
      ...{ id: randomUUID(), register: 'risk', ref: 'RISK-1', ref_no: 1, title: 'A', state: 'draft', owner_id: null },
      ...{
        version: 1,
        shape: 1,
        archived: false,
        created_at: parts.at,
        created_by: 'a',
        updated_at: parts.at,
        data: {},
      },
    }
    const sign = { actor: lead, reason: null, requestId: null }
    const [salt, words] = [Buffer.alloc(16), searchVector({ a: ['a'], b: [], c: [] })]
    return { row, previous: null, action: 'create', sign, data: '{}', salt, digest: Buffer.alloc(32), words }
  }

  test('writes for several organisations in one statement, those that were entered', async () => {
    const other = (await t.store.directory.createOrganisation('Other', 'own')).id
    const writings = [
      { org: t.org, head: await headNow(), versions: [version()], counters: [] },
      { org: other, head: { edge: emptyEdge, lastLeaf: null }, versions: [version(), version()], counters: [] },
    ]
    // Two risks of one organisation cannot have the same number.
    const wrong = appendVersions(t.store.registry, writings).statement
    await enteringBoth(() => expect(run(app, wrong)).rejects.toThrow('record_number'))
    const right = appendVersions(t.store.registry, [
      ...writings.slice(0, 1),
      { ...(writings[1] as Writing), versions: [version()] },
    ]).statement
    await enteringBoth(async () => {
      await run(app, right)
      // The role itself goes on seeing one organisation.
      expect((await app.query('select size from log_head')).rows).toEqual([{ size: '3' }])
      await app.query(`select set_config('app.org', $1, true)`, [other])
      expect((await app.query('select size from log_head')).rows).toEqual([{ size: '1' }])
    })
    const before = await everything()
    await inTransaction(() => expect(run(app, right)).rejects.toThrow('another organisation'))
    expect(await everything()).toBe(before)

    async function enteringBoth(work: () => Promise<unknown>) {
      await inTransaction(async () => {
        await app.query(`select set_config('app.orgs', $1, true)`, [`{${t.org},${other}}`])
        await work()
      })
    }
  })

  test('refuses an organisation that was not entered', async () => {
    const other = (await t.store.directory.createOrganisation('Third', 'own')).id
    await inTransaction(() =>
      expect(appendEntry(app, other, { edge: emptyEdge, lastLeaf: null }, parts)).rejects.toThrow(
        'another organisation',
      ),
    )
  })
})
