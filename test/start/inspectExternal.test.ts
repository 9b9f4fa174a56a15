import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { inspectExternal } from '../../src/store/postgres/inspectExternal.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { withDatabase } from '../support/globalSetup.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

const problemOf = (url: string) =>
  inspectExternal(url).then(
    () => undefined,
    (error) => error,
  )

async function asSuperuser(...statements: string[]) {
  const client = new pg.Client({ connectionString: inject('testServer').superuserUrl })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

test('an owner of a UTF8 database passes without warnings', async () => {
  const found = await inspectExternal(fresh.adminUrl)
  expect(found.version).toMatch(/^18\./)
  expect(found.warnings).toEqual([])
})

test('a wrong password is told without showing it', async () => {
  const url = new URL(fresh.adminUrl)
  url.password = 'not%20the-password'
  const problem = await problemOf(url.href)
  expect(problem).toMatchObject({ code: 'refused-sign-in' })
  expect(problem.message).toContain('openaims_owner')
  expect(problem.message).not.toMatch(/not.{1,3}the-password/)
})

test('a missing database is named', async () => {
  const problem = await problemOf(withDatabase(fresh.adminUrl, 'nowhere'))
  expect(problem).toMatchObject({ code: 'no-database' })
  expect(problem.message).toContain('CREATE DATABASE "nowhere"')
})

test('a server that does not answer is named with host and port', async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  const port = address && typeof address === 'object' ? address.port : 0
  await new Promise((resolve) => probe.close(resolve))
  const problem = await problemOf(`postgresql://me:hush-hush@127.0.0.1:${port}/db`)
  expect(problem).toMatchObject({ code: 'unreachable' })
  expect(problem.message).toContain(`127.0.0.1:${port}`)
  expect(problem.message).not.toContain('hush-hush')
})

test.each(['mysql://me:hush-hush@h/db', 'hush-hush', 'postgresql://me:100%hush-hush@h/db'])(
  'the address %s is refused without being shown',
  async (url) => {
    const problem = await problemOf(url)
    expect(problem).toMatchObject({ code: 'wrong-url' })
    expect(problem.message).not.toContain('hush-hush')
  },
)

test('a database that is not UTF8 is refused', async () => {
  await asSuperuser(
    `CREATE DATABASE latin OWNER openaims_owner TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`,
  )
  const problem = await problemOf(withDatabase(fresh.adminUrl, 'latin'))
  await asSuperuser('DROP DATABASE latin')
  expect(problem).toMatchObject({ code: 'encoding' })
  expect(problem.message).toContain('LATIN1')
})

test('a role that may not create schemas is told how to get that right', async () => {
  const problem = await problemOf(fresh.appUrl)
  expect(problem).toMatchObject({ code: 'no-rights' })
  expect(problem.message).toContain('OWNER TO "openaims_app"')
})
