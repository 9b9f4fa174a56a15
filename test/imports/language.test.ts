import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportFacts, ImportPreview, Job } from '../../src/server/contract/told.ts'
import type { ImportBegun } from '../../src/server/contract.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { accepted, importing } from './importing.ts'

let t: TestApp
let as: ReturnType<typeof importing>
beforeAll(async () => {
  t = await testApp()
  as = importing(t, t.people.aimsLead)
})
afterAll(() => t.close())

const german = { 'accept-language': 'de' }
const post = <T>(path: string, body: unknown, headers: Record<string, string> = german) =>
  t.send<T>(t.people.aimsLead, 'POST', `${t.base}/${path}`, body, headers)
const jobIn = async (id: string, headers: Record<string, string> = {}) =>
  (await t.send<Job>(t.people.aimsLead, 'GET', `${t.base}/jobs/${id}`, undefined, headers)).body

/** A row without fault, one with many, and one that repeats the first; the last date may be two. */
const table = `Name;Provides AI;Next review by;Owner
Nordwind;yes;2027-03-01;
Südwind;perhaps;soon;Nobody Known
Nordwind;no;01/02/2027;
`

async function request(more: object = {}) {
  const file = await as.upload('Lieferanten.csv', table)
  return accepted(await as.read(file, { register: 'supplier' }), { key: 'title', ...more })
}

describe('what is told of rows', () => {
  test('is English where no language is asked for, and in the language asked for, with what the file says as it is', async () => {
    const asked = await request()
    const english = await as.preview(asked)
    const { body } = await post<ImportPreview>('imports/preview', asked)
    expect(english.problems.map((p) => p.message)).toEqual([
      '"perhaps" is neither yes nor no.',
      'It is not a date.',
      'There is no person "Nobody Known". Give its number, title or e-mail address as recorded, or add it first.',
      'It may mean 2027-01-02 or 2027-02-01; say whether the month or the day comes first.',
      'The row names the same record as line 2.',
    ])
    expect(body.problems.map((p) => p.message)).toEqual([
      '„perhaps“ ist weder Ja noch Nein.',
      'Es ist kein Datum.',
      'Unter Person gibt es „Nobody Known“ nicht. Nummer, Titel oder E-Mail-Adresse wie eingetragen angeben oder zuerst anlegen.',
      'Es kann 2. Januar 2027 oder 1. Februar 2027 heißen; angeben, ob Monat oder Tag zuerst steht.',
      'Die Zeile nennt denselben Eintrag wie Zeile 2.',
    ])
    expect(body.problems.map((p) => [p.line, p.column, p.value])).toEqual(
      english.problems.map((p) => [p.line, p.column, p.value]),
    )
  })

  test('names no field twice: its column stands beside it', async () => {
    const preview = await as.preview(await request())
    for (const { column, message } of preview.problems) expect(message.startsWith(`${column}:`)).toBe(false)
  })

  test('goes out as a file in the language asked for', async () => {
    const asked = await request()
    const inGerman = await post('imports/problems', asked)
    expect(inGerman.text).toContain('Zeile')
    expect(inGerman.text).toContain('„perhaps“ ist weder Ja noch Nein.')
    const plain = await post('imports/problems', asked, {})
    expect(plain.text).toContain('"""perhaps"" is neither yes nor no."')
    expect(plain.text).not.toContain('Fehler')
  })

  test('how a file was read and why a column fits is told in it too', async () => {
    const file = await as.upload('Lieferanten.csv', table)
    const { body } = await post<ImportFacts>('imports/read', file)
    expect(body.notes).toContain('Trennzeichen: Semikolon; es teilt 4 der ersten 4 Zeilen in 4 Zellen.')
    expect(body.proposal?.columns.map((column) => column.reason)).toContain('Gleicher Name wie „Name“.')
  })

  test('a file that cannot be read is refused in it', async () => {
    const file = await as.upload('schief.csv', 'Name;Note\nA;b"c"\n')
    const { body, status } = await post<{ detail: string }>('imports/read', file)
    expect(status).toBe(422)
    expect(body.detail).toBe(
      '„schief.csv“: Zeile 2 hat ein Anführungszeichen in einer Zelle, die nicht mit einem beginnt. Die Anführungszeichen in dieser Zeile berichtigen oder prüfen, ob das richtige Trennzeichen gewählt ist.',
    )
  })
})

describe('a job', () => {
  test('that only tries the rows keeps what it found for readers of each language', async () => {
    const begun = await post<ImportBegun>('imports/run', { ...(await request()), dryRun: true })
    const plain = await as.ended(begun.body.job)
    const messages = async (headers: Record<string, string>) =>
      (JSON.parse((await jobIn(plain.id, headers)).result ?? '') as ImportPreview).problems.map((p) => p.message)
    expect(await messages({})).toContain('It is not a date.')
    expect(await messages(german)).toContain('Es ist kein Datum.')
    expect((await jobIn(plain.id, german)).step).toBe('Prüfen')
    expect((await jobIn(plain.id)).step).toBe('Checking')
  })

  test('that failed says why to each, and the import keeps it in English', async () => {
    const begun = await post<ImportBegun>('imports/run', { ...(await request()), policy: 'allOrNothing' })
    const { id, state, problem } = await as.ended(begun.body.job)
    expect([state, problem]).toEqual(['failed', '2 rows cannot be imported; nothing was changed.'])
    expect((await jobIn(id, german)).problem).toBe('2 Zeilen können nicht importiert werden; nichts wurde geändert.')
    const run = await as.importRecord(begun.body.record?.ref ?? '')
    expect(JSON.stringify(run.values.problems)).toContain('It is not a date.')
    expect(JSON.stringify(run.values.problems)).not.toContain('"said"')
  })

  test('that went through brings in the row without fault alone', async () => {
    const { job, run } = await as.run({ ...(await request()), policy: 'rowByRow' })
    expect(job.state).toBe('done')
    expect(run.values).toMatchObject({ createdCount: 1, rowCount: 3 })
    expect((await as.list('suppliers')).map((record) => record.title)).toEqual(['Nordwind'])
  })
})
