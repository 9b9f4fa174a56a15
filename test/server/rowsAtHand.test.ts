import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordItem } from '../../src/server/contract.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'

// A record that was read before is not sent by the database again; nobody may notice.

let t: TestApp
let owner: pg.Client
beforeAll(async () => {
  t = await testApp()
  owner = new pg.Client({ connectionString: t.database.superuserUrl, options: '-c search_path=openaims' })
  await owner.connect()
  // The database itself refuses a row that its version does not tell of; whoever owns the machine can switch that off.
  await owner.query('set session_replication_role = replica')
})
afterAll(async () => {
  await owner.end()
  await t.close()
})

const read = (who: SignedIn, path: string) =>
  t.send<{ record: RecordItem }>(who, 'GET', `${t.base}/records/${path}?view=record`)

async function supplier(title: string): Promise<{ id: string; version: number }> {
  const [made] = await t.commit([{ do: 'create', register: 'supplier', values: { title, providesAi: true } }])
  if (!made) throw new Error('nothing was made')
  return made
}

async function reads(path: string): Promise<RecordItem> {
  const { status, body } = await read(t.people.aimsLead, path)
  expect(status).toBe(200)
  return body.record
}

test('what is read again is the same, what was changed meanwhile is read as it is', async () => {
  const { id, version } = await supplier('Nordlys')
  const first = await reads(`suppliers/${id}`)
  expect(await reads(`suppliers/${id}`)).toEqual(first)
  await t.commit([{ do: 'edit', register: 'supplier', id, version, values: { title: 'Havblik' } }])
  expect(await reads(`suppliers/${id}`)).toMatchObject({ title: 'Havblik', version: version + 1 })
  await t.commit([{ do: 'archive', register: 'supplier', id, version: version + 1 }])
  expect(await reads(`suppliers/${id}`)).toMatchObject({ title: 'Havblik', archived: true })
})

test('a row that somebody changed past the program, its version left as it was, is seen at once', async () => {
  const { id } = await supplier('Fjordsky')
  await reads(`suppliers/${id}`)
  await owner.query(
    `update record set title = 'Changed by hand', data = data || '{"title": "Changed by hand"}' where id = $1`,
    [id],
  )
  expect(await reads(`suppliers/${id}`)).toMatchObject({ title: 'Changed by hand' })
})

test('many at once, some known and some not, each get their own', async () => {
  const made = await Promise.all(Array.from({ length: 12 }, (_, n) => supplier(`Supplier ${n}`)))
  for (const { id } of made.filter((_, n) => n % 2 === 0)) await reads(`suppliers/${id}`)
  const found = await Promise.all([...made, ...made].map(({ id }) => reads(`suppliers/${id}`)))
  expect(found.map((r) => r.id)).toEqual([...made, ...made].map((r) => r.id))
  expect(found.slice(0, 12).map((r) => r.title)).toEqual(made.map((_, n) => `Supplier ${n}`))
})

test('who may see less of a record sees less of it, whoever read it before', async () => {
  const questions = [
    { question: 'Who decides?', answers: ['A person', 'The model'], correct: 1, because: 'By policy.' },
  ]
  const [course] = await t.commit([{ do: 'create', register: 'course', values: { title: 'Oversight', questions } }])
  const path = `courses/${course?.id}`
  const all = await read(t.people.aimsLead, path)
  expect(all.body.record.values.questions).toEqual([expect.objectContaining({ correct: 1, because: 'By policy.' })])
  const less = await read(t.people.contributor, path)
  expect(less.status).toBe(200)
  expect(less.text).not.toContain('By policy.')
  expect(less.body.record.withheld).toEqual(['questions.correct', 'questions.because'])
  expect((await read(t.people.aimsLead, path)).text).toBe(all.text)
})

test('a record at hand is not found by who may not read it, nor in another organisation', async () => {
  const { id } = await supplier('Kelp')
  await reads(`suppliers/${id}`)
  const elsewhere = `/api/v1/o/${t.other.slug}/records/suppliers/${id}?view=record`
  expect((await t.send(t.outsider, 'GET', elsewhere)).status).toBe(404)
  const [concern] = await t.commit(
    [
      {
        do: 'create',
        register: 'concern',
        values: { title: 'Scores', description: 'They drift.', anonymous: false, openedOn: '2026-01-10' },
      },
    ],
    t.people.concernHandler.actor,
  )
  expect((await read(t.people.concernHandler, `concerns/${concern?.id}`)).status).toBe(200)
  expect((await read(t.people.aimsLead, `concerns/${concern?.id}`)).status).toBe(404)
})
