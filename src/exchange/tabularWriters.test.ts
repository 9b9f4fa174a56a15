import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { federalSample, hasFederalSample } from '../../test/fixtures/exchange/federalSample.ts'
import { guardText, unguardText } from './formulaGuard.ts'
import { readTable } from './tabular/readTable.ts'
import { type WriteColumn, type WriteRow, writeCsv, writeJsonLines } from './tabularWriters.ts'
import { writeXlsx } from './xlsxWriter.ts'

const columns: WriteColumn[] = [
  { key: 'name', label: 'Name' },
  { key: 'score', label: 'Score', kind: 'number' },
  { key: 'due', label: 'Due', kind: 'date' },
  { key: 'done', label: 'Done', kind: 'boolean' },
  { key: 'tags', label: 'Tags' },
]
const rows: WriteRow[] = [
  { name: 'Plain', score: -5, due: '2024-05-03', done: true, tags: ['a', 'b'] },
  { name: 'With "quotes", commas\nand a break', score: 1.5, due: '2024-05', done: false, tags: [] },
  { name: '=HYPERLINK("x")', score: null, due: '2024-05-03T10:20:30', done: undefined, tags: ['-1'] },
  { name: ' Ωmega & <b> ', score: 0, due: null, done: false, tags: ['+49 30'] },
]
const asRead = [
  ['Plain', '-5', '2024-05-03', 'TRUE', 'a; b'],
  ['With "quotes", commas\nand a break', '1.5', '2024-05', 'FALSE', ''],
  ['=HYPERLINK("x")', '', '2024-05-03T10:20:30', '', '-1'],
  [' Ωmega & <b> ', '0', '', 'FALSE', '+49 30'],
]

async function* slowly(from: WriteRow[]): AsyncGenerator<WriteRow> {
  for (const row of from) yield await Promise.resolve(row)
}
const textOf = async (chunks: AsyncIterable<string>) => (await Array.fromAsync(chunks)).join('')
const bytesOf = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(chunks))
const cellsOf = async (bytes: Uint8Array) => (await readTable(bytes, 'written')).rows.map((row) => row.cells)

describe('CSV', () => {
  test('read back it is the same, once the guard is taken off', async () => {
    const text = await textOf(writeCsv(columns, slowly(rows)))
    expect(text.split('\r\n').at(0)).toBe('Name,Score,Due,Done,Tags')
    expect((await cellsOf(Buffer.from(text))).map((cells) => cells.map(unguardText))).toEqual(asRead)
  })

  test('formula-like text is guarded, numbers and ordinary text are not', () => {
    for (const text of ['=1+1', '+cmd', '-x', '@SUM(A1)', '\t=1', '\r=1', "'=1", '＝1', '-5+3', '+49 30']) {
      expect(guardText(text)).toBe(`'${text}`)
    }
    for (const text of ['-5', '+3.5e-7', '-.5', 'a=b', "it's", "'quoted'", '', ' =1'])
      expect(guardText(text)).toBe(text)
  })

  test('guard and unguard are exact opposites for any text', () => {
    const risky = fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '@', '1', 'a', '\t', ' ') })
    fc.assert(fc.property(fc.oneof(risky, fc.string()), (text) => unguardText(guardText(text)) === text))
  })

  test('byte order mark and delimiter', async () => {
    const bytes = Buffer.from(await textOf(writeCsv(columns, rows, { bom: true, delimiter: ';' })))
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const table = await readTable(bytes, 'x.csv')
    expect([table.delimiter, table.rows.length]).toEqual([';', 4])
    expect(String(table.notes[0])).toContain('byte order mark')
  })

  test('any texts survive', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ';', ' ', 'é', "'", '=') })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (pairs) => {
        const kept = pairs.filter(([a, b]) => (a + b).trim() !== '')
        const text = await textOf(
          writeCsv(
            [
              { key: 'a', label: 'First' },
              { key: 'b', label: 'Second' },
            ],
            pairs.map(([a, b]) => ({ a, b })),
          ),
        )
        const read = await readTable(Buffer.from(text), 'x.csv', { delimiter: ',', headerRow: 1 })
        expect(read.rows.map((row) => row.cells.map(unguardText))).toEqual(kept)
      }),
      { numRuns: 200 },
    )
  })
})

describe('XLSX', () => {
  test('read back it is the same; dates are dates, formula-like text is text', async () => {
    const bytes = await bytesOf(writeXlsx(columns, slowly(rows), { sheet: 'Risks: 2024/25' }))
    const table = await readTable(bytes, 'x.xlsx')
    expect(table.sheet).toBe('Risks  2024 25')
    expect(table.rows.map((row) => row.cells)).toEqual(asRead)
  })

  test('the heading is frozen and filterable, and equal input gives equal bytes', async () => {
    const at = new Date(2024, 0, 1)
    const bytes = await bytesOf(writeXlsx(columns, rows, { at }))
    expect(bytes.equals(await bytesOf(writeXlsx(columns, rows, { at })))).toBe(true)
    const { unpackZip } = await import('./tabular/zipParts.ts')
    const { parts } = await unpackZip(bytes, 'x', 1e6, (path) => path.endsWith('sheet1.xml'))
    const sheet = Buffer.from([...parts.values()][0]!).toString()
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toContain('<autoFilter ref="A1:E5"/>')
    expect(sheet).toContain('<c r="C2" s="1"><v>45415</v></c>')
    expect(sheet).not.toContain('<f>')
  })

  test('columns are as wide as what they hold, long text wraps at the top of its cell', async () => {
    const named: WriteColumn[] = [
      { key: 'ref', label: 'No.' },
      { key: 'text', label: 'Text' },
      { key: 'at', label: 'At', kind: 'date' },
      { key: 'fixed', label: 'Fixed', width: 33 },
    ]
    const row = { ref: 'RISK-12', text: 'word '.repeat(100), at: '2024-05-03T10:20:30', fixed: 'x'.repeat(80) }
    const { unpackZip } = await import('./tabular/zipParts.ts')
    const parts = async (given: readonly WriteRow[]) => {
      const bytes = await bytesOf(writeXlsx(named, slowly([...given])))
      const found = await unpackZip(bytes, 'x', 1e6, () => true)
      return (name: string) => Buffer.from(found.parts.get(name) ?? '').toString()
    }
    const widths = async (given: readonly WriteRow[]) =>
      [...(await parts(given))('xl/worksheets/sheet1.xml').matchAll(/width="(\d+)"/g)].map((m) => Number(m[1]))
    expect(await widths([row])).toEqual([9, 60, 21, 33])
    expect(await widths([])).toEqual([7, 8, 6, 33])
    // A line of its own counts for itself, and rows far below do not hold up those above.
    expect(await widths([{ text: 'one\nand the other one' }])).toEqual([7, 19, 6, 33])
    const many = Array.from({ length: 1000 }, (_, n) => ({ ref: n < 999 ? 'A' : 'A'.repeat(50) }))
    expect((await widths(many))[0]).toBe(7)
    const styles = (await parts([row]))('xl/styles.xml')
    const looks = [...styles.slice(styles.indexOf('<cellXfs')).matchAll(/<xf [^>]*?(?:\/>|>(.*?)<\/xf>)/g)].map(
      (m) => m[1],
    )
    const sheet = (await parts([row]))('xl/worksheets/sheet1.xml')
    const lookOf = (at: string) => looks[Number(new RegExp(`<c r="${at}" s="(\\d)"`).exec(sheet)?.[1])]
    expect(lookOf('B2')).toBe('<alignment vertical="top" wrapText="1"/>')
    expect(lookOf('C2')).toContain('vertical="top"')
    // 500 letters at 58 a line; a short row keeps the usual height, and no row is higher than a sheet allows.
    expect(sheet).toContain('<row r="2" ht="135">')
    const rowsOf = async (text: string) => (await parts([{ text }]))('xl/worksheets/sheet1.xml')
    expect(await rowsOf('short')).toContain('<row r="2">')
    expect(await rowsOf('a\nb')).toContain('<row r="2" ht="30">')
    expect(await rowsOf('long '.repeat(5000))).toContain('<row r="2" ht="405">')
  })

  test('control characters and texts that look like escapes survive; too long ones are cut visibly', async () => {
    const texts = ['a\u0001b', '_x000D_', '_x005F_x', 'x'.repeat(40_000)]
    const cells = await cellsOf(
      await bytesOf(
        writeXlsx(
          columns.slice(0, 1),
          texts.map((name) => ({ name })),
        ),
      ),
    )
    expect(cells.slice(0, 3).flat()).toEqual(texts.slice(0, 3))
    expect(cells[3]![0]).toHaveLength(32_767)
    expect(cells[3]![0]).toMatch(/cut: 40000 characters/)
  })

  test('rows are pulled as the workbook is read, and a failing source fails the reader', async () => {
    let pulled = 0
    async function* many(): AsyncGenerator<WriteRow> {
      for (; pulled < 200_000; pulled++) yield { name: `row ${Math.sin(pulled)}` }
    }
    for await (const _ of writeXlsx(columns, many())) if (pulled > 0) break
    expect(pulled).toBeLessThan(150_000)
    async function* failing(): AsyncGenerator<WriteRow> {
      yield { name: 'one' }
      throw new Error('source broke')
    }
    await expect(bytesOf(writeXlsx(columns, failing()))).rejects.toThrow('source broke')
  })
})

test('JSON lines keep types and leave out what is not there', async () => {
  const lines = (await textOf(writeJsonLines(columns, slowly(rows)))).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    rows[0],
    rows[1],
    { name: '=HYPERLINK("x")', due: '2024-05-03T10:20:30', tags: ['-1'] },
    { name: ' Ωmega & <b> ', score: 0, done: false, tags: ['+49 30'] },
  ])
})

describe.runIf(hasFederalSample)('the published federal inventory', () => {
  test('written as CSV and as XLSX and read back, all 2,133 rows are the same', { timeout: 30_000 }, async () => {
    const table = await readTable(federalSample('inventory.csv'), 'inventory.csv')
    const all = table.columns.map(({ letter, name }) => ({ key: letter, label: name }))
    const records = table.rows.map((row) =>
      Object.fromEntries(table.columns.map((c) => [c.letter, row.cells[c.index]])),
    )
    const wanted = table.rows.map((row) => row.cells)
    expect(await cellsOf(await bytesOf(writeXlsx(all, records)))).toEqual(wanted)
    const csv = await cellsOf(Buffer.from(await textOf(writeCsv(all, records))))
    expect(csv.map((cells) => cells.map(unguardText))).toEqual(wanted)
  })
})
