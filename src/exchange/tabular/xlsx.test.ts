import { describe, expect, test } from 'vitest'
import { compoundFile } from '../../../test/fixtures/exchange/buildXls.ts'
import { buildXlsx, buildZip } from '../../../test/fixtures/exchange/buildZip.ts'
import { readTable } from './readTable.ts'

const read = (bytes: Uint8Array, options = {}) => readTable(bytes, 'book.xlsx', options)
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error) => `${error.code}: ${error.message}`,
  )
const text = (at: string, value: string) =>
  `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`
const head = `<row r="1">${text('A1', 'Name')}${text('B1', 'Value')}</row>`
const formats = (...codes: string[]) =>
  `<numFmts count="${codes.length}">${codes.map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${code}"/>`).join('')}</numFmts>` +
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  `<cellXfs><xf numFmtId="0"/>${codes.map((_, at) => `<xf numFmtId="${170 + at}" applyNumberFormat="1"/>`).join('')}<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>`

async function values(cells: string[], styles?: string, is1904 = false): Promise<(string | undefined)[]> {
  const rows = cells.map((cell, at) => `<row r="${at + 2}">${cell.replace('<c', `<c r="B${at + 2}"`)}</row>`).join('')
  const table = await read(
    await buildXlsx({ sheets: [{ name: 'One', rows: head + rows }], ...(styles && { styles }), is1904 }),
  )
  return table.rows.map((row) => row.cells[1])
}

describe('cells', () => {
  test('numbers, booleans, errors and the saved results of formulas', async () => {
    const cells = [
      '<c><v>0.30000000000000004</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c><f>1+1</f><v>2</v></c>',
      '<c t="str"><f>"a"</f><v>a b</v></c>',
    ]
    expect(await values(cells)).toEqual(['0.3', 'TRUE', '#N/A', '2', 'a b'])
  })

  test('a formula without saved result is empty and reported', async () => {
    const rows = `${head}<row r="2">${text('A2', 'x')}<c r="B2"><f>NOW()</f></c></row>`
    const table = await read(await buildXlsx({ sheets: [{ name: 'One', rows }] }))
    expect(table.rows[0]!.cells).toEqual(['x', ''])
    expect(table.notes.join()).toContain('1 formulas had no saved result')
  })

  test('dates, times and durations by their format', async () => {
    const styles = formats('yyyy\\-mm\\-dd hh:mm', 'hh:mm', '[h]:mm', '0.00&quot;d&quot;')
    const cells = [
      '<c s="5"><v>45292</v></c>',
      '<c s="1"><v>45292.5</v></c>',
      '<c s="2"><v>0.25</v></c>',
      '<c s="3"><v>1.5</v></c>',
      '<c s="4"><v>45292</v></c>',
    ]
    expect(await values(cells, styles)).toEqual(['2024-01-01', '2024-01-01T12:00:00', '06:00:00', '1.5', '45292'])
    expect(await values(['<c s="5"><v>43830</v></c>'], styles, true)).toEqual(['2024-01-01'])
  })

  test('shared and rich text, escapes and line breaks', async () => {
    const strings =
      '<si><t>Name</t></si><si><r><t>rich </t></r><r><t>text</t></r></si><si><t xml:space="preserve"> a_x000D_&#10;b &amp;lt; </t></si>'
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c></row>'
    const table = await read(await buildXlsx({ sheets: [{ name: 'One', rows }], strings }))
    expect(table.rows.map((r) => r.cells[0])).toEqual(['rich text', ' a\nb &lt; '])
  })
})

describe('sheets', () => {
  const row = (cell: string) => `<row r="1">${text('A1', cell)}</row><row r="2">${text('A2', 'x')}</row>`
  const sheets = [
    { name: 'Cover', rows: '' },
    { name: 'Secret', state: 'hidden', rows: row('S') },
    { name: 'Data', rows: row('D') },
  ]
  test('the first visible one with content is read, any can be chosen', async () => {
    const bytes = await buildXlsx({ sheets })
    const table = await read(bytes)
    expect([table.format, table.sheet, table.columns[0]!.name]).toEqual(['xlsx', 'Data', 'D'])
    expect(table.sheets).toEqual(['Cover', 'Secret', 'Data'])
    expect((await read(bytes, { sheet: 'Secret' })).columns[0]!.name).toBe('S')
    expect(await refused(read(bytes, { sheet: 'Nope' }))).toMatch(/no-such-sheet.*"Cover", "Secret", "Data"/)
  })
})

describe('refused', () => {
  test('what unpacks to more than allowed, whether the archive says so or lies', async () => {
    const bytes = await buildXlsx({
      sheets: [{ name: 'One', rows: `${head}<row r="2">${text('A2', 'x'.repeat(2_000_000))}</row>` }],
    })
    expect(bytes.length).toBeLessThan(20_000)
    expect(await refused(read(bytes, { limits: { unpackedBytes: 1_000_000 } }))).toMatch(/too-large.*1,000,000/)
    expect(await refused(read(bytes, { limits: { unpackedBytes: 3_000_000 } }))).toBe('read')
    const lying = Buffer.from(bytes)
    // The size of the sheet stands in the central directory; claim 10 bytes there.
    const at = lying.lastIndexOf('xl/worksheets/sheet1.xml') - 46
    lying.writeUInt32LE(10, at + 24)
    expect(await refused(read(lying, { limits: { unpackedBytes: 1_000_000 } }))).toMatch(/damaged-file|too-large/)
  })

  test('rows and cells are counted before the workbook is read, those of sheets that are not chosen too', async () => {
    const rows = head + '<row><c><v>1</v></c><c/></row>'.repeat(2)
    const bytes = await buildXlsx({
      sheets: [
        { name: 'One', rows },
        { name: 'Two', rows },
      ],
    })
    const limits = { rows: 3, cells: 12 }
    expect(await refused(read(bytes, { sheet: 'One', limits }))).toBe('read')
    expect(await refused(read(bytes, { sheet: 'One', limits: { ...limits, rows: 2 } }))).toMatch(
      /too-large.*a sheet has more than 2 rows/,
    )
    expect(await refused(read(bytes, { sheet: 'One', limits: { ...limits, cells: 11 } }))).toMatch(
      /too-large.*its sheets have more than 11 cells/,
    )
  })

  test('rows, columns and cells beyond the limits', async () => {
    const bytes = await buildXlsx({ sheets: [{ name: 'One', rows: `${head}<row r="2">${text('B2', 'x')}</row>` }] })
    expect(await refused(read(bytes, { limits: { rows: 2, columns: 2, cells: 4 } }))).toBe('read')
    expect(await refused(read(bytes, { limits: { rows: 1 } }))).toMatch(/too-large/)
    expect(await refused(read(bytes, { limits: { columns: 1 } }))).toMatch(/too-large/)
    expect(await refused(read(bytes, { limits: { cells: 3 } }))).toMatch(/too-large/)
  })

  test('other archives, broken archives, broken sheets and password protection', async () => {
    expect(await refused(read(await buildZip({ 'content.xml': '<a/>', mimetype: 'x' })))).toMatch(
      /unsupported-format.*OpenDocument/,
    )
    expect(await refused(read(await buildZip({ 'xl/workbook.bin': 'x' })))).toMatch(/unsupported-format.*xlsb/)
    expect(await refused(read(await buildZip({ 'a.txt': 'x' })))).toMatch(/unsupported-format.*without a workbook/)
    const good = await buildXlsx({ sheets: [{ name: 'One', rows: head }] })
    expect(await refused(read(good.subarray(0, good.length - 30)))).toMatch(/damaged-file/)
    const corrupt = Buffer.from(good)
    corrupt.fill(0xff, 60, 90)
    expect(await refused(read(corrupt))).toMatch(/damaged-file/)
    expect(await refused(read(await buildXlsx({ sheets: [{ name: 'One', rows: '<row><c></row>' }] })))).toMatch(
      /damaged-file/,
    )
    expect(await refused(read(compoundFile({ EncryptedPackage: Buffer.alloc(64) })))).toMatch(/encrypted-file/)
    expect(await refused(read(await buildXlsx({ sheets: [{ name: 'One', rows: '' }] })))).toMatch(/empty-file/)
  })
})
