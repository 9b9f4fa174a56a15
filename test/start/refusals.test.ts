import { chmod, mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder, problemOf, query, start, startElsewhere, usedFolder } from './support.ts'

const ordinary = process.getuid?.() === 0 ? 65534 : undefined

test('a folder that may not be written is refused, and left as it was', async () => {
  const folder = await ownFolder()
  await chmod(folder, 0o555)
  const { said } = await startElsewhere(folder, ordinary)
  expect(said.problem?.code).toBe('not-writable')
  expect(said.problem?.message).toContain(folder)
  expect(await readdir(folder)).toEqual([])
})

test('a folder that may not be made is refused', async () => {
  const parent = await ownFolder()
  await chmod(parent, 0o555)
  const { said } = await startElsewhere(join(parent, 'a', 'b'), ordinary)
  expect(said.problem?.code).toBe('not-writable')
})

test.each(['data', 'data/below'])('a file in the place of the folder is refused: %s', async (path) => {
  const parent = await ownFolder()
  await writeFile(join(parent, 'data'), 'precious')
  const problem = await problemOf(join(parent, path))
  expect(problem?.code).toBe('not-a-folder')
  expect(problem?.message).toContain(join(parent, path))
})

test('the data folder of a newer OpenAIMS is refused untouched', async () => {
  const folder = await ownFolder()
  await writeFile(join(folder, 'format.json'), JSON.stringify({ format: 2, openaims: '7.1.0' }))
  const problem = await problemOf(folder)
  expect(problem?.code).toBe('newer-openaims')
  expect(problem?.message).toContain('OpenAIMS 7.1.0')
  expect(await readdir(folder)).toEqual(['format.json'])
})

test.each([
  ['99', 'newer-postgres'],
  ['15', 'old-postgres'],
])('a cluster of PostgreSQL %s is refused: %s', async (major, code) => {
  const folder = await usedFolder()
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), `${major}\n`)
  const problem = await problemOf(folder)
  expect(problem?.code).toBe(code)
  expect(problem?.message).toContain(`PostgreSQL ${major}`)
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n')
  await start(folder)
})

test.each(['PG_VERSION', 'global/pg_control', 'pg_wal', 'base'])(
  'a cluster without %s is refused as damaged',
  async (part) => {
    const folder = await ownFolder()
    await (await start(folder)).stop()
    await rm(join(folder, 'postgres', part), { recursive: true })
    const problem = await problemOf(folder)
    expect(problem?.code).toBe('corrupt')
    expect(problem?.message).toContain(join(folder, 'logs'))
  },
)

test('a cluster whose control file is cut off is refused as damaged', async () => {
  const folder = await usedFolder()
  await truncate(join(folder, 'postgres', 'global', 'pg_control'), 100)
  expect((await problemOf(folder))?.code).toBe('corrupt')
})

test('something else in the place of the cluster is refused, not overwritten', async () => {
  const folder = await ownFolder()
  await mkdir(join(folder, 'postgres'))
  await writeFile(join(folder, 'postgres', 'holiday.jpg'), '')
  expect((await problemOf(folder))?.code).toBe('corrupt')
  expect(await readdir(join(folder, 'postgres'))).toEqual(['holiday.jpg'])
})

test('passwords of another database are refused; missing ones are made anew', async () => {
  const folder = await usedFolder()
  const file = join(folder, 'secrets', 'database.json')
  const other = 'x'.repeat(32)
  await writeFile(file, JSON.stringify({ superuser: other, owner: other, app: other }))
  const problem = await problemOf(folder)
  expect(problem?.code).toBe('lost-secrets')
  expect(problem?.message).toContain(file)
  await rm(file)
  const { appUrl } = await start(folder)
  expect(await query(appUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})
