import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { firstLoad } from '../../bench/support/firstLoad.ts'
import { buildWeb } from '../../src/cli/buildWeb.ts'

test('what is loaded before anything shows stays small, in whatever environment it is built', async () => {
  // As here: tests run with NODE_ENV=test, which once made a build for development of a third more.
  expect(process.env.NODE_ENV).not.toBe('production')
  const folder = await mkdtemp(join(tmpdir(), 'openaims-web-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await buildWeb(folder)
  const { files, bytes } = await firstLoad(folder)
  expect(files).toBeGreaterThan(1)
  expect(bytes).toBeLessThanOrEqual(250 * 1024)
}, 60_000)
