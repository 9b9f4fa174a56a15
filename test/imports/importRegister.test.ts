import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildXls, labelSst, numberCell, sst, xf } from '../fixtures/exchange/buildXls.ts'
import { buildXlsx } from '../fixtures/exchange/buildZip.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { accepted, importing } from './importing.ts'

let t: TestApp
let as: ReturnType<typeof importing>
beforeAll(async () => {
  t = await testApp()
  as = importing(t, t.people.aimsLead)
})
afterAll(() => t.close())

const suppliers = `Name;Provides;Provides AI;Responsible;Next review by;Cost centre
Northlight Models;Model;yes;Test riskOwner;2027-03-31;4711
Harbour Labelling;Data; People;yes;;31.12.2027;
`.replace('Data; People', '"Data; People"')

const withMistakes = `Name,Provides,Provides AI,Owner,Next review by
Good Company,Platform,yes,Test riskOwner,2027-05-01
Bad date,Platform,yes,,05/06/2027
Bad choice,Sandwiches,yes,,2027-05-01
Bad link,Platform,yes,Nobody Known,2027-05-01
,Platform,yes,,2027-05-01
Also good,Data,no,,
`

describe('a CSV file', () => {
  test('is read with its encoding, delimiter and a proposal for the register it resembles', async () => {
    const facts = await as.read(await as.upload('suppliers.csv', suppliers))
    expect(facts).toMatchObject({ format: 'csv', delimiter: ';', rowCount: 2, headerRow: 1 })
    expect(facts.guesses[0]).toMatchObject({ register: 'supplier' })
    expect(Object.fromEntries(facts.proposal?.columns.map((c) => [c.column, c.field]) ?? [])).toEqual({
      Name: 'title',
      Provides: 'provides',
      'Provides AI': 'providesAi',
      Responsible: 'owner',
      'Next review by': 'reviewBy',
      'Cost centre': null,
    })
  })

  test('makes records with links, dates and own fields, and tells so in the history', async () => {
    const facts = await as.read(await as.upload('suppliers.csv', suppliers), { register: 'supplier' })
    const request = accepted(facts)
    expect(await as.preview(request)).toMatchObject({ rows: 2, problemCount: 0, counts: { create: 2 } })
    const { job, run } = await as.run(request)
    expect(job).toMatchObject({ state: 'done', result: `/${t.org.slug}/r/imports/${run.ref}` })
    expect(run).toMatchObject({ state: 'done', values: { createdCount: 2, problemCount: 0, rowCount: 2 } })
    const [harbour, northlight] = await as.list('suppliers', '&sort=title')
    expect(harbour).toMatchObject({
      title: 'Harbour Labelling',
      values: { provides: ['data', 'people'], reviewBy: '2027-12-31' },
    })
    expect(northlight).toMatchObject({ owner: t.people.riskOwner.person, custom: { costCentre: '4711' } })
    const history = await t.send<{ entries: { via: string; reason: string; actor: string }[] }>(
      t.people.viewer,
      'GET',
      `${t.base}/records/suppliers/${northlight?.ref}/history`,
    )
    expect(history.body.entries[0]).toMatchObject({
      via: 'import',
      reason: 'Import suppliers.csv',
      actor: 'Test aimsLead',
    })
  })

  test('every mistake is told by row and column; all or nothing leaves nothing', async () => {
    const before = await as.total('suppliers')
    const facts = await as.read(await as.upload('mistakes.csv', withMistakes), { register: 'supplier' })
    const request = accepted(facts)
    const preview = await as.preview(request)
    expect(preview.counts).toMatchObject({ create: 2, refused: 4 })
    expect(preview.problems.map((p) => [p.line, p.column, p.severity])).toEqual([
      [3, 'Next review by', 'error'],
      [4, 'Provides', 'error'],
      [5, 'Owner', 'error'],
      [6, 'Name', 'error'],
    ])
    expect(preview.problems[0]?.message).toMatch(/may mean 2027-05-06 or 2027-06-05/)
    expect(preview.problems[2]?.message).toMatch(/no person "Nobody Known"/)
    const csv = await as.post('imports/problems', request)
    expect(csv.text.split('\r\n')[1]).toMatch(/^3,Next review by,error,/)

    const { job, run } = await as.run(request)
    expect(job).toMatchObject({ state: 'failed', problem: '4 rows cannot be imported; nothing was changed.' })
    expect(run).toMatchObject({ state: 'failed', values: { problemCount: 4 } })
    expect(run.values.problems).toHaveLength(4)
    expect(await as.total('suppliers')).toBe(before)
  })

  test('row by row keeps the good rows', async () => {
    const before = await as.total('suppliers')
    const facts = await as.read(await as.upload('mistakes.csv', withMistakes), { register: 'supplier' })
    const { job, run } = await as.run(accepted(facts, { policy: 'rowByRow' }))
    expect(job.state).toBe('done')
    expect(run.values).toMatchObject({ createdCount: 2, problemCount: 4 })
    expect(await as.total('suppliers')).toBe(before + 2)
  })

  test('the order of day and month can be told', async () => {
    const facts = await as.read(
      await as.upload('dates.csv', 'Name,Provides AI,Next review by\nDated,no,05/06/2027\n'),
      { register: 'supplier' },
    )
    const request = accepted(facts)
    const columns = request.mapping.columns.map((c) =>
      c.column === 'Next review by' ? { ...c, to: { ...c.to, transforms: [{ do: 'dateOrder', order: 'dmy' }] } } : c,
    )
    await as.run({ ...request, mapping: { ...request.mapping, columns } })
    expect((await as.list('suppliers', '&q=Dated'))[0]?.values.reviewBy).toBe('2027-06-05')
  })
})

describe('records that are there already', () => {
  const v1 = 'Name,Email,Job title\nAda Brandt,ada@example.org,Lead\nMilo Okafor,milo@example.org,Tester\n'
  const v2 =
    'Name,Email,Job title\nAda Brandt,ADA@example.org,Head of AI\nMilo Okafor,milo@example.org,Tester\nJun Sato,jun@example.org,Buyer\n'
  const people = async (text: string) =>
    accepted(await as.read(await as.upload('people.csv', text), { register: 'person' }), { key: 'email' })
  const jobOf = async (name: string) => (await as.list('people', `&q=${encodeURIComponent(name)}`))[0]?.values.jobTitle

  test('are created, skipped, changed or left as they are, by key', async () => {
    expect((await as.run(await people(v1))).run.values).toMatchObject({ createdCount: 2 })
    expect((await as.run(await people(v2))).run.values).toMatchObject({ createdCount: 1, skippedCount: 2 })
    expect(await jobOf('Ada Brandt')).toBe('Lead')
    const update = { ...(await people(v2)), mode: 'update' }
    const preview = await as.preview(update)
    // Only the other job title of Ada and the capitals in her address are news.
    expect(preview.counts).toMatchObject({ create: 0, update: 1, unchanged: 2 })
    expect((await as.run(update)).run.values).toMatchObject({ createdCount: 0, updatedCount: 1 })
    expect(await jobOf('Ada Brandt')).toBe('Head of AI')
  })

  test('a key that stands twice in the file is a problem', async () => {
    const preview = await as.preview(await people(`${v1}Ada Again,ada@example.org,Twin\n`))
    expect(preview.problems[0]).toMatchObject({ line: 4, message: 'The row names the same record as line 2.' })
  })

  test('changing by number takes an export as it is', async () => {
    const exported = await t.send(
      t.people.aimsLead,
      'GET',
      `${t.base}/export/people.csv?filter=email:is:milo@example.org`,
    )
    const text = exported.text.replace('Tester', 'Test lead')
    const facts = await as.read(await as.upload('people-export.csv', text), { register: 'person' })
    expect(facts.proposal?.key).toBe('ref')
    const { job, run } = await as.run(accepted(facts, { key: 'ref', mode: 'update' }))
    expect(job.problem).toBeNull()
    expect(run.values).toMatchObject({ updatedCount: 1, problemCount: 0 })
    expect(await jobOf('Milo Okafor')).toBe('Test lead')
  })

  test('a row may name one above it as its parent', async () => {
    const facts = await as.read(await as.upload('units.csv', 'Name,Part of\nGroup,\nResearch,Group\nLost,Nowhere\n'), {
      register: 'organisationalUnit',
    })
    const { run } = await as.run(accepted(facts, { policy: 'rowByRow' }))
    expect(run.values).toMatchObject({ createdCount: 2, problemCount: 1 })
    const units = await as.list('units')
    expect(units.find((u) => u.title === 'Research')?.values.parent).toBe(units.find((u) => u.title === 'Group')?.id)
  })
})

describe('who may import', () => {
  test('a viewer may not, and what a role may not add is refused before anything is written', async () => {
    const viewer = importing(t, t.people.viewer)
    const file = await as.upload('not-yet-imported.csv', 'Name,Provides AI\nSecret,no\n')
    expect((await viewer.post('imports/read', file)).status).toBe(404)
    const request = accepted(await as.read(file, { register: 'supplier' }))
    expect((await viewer.post('imports/run', request)).status).toBe(404)
    const contributor = importing(t, t.people.contributor)
    const facts = await contributor.read(await contributor.upload('units.csv', 'Name\nNew unit\n'), {
      register: 'organisationalUnit',
    })
    expect((await contributor.post('imports/preview', accepted(facts))).status).toBe(403)
    const { job } = await contributor.run(accepted(facts))
    expect(job).toMatchObject({ state: 'failed', problem: 'Your role may not add units.' })
    expect((await as.list('units')).some((u) => u.title === 'New unit')).toBe(false)
  })

  test('the file of confidential records is not shown with the import', async () => {
    const handler = importing(t, t.people.contributor)
    const text = 'Title,Description,Anonymous,Received on\nA secret,Somebody said so,yes,not a day\n'
    const facts = await handler.read(await handler.upload('concerns.csv', text), { register: 'concern' })
    const { run } = await handler.run(accepted(facts, { policy: 'rowByRow' }))
    expect(run.values).toMatchObject({ file: null, problems: null })
    const { hash } = facts
    expect((await t.send(t.people.viewer, 'GET', `${t.base}/files/${hash}`)).status).toBe(404)
  })

  test('another organisation sees neither file nor job', async () => {
    const file = await as.upload('suppliers.csv', suppliers)
    const there = `/api/v1/o/${t.other.slug}`
    expect((await t.send(t.outsider, 'POST', `${there}/imports/read`, file)).status).toBe(404)
    const { job } = await as.run(accepted(await as.read(file, { register: 'supplier' }), { key: 'title' }))
    expect((await t.send(t.outsider, 'GET', `${there}/jobs/${job.id}`)).status).toBe(404)
    expect((await t.send(t.people.viewer, 'GET', `${t.base}/jobs/${job.id}`)).body).toMatchObject({
      code: 'job/unknown',
    })
  })
})

describe('workbooks', () => {
  const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

  test('XLSX: the sheet chosen', async () => {
    const bytes = await buildXlsx({
      sheets: [
        { name: 'Cover', rows: `<row r="1">${cell('A1', 'Our suppliers')}</row>` },
        {
          name: 'List',
          rows: `<row r="1">${cell('A1', 'Name')}${cell('B1', 'Provides AI')}</row><row r="2">${cell('A2', 'From XLSX')}${cell('B2', 'no')}</row>`,
        },
      ],
    })
    const facts = await as.read(await as.upload('list.xlsx', bytes), { sheet: 'List', register: 'supplier' })
    expect(facts).toMatchObject({ sheets: ['Cover', 'List'], sheet: 'List', rowCount: 1 })
    expect((await as.run(accepted(facts))).run.values).toMatchObject({ createdCount: 1 })
  })

  test('XLS: legacy files too, days as days', async () => {
    const bytes = buildXls({
      globals: [xf(0), xf(14), sst(['Name', 'Provides AI', 'Next review by', 'From XLS', 'no'])],
      sheets: [
        {
          name: 'List',
          cells: [
            labelSst(0, 0, 0),
            labelSst(0, 1, 1),
            labelSst(0, 2, 2),
            labelSst(1, 0, 3),
            labelSst(1, 1, 4),
            numberCell(1, 2, 1, 46_477),
          ],
        },
      ],
    })
    const facts = await as.read(await as.upload('list.xls', bytes), { register: 'supplier' })
    await as.run(accepted(facts))
    expect((await as.list('suppliers', '&q=XLS')).find((s) => s.title === 'From XLS')?.values.reviewBy).toBe(
      '2027-03-31',
    )
  })

  test('a file that is no table is refused with the reason', async () => {
    const answer = await as.post('imports/read', await as.upload('broken.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')))
    expect(answer.body).toMatchObject({ code: 'import/unreadable' })
  })
})

test('what an earlier import was asked can be asked again', async () => {
  const facts = await as.read(await as.upload('again.csv', 'Vendor,AI\nFirst,no\n'), { register: 'supplier' })
  const mapping = {
    version: 1,
    keyColumns: [],
    columns: [
      { column: 'Vendor', to: { as: 'field', field: 'title' } },
      { column: 'AI', to: { as: 'field', field: 'providesAi' } },
    ],
  }
  await as.run({ ...accepted(facts), mapping, title: 'Purchasing list' })
  const former = (await as.former()).find((f) => f.title === 'Purchasing list')
  expect(former).toMatchObject({ register: 'supplier', mapping })
  const next = await as.upload('again-2.csv', 'Vendor,AI\nSecond,no\n')
  const { run } = await as.run({ ...next, register: former?.register, mapping: former?.mapping })
  expect(run.values).toMatchObject({ createdCount: 1 })
})

test('a dry run tells what would happen and changes nothing', async () => {
  const before = [await as.total('suppliers'), await as.total('imports')]
  const facts = await as.read(await as.upload('dry.csv', 'Name,Provides AI\nDry,no\n'), { register: 'supplier' })
  const { body } = await as.post<{ job: string }>('imports/run', accepted(facts, { dryRun: true }))
  const job = await as.ended(body.job)
  expect(JSON.parse(job.result ?? '')).toMatchObject({ rows: 1, counts: { create: 1 } })
  expect([await as.total('suppliers'), await as.total('imports')]).toEqual(before)
})
