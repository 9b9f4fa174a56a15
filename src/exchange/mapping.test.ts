import { describe, expect, test } from 'vitest'
import { applyMapping, mapRows } from './mapping.ts'
import type { Mapping, TargetField } from './mappingFormat.ts'
import { mappingFrom, proposeMapping } from './proposeMapping.ts'

const targets: TargetField[] = [
  { name: 'title', label: 'Title', kind: 'text', required: true, aliases: ['System name'] },
  {
    name: 'stage',
    label: 'Life cycle stage',
    kind: 'choice',
    required: false,
    choices: [
      { value: 'in_use', label: 'In use' },
      { value: 'retired', label: 'Retired' },
    ],
  },
  { name: 'reviewBy', label: 'Review by', kind: 'date', required: false, precision: 'day' },
  { name: 'users', label: 'Number of users', kind: 'number', required: false },
  { name: 'personalData', label: 'Uses personal data', kind: 'boolean', required: false },
  { name: 'tags', label: 'Tags', kind: 'list', required: false },
  {
    name: 'regions',
    label: 'Regions',
    kind: 'choices',
    required: false,
    choices: [
      { value: 'eu', label: 'Europe' },
      { value: 'us', label: 'United States' },
    ],
  },
  { name: 'owner', label: 'Owner', kind: 'link', required: false },
]
const tableOf = (names: string[], ...rows: string[][]) => ({
  columns: names.map((name, index) => ({ index, name, letter: String.fromCharCode(65 + index) })),
  rows: rows.map((cells, at) => ({ line: at + 2, cells })),
})
const toField = (column: string, field: string, ...transforms: object[]) => ({
  column,
  to: { as: 'field', field, transforms },
})
const mapping = (columns: unknown[], rest: object = {}) => ({ version: 1, columns, keyColumns: [], ...rest }) as Mapping

describe('proposals', () => {
  const propose = (...names: string[]) =>
    proposeMapping(tableOf(names).columns, targets).map((p) => [p.field, p.confidence])

  test('same name, technical name, alias and shared words, in falling confidence', () => {
    expect(propose('TITLE', 'review_by', 'Systems  name', 'Count of users', 'Colour')).toEqual([
      ['title', 1],
      ['reviewBy', 1],
      [null, 0],
      ['users', 0.6],
      [null, 0],
    ])
    expect(propose('System name')).toEqual([['title', 0.95]])
    expect(propose('Does it use personal data?')[0]![0]).toBe('personalData')
  })

  test('a name as long as a book, and thousands of long ones, are compared in a moment', () => {
    const before = performance.now()
    expect(propose('A1'.repeat(500_000), `Title ${'(x'.repeat(500_000)}`)).toEqual([
      [null, 0],
      ['title', expect.any(Number)],
    ])
    const names = Array.from({ length: 2000 }, (_, n) => Array.from({ length: 40 }, (_, at) => `w${n}${at}`).join(' '))
    expect(propose(...names)).toHaveLength(2000)
    expect(performance.now() - before).toBeLessThan(5000)
  })

  test('a field is proposed once, to the most similar column, with the reason', () => {
    const proposals = proposeMapping(tableOf(['Owner of the system', 'Owner']).columns, targets)
    expect(proposals.map((p) => p.field)).toEqual([null, 'owner'])
    expect(String(proposals[1]!.reason)).toBe('Same name as "Owner".')
    expect(String(proposals[0]!.reason)).toMatch(/kept as custom/)
  })

  test('an accepted proposal is a mapping that loses no column', () => {
    const table = tableOf(['Title', 'Colour'], ['Bot', 'red'])
    const { records } = applyMapping(table, mappingFrom(proposeMapping(table.columns, targets), ['Title']), targets)
    expect(records).toEqual([{ line: 2, key: 'Bot', values: { title: 'Bot' }, custom: { Colour: 'red' } }])
  })
})

describe('values', () => {
  test('each kind reads what it can', () => {
    const names = ['T', 'S', 'R', 'U', 'P', 'G', 'E', 'O']
    const table = tableOf(names, [' Bot ', 'IN USE', '3/4/2024', '1,234.5', 'Yes', 'a; b;', 'europe/us', 'Ann'])
    const { records, problems } = applyMapping(
      table,
      mapping([
        toField('T', 'title', { do: 'trim' }, { do: 'prefix', text: 'AI: ' }),
        toField('S', 'stage'),
        toField('R', 'reviewBy', { do: 'dateOrder', order: 'mdy' }),
        toField('U', 'users'),
        toField('P', 'personalData'),
        toField('G', 'tags', { do: 'split', separator: ';' }),
        toField('E', 'regions', { do: 'split', separator: '/' }),
        toField('O', 'owner', { do: 'valueMap', map: { ann: 'PER-1' } }),
      ]),
      targets,
    )
    expect(problems).toEqual([])
    expect(records[0]!.values).toEqual({
      title: 'AI: Bot',
      stage: 'in_use',
      reviewBy: '2024-03-04',
      users: 1234.5,
      personalData: true,
      tags: ['a', 'b'],
      regions: ['eu', 'us'],
      owner: 'PER-1',
    })
  })

  test('what a field cannot take is a warning, and the text goes to custom as given', () => {
    const names = ['T', 'S', 'R', 'U', 'P', 'E']
    const table = tableOf(
      names,
      ['A', 'broken', '3/4/2024', '1.234,5', 'maybe', 'Europe,Mars'],
      ['B', '', '2024-05', '', '', ''],
    )
    const { records, problems } = applyMapping(
      table,
      mapping([
        toField('T', 'title'),
        toField('S', 'stage'),
        toField('R', 'reviewBy'),
        toField('U', 'users'),
        toField('P', 'personalData'),
        toField('E', 'regions', { do: 'split', separator: ',' }),
      ]),
      targets,
    )
    expect(problems.map((p) => [p.line, p.column, p.code, p.severity])).toEqual([
      [2, 'S', 'import/unknown-choice', 'warning'],
      [2, 'R', 'import/bad-date', 'warning'],
      [2, 'U', 'import/bad-number', 'warning'],
      [2, 'P', 'import/bad-boolean', 'warning'],
      [2, 'E', 'import/unknown-choice', 'warning'],
      [3, 'R', 'import/date-imprecise', 'warning'],
    ])
    expect(String(problems[1]!.message)).toContain('2024-03-04 or 2024-04-03')
    expect(records[0]!.values).toEqual({ title: 'A', regions: ['eu'] })
    expect(records[0]!.custom).toEqual({
      'S (as given)': 'broken',
      'R (as given)': '3/4/2024',
      'U (as given)': '1.234,5',
      'P (as given)': 'maybe',
      'E (as given)': 'Europe,Mars',
    })
    expect(records[1]!.custom).toEqual({ 'R (as given)': '2024-05' })
  })

  test('a second column for one field never overwrites the first', () => {
    const { records, problems } = applyMapping(
      tableOf(['A', 'B'], ['one', 'two']),
      mapping([toField('A', 'title'), toField('B', 'title')]),
      targets,
    )
    expect(records[0]).toMatchObject({ values: { title: 'one' }, custom: { 'B (as given)': 'two' } })
    expect(problems.map((p) => p.code)).toEqual(['import/field-taken'])
  })

  test('custom, ignored and unmentioned columns, and constants', () => {
    const table = tableOf(['A', 'B', 'C', 'D'], ['x', 'b', 'c', 'd'])
    const { records } = applyMapping(
      table,
      mapping(
        [
          toField('A', 'title'),
          { column: 'B', to: { as: 'custom', name: 'Bee' } },
          { column: 'C', to: { as: 'ignore' } },
        ],
        {
          constants: [{ field: 'stage', value: 'retired' }],
        },
      ),
      targets,
    )
    expect(records[0]).toMatchObject({ values: { title: 'x', stage: 'retired' }, custom: { Bee: 'b', D: 'd' } })
  })
})

describe('rows', () => {
  test('required fields and keys are errors that name line and column', () => {
    const table = tableOf(['T', 'K'], ['A', 'x'], ['', 'y'], ['C', 'x'], ['D', ' '])
    const { records, problems } = applyMapping(table, mapping([toField('T', 'title')], { keyColumns: ['K'] }), targets)
    expect(problems.map((p) => [p.line, p.column, p.code, p.severity])).toEqual([
      [3, 'T', 'import/required-missing', 'error'],
      [4, 'K', 'import/key-repeated', 'error'],
      [5, 'K', 'import/key-missing', 'error'],
    ])
    expect(String(problems[1]!.message)).toContain('line 2')
    expect(records).toHaveLength(4)
  })

  test('keys of several columns cannot run into each other', () => {
    const table = tableOf(['A', 'B'], ['x | y', 'z'], ['x', 'y | z'])
    const { problems, records } = applyMapping(
      table,
      mapping([toField('A', 'title')], { keyColumns: ['A', 'B'] }),
      targets,
    )
    expect(problems).toEqual([])
    expect(new Set(records.map((r) => r.key)).size).toBe(2)
  })

  test('names the file or the fields do not have are refused at once', () => {
    const table = tableOf(['A'], ['x'])
    expect(() => applyMapping(table, mapping([toField('Z', 'title')]), targets)).toThrow(/"Z"/)
    expect(() => applyMapping(table, mapping([toField('A', 'nope')]), targets)).toThrow(/"nope"/)
    expect(() => applyMapping(table, mapping([], { keyColumns: ['K'] }), targets)).toThrow(/"K"/)
  })

  test('a mapping survives JSON, and rows come one at a time', () => {
    const saved = JSON.parse(
      JSON.stringify(mapping([toField('A', 'title', { do: 'constant', value: 'Same' })])),
    ) as Mapping
    function* endless() {
      for (let line = 2; ; line++) yield { line, cells: ['x'] }
    }
    const rows = mapRows(tableOf(['A']).columns, endless(), saved, targets)
    expect([rows.next().value?.record.values.title, rows.next().value?.record.line]).toEqual(['Same', 3])
  })

  test('20,000 rows of eight columns take well under a second', () => {
    const names = ['T', 'S', 'R', 'U', 'P', 'G', 'E', 'X']
    const table = tableOf(
      names,
      ...Array.from({ length: 20_000 }, (_, n) => [
        `System ${n}`,
        'Retired',
        '2024-05-03',
        '12',
        'no',
        'a;b',
        'Europe',
        'free text',
      ]),
    )
    const fields = mapping(
      [
        toField('T', 'title'),
        toField('S', 'stage'),
        toField('R', 'reviewBy'),
        toField('U', 'users'),
        toField('P', 'personalData'),
        toField('G', 'tags', { do: 'split', separator: ';' }),
        toField('E', 'regions'),
      ],
      { keyColumns: ['T'] },
    )
    const start = performance.now()
    const { records, problems } = applyMapping(table, fields, targets)
    const took = performance.now() - start
    expect([records.length, problems.length]).toEqual([20_000, 0])
    expect(took).toBeLessThan(1_000)
  })
})
