import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webIsStale } from './webIsStale.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-stale-'))
  await mkdir(join(folder, 'src/ui'), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const at = (path: string) => join(folder, path)
async function put(path: string, second: number): Promise<void> {
  await writeFile(at(path), 'x')
  await utimes(at(path), second, second)
}

test('a client is built when missing or older than its sources, and left alone otherwise', async () => {
  await put('src/ui/Page.tsx', 100)
  const look = () => webIsStale(at('index.html'), [at('src')])
  expect(await look()).toBe(true)
  await put('index.html', 200)
  expect(await look()).toBe(false)
  await put('src/ui/Page.test.tsx', 300)
  expect(await look()).toBe(false)
  await put('src/ui/Page.tsx', 300)
  expect(await look()).toBe(true)
})
