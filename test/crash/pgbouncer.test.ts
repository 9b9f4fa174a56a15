import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { makePack } from '../../src/server/packs/packProcess.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { inspectPooler } from '../../src/store/postgres/inspectPooler.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { freePort } from './installation.ts'

/** Debian's package; without it there is nothing to try, and the name of the test says so. */
const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => {
  try {
    execFileSync(path, ['--version'])
    return true
  } catch {
    return false
  }
})

const session = `set role openaims_app; set search_path to openaims; set timezone to ''UTC''; set statement_timeout to 120000`

describe.skipIf(!program)(`through PgBouncer in transaction mode${program ? '' : ' (not installed here)'}`, () => {
  let t: TestApp
  let folder: string
  let bouncer: ChildProcess
  let url: (database: string) => string
  let far: Store

  beforeAll(async () => {
    t = await testApp()
    folder = await mkdtemp(join(tmpdir(), 'openaims-bouncer-'))
    const target = new URL(t.database.appUrl)
    const place = `host=${target.searchParams.get('host') ?? target.hostname} port=${target.port || 5432} dbname=${target.pathname.slice(1)} user=${target.username} password=${decodeURIComponent(target.password)}`
    const port = await freePort()
    const config = join(folder, 'pgbouncer.ini')
    await writeFile(
      config,
      `[databases]
aims = ${place} connect_query='${session}'
bare = ${place}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
logfile = ${join(folder, 'log')}
`,
    )
    const isRoot = process.getuid?.() === 0
    if (isRoot) {
      const uid = Number(execFileSync('id', ['-u', 'postgres']).toString())
      await chmod(folder, 0o700)
      for (const path of [folder, config]) await chown(path, uid, uid)
    }
    bouncer = spawn(program ?? '', [...(isRoot ? ['-u', 'postgres'] : []), config], { stdio: 'ignore' })
    url = (database) => `postgresql://anybody:x@127.0.0.1:${port}/${database}`
    for (let attempt = 0; ; attempt++) {
      const client = new pg.Client({ connectionString: url('aims') })
      try {
        await client.connect()
        await client.end()
        break
      } catch (error) {
        if (attempt > 100) throw error
        await wait(50)
      }
    }
    far = openStore({ appUrl: url('aims'), registers, blobs: t.store.blobs, pooler: 'transaction', poolSize: 10 })
  })
  afterAll(async () => {
    await far?.close()
    bouncer?.kill('SIGINT')
    await t?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const actorOf = (org: string) => (org === t.org.id ? t.people.aimsLead.actor : t.outsider.actor)

  test('interleaved tenants on two connections see their own rows, always and only', async () => {
    const risk = registers.find((r) => r.name === 'risk')
    if (!risk) throw new Error('no risks')
    let reads = 0
    await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const org = n % 2 === 0 ? t.org : t.other
        const mark = n % 2 === 0 ? 'own canary' : 'other canary'
        for (let round = 0; round < 6; round++) {
          await far.commit({
            actor: actorOf(org.id),
            org: org.id,
            changes: [{ do: 'create', register: 'risk', values: { type: 'risk', title: `${mark} ${n} ${round}` } }],
          })
          const { records } = await far.list(
            org.id,
            risk,
            {},
            actorOf(org.id),
            { filters: [], archived: 'no', limit: 200, count: false },
            null,
          )
          expect(records.length).toBeGreaterThan(0)
          expect(records.every((r) => r.title.startsWith(mark))).toBe(true)
          const found = await far.search(org.id, actorOf(org.id), 'canary', 50, null)
          expect(found.every((hit) => hit.title.startsWith(mark))).toBe(true)
          reads += 2
        }
      }),
    )
    expect(reads).toBe(144)
  })

  test('without an organisation nothing is seen, whatever went over the connection before', async () => {
    const { rows } = await far.pool.query('select count(*)::int as n from record')
    expect(rows).toEqual([{ n: 0 }])
  })

  test('many statements of one transaction stay on one connection', async () => {
    const changes = Array.from({ length: 600 }, (_, i) => ({
      do: 'create' as const,
      register: 'risk',
      values: { type: 'risk', title: `Bulk ${i}` },
    }))
    const { records } = await far.commit({ actor: t.people.aimsLead.actor, org: t.org.id, changes })
    expect(records).toHaveLength(600)
  })

  test('an audit pack, made in a process of its own, is made through it too', async () => {
    const asOf = String(await far.asOf(t.org.id, await far.present(t.org.id)))
    const out = join(await mkdtemp(join(tmpdir(), 'openaims-bouncer-pack-')), 'pack.zip')
    const order = { org: t.org, actor: t.people.aimsLead.actor, asOf, programVersion: 'test' }
    await makePack(far, order, out)
    const verdict = await verifyPack(await readFile(out))
    expect(verdict.problems).toEqual([])
    await rm(dirname(out), { recursive: true })
  }, 60_000)

  test('the start looks at what the connections are', async () => {
    await inspectPooler(url('aims'))
    await expect(inspectPooler(url('bare'))).rejects.toThrow('connect_query')
  })

  test('as a plain connection it is refused at once, not later and at random', async () => {
    const plain = openStore({ appUrl: url('aims'), registers, blobs: t.store.blobs, poolSize: 2 })
    await expect(plain.now()).rejects.toThrow()
    await plain.close()
  })
})
