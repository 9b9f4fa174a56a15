import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'
import { commandLine } from '../support/commandLine.ts'

let t: TestApp
let data: string
beforeAll(async () => {
  t = await testApp()
  data = await mkdtemp(join(tmpdir(), 'openaims-link-'))
  // As a server notes that runs on the folder.
  await writeFile(
    join(data, 'local-access.json'),
    JSON.stringify({ address: 'http://aims.test', appUrl: t.database.appUrl, pid: process.pid }),
  )
})
afterAll(async () => {
  await t?.close()
  await rm(data, { recursive: true, force: true })
})

const link = (...args: string[]) =>
  commandLine(['sign-in-link', '--json', '--data', data, ...args], { DATABASE_URL: t.database.superuserUrl }).ended

async function operatorEntries(): Promise<{ action: string; reason: string | null }[]> {
  const found: { action: string; reason: string | null }[] = []
  for await (const part of t.store.log(t.org.id, null))
    for (const { entry } of part) {
      const { action, reason } = JSON.parse(entry)
      if (action === 'operator.sign-in-link') found.push({ action, reason })
    }
  return found
}

test('for whoever has a passkey or a second factor the operator says how they made sure who asks, and the log keeps it', {
  timeout: 120_000,
}, async () => {
  const { account } = t.people.viewer
  await t.store.pool.query("update account set email = 'viewer@example.org' where id = $1", [account])
  const plain = await link('--email', 'viewer@example.org')
  expect(plain.code, plain.err).toBe(0)
  expect(await operatorEntries()).toEqual([{ action: 'operator.sign-in-link', reason: null }])

  await t.store.pool.query('update account set two_factor_enabled = true where id = $1', [account])
  for (const wrong of [[], ['--checked', '  ']]) {
    const refused = await link('--email', 'viewer@example.org', ...wrong)
    expect([refused.code, refused.out.includes('welcome')]).toEqual([2, false])
    expect(refused.err + refused.out).toContain('--checked')
  }
  expect(await operatorEntries()).toHaveLength(1)
  const checked = await link('--email', 'viewer@example.org', '--checked', 'Seen on a call')
  expect(checked.code, checked.err).toBe(0)
  expect(JSON.parse(checked.out)).toMatchObject({ purpose: 'sign-in', minutes: 10 })
  expect((await operatorEntries()).at(-1)).toEqual({ action: 'operator.sign-in-link', reason: 'Seen on a call' })
})
