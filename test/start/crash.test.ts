import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder, problemOf, query, start, startElsewhere, usedFolder } from './support.ts'

async function serverPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

test('a running OpenAIMS keeps others out, in the same process and in another', async () => {
  const folder = await usedFolder()
  const other = await startElsewhere(folder)
  const problem = await problemOf(folder)
  expect(problem?.code).toBe('already-running')
  expect(problem?.message).toContain(`process ${other.child.pid}`)
  expect(await query(other.said.started?.adminUrl ?? '', 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  await other.kill('SIGTERM')
  await start(folder)
  expect((await problemOf(folder))?.code).toBe('already-running')
})

test('after kill -9 of OpenAIMS the next start stops the server it left behind and keeps every committed row', async () => {
  const folder = await usedFolder()
  const other = await startElsewhere(folder)
  await query(other.said.started?.adminUrl ?? '', 'CREATE TABLE kept AS SELECT 42 AS n')
  const orphan = await serverPid(folder)
  await other.kill('SIGKILL')
  const { adminUrl } = await start(folder)
  expect(await query(adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }])
  expect(await serverPid(folder)).not.toBe(orphan)
})

test('after kill -9 of OpenAIMS and of PostgreSQL every committed row is there', async () => {
  const folder = await usedFolder()
  const other = await startElsewhere(folder)
  const url = other.said.started?.adminUrl ?? ''
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS n')
  await other.kill('SIGKILL')
  process.kill(await serverPid(folder), 'SIGKILL')
  const { adminUrl } = await start(folder)
  expect(await query(adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 42 }])
})

test('SIGTERM ends OpenAIMS with a clean stop of PostgreSQL', async () => {
  const folder = await usedFolder()
  const other = await startElsewhere(folder)
  await other.kill('SIGTERM')
  expect(other.child.exitCode).toBe(0)
  await expect(serverPid(folder)).rejects.toThrow('ENOENT')
})

test('an end of PostgreSQL that nobody asked for is told', async () => {
  const folder = await usedFolder()
  const { ended } = await start(folder)
  process.kill(await serverPid(folder), 'SIGQUIT')
  await ended
})

test('the number of a crashed server that another program has now does not block the start, nor harm that program', async () => {
  const folder = await usedFolder()
  await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder}/postgres\n`)
  const { adminUrl } = await start(folder)
  expect(await query(adminUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
})

test.each([
  ['half-written', '{"pid": 1'],
  ['of a process that began at another time', JSON.stringify({ pid: process.pid, processStart: '1' })],
])('a lock %s is taken over', async (_, text) => {
  const folder = await usedFolder()
  const database = await start(folder)
  const lock = await readFile(join(folder, 'openaims.lock'), 'utf8')
  await database.stop()
  const left = text.endsWith('}') ? JSON.stringify({ ...JSON.parse(lock), ...JSON.parse(text) }) : text
  await writeFile(join(folder, 'openaims.lock'), left)
  await start(folder)
})

test('of many that start at once on the same folder exactly one succeeds', async () => {
  const folder = await ownFolder()
  const others = await Promise.all(Array.from({ length: 4 }, () => startElsewhere(folder)))
  expect(others.filter(({ said }) => said.started)).toHaveLength(1)
  expect(others.flatMap(({ said }) => (said.problem ? [said.problem.code] : []))).toEqual(
    Array(3).fill('already-running'),
  )
})

test('a first start that was cut off is begun again', async () => {
  const folder = await usedFolder()
  const cluster = join(folder, 'postgres')
  await rename(cluster, `${cluster}.new`)
  await rm(join(folder, 'format.json'))
  const { firstStart } = await start(folder)
  expect(firstStart).toBe(true)
})
