import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoredFile } from '../../src/model/index.ts'
import type { CaseShown, Changed, HistoryEntry, ModelDescription, RecordDetail } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { registerNamed } from '../support/world.ts'

const lines: string[] = []
let t: TestApp
let admin: pg.Client
beforeAll(async () => {
  process.env.OPENAIMS_LOG = 'trace'
  t = await testApp({ logTo: { write: (line) => void lines.push(line) } })
  admin = new pg.Client({ connectionString: t.database.adminUrl, options: '-c search_path=openaims' })
  await admin.connect()
})
afterAll(async () => {
  delete process.env.OPENAIMS_LOG
  await admin.end()
  await t.close()
})

/** Every row of the whole database as text. */
async function allRows(): Promise<string[]> {
  const { rows: tables } = await admin.query<{ name: string; schema: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')`,
  )
  const found = new Set<string>()
  for (const org of [t.org.id, t.other.id]) {
    await admin.query(`select set_config('app.org', $1, false)`, [org])
    for (const { schema, name } of tables) {
      const { rows } = await admin.query<{ row: string }>(
        `select '${name} ' || to_jsonb(x)::text as row from "${schema}"."${name}" x`,
      )
      for (const { row } of rows) found.add(row)
    }
  }
  return [...found].sort()
}

const concern = (values: Record<string, unknown> = {}) => ({
  title: 'The check exists on paper only',
  description: 'We are told to agree with the system.',
  anonymous: true,
  ...values,
})

test('a concern without a name leaves no trace of the account in database, log and server log', async () => {
  const who = t.people.contributor
  const traces = [who.account, who.person, who.name, who.token]
  const about = async () => (await allRows()).filter((row) => traces.some((trace) => row.includes(trace)))
  // The session is known by now, so that what changes afterwards is the concern alone.
  await t.send(who, 'GET', `${t.base}/home`)
  const before = await about()
  lines.length = 0
  const file = await t.send<StoredFile>(who, 'POST', `${t.base}/files?withoutName=true`, Buffer.from('What I saw.'), {
    'content-type': 'application/octet-stream',
    'x-file-name': 'seen.txt',
  })
  expect(file.status, file.text).toBe(201)
  const send = (values: Record<string, unknown>) =>
    t.send<Changed>(
      who,
      'POST',
      `${t.base}/records/concerns`,
      { values: concern({ files: [file.body], ...values }), reason: 'Test contributor says so' },
      { 'idempotency-key': 'a-key-of-the-browser-with-32-or-more' },
    )
  // What is refused leaves nothing either.
  expect((await send({ owner: who.person })).status).toBe(422)
  const sent = await send({})
  expect(sent.status, sent.text).toBe(201)
  const [record] = sent.body.records
  const code = sent.body.codes?.[0]?.code ?? ''
  expect(code).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
  expect(record?.owner).toBeNull()
  expect(record?.values.openedOn).toBe((await t.store.now()).slice(0, 10))

  const after = await allRows()
  expect(after.filter((row) => traces.some((trace) => row.includes(trace)))).toEqual(before)
  const kept = after.filter((row) => row.includes(record?.id ?? 'nothing'))
  expect(kept.length).toBeGreaterThan(2)
  expect(kept.some((row) => row.includes('Somebody without a name'))).toBe(true)
  expect(after.some((row) => row.includes(code) || row.includes(code.replaceAll('-', '')))).toBe(false)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    for (const trace of traces) expect(line).not.toContain(trace)
    expect(line).not.toContain(code)
  }

  // Who handles it sees nobody; who sent it is told nothing more by the record itself.
  const path = `${t.base}/records/concerns/${record?.id}`
  const seen = await t.send<RecordDetail>(t.people.concernHandler, 'GET', path)
  expect(seen.status).toBe(200)
  const history = await t.send<{ entries: HistoryEntry[] }>(t.people.concernHandler, 'GET', `${path}/history`)
  expect(history.body.entries.map((e) => [e.actor, e.via, e.reason])).toEqual([
    ['Somebody without a name', 'system', null],
  ])
  const address = `${t.base}/files/${file.body.hash}`
  expect((await t.send(t.people.concernHandler, 'GET', address)).text).toBe('What I saw.')
  for (const other of [who, t.people.administrator, t.people.aimsLead])
    expect((await t.send(other, 'GET', address)).status, other.name).toBe(404)
  expect((await t.send(who, 'GET', path)).status).toBe(404)
  expect((await t.send(t.people.administrator, 'GET', path)).status).toBe(404)
})

test('sent twice under one key a concern without a name is there once, and its code is told again to who holds the key', async () => {
  const { contributor, aimsLead } = t.people
  const key = 'e5b2cf6a-6a5f-4f4f-9d0f-3b9a4f1f7c11'
  const send = (who: typeof contributor, values: { title: string }, sentKey = key) =>
    t.send<Changed & { fields?: object[] }>(
      who,
      'POST',
      `${t.base}/records/concerns`,
      { values: concern(values) },
      { 'idempotency-key': sentKey },
    )
  const title = 'Sent again after the line broke'
  const [first, again] = await Promise.all([send(contributor, { title }), send(contributor, { title })])
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect(first.body.codes?.[0]?.code).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
  expect((await allRows()).filter((row) => row.startsWith('record ') && row.includes(title))).toHaveLength(1)
  // The key is kept nowhere, nor is anything it opens.
  const rows = await allRows()
  expect(rows.some((row) => row.includes(key) || row.includes(first.body.codes?.[0]?.code ?? ''))).toBe(false)
  expect((await send(contributor, { title: 'Something else' })).body).toMatchObject({ code: 'key/reused' })
  // Another account with the same key asks for something of its own.
  const other = await send(aimsLead, { title })
  expect(other.status, other.text).toBe(201)
  expect(other.body.records[0]?.id).not.toBe(first.body.records[0]?.id)
  // A key that could be guessed would be a way to ask who sent it.
  const short = await send(contributor, { title: 'Guessed' }, 'short')
  expect([short.status, short.text.includes('at least 32 random characters')]).toEqual([400, true])
  expect((await allRows()).some((row) => row.includes('"Guessed"'))).toBe(false)
})

test('a concern with a name, and one a handler takes down, are signed by who writes them', async () => {
  const named = await t.send<Changed>(t.people.contributor, 'POST', `${t.base}/records/concerns`, {
    values: concern({ anonymous: false }),
  })
  expect([named.status, named.body.codes]).toEqual([201, undefined])
  const letter = await t.send<Changed>(t.people.concernHandler, 'POST', `${t.base}/records/concerns`, {
    values: concern({ channel: 'letter' }),
  })
  expect([letter.status, letter.body.codes]).toEqual([201, undefined])
  const forged = await t.send<Changed>(t.people.contributor, 'POST', `${t.base}/records/concerns`, {
    values: concern({ channel: 'letter' }),
  })
  expect([forged.status, forged.text.includes('Your role may not write Channel')]).toEqual([422, true])
})

const handling = {
  openedOn: '2020-01-01',
  responseDueOn: '2020-01-01',
  answeredOn: '2020-01-01',
  dialogue: [],
  handlingNotes: 'Nothing to see.',
  outcome: 'notConfirmed',
  outcomeText: 'Nothing.',
  noReprisalNote: 'None.',
  escalatedTo: 'Nobody',
  channelTest: true,
  channel: 'letter',
  raisedBy: 'Somebody else',
  wayBack: 'Somewhere',
  findings: [],
  incidents: [],
}

test('who raises a concern says what happened and writes nothing of its handling, nor makes themselves its handler', async () => {
  const { contributor, concernHandler, administrator } = t.people
  const send = (who: typeof contributor, values: Record<string, unknown>) =>
    t.send<Changed>(who, 'POST', `${t.base}/records/concerns`, { values: concern({ anonymous: false, ...values }) })
  for (const who of [contributor, administrator]) {
    for (const [name, value] of Object.entries({ ...handling, owner: who.person })) {
      const refused = await send(who, { [name]: value })
      expect([refused.status, refused.text.includes('Your role may not write')], `${who.name}: ${name}`).toEqual([
        422,
        true,
      ])
      // Owning it, as they would, opens nothing.
      expect((await send(who, { [name]: value, owner: who.person })).status).toBe(422)
    }
  }
  const system = await t.commit([
    { do: 'create', register: 'aiSystem', values: registerNamed('aiSystem').examples[0] ?? {} },
  ])
  const told = await send(contributor, { systems: [system[0]?.id], aboutPeople: [administrator.person] })
  expect(told.status, told.text).toBe(201)
  const taken = await send(concernHandler, { ...handling, owner: concernHandler.person })
  expect(taken.status, taken.text).toBe(201)
})

test('the form leaves out what the reader may not write: in a new concern and in one that is there', async () => {
  const { contributor, concernHandler } = t.people
  const described = async (who: typeof contributor) => {
    const { body } = await t.send<ModelDescription>(who, 'GET', `${t.base}/model`)
    return body.registers.find((r) => r.name === 'concern')
  }
  const forAuthor = await described(contributor)
  const typed = [...(forAuthor?.fields ?? []), ...(forAuthor?.links ?? [])]
    .filter((f) => !forAuthor?.notOnCreate?.includes(f.name) && !('computed' in f && f.computed))
    .map((f) => f.name)
  expect(typed.sort()).toEqual(['aboutPeople', 'anonymous', 'description', 'files', 'systems', 'title'])
  expect((await described(concernHandler))?.notOnCreate).toEqual([])

  const { body } = await t.send<Changed>(contributor, 'POST', `${t.base}/records/concerns`, {
    values: concern({ anonymous: false }),
  })
  const path = `${t.base}/records/concerns/${body.records[0]?.id}`
  expect((await t.send<RecordDetail>(concernHandler, 'GET', path)).body.notEditable).toEqual([])
  const own = await t.send<RecordDetail>(contributor, 'GET', path)
  expect(own.body.notEditable).toContain('handlingNotes')
  expect(own.body.notEditable).not.toContain('title')
})

test('with the code, and no sign-in, the person reads the answer, adds to it and opens it again', async () => {
  const handler = t.people.concernHandler
  const sent = await t.send<Changed>(t.people.contributor, 'POST', `${t.base}/records/concerns`, { values: concern() })
  const code = sent.body.codes?.[0]?.code ?? ''
  const id = sent.body.records[0]?.id ?? ''
  const path = `${t.base}/records/concerns/${id}`
  const move = (name: string, version: number, values: object = {}) =>
    t.send<Changed>(handler, 'POST', `${path}/moves/${name}`, { version, values })
  await move('take', 1, { owner: handler.person, responseDueOn: '2026-04-01' })
  await move('answer', 2, { handlingNotes: 'Looked at the files.', outcome: 'confirmed', outcomeText: 'It stops.' })

  const open = (text: string) =>
    t.send<CaseShown & { code: string }>(null, 'POST', '/api/v1/cases/open', { code: text })
  const shown = await open(code.toLowerCase().replaceAll('-', ' '))
  expect(shown.status, shown.text).toBe(200)
  expect(shown.body).toMatchObject({ organisation: 'Test organisation', state: 'Answered', dialogue: [] })
  expect(shown.body.told.find((v) => v.name === 'outcomeText')?.text).toBe('It stops.')

  const added = await t.send<CaseShown>(null, 'POST', '/api/v1/cases/add', { code, said: 'It has not stopped.' })
  expect(added.status, added.text).toBe(200)
  expect(added.body.dialogue).toMatchObject([{ isYours: true, said: 'It has not stopped.' }])

  expect((await move('close', 4, { noReprisalNote: 'Nobody suffered.' })).status).toBe(200)
  const again = await t.send<CaseShown>(null, 'POST', '/api/v1/cases/add', { code, said: 'Still not.' })
  expect([again.status, again.body.state], again.text).toEqual([200, 'In handling'])
  const history = await t.send<{ entries: HistoryEntry[] }>(handler, 'GET', `${path}/history`)
  expect(history.body.entries.slice(0, 2).map((e) => [e.actor, e.action])).toEqual([
    ['Somebody without a name', 'edit'],
    ['Somebody without a name', 'move.reopen'],
  ])

  expect((await open('00000-00000-00000-00000')).status).toBe(404)
  const tries: number[] = []
  for (let n = 0; n < 25; n++) tries.push((await open(`ZZZZZ-ZZZZZ-ZZZZZ-ZZZ${n}Z`)).status)
  expect(tries.slice(-3)).toEqual([429, 429, 429])
})
