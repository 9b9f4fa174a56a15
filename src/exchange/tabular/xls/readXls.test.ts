import { describe, expect, test } from 'vitest'
import {
  biffString,
  buildXls,
  compoundFile,
  f64,
  labelSst,
  numberCell,
  record,
  sst,
  u16,
  u32,
  xf,
  xlsStream,
} from '../../../../test/fixtures/exchange/buildXls.ts'
import { federalSample, hasFederalSample } from '../../../../test/fixtures/exchange/federalSample.ts'
import { readTable } from '../readTable.ts'

const header = [sst(['Name', 'Value']), xf(0), xf(14), xf(164), xf(16)]
const names = [labelSst(0, 0, 0), labelSst(0, 1, 1)]
const read = (bytes: Uint8Array, options = {}) => readTable(bytes, 'old.xls', options)
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error) => `${error.code}: ${error.message}`,
  )
const valuesOf = async (cells: Buffer[], globals: Buffer[] = header) =>
  (await read(buildXls({ globals, sheets: [{ name: 'One', cells: [...names, ...cells] }] }))).rows.map(
    (row) => row.cells[1],
  )

describe('cells', () => {
  test('numbers as NUMBER, RK (whole, hundredth, double, negative) and MULRK', async () => {
    const rk = (row: number, value: number) => record(0x027e, u16(row, 1, 0), u32(value))
    const cells = [
      numberCell(1, 1, 0, 0.1 + 0.2),
      rk(2, (42 << 2) | 2),
      rk(3, (1234 << 2) | 3),
      rk(4, (-7 << 2) | 2),
      rk(5, f64(1.5).readUInt32LE(4)),
      record(0x00bd, u16(6, 0, 0), u32((1 << 2) | 2), u16(0), u32((2 << 2) | 2), u16(1)),
    ]
    expect(await valuesOf(cells)).toEqual(['0.3', '42', '12.34', '-7', '1.5', '2'])
  })

  test('dates by built-in and own formats; a format that only looks like one stays a number', async () => {
    const format = (id: number, code: string) => record(0x041e, u16(id), biffString(code))
    const cells = [
      numberCell(1, 1, 1, 45_292),
      numberCell(2, 1, 2, 45_292.5),
      numberCell(3, 1, 2, 0.25),
      numberCell(4, 1, 0, 45_292),
    ]
    const own = [format(164, 'yyyy\\-mm\\-dd hh:mm'), ...header]
    expect(await valuesOf(cells, own)).toEqual(['2024-01-01', '2024-01-01T12:00:00', '06:00:00', '45292'])
    expect((await valuesOf(cells, [format(164, '"day "0.0;[Red]-0.0'), ...header]))[1]).toBe('45292.5')
  })

  test('the 1904 system, and the 1900 system before its invented 29 February', async () => {
    expect(
      await valuesOf([numberCell(1, 1, 1, 0), numberCell(2, 1, 1, 43_830)], [record(0x0022, u16(1)), ...header]),
    ).toEqual(['1904-01-01', '2024-01-01'])
    expect(await valuesOf([numberCell(1, 1, 1, 1), numberCell(2, 1, 1, 61)])).toEqual(['1900-01-01', '1900-03-01'])
  })

  test('formulas give their saved number, text, boolean or error', async () => {
    const formula = (row: number, result: Buffer | number[]) =>
      record(0x0006, u16(row, 1, 0), result, u16(0), u32(0), u16(0))
    const cells = [
      formula(1, f64(2.5)),
      formula(2, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
      record(0x0207, biffString('Ωmega')),
      formula(3, [1, 0, 1, 0, 0, 0, 0xff, 0xff]),
      formula(4, [2, 0, 7, 0, 0, 0, 0xff, 0xff]),
      record(0x0205, u16(5, 1, 0), [0, 0]),
      record(0x0205, u16(6, 1, 0), [42, 1]),
      record(0x0204, u16(7, 1, 0), biffString('label\r\nbreak')),
    ]
    expect(await valuesOf(cells)).toEqual(['2.5', 'Ωmega', 'TRUE', '#DIV/0!', 'FALSE', '#N/A', 'label\nbreak'])
  })

  test('a day shown without its year is read and reported', async () => {
    const table = await read(
      buildXls({ globals: header, sheets: [{ name: 'One', cells: [...names, numberCell(1, 1, 3, 45_618)] }] }),
    )
    expect(table.rows[0]!.cells[1]).toBe('2024-11-22')
    expect(table.notes.join()).toMatch(/1 dates are shown without a year.*row 2/)
  })
})

describe('shared strings', () => {
  const split = (parts: [Buffer, ...Buffer[]]) => [
    record(0x00fc, u32(3), u32(3), parts[0]),
    ...parts.slice(1).map((part) => record(0x003c, part)),
  ]
  const three = [labelSst(0, 0, 0), labelSst(0, 1, 1), labelSst(1, 0, 2)]
  const texts = async (globals: Buffer[]) => {
    const table = await read(buildXls({ globals, sheets: [{ name: 'One', cells: three }] }))
    return [...table.columns.map((c) => c.name), table.rows[0]!.cells[0]]
  }

  test('cut between strings and inside a string that changes its width in CONTINUE', async () => {
    const narrowThenWide = [
      Buffer.concat([biffString('Name'), u16(6), Buffer.from([0]), Buffer.from('abc', 'latin1')]),
      Buffer.concat([Buffer.from([1]), Buffer.from('λμν', 'utf16le')]),
      biffString('third'),
    ] as [Buffer, Buffer, Buffer]
    expect(await texts(split(narrowThenWide))).toEqual(['Name', 'abcλμν', 'third'])
    const wideThenNarrow = [
      Buffer.concat([biffString('Name'), u16(4), Buffer.from([1]), Buffer.from('λμ', 'utf16le')]),
      Buffer.concat([Buffer.from([0]), Buffer.from('yz', 'latin1'), biffString('third')]),
    ] as [Buffer, Buffer]
    expect(await texts(split(wideThenNarrow))).toEqual(['Name', 'λμyz', 'third'])
  })

  test('formatting runs and phonetic data after a string are stepped over, also across CONTINUE', async () => {
    const rich = Buffer.concat([
      u16(4),
      Buffer.from([0x0c]),
      u16(2),
      u32(6),
      Buffer.from('rich', 'latin1'),
      Buffer.alloc(5),
    ])
    const rest = Buffer.concat([Buffer.alloc(9), biffString('B'), biffString('C')])
    expect(await texts(split([rich, rest]))).toEqual(['rich', 'B', 'C'])
  })
})

describe('sheets', () => {
  const sheets = [
    { name: 'Cover', cells: [] },
    { name: 'Hidden', hidden: true, cells: [labelSst(0, 0, 1), labelSst(1, 0, 1)] },
    { name: 'Data', cells: [labelSst(0, 0, 0), labelSst(1, 0, 1)] },
  ]
  test('the first visible one with content is read, any can be chosen', async () => {
    const bytes = buildXls({ globals: header, sheets })
    const table = await read(bytes)
    expect([table.format, table.sheet, table.sheets]).toEqual(['xls', 'Data', ['Cover', 'Hidden', 'Data']])
    expect(table.notes.join()).toContain('"Data", the first with content')
    expect((await read(bytes, { sheet: 'Hidden' })).columns[0]!.name).toBe('Value')
    expect(await refused(read(bytes, { sheet: 'Nope' }))).toMatch(/no-such-sheet.*"Cover", "Hidden", "Data"/)
    expect(await refused(read(bytes, { sheet: 'Cover' }))).toMatch(/empty-file/)
  })
})

describe('refused', () => {
  const good = xlsStream({ globals: header, sheets: [{ name: 'One', cells: [...names, numberCell(1, 1, 0, 1)] }] })
  test.each<[string, Uint8Array, RegExp]>([
    [
      'password',
      buildXls({ globals: [record(0x002f, u16(1)), ...header], sheets: [] }),
      /encrypted-file.*remove the password/,
    ],
    ['encrypted package', compoundFile({ EncryptedPackage: Buffer.alloc(64) }), /encrypted-file/],
    ['Excel 95', compoundFile({ Book: Buffer.alloc(64) }), /unsupported-format.*Excel 95/],
    ['Word document', compoundFile({ WordDocument: Buffer.alloc(64) }), /unsupported-format.*without a workbook/],
    ['cut stream', compoundFile({ Workbook: good.subarray(0, good.length - 6) }), /damaged-file/],
    ['garbage stream', compoundFile({ Workbook: Buffer.alloc(64, 7) }), /damaged-file/],
    [
      'missing text',
      buildXls({ globals: header, sheets: [{ name: 'A', cells: [labelSst(0, 0, 9)] }] }),
      /damaged-file.*text that is not there/,
    ],
    ['cut container', buildXls({ sheets: [] }).subarray(0, 700), /damaged-file|unsupported-format/],
  ])('%s', async (_, bytes, reason) => {
    expect(await refused(read(bytes))).toMatch(reason)
  })

  test('a cell in a far column, and more rows than allowed', async () => {
    const far = buildXls({ globals: header, sheets: [{ name: 'A', cells: [...names, numberCell(1, 60_000, 0, 1)] }] })
    expect(await refused(read(far))).toMatch(/too-large.*line 2 has 60,001 columns/)
    const two = compoundFile({ Workbook: good })
    expect(await refused(read(two, { limits: { rows: 2 } }))).toBe('read')
    expect(await refused(read(two, { limits: { rows: 1 } }))).toMatch(/too-large/)
  })

  test('every cut of a good file gives a table or a stated problem, never another error', async () => {
    for (let length = 8; length < good.length; length += 3) {
      const outcome = await refused(read(compoundFile({ Workbook: good.subarray(0, length) })))
      expect(outcome).toMatch(/^(read|exchange\/)/)
    }
  })
})

describe.runIf(hasFederalSample)('the published federal inventory', () => {
  test('.xls and .csv hold the same 2,133 rows, but for what the CSV lost', async () => {
    const csv = await readTable(federalSample('inventory.csv'), 'inventory.csv')
    const xls = await readTable(federalSample('inventory.xls'), 'inventory.xls')
    expect([csv.rows.length, xls.rows.length]).toEqual([2133, 2133])
    expect(xls.columns).toEqual(csv.columns)
    expect(csv.columns).toHaveLength(62)
    const differences = csv.rows.flatMap((row, at) =>
      row.cells
        .map((text, column) => ({ column, csv: text, xls: xls.rows[at]!.cells[column]! }))
        .filter((d) => d.csv !== d.xls),
    )
    const dates = differences.filter((d) => d.column >= 11 && d.column <= 14)
    const texts = differences.filter((d) => d.column < 11 || d.column > 14)
    // Date cells: the CSV holds what the workbook shows ("22-Nov", "2/1/2023"), the .xls the day behind it.
    expect(dates).toHaveLength(72)
    expect(
      dates.every((d) => /^\d{4}-\d\d-\d\d$/.test(d.xls) && /^(\d\d-[A-Z][a-z]{2}|\d+\/\d+\/\d{4})$/.test(d.csv)),
    ).toBe(true)
    // Texts: ten cells have characters that Windows-1252 lacks; the CSV has "?" there. No text is cut.
    expect(texts).toHaveLength(10)
    expect(
      texts.every(
        (d) => d.csv === [...Array(d.xls.length).keys()].map((i) => (d.csv[i] === '?' ? '?' : d.xls[i])).join(''),
      ),
    ).toBe(true)
  })
})
