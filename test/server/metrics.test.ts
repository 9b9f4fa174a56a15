import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

/** Our own metrics; what Node tells of itself is described where it comes from. */
const ofNode = /^openaims_(nodejs|process)_/

test('every metric is in the guide, and the guide names none that is not there', async () => {
  await t.send(t.people.aimsLead, 'GET', `${t.base}/home`)
  const { text } = await t.send(null, 'GET', '/metrics')
  const told = [...text.matchAll(/^# TYPE (\S+)/gm)]
    .map((found) => String(found[1]))
    .filter((name) => !ofNode.test(name))
  const guide = await readFile(resolve(import.meta.dirname, '../../docs/guides/operate.md'), 'utf8')
  const named = new Set([...guide.matchAll(/^\| `(openaims_\w+)/gm)].map((found) => String(found[1])))
  expect([...named].sort()).toEqual([...new Set(told)].sort())
})

test('how far the clock is from that of the database is told', async () => {
  const { text } = await t.send(null, 'GET', '/metrics')
  const ahead = Number(/^openaims_clock_ahead_seconds (\S+)$/m.exec(text)?.[1])
  expect(Math.abs(ahead)).toBeLessThan(2)
})
