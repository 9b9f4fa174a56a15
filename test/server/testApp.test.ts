import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ listen: true })
})
afterAll(() => t.close())

test('everybody is signed in to their own organisation, in their own role', async () => {
  const { people, outsider, base } = t
  expect((await t.send(people.viewer, 'GET', `${base}/records/people?count=true`)).body).toMatchObject({ total: 10 })
  expect((await t.send(people.viewer, 'POST', `${base}/records/people`, { values: { title: 'New' } })).status).toBe(403)
  expect((await t.send(people.aimsLead, 'POST', `${base}/records/people`, { values: { title: 'New' } })).status).toBe(
    201,
  )
  expect((await t.send(outsider, 'GET', `${base}/records/people`)).status).toBe(404)
  expect((await t.send(null, 'GET', `${base}/records/people`)).status).toBe(401)
})

test('it listens when asked', async () => {
  const answer = await fetch(`${t.address}/health`)
  expect(await answer.json()).toMatchObject({ status: 'ok' })
})
