import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
const lines: string[] = []
beforeAll(async () => {
  t = await testApp({ logTo: { write: (line) => void lines.push(line) } })
})
afterAll(() => t.close())

const told = () => lines.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>)

test('who is refused something is in the log, by account and route, without what was sent', async () => {
  told()
  const values = { title: 'Canary 9921' }
  expect((await t.send(t.people.viewer, 'POST', `${t.base}/records/risks`, { values })).status).toBe(403)
  await expect.poll(() => lines.length).toBeGreaterThan(0)
  const [line, ...more] = told()
  expect(more).toEqual([])
  expect(line).toMatchObject({
    level: 40,
    event: 'access.refused',
    method: 'POST',
    route: '/api/v1/o/:organisation/records/:register',
    account: t.people.viewer.account,
    reqId: expect.any(String),
  })
  expect(JSON.stringify(line)).not.toMatch(/Canary|Bearer/)
  expect(JSON.stringify(line)).not.toContain(t.people.viewer.token)
})

test('a token that opens nothing is told without it, and from another site is told too', async () => {
  told()
  const token = 'oaims_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
  await t.send(null, 'GET', `${t.base}/home`, undefined, { authorization: `Bearer ${token}` })
  await t.send(null, 'POST', `${t.base}/changes`, {}, { origin: 'https://evil.example', host: 'aims.test' })
  await expect.poll(() => lines.length).toBeGreaterThan(1)
  const found = told()
  expect(found.map(({ event }) => event)).toEqual(['access.unknown', 'access.refused'])
  expect(JSON.stringify(found)).not.toContain(token)
})

test('what is allowed, what is not found and whoever has not signed in yet make no such line', async () => {
  told()
  await t.send(t.people.viewer, 'GET', `${t.base}/home`)
  await t.send(t.people.viewer, 'GET', `${t.base}/records/risks/RISK-999`)
  await t.send(null, 'GET', `${t.base}/home`)
  await t.send(null, 'GET', '/api/v1/session')
  expect(told().filter(({ event }) => String(event).startsWith('access.'))).toEqual([])
})

test('text with line ends cannot make a line of its own', async () => {
  told()
  const forged = encodeURIComponent('x\n{"level":50,"event":"forged"}\r\n')
  await t.send(t.people.viewer, 'POST', `${t.base}/records/risks/${forged}/archive`, { version: 1 })
  await t.send(t.people.viewer, 'DELETE', `${t.base}/members/${forged}`)
  expect(lines.every((line) => line.trimEnd().split('\n').length === 1)).toBe(true)
  expect(told().some(({ event }) => event === 'forged')).toBe(false)
})
