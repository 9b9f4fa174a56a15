import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { migrationTexts } from '../../src/store/migrate.ts'
import { refuseStrongRole } from '../../src/store/postgres/inspectAppRole.ts'
import { protectionOf, refuseUnprotected } from '../../src/store/postgres/inspectProtection.ts'
import { ownerRole } from '../../src/store/postgres/secrets.ts'
import { inOrganisation } from '../../src/store/sql.ts'
import { syncViews } from '../../src/store/views.ts'
import { lead } from '../support/actors.ts'
import { expectGolden } from '../support/golden.ts'
import { type TestStore, testStore } from '../support/store.ts'

let t: TestStore
let owner: pg.Client
beforeAll(async () => {
  t = await testStore(registers)
  await syncViews(t.adminUrl, registers)
  owner = new pg.Client({ connectionString: t.adminUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await t.close()
})

const rows = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> => (await owner.query<T>(text)).rows

describe('the schema leaves no way around the policies', () => {
  const tables = () =>
    rows<{ name: string; secured: boolean; forced: boolean; tenant: boolean; policies: Policy[] }>(
      `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped) as tenant,
        coalesce((select jsonb_agg(jsonb_build_object('cmd', p.polcmd, 'to', (select array_agg(r.rolname) from pg_roles r where r.oid = any(p.polroles)), 'using', pg_get_expr(p.polqual, p.polrelid),
          'check', pg_get_expr(p.polwithcheck, p.polrelid))) from pg_policy p where p.polrelid = c.oid), '[]') as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'openaims' and c.relkind in ('r', 'p') order by 1`,
    )
  /**
   * Read by workers before they enter an organisation. They say that something is to be done and nothing of what it is
   * about; a column beyond these would have to be looked at here.
   */
  const acrossOrganisations: Readonly<Record<string, readonly string[]>> = {
    job_queue: ['attempts', 'cancel', 'job_id', 'kind', 'lease_until', 'org_id', 'queued_at'],
    log_due: ['due_at', 'id', 'kind', 'org_id'],
  }

  test('queues over all organisations hold ids, kinds and times alone', async () => {
    for (const [table, known] of Object.entries(acrossOrganisations)) {
      const columns = await rows<{ name: string }>(
        `select column_name as name from information_schema.columns where table_schema = 'openaims' and table_name = '${table}' order by 1`,
      )
      expect(
        columns.map((c) => c.name),
        table,
      ).toEqual(known)
    }
  })

  interface Policy {
    readonly cmd: string
    /** null: everybody. */
    readonly to: readonly string[] | null
    readonly using: string | null
    readonly check: string | null
  }

  const ofEntered = `(org_id = ANY (( SELECT (NULLIF(current_setting('app.orgs'::text, true), ''::text))::uuid[] AS "nullif")::uuid[]))`

  test('every table with rows of organisations forces a policy on reading and on writing', async () => {
    const found = (await tables()).filter((table) => table.tenant && !(table.name in acrossOrganisations))
    expect(found.length).toBeGreaterThan(12)
    for (const { name, secured, forced, policies } of found) {
      expect([secured, forced], name).toEqual([true, true])
      expect(policies.length, name).toBeGreaterThan(0)
      for (const { cmd, to, using, check } of policies) {
        // The signer reads all logs, and nothing else; it is no role that requests work as.
        if (to?.join() === 'openaims_signer' && cmd === 'r') {
          expect(['log_head', 'log_entry', 'log_checkpoint']).toContain(name)
          continue
        }
        // The functions of the write path work for all organisations of a transaction; only they run as the owner.
        if (to?.join() === ownerRole) {
          expect(['link', 'log_entry', 'log_head', 'record', 'record_version', 'ref_counter']).toContain(name)
          expect([using, check]).toEqual(Array(2).fill(ofEntered))
          continue
        }
        // All commands at once, or reading alone beside it.
        expect(['*', 'r'], name).toContain(cmd)
        // Written so that a setting left empty by the transaction before gives no rows instead of an error.
        expect(using, name).toMatch(
          /NULLIF\(current_setting\('app\.(org|account|secret_digest)'::text, true\), ''::text\)/,
        )
        if (cmd === '*')
          expect(check, name).toMatch(
            /^\(org_id = \(NULLIF\(current_setting\('app\.org'::text, true\), ''::text\)\)::uuid\)$/,
          )
      }
      expect(
        policies.some((p) => p.cmd === '*'),
        name,
      ).toBe(true)
    }
  })

  test('keys of tables begin with the organisation, and so do the references between them', async () => {
    const keys = await rows<{ name: string; first: string }>(
      `select c.relname as name, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where n.nspname = 'openaims' and i.indisprimary and c.relkind in ('r', 'p')
         and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id')`,
    )
    expect(keys.filter((k) => k.first !== 'org_id')).toEqual([])
    const references = await rows<{ name: string; columns: string[] }>(
      `select k.conname as name, array(select a.attname::text from unnest(k.conkey) with ordinality x(n, o)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.n order by x.o) as columns
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
         join pg_namespace n on n.oid = c.relnamespace
       where k.contype = 'f' and n.nspname = 'openaims'
         and exists (select from pg_attribute o where o.attrelid = f.oid and o.attname = 'org_id' and not o.attisdropped)`,
    )
    for (const { name, columns } of references) expect(columns[0], name).toBe('org_id')
  })

  test('every view runs with the rights of who asks, and none is kept as a copy', async () => {
    const views = await rows<{ name: string; kind: string; options: string[] | null }>(
      `select c.relname as name, c.relkind as kind, c.reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'openaims' and c.relkind in ('v', 'm')`,
    )
    expect(views.length).toBeGreaterThan(registers.length - 1)
    for (const { name, kind, options } of views) expect([kind, options], name).toEqual(['v', ['security_invoker=true']])
  })

  test('what is withheld from some stands in no view', async () => {
    const columns = await rows<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'openaims' and table_name in ('report_concern', 'report_course')`,
    )
    const names = columns.map((c) => c.name)
    expect(names).toContain('report_concern.description')
    for (const hidden of [
      'report_concern.raised_by',
      'report_concern.way_back',
      'report_concern.case_code',
      'report_course.questions',
    ])
      expect(names).not.toContain(hidden)
  })

  test('functions with the rights of the owner are these, each with its own search path', async () => {
    const functions = await rows<{ name: string; config: string[] | null; open: boolean; signature: string }>(
      `select p.proname as name, p.proconfig as config, pg_get_function_identity_arguments(p.oid) as signature,
          exists (select from aclexplode(p.proacl) a where a.grantee = 0) or p.proacl is null as open
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'openaims' and p.prosecdef order by 1`,
    )
    for (const { name, config } of functions) {
      const path = config?.find((c) => c.startsWith('search_path='))
      expect(path, name).toBeDefined()
      // Last, so that nobody's temporary tables take the place of ours.
      expect(path, name).toMatch(/, pg_temp$/)
    }
    await expectGolden(
      'ownerFunctions',
      functions.map(({ name, open }) => `${name}: ${open ? 'anybody' : 'named roles'}`),
    )
  })

  test('the application role owns nothing, bypasses nothing, and was granted only what policies bind', async () => {
    await expect(refuseStrongRole(owner)).resolves.toBeUndefined()
    const grants = await rows<{ what: string }>(
      `select distinct g.privilege_type as what from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
         join pg_roles r on r.oid = g.grantee where n.nspname = 'openaims' and r.rolname = 'openaims_app'`,
    )
    expect(new Set(grants.map((g) => g.what))).toEqual(new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']))
  })

  test.each([
    ['alter role openaims_app bypassrls', 'may bypass row-level security'],
    ['alter role openaims_app replication', 'may copy the whole database'],
    ['alter role openaims_app superuser', 'is a superuser'],
    ['alter table openaims.record owner to openaims_app', 'owns openaims.record'],
    ['grant truncate on openaims.record to openaims_app', 'granted TRUNCATE on openaims.record'],
    ['grant references on openaims.link to public', 'granted REFERENCES on openaims.link'],
    ['create role tenants_test_role; grant tenants_test_role to openaims_app', 'the rights of tenants_test_role'],
  ])('a start is refused after: %s', async (statement, says) => {
    const superuser = new pg.Client({ connectionString: t.superuserUrl })
    await superuser.connect()
    try {
      // Never committed: the role is that of every test running at the same time.
      await superuser.query('begin')
      await superuser.query(statement)
      await expect(refuseStrongRole(superuser)).rejects.toThrow(says)
    } finally {
      await superuser.query('rollback')
      await superuser.end()
    }
  })
})

describe('a start looks whether the protection is there', () => {
  test('triggers and functions are those the migrations made', async () => {
    await expect(refuseUnprotected(owner)).resolves.toBeUndefined()
    const { triggers, functions } = protectionOf(await migrationTexts())
    const names = await rows<{ name: string }>(
      `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'openaims'::regnamespace and not t.tgisinternal order by 1`,
    )
    expect([...triggers.keys()].sort()).toEqual(names.map((n) => n.name).sort())
    const made = await rows<{ name: string }>(
      `select distinct p.proname as name from pg_proc p where p.pronamespace = 'openaims'::regnamespace order by 1`,
    )
    expect([...functions.keys()].sort()).toEqual(made.map((n) => n.name).sort())
  })

  test.each([
    ['alter table log_entry disable trigger user', 'log_entry_append_only on log_entry is switched off'],
    [
      'alter table record enable replica trigger record_logged_change',
      'record_logged_change on record is switched off',
    ],
    ['drop trigger link_logged on link', 'link_logged on link is gone'],
    [
      `create or replace function check_heads() returns trigger language plpgsql as 'begin return null; end'`,
      'function check_heads is another one',
    ],
    ['alter table record no force row level security', 'row-level security of record is not forced'],
    ['alter table comment_probe enable row level security', 'row-level security of comment_probe is not forced'],
    ['create policy probe on record for select using (true)', 'policy probe on record asks for no organisation'],
    ['grant update on log_entry to openaims_app', 'granted UPDATE on log_entry'],
    ['grant update (title) on record to public', 'granted UPDATE on record'],
  ])('and is refused after: %s', async (statement, says) => {
    await owner.query('begin')
    try {
      await owner.query('set local search_path = openaims')
      await owner.query('create table comment_probe (org_id uuid)')
      if (!statement.includes('comment_probe')) await owner.query('drop table comment_probe')
      await owner.query(statement)
      await expect(refuseUnprotected(owner)).rejects.toThrow(says)
    } finally {
      await owner.query('rollback')
    }
  })
})

describe('organisations that share one connection', () => {
  let one: Store
  const orgs: { id: string; word: string }[] = []
  beforeAll(async () => {
    one = openStore({ appUrl: t.appUrl, registers, blobs: t.store.blobs, poolSize: 1 })
    for (const word of ['Firstcanary', 'Secondcanary', 'Thirdcanary'])
      orgs.push({ id: (await one.directory.createOrganisation(word, 'own')).id, word })
  })
  afterAll(() => one.close())

  const create = (org: { id: string; word: string }, n: number) =>
    one.commit({
      actor: lead,
      org: org.id,
      changes: [
        {
          do: 'create',
          register: 'supplier',
          values: { title: `${org.word} ${n}`, provides: ['model'], providesAi: true },
        },
      ],
    })

  test('never see each other, however their reads, writes and failures take turns', async () => {
    const supplier = registers.find((r) => r.name === 'supplier')
    if (!supplier) throw new Error('no register')
    const mine: string[][] = orgs.map(() => [])
    for (let round = 0; round < 12; round++) {
      await Promise.all(
        orgs.flatMap((org, at) => [
          create(org, round).then(({ records }) => mine[at]?.push(records[0]?.id ?? '')),
          one.search(org.id, lead, 'canary', 50, null),
          // A transaction that fails, and one that ends with nothing set.
          inOrganisation(one.pool, org.id, (client) => client.query('select 1/0')).catch(() => {}),
          one.pool.query('select count(*)::int as n from record').then(({ rows: [row] }) => expect(row.n).toBe(0)),
          one.list(org.id, supplier, {}, lead, { filters: [], limit: 100, count: true }, null).then(({ records }) => {
            for (const record of records) expect(record.title).toContain(org.word)
          }),
        ]),
      )
    }
    for (const [at, org] of orgs.entries()) {
      const { records, total } = await one.list(
        org.id,
        supplier,
        {},
        lead,
        { filters: [], limit: 100, count: true },
        null,
      )
      expect(total).toBe(12)
      expect(new Set(records.map((r) => r.id))).toEqual(new Set(mine[at]))
      // Ids of another are nothing here, read and written.
      const other = mine[(at + 1) % orgs.length]?.[0] ?? ''
      expect(await one.record(org.id, supplier, lead, other, null)).toBeNull()
      expect(await one.refs(org.id, lead, [other], null)).toEqual([])
      await expect(
        one.commit({
          actor: lead,
          org: org.id,
          changes: [{ do: 'edit', register: 'supplier', id: other, version: 1, values: { title: 'Taken' } }],
        }),
      ).rejects.toMatchObject({ code: 'access/not-found' })
      // Another's id is free here, and stays theirs there.
      const [same] = (
        await one.commit({
          actor: lead,
          org: org.id,
          changes: [
            {
              do: 'create',
              register: 'supplier',
              id: other,
              values: { title: `${org.word} same`, provides: ['data'], providesAi: true },
            },
          ],
        })
      ).records
      expect(same?.id).toBe(other)
    }
  })

  test('nothing set for one transaction is left for the next', async () => {
    const [first] = orgs
    if (!first) throw new Error('no organisation')
    await inOrganisation(one.pool, first.id, (client) => client.query('select 1'))
    const { rows: left } = await one.pool.query(
      `select nullif(current_setting('app.org', true), '') as org, nullif(current_setting('app.account', true), '') as account,
        nullif(current_setting('app.secret_digest', true), '') as digest, current_user as role`,
    )
    expect(left).toEqual([{ org: null, account: null, digest: null, role: 'openaims_app' }])
  })
})
