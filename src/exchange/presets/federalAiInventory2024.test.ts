import { describe, expect, test } from 'vitest'
import { federalSample, hasFederalSample } from '../../../test/fixtures/exchange/federalSample.ts'
import { readTable } from '../tabular/readTable.ts'
import type { Table } from '../tabular/table.ts'
import { writeCsv } from '../tabularWriters.ts'
import { foldAnswer, matchAnswer } from './answers.ts'
import { type FederalPlan, findHomes, planFederalInventory } from './federalAiInventory2024.ts'
import { stages, yesNo } from './federalAiInventory2024Answers.ts'
import { federalColumns } from './federalAiInventory2024Columns.ts'

/** A file of the published shape with our own rows, given by the field each column feeds (or its place). */
async function inventory(...rows: Record<string, string>[]): Promise<Table> {
  const columns = federalColumns.map(({ column, field }, at) => ({ key: field || `${at}`, label: column }))
  const text = (await Array.fromAsync(writeCsv(columns, rows))).join('')
  return readTable(Buffer.from(text), 'inventory.csv')
}
const plan = async (...rows: Record<string, string>[]) => [...planFederalInventory(await inventory(...rows))]
const base = { title: 'Mail sorter', agency: 'Department of Post', agencyCode: 'DOP', unit: 'Sorting Office' }

/** Every text a plan holds, wherever it stands. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []
}

/** The cells of a row that the plan neither repeats word for word nor stands for by a code or date of equal meaning. */
function lostCells(
  table: Table,
  at: number,
  { problems, line, key, ...said }: FederalPlan,
  homes = findHomes(table.columns),
): string[] {
  const texts = new Set(textsOf(said))
  const purpose = [said.aiSystem.purpose, said.aiSystem.benefits].filter((part) => typeof part === 'string').join(' ')
  return homes.flatMap(({ at: column, name, home }) => {
    const text = table.rows[at]!.cells[column]!
    if (text.trim() === '' || texts.has(text)) return []
    if (home?.field === 'purpose' && purpose.replace(/\s+/g, ' ') === text.replace(/\s+/g, ' ').trim()) return []
    const value = said.aiSystem[home?.field as keyof FederalPlan['aiSystem']]
    if (home?.read === 'date') {
      const [month, day, year] = text.trim().split('/')
      if (value === `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`) return []
    }
    const label = home?.answers?.find(
      ({ code }) => code === (Array.isArray(value) && value.length === 1 ? value[0] : value),
    )?.label
    return label !== undefined && foldAnswer(label) === foldAnswer(text) ? [] : [`${name}: ${text}`]
  })
}

describe('answers', () => {
  test('typography does not matter, other words do', () => {
    expect(matchAnswer('  YES. ', yesNo)).toEqual({ code: 'yes', exact: true })
    expect(matchAnswer('Not Applicable', yesNo)).toEqual({ code: 'not_applicable', exact: true })
    expect(matchAnswer('In production', stages)).toEqual({ code: 'operation', exact: false })
    expect(matchAnswer('Operation', stages)).toBeNull()
    expect(foldAnswer('Yes – it’s  public.')).toBe(foldAnswer("yes-it's public"))
  })
})

describe('one row', () => {
  test('what is known goes to its home', async () => {
    const [row] = await plan({
      ...base,
      purpose: 'Sort letters. Benefits: faster post.',
      outputs: 'A tray number',
      stage: 'Implementation and Assessment',
      peopleEffect: 'Rights-impacting\n',
      startedOn: '1/2/2023',
      origin: 'Developed with contracting resources.',
      contracts: 'Order 70B03C23F00001059; 70B03C23F00001060',
      usesPersonalData: 'Yes',
      demographicFeatures: '["Age","Sex/Gender"]',
      description: 'Letters of one year',
      documentation: 'Documentation is complete: it all is there.',
      assessment: 'Planned or in-progress.',
      testing: 'Benchmark evaluation: with old letters.',
      statement: 'Letters may be lost.',
      process: 'Intermittent and Manually Updated: on Mondays.',
      autonomy: 'No - Some individual decisions or actions require direct human oversight.',
      contest: 'Yes',
    })
    expect(row!.aiSystem).toMatchObject({
      title: 'Mail sorter',
      purpose: 'Sort letters.',
      benefits: 'Benefits: faster post.',
      stage: 'deployment',
      peopleEffect: 'rights',
      startedOn: '2023-01-02',
      origin: 'contract',
      usesPersonalData: 'yes',
      demographicFeatures: ['age', 'sex_gender'],
      autonomy: 'human_oversight',
    })
    expect(row!.suppliers).toMatchObject([{ name: null, contractIds: ['70B03C23F00001059', '70B03C23F00001060'] }])
    expect(row!.datasets).toMatchObject([
      { title: 'Data of Mail sorter', description: 'Letters of one year', documentation: 'complete' },
    ])
    expect(row!.impactEvidence).toMatchObject({ standing: 'stated', assessment: 'planned', testing: 'benchmark' })
    expect(row!.monitor).toMatchObject({ process: 'manual' })
    expect(row!.oversight).toMatchObject({ autonomy: 'human_oversight', contest: 'yes', optOut: null })
    expect(row!.risks).toEqual([
      { text: 'Letters may be lost.', source: expect.stringContaining('Department of Post') },
    ])
    expect(row!.problems).toEqual([])
  })

  test('empty and "N/A" cells make no records, and "N/A" is kept', async () => {
    const [row] = await plan({
      ...base,
      statement: 'N/A',
      contracts: 'NA',
      assessment: 'Not Applicable',
      description: 'N/A',
      process: 'N/A',
      autonomy: 'N/A',
      retiredOn: 'N/A',
    })
    expect(row).toMatchObject({
      suppliers: [],
      datasets: [],
      impactEvidence: null,
      monitor: null,
      oversight: null,
      risks: [],
      problems: [],
    })
    expect(Object.values(row!.custom).sort()).toEqual(['N/A', 'N/A', 'N/A', 'N/A', 'NA', 'Not Applicable'])
  })

  test('a request for more time alone is no evidence', async () => {
    const [row] = await plan({ ...base, extension: 'No – Agency did not request an extension for this use case.' })
    expect(row!.impactEvidence).toBeNull()
    expect(Object.values(row!.custom)).toEqual(['No – Agency did not request an extension for this use case.'])
  })

  test('unknown answers and doubtful dates are reported and kept as given', async () => {
    const [row] = await plan({
      ...base,
      stage: 'Nearly there',
      deployedOn: '22-Nov',
      demographicFeatures: 'Age, shoe size',
      peopleEffect: 'Case-by-case',
    })
    expect(row!.problems.map((p) => [p.line, p.field, p.code])).toEqual([
      [2, 'stage', 'import/unknown-choice'],
      [2, 'peopleEffect', 'import/unknown-choice'],
      [2, 'deployedOn', 'import/bad-date'],
      [2, 'demographicFeatures', 'import/unknown-choice'],
    ])
    expect(row!.aiSystem).toEqual({ ...base, demographicFeatures: ['age'] })
    expect(row!.custom).toMatchObject({
      'Stage of Development (as given)': 'Nearly there',
      'Date Implemented (as given)': '22-Nov',
    })
  })

  test('a row without a name is an error', async () => {
    const [row] = await plan({ agency: 'Department of Post' })
    expect(row!.problems).toMatchObject([{ code: 'import/required-missing', severity: 'error' }])
  })
})

describe('the whole file', () => {
  test('equal names get their place as number, the same in every run', async () => {
    const rows = [base, { ...base, unit: 'Counter' }, base, { ...base, title: 'Mail sorter | 2' }]
    const keys = (await plan(...rows)).map((row) => row.key)
    expect(keys).toEqual([
      'DOP | Sorting Office | Mail sorter | 1',
      'DOP | Counter | Mail sorter | 1',
      'DOP | Sorting Office | Mail sorter | 2',
      'DOP | Sorting Office | Mail sorter \\| 2 | 1',
    ])
    expect((await plan(...rows)).map((row) => row.key)).toEqual(keys)
  })

  test('columns are found by name in any order, unknown ones are kept, missing ones refused', async () => {
    const table = await inventory({ ...base, oversightMeasures: 'A person checks.' })
    const added = {
      columns: [
        { index: 0, name: 'Our number', letter: 'A' },
        ...table.columns.map((c) => ({ ...c, index: c.index + 1 })),
      ],
      rows: table.rows.map((row) => ({ ...row, cells: ['17', ...row.cells] })),
    }
    const [row] = [...planFederalInventory(added)]
    expect(row!.custom).toEqual({ 'Our number': '17' })
    expect(row!.aiSystem.oversightMeasures).toBe('A person checks.')
    const without = { ...table, columns: table.columns.filter((c) => c.name !== 'Bureau') }
    expect(() => [...planFederalInventory(without)]).toThrow(/lacks "Bureau"/)
  })

  test('nothing of a filled row is lost', async () => {
    const filled = Object.fromEntries(federalColumns.map(({ field }, at) => [field || `${at}`, `text ${at}`]))
    const table = await inventory(filled)
    const [row] = [...planFederalInventory(table)]
    expect(lostCells(table, 0, row!)).toEqual([])
    // The check itself notices a loss.
    expect(lostCells(table, 0, { ...row!, custom: {} }).length).toBeGreaterThan(10)
  })
})

describe.runIf(hasFederalSample)('the published inventory', () => {
  test.each(['inventory.csv', 'inventory.xls'])(
    '%s: every row is planned, keys are unique, nothing is lost',
    async (file) => {
      const table = await readTable(federalSample(file), file)
      const plans = [...planFederalInventory(table)]
      expect(plans).toHaveLength(2133)
      expect(new Set(plans.map((row) => row.key)).size).toBe(2133)
      expect(plans.filter((row) => row.aiSystem.agencyCode === 'VA')).toHaveLength(229)
      expect(plans.filter((row) => row.aiSystem.title === 'Generative AI Usage')).toHaveLength(51)
      const homes = findHomes(table.columns)
      expect(plans.flatMap((row, at) => lostCells(table, at, row, homes))).toEqual([])
      const filled = (field: 'stage' | 'peopleEffect' | 'origin') =>
        Object.groupBy(plans, (row) => String(row.aiSystem[field] ?? 'none'))
      const counts = Object.fromEntries(Object.entries(filled('stage')).map(([stage, rows]) => [stage, rows?.length]))
      expect(counts).toEqual({
        inception: 399,
        development: 404,
        deployment: 287,
        operation: 892,
        retirement: 142,
        none: 9,
      })
      expect(filled('peopleEffect').both).toHaveLength(195)
      expect(plans.flatMap((row) => row.risks)).toHaveLength(170)
      expect(plans.flatMap((row) => row.problems).filter((p) => p.severity === 'error')).toEqual([])
      expect(plans.flatMap((row) => row.problems).filter((p) => p.code === 'import/unknown-choice')).toHaveLength(248)
    },
  )
})
