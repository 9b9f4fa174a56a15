import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSnapshots } from '../../src/server/snapshots.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

test('what one process erased is in no past that another one keeps', async () => {
  // What another process remembers: its own memory over the same database.
  const elsewhere = makeSnapshots(t.store)
  const [made] = await t.commit([
    { do: 'create', register: 'risk', values: { type: 'risk', title: 'Jane Doe was late' } },
  ])
  if (!made) throw new Error('nothing was made')
  await t.commit([{ do: 'edit', register: 'risk', id: made.id, version: 1, values: { title: 'Somebody was late' } }])
  const { full } = await elsewhere.standing(t.org.id, made.updatedAt)
  expect(full.all('risk').map((r) => r.title)).toEqual(['Jane Doe was late'])
  const answer = await t.send(t.people.administrator, 'POST', `${t.base}/log/erasures`, {
    record: made.id,
    versions: [1],
    reason: 'Asked for by the person',
  })
  expect(answer.status, answer.text).toBeLessThan(300)
  const after = (await elsewhere.standing(t.org.id, made.updatedAt)).full
  expect(after.all('risk').some((r) => r.title.includes('Jane'))).toBe(false)
  expect((await verifyInstance(t.database.appUrl, t.store.blobs)).problems).toEqual([])
})
