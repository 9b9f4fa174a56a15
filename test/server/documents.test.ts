import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NeededDocument } from '../../src/programme/documents/neededDocuments.ts'
import { openPlaces } from '../../src/registers/document/openPlaces.ts'
import { type TestApp, testApp } from '../support/app.ts'

let at: TestApp

interface Proposed {
  readonly changes: readonly { readonly reason: string; readonly values: Readonly<Record<string, unknown>> }[]
}
interface Written {
  readonly records: readonly {
    readonly ref: string
    readonly version: number
    readonly values: Record<string, unknown>
  }[]
}

beforeAll(async () => {
  at = await testApp()
})
afterAll(() => at?.close())

const needed = async (who = at.people.viewer) =>
  (await at.send<{ needed: NeededDocument[] }>(who, 'GET', `${at.base}/documents-and-people`)).body.needed

const policy = async () => (await needed()).find((d) => d.id === 'DOC-C-03')

test('a missing document is begun from its outline, and cannot be submitted while something in it is undecided', async () => {
  const { aimsLead } = at.people
  expect(await policy()).toMatchObject({ standing: 'missing', outline: 'TPL-01', records: [], count: 0 })
  const { body } = await at.send<Proposed>(aimsLead, 'GET', `${at.base}/proposals/documents`)
  const draft = body.changes.find((change) => change.values.documentId === 'TPL-01')
  if (!draft) throw new Error('No policy is proposed.')
  expect(openPlaces(String(draft.values.body)).length).toBeGreaterThan(0)

  const { reason, ...change } = draft
  const made = await at.send<Written>(aimsLead, 'POST', `${at.base}/changes`, { changes: [change], reason })
  expect(made.status).toBe(200)
  const [record] = made.body.records
  if (!record) throw new Error('Nothing was recorded.')
  expect(await policy()).toMatchObject({ standing: 'draft', count: 1, records: [{ ref: record.ref }] })

  const path = `${at.base}/records/documents/${record.ref}`
  const owned = await at.send<Written>(aimsLead, 'PATCH', path, {
    version: record.version,
    values: { owner: aimsLead.person },
  })
  const version = owned.body.records[0]?.version
  const refused = await at.send<{ detail: string }>(aimsLead, 'POST', `${path}/moves/submit`, { version })
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('square brackets')])

  const decided = String(draft.values.body).replace(/\[To decide: [^\]]+\]/g, 'It is decided.')
  const edited = await at.send<Written>(aimsLead, 'PATCH', path, { version, values: { body: decided } })
  const submitted = await at.send(aimsLead, 'POST', `${path}/moves/submit`, {
    version: edited.body.records[0]?.version,
  })
  expect(submitted.status).toBe(200)
  expect(await policy()).toMatchObject({ standing: 'inReview' })

  // What is begun is not proposed again.
  const again = await at.send<Proposed>(aimsLead, 'GET', `${at.base}/proposals/documents`)
  expect(again.body.changes.map((c) => c.values.documentId)).not.toContain('TPL-01')
})

test('drafts are in the language that is asked for, and a place to decide bars submission in it too', async () => {
  const { aimsLead } = at.people
  const drafts = async (language?: string) => {
    const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language }
    const { body } = await at.send<Proposed>(aimsLead, 'GET', `${at.base}/proposals/documents`, undefined, headers)
    return body.changes
  }
  const begins = async (language?: string) => {
    const audit = (await drafts(language)).find((change) => change.values.documentId === 'TPL-22')
    return [audit?.values.title, String(audit?.values.body).split('\n')[0]]
  }
  expect(await begins()).toEqual(['Internal audit procedure', '## Programme'])
  expect(await begins('en-GB')).toEqual(['Internal audit procedure', '## Programme'])
  expect(await begins('fr')).toEqual(['Internal audit procedure', '## Programme'])
  expect(await begins('de-AT,en;q=0.5')).toEqual(['Verfahren des internen Audits', '## Programm'])

  const draft = (await drafts('de')).find((change) => change.values.documentId === 'TPL-22')
  if (!draft) throw new Error('No procedure is proposed.')
  const { reason, ...change } = draft
  const owned = { ...change, values: { ...change.values, owner: aimsLead.person } }
  const made = await at.send<Written>(aimsLead, 'POST', `${at.base}/changes`, { changes: [owned], reason })
  const [record] = made.body.records
  if (!record) throw new Error('Nothing was recorded.')

  const path = `${at.base}/records/documents/${record.ref}`
  const { version } = record
  const refused = await at.send<{ detail: string }>(aimsLead, 'POST', `${path}/moves/submit`, { version })
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('square brackets')])
  const decided = String(draft.values.body).replace(/\[Zu entscheiden: [^\]]+\]/g, 'Ist entschieden.')
  const edited = await at.send<Written>(aimsLead, 'PATCH', path, { version, values: { body: decided } })
  const submitted = await at.send(aimsLead, 'POST', `${path}/moves/submit`, {
    version: edited.body.records[0]?.version,
  })
  expect(submitted.status).toBe(200)
})

test('who may not add documents sees what is needed, and is refused', async () => {
  const { viewer } = at.people
  const { body } = await at.send<Proposed>(viewer, 'GET', `${at.base}/proposals/documents`)
  const [first] = body.changes
  if (!first) throw new Error('Nothing is proposed.')
  const { reason, ...change } = first
  const refused = await at.send(viewer, 'POST', `${at.base}/changes`, { changes: [change], reason })
  expect(refused.status).toBe(403)
  expect((await at.send(at.outsider, 'GET', `${at.base}/documents-and-people`)).status).toBe(404)
  expect((await at.send(null, 'GET', `${at.base}/documents-and-people`)).status).toBe(401)
})
