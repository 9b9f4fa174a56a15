import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

/** Somebody new who sets this password with a link. */
async function withPassword(password: string): Promise<{ email: string; set: { status: number; body: unknown } }> {
  const email = `${randomUUID()}@example.org`
  const account = await t.store.directory.createAccount('Somebody', email)
  const token = await t.store.directory.createLink('reset', account, 30, email)
  // The limits have tests of their own.
  await t.store.pool.query('delete from throttle')
  return { email, set: await t.send(null, 'POST', '/api/v1/sign-in/reset', { token, password }) }
}
const signIn = async (email: string, password: string) =>
  (await t.send(null, 'POST', '/api/v1/sign-in', { email, password })).status

test.each([
  ['words in small letters alone', 'quiet lamps under seven tarpaulins'],
  ['figures alone', '83920175561902748351'],
  ['with spaces around it', '  quiet lamps under seven tarpaulins  '],
  ['of other scripts and pictures', 'тихие лампы под брезентом 灯 🏮'],
  ['64 characters and more', 'quiet lamps under seven tarpaulins beside the harbour at half past nine in May'],
])('a password %s is taken as it was typed', async (_name, password) => {
  const { email, set } = await withPassword(password)
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  expect(await signIn(email, password)).toBe(200)
  for (const other of new Set([
    password.trim(),
    password.toUpperCase(),
    [...password].slice(0, -1).join(''),
    `${password} `,
  ]))
    if (other !== password) expect(await signIn(email, other), JSON.stringify(other)).toBe(401)
})

test('it stays good until its owner changes it', async () => {
  const password = 'quiet lamps under seven tarpaulins'
  const { email } = await withPassword(password)
  await t.store.pool.query(
    `update credential set created_at = now() - interval '5 years', updated_at = now() - interval '5 years'`,
  )
  expect(await signIn(email, password)).toBe(200)
})
