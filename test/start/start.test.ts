import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder, query, start } from './support.ts'

test('the first start creates the database, and a later one finds what was kept', async () => {
  const folder = join(await ownFolder(), 'data')
  const first = await start(folder)
  expect(first.firstStart).toBe(true)
  await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS n')
  await first.stop()
  const second = await start(folder)
  expect(second.firstStart).toBe(false)
  expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }])
})

test('the database is durable, checked and the same on every system', async () => {
  const { superuserUrl, adminUrl } = await start(await ownFolder())
  const settings = await query(
    superuserUrl,
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums',
      'server_encoding', 'listen_addresses', 'password_encryption') ORDER BY name`,
  )
  expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
    'data_checksums=on',
    'fsync=on',
    'full_page_writes=on',
    'listen_addresses=',
    'password_encryption=scram-sha-256',
    'server_encoding=UTF8',
    'synchronous_commit=on',
  ])
  expect(
    await query(adminUrl, 'SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()'),
  ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8' }])
})

test('the application signs in as a role that owns nothing and cannot pass row-level security', async () => {
  const { appUrl, adminUrl } = await start(await ownFolder())
  expect(
    await query(
      appUrl,
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        pg_get_userbyid(datdba) AS owner FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
    ),
  ).toEqual([
    {
      rolname: 'openaims_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owner: 'openaims_owner',
    },
  ])
  await expect(query(appUrl, 'CREATE TABLE mine (n int)')).rejects.toThrow('permission denied')
  await query(adminUrl, 'CREATE TABLE ours (n int)')
  await expect(query(appUrl, 'SELECT * FROM ours')).rejects.toThrow('permission denied')
})

test('passwords are kept for the owner of the folder only, and are needed', async () => {
  const folder = await ownFolder()
  const { adminUrl } = await start(folder)
  const file = join(folder, 'secrets', 'database.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700)
  const url = new URL(adminUrl)
  expect(JSON.parse(await readFile(file, 'utf8')).owner).toBe(url.password)
  url.password = 'guessed'
  await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
})

test('stopping twice is stopping once, and the folder is free at once', async () => {
  const folder = await ownFolder()
  const database = await start(folder)
  await Promise.all([database.stop(), database.stop()])
  await database.ended
  await expect(stat(join(folder, 'openaims.lock'))).rejects.toThrow('ENOENT')
  await expect(stat(join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT')
})

test('a signal interrupts the start, and later stops the database', async () => {
  const folder = await ownFolder()
  await expect(start(folder, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ code: 'interrupted' })
  const ending = new AbortController()
  const database = await start(folder, { signal: ending.signal })
  expect(database.firstStart).toBe(true)
  ending.abort()
  await database.ended
})

test('a path too long for a socket gets a short folder, which is gone after the stop', async () => {
  const folder = join(await ownFolder(), 'a-long-name'.repeat(12), 'ümläut and, comma')
  const database = await start(folder)
  expect(database.socketFolder.startsWith(folder)).toBe(false)
  expect(await query(database.appUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  await database.stop()
  await expect(stat(database.socketFolder)).rejects.toThrow('ENOENT')
})

test('a folder with blanks, commas and quotes in its name holds its socket itself', async () => {
  const folder = join(await ownFolder(), `it's "ours", ü %41`)
  const database = await start(folder)
  expect(database.socketFolder).toBe(join(folder, 'run'))
  expect(await query(database.appUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})
