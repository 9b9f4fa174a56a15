import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { federalSample, hasFederalSample } from '../fixtures/exchange/federalSample.ts'
import { smallFederal } from '../fixtures/exchange/smallFederal.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { importing } from './importing.ts'

let t: TestApp
let as: ReturnType<typeof importing>
beforeAll(async () => {
  t = await testApp()
  as = importing(t, t.people.aimsLead)
})
afterAll(() => t.close())

const preset = { preset: 'federal-ai-inventory-2024' }
const contract = 'Developed with contracting resources'
const rows: readonly Readonly<Record<string, string>>[] = [
  {
    'aiSystem.title': 'Claim triage',
    'aiSystem.agency': 'Department of Examples ',
    'aiSystem.agencyCode': 'DOE-X',
    'aiSystem.unit': 'Claims Bureau',
    'aiSystem.purpose': 'Sorts claims. Benefits: people wait less.',
    'aiSystem.outputs': 'A queue number.',
    'aiSystem.stage': 'Operation and Maintenance',
    'aiSystem.peopleEffect': 'Rights-Impacting',
    'aiSystem.startedOn': '3/14/2022',
    'aiSystem.deployedOn': '11/2/2021',
    'aiSystem.origin': contract,
    'supplier.contracts': '47QTCA22D0042, W912HQ20C0001',
    'aiSystem.usesPersonalData': 'Yes',
    'dataset.description': 'Claims of ten years',
    'impactEvidence.assessment': 'Yes',
    'impactEvidence.disparities': 'We looked at results by age.',
    'risk.statement': 'Some claims may wait too long. We found this in a workshop.',
    'monitor.process': 'Intermittent and Manually Updated: A plan is in place.',
    'aiSystem.autonomy': 'No - Some individual decisions or actions require direct human oversight',
  },
  {
    'aiSystem.title': 'Claim triage',
    'aiSystem.agency': 'Department of Examples',
    'aiSystem.agencyCode': 'DOE-X',
    'aiSystem.unit': 'Claims Bureau',
    'aiSystem.purpose': 'Another one of the same name.',
    'aiSystem.stage': 'Initiated',
    'supplier.contracts': '47QTCA22D0042',
  },
  {
    'aiSystem.title': 'Elsewhere',
    'aiSystem.agency': 'Department of Others',
    'aiSystem.agencyCode': 'DOO',
    'aiSystem.unit': 'Office of the CIO',
    'aiSystem.stage': 'Retired',
  },
]

describe('a file with the columns of the federal inventory', () => {
  const get = async () => as.upload('inventory.csv', smallFederal(rows))

  test('is recognised, with its agencies', async () => {
    expect(await as.read(await get())).toMatchObject({
      preset: 'federal-ai-inventory-2024',
      agencies: [
        { name: 'Department of Examples', rows: 2 },
        { name: 'Department of Others', rows: 1 },
      ],
    })
  })

  test('goes to the registers it is about; what an agency says stays a statement', async () => {
    const request = { ...(await get()), ...preset, agency: 'department of examples', mode: 'createOrUpdate' }
    const preview = await as.preview(request)
    expect(preview.counts).toMatchObject({ create: 2, refused: 0 })
    expect(preview.problems.map((p) => [p.line, p.field, p.severity])).toEqual([[2, 'deployedOn', 'warning']])
    const { job, run } = await as.run(request)
    expect(job.problem).toBeNull()
    expect(run.values).toMatchObject({ createdCount: 2, format: 'federal-ai-inventory-2024' })

    const [first, second] = await as.list('ai-systems', '&sort=ref')
    expect(first).toMatchObject({
      title: 'Claim triage',
      state: 'registered',
      values: {
        stage: 'operation',
        purpose: 'Sorts claims.',
        benefits: 'Benefits: people wait less.',
        touches: ['rights'],
        personalData: true,
        autonomy: 'supervised',
        startedOn: '2022-03-14',
        deployedOn: null,
        sourceReference: 'DOE-X | Claims Bureau | Claim triage | 1',
      },
    })
    expect(first?.custom).toMatchObject({ dateImplemented: '11/2/2021', agency: 'Department of Examples ' })
    expect(first?.custom).toHaveProperty('isTheAiUseCaseRightsImpactingSafetyIm', 'Rights-Impacting')
    expect(second?.values).toMatchObject({ unit: first?.values.unit, purpose: 'Another one of the same name.' })

    const suppliers = await as.list('suppliers')
    expect(suppliers.map((s) => s.values.contractReference).sort()).toEqual(['47QTCA22D0042', 'W912HQ20C0001'])
    expect(first?.values.suppliers).toHaveLength(2)
    expect(second?.values.suppliers).toHaveLength(1)

    const units = await as.list('units')
    const bureau = units.find((u) => u.id === first?.values.unit)
    expect(bureau?.title).toBe('Claims Bureau')
    expect(units.find((u) => u.id === bureau?.values.parent)?.title).toBe('Department of Examples')

    const [assessment] = await as.list('impact-assessments')
    expect(assessment).toMatchObject({ state: 'draft', values: { system: first?.id, approvedOn: null } })
    expect(assessment?.values.statements).toContainEqual(
      expect.objectContaining({
        statedBy: 'Department of Examples',
        statedText: expect.stringMatching(/conducted for this AI use case\?\nYes$/),
      }),
    )
    const [evidence] = await as.list('evidence')
    expect(evidence).toMatchObject({
      state: 'proposed',
      values: { origin: 'imported', about: [first?.id, assessment?.id] },
    })
    expect((await as.list('risks'))[0]).toMatchObject({
      title: 'Some claims may wait too long',
      state: 'identified',
      values: { systems: [first?.id] },
    })
    expect((await as.list('monitors'))[0]).toMatchObject({ state: 'planned', values: { system: first?.id } })
    expect((await as.list('data-sets'))[0]).toMatchObject({ title: 'Data of Claim triage', state: 'proposed' })
  })

  test('read again, it changes only what is new, and makes nothing twice', async () => {
    const newer = rows.map((r, i) => (i === 1 ? { ...r, 'aiSystem.stage': 'Operation and Maintenance' } : r))
    const file = await as.upload('inventory-2.csv', smallFederal(newer))
    const before = await Promise.all(['suppliers', 'units', 'own-fields', 'risks', 'evidence'].map((p) => as.total(p)))
    const { run } = await as.run({ ...file, ...preset, agency: 'DOE-X', mode: 'createOrUpdate' })
    expect(run.values).toMatchObject({ createdCount: 0, updatedCount: 1, skippedCount: 1 })
    expect(
      await Promise.all(['suppliers', 'units', 'own-fields', 'risks', 'evidence'].map((p) => as.total(p))),
    ).toEqual(before)
  })

  test('undone, everything it brought is gone again', async () => {
    const file = await as.upload('inventory-3.csv', smallFederal(rows))
    const registers = ['ai-systems', 'suppliers', 'units', 'own-fields', 'risks', 'evidence']
    const before = await Promise.all(registers.map((p) => as.total(p)))
    const { run } = await as.run({ ...file, ...preset, agency: 'Department of Others' })
    expect(await as.total('ai-systems')).toBe((before[0] ?? 0) + 1)
    expect(await as.undo(run.ref)).toMatchObject({ state: 'done' })
    expect(await Promise.all(registers.map((p) => as.total(p)))).toEqual(before)
  })

  test('an agency that is not there is answered with those that are', async () => {
    const answer = await as.post('imports/preview', { ...(await get()), ...preset, agency: 'Ministry' })
    expect(answer.body).toMatchObject({
      code: 'import/unreadable',
      detail: expect.stringContaining('Department of Others'),
    })
  })

  test('needs the right to add to every register it goes to', async () => {
    const contributor = importing(t, t.people.contributor)
    const file = await contributor.upload('inventory.csv', smallFederal(rows))
    expect((await contributor.post('imports/preview', { ...file, ...preset })).status).toBe(403)
  })
})

describe.runIf(hasFederalSample)('the inventory as published', () => {
  test('one agency: 229 systems of Veterans Affairs', { timeout: 60_000 }, async () => {
    const file = await as.upload('inventory.csv', federalSample('inventory.csv'))
    const { job, run } = await as.run({ ...file, ...preset, agency: 'Department of Veterans Affairs' })
    expect(job.problem).toBeNull()
    expect(run.values).toMatchObject({ rowCount: 229, createdCount: 229 })
    expect(await as.undo(run.ref)).toMatchObject({ state: 'done' })
  })

  test('whole, from the legacy workbook: 2,133 systems', { timeout: 120_000 }, async () => {
    const before = await as.total('ai-systems')
    const file = await as.upload('inventory.xls', federalSample('inventory.xls'))
    const { job, run } = await as.run({ ...file, ...preset })
    expect(job.problem).toBeNull()
    expect(run.values).toMatchObject({ rowCount: 2133, createdCount: 2133 })
    expect(await as.total('ai-systems')).toBe(before + 2133)
  })
})

test('a table of 10,000 rows is read in within a batch job', { timeout: 60_000 }, async () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `Supplier number ${i},no,C-${i}`)
  const file = await as.upload('large.csv', `Name,Provides AI,Contract reference\n${lines.join('\n')}\n`)
  const facts = await as.read(file, { register: 'supplier' })
  const before = await as.total('suppliers')
  for (const policy of ['allOrNothing', 'rowByRow']) {
    const { job, run } = await as.run({ ...file, register: 'supplier', mapping: facts.proposal?.mapping, policy })
    expect(job.problem).toBeNull()
    expect(run.values).toMatchObject({ createdCount: 10_000, problemCount: 0 })
  }
  expect(await as.total('suppliers')).toBe(before + 20_000)
})
