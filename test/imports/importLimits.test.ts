import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportBegun, ImportPreview } from '../../src/server/contract.ts'
import { openTable } from '../../src/server/imports/openTable.ts'
import { previewImport } from '../../src/server/imports/preview.ts'
import { previewBody } from '../../src/server/imports/request.ts'
import { JobCancelled } from '../../src/server/jobs/registerJob.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { accepted, importing } from './importing.ts'

let t: TestApp
let as: ReturnType<typeof importing>
beforeAll(async () => {
  t = await testApp()
  as = importing(t, t.people.aimsLead)
})
afterAll(() => t.close())

describe('links between rows of a file', () => {
  const units = async (text: string, more: object = {}) =>
    accepted(await as.read(await as.upload('units.csv', text), { register: 'organisationalUnit' }), more)

  test.each(['allOrNothing', 'rowByRow'])('lead up and down, in circles too (%s)', async (policy) => {
    const name = (text: string) => `${text} ${policy}`
    const rows = [
      [name('Leaf'), name('Branch')],
      [name('Branch'), name('Root')],
      [name('Root'), ''],
      [name('One'), name('Other')],
      [name('Other'), name('One')],
    ]
    const request = await units(`Name,Part of\n${rows.map((r) => r.join(',')).join('\n')}\n`)
    expect((await as.preview(request)).counts).toMatchObject({ create: 5, refused: 0 })
    const { job, run } = await as.run({ ...request, policy })
    expect(job).toMatchObject({ state: 'done', problem: null })
    expect(run.values).toMatchObject({ createdCount: 5, problemCount: 0 })
    const all = await as.list('units')
    const id = new Map(all.map((u) => [u.title, u.id]))
    for (const [title, parent] of rows)
      expect([title, all.find((u) => u.title === title)?.values.parent ?? null]).toEqual([
        title,
        id.get(parent ?? '') ?? null,
      ])
    const undone = await as.undo(run.ref)
    expect(undone).toMatchObject({ state: 'done' })
    expect((await as.list('units')).some((u) => u.title === name('Leaf'))).toBe(false)
  })

  test('a row whose link leads to a row with a mistake stays out, and so does the one that links to it', async () => {
    const request = await units('Name,Part of\nFar,Near\nNear,Wrong\nWrong,Nowhere\nAlone,\n')
    const preview = await as.preview(request)
    expect(preview.counts).toMatchObject({ create: 1, refused: 3 })
    expect(preview.problems.map((p) => [p.line, p.message])).toEqual([
      [2, 'The row it links to, line 3, is not imported as a new record.'],
      [3, 'The row it links to, line 4, is not imported as a new record.'],
      [4, expect.stringContaining('"Nowhere"')],
    ])
    expect((await as.run({ ...request, policy: 'rowByRow' })).run.values).toMatchObject({ createdCount: 1 })
  })
})

describe('empty cells', () => {
  const people = async (text: string, more: object = {}) =>
    accepted(await as.read(await as.upload('people.csv', text), { register: 'person' }), {
      key: 'email',
      mode: 'createOrUpdate',
      ...more,
    })
  const full = 'Name,Email,Job title,Desk\nIda Holm,ida@example.org,Tester,12\n'
  const bare = 'Name,Email,Job title,Desk\nIda Holm,ida@example.org,,\n'
  const ida = async () => (await as.list('people', '&q=Ida'))[0]

  test('say nothing unless they are to clear, and then take away what may be missing', async () => {
    await as.run(await people(full))
    expect(await ida()).toMatchObject({ values: { jobTitle: 'Tester' }, custom: { desk: '12' } })
    expect((await as.preview(await people(bare))).counts).toMatchObject({ unchanged: 1 })
    const clearing = await people(bare, { emptyCells: 'clear' })
    expect((await as.preview(clearing)).counts).toMatchObject({ update: 1, refused: 0 })
    expect((await as.run(clearing)).run.values).toMatchObject({ updatedCount: 1, problemCount: 0 })
    const after = await ida()
    expect(after?.values.jobTitle ?? null).toBeNull()
    expect(after?.custom).toEqual({})
    expect((await as.preview(clearing)).counts).toMatchObject({ unchanged: 1 })
  })

  test('cannot take away what is needed', async () => {
    const clearing = await people('Name,Email\n,ida@example.org\n', { emptyCells: 'clear' })
    const preview = await as.preview(clearing)
    expect(preview.counts).toMatchObject({ refused: 1 })
    expect(preview.problems[0]).toMatchObject({ line: 2, column: 'Name' })
  })
})

describe('long tables', () => {
  const text = `Name\tProvides AI\n${Array.from({ length: 10_000 }, (_, n) => `Pasted ${n}\tno`).join('\n')}\n`

  test('are checked by a job that says how far it is, and imported', async () => {
    const facts = await as.read(await as.upload('pasted.csv', text), { register: 'supplier' })
    expect(facts).toMatchObject({ rowCount: 10_000, delimiter: '\t' })
    const request = accepted(facts)
    const refused = await as.post<{ code: string }>('imports/preview', request)
    expect([refused.status, refused.body.code]).toEqual([413, 'request/too-large'])
    const begun = (await as.post<ImportBegun>('imports/run', { ...request, dryRun: true })).body
    expect(begun.record).toBeNull()
    const job = await as.ended(begun.job)
    expect(job).toMatchObject({ state: 'done', total: 10_000 })
    const preview = JSON.parse(job.result ?? '') as ImportPreview
    expect(preview.counts).toMatchObject({ create: 10_000, refused: 0 })
    const before = await as.total('suppliers')
    expect((await as.run(request)).run.values).toMatchObject({ createdCount: 10_000, problemCount: 0 })
    expect(await as.total('suppliers')).toBe(before + 10_000)
  }, 120_000)

  test('a check says how far it is, ends when told so, and leaves nothing', async () => {
    const file = await as.upload('cancelled.csv', text.replaceAll('Pasted', 'Unwanted'))
    const request = previewBody.parse(accepted(await as.read(file, { register: 'supplier' })))
    const { actor } = t.people.aimsLead
    const table = await openTable(t.store, t.org.id, actor, request)
    const seen: number[] = []
    const checking = previewImport(t.store, t.org.id, actor, table, request, (done, total) => {
      seen.push(done, total)
      if (done >= 1000) throw new JobCancelled('Cancelled; nothing was changed.')
    })
    await expect(checking).rejects.toThrow('Cancelled')
    expect(seen).toEqual([500, 10_000, 1000, 10_000])
    expect(await as.list('suppliers', '&q=Unwanted')).toEqual([])
  })
})
