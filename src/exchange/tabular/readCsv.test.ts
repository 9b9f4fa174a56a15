import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readTable } from './readTable.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const read = (text: string, options = {}) => readTable(utf8(text), 'list.csv', options)
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error) => `${error.code}: ${error.message}`,
  )

describe('encoding', () => {
  test.each([
    ['utf-8 with mark', Buffer.from('\uFEFFname,city\nZoë,Łódź\n'), 'utf-8', /byte order mark/],
    ['utf-8 without mark', Buffer.from('name,city\nZoë,Łódź\n'), 'utf-8', /valid UTF-8/],
    [
      'utf-16le with mark',
      iconv.encode('name,city\nZoë,Łódź\n', 'utf-16le', { addBOM: true }),
      'utf-16le',
      /byte order mark/,
    ],
    [
      'utf-16be with mark',
      iconv.encode('name,city\nZoë,Łódź\n', 'utf-16be', { addBOM: true }),
      'utf-16be',
      /byte order mark/,
    ],
    [
      'utf-16le without mark',
      iconv.encode('name,city\nZoë,Łódź\n', 'utf-16le'),
      'utf-16le',
      /every other byte is zero/,
    ],
  ])('%s is found, with its reason', async (_, bytes, encoding, reason) => {
    const table = await readTable(bytes, 'list.csv')
    expect(table.encoding).toBe(encoding)
    expect(String(table.notes[0])).toMatch(reason)
    expect(table.columns.map((c) => c.name)).toEqual(['name', 'city'])
    expect(table.rows).toEqual([{ line: 2, cells: ['Zoë', 'Łódź'] }])
  })

  test('what is not UTF-8 is read as Windows-1252, saying which byte decided', async () => {
    const table = await readTable(iconv.encode('name,note\nA,plain\nB,“quoted” – dash €\n', 'windows-1252'), 'list.csv')
    expect(table.encoding).toBe('windows-1252')
    expect(table.rows[1]!.cells[1]).toBe('“quoted” – dash €')
    expect(String(table.notes[0])).toContain('0x93 in line 3')
  })

  test('bytes that Windows-1252 does not know are reported', async () => {
    const table = await readTable(Buffer.from([0x61, 0x2c, 0x62, 10, 0x81, 0x2c, 0x63]), 'list.csv')
    expect(String(table.notes[1])).toContain('0x81 in line 2')
  })

  test('a chosen encoding is used, and refused where it cannot be right', async () => {
    const bytes = iconv.encode('имя,город\nАня,Омск\n', 'windows-1251')
    expect((await readTable(bytes, 'l.csv', { encoding: 'windows-1251' })).rows[0]!.cells).toEqual(['Аня', 'Омск'])
    expect(await refused(readTable(bytes, 'l.csv', { encoding: 'utf-8' }))).toMatch(/wrong-encoding.*0xE8 in line 1/)
    expect(await refused(readTable(bytes, 'l.csv', { encoding: 'klingon' }))).toMatch(/unknown-encoding.*"klingon"/)
    expect(await refused(readTable(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff]), 'l.csv'))).toMatch(/wrong-encoding/)
  })
})

describe('delimiter', () => {
  test.each([
    [',', 'a,b;c\n1,2;3\n4,5\n', ['a', 'b;c']],
    [';', 'a;b\n1,5;2\n3;4,5\n', ['a', 'b']],
    ['\t', 'a\tb\n1,2\t3;4\n', ['a', 'b']],
    ['|', 'a|b\nx, y|z\n', ['a', 'b']],
  ])('%j is found', async (delimiter, text, names) => {
    const table = await read(text)
    expect(table.delimiter).toBe(delimiter)
    expect(table.columns.map((c) => c.name)).toEqual(names)
  })

  test('delimiters inside quotation marks do not count; a choice and a sep= line win', async () => {
    expect((await read('a;b\n"x,y,z,w";2\n"1,2,3,4";5\n')).delimiter).toBe(';')
    expect((await read('a,b\nc,d\n', { delimiter: ';' })).columns).toHaveLength(1)
    const declared = await read('sep=|\na,b|c\n1,2|3\n')
    expect(declared.columns.map((c) => c.name)).toEqual(['a,b', 'c'])
    expect(declared.rows[0]!.line).toBe(3)
  })

  test('one column is read as one column', async () => {
    const table = await read('name\nA\nB\n')
    expect(table.rows.map((r) => r.cells)).toEqual([['A'], ['B']])
    expect(table.notes.join()).toContain('one column')
  })
})

describe('records and header', () => {
  test('line breaks and doubled quotation marks inside cells, with the line each record begins on', async () => {
    const table = await read('name,note\r\n"A ""x""","one\r\ntwo"\r\n\r\nB,last\r\n')
    expect(table.rows).toEqual([
      { line: 2, cells: ['A "x"', 'one\ntwo'] },
      { line: 5, cells: ['B', 'last'] },
    ])
  })

  test('titles above the header are left out and reported; a chosen header row wins', async () => {
    const text = 'Register of systems\n\nName,Owner,Since\nBot,Ann,2021\n'
    const table = await read(text)
    expect([table.headerRow, table.columns.map((c) => c.name)]).toEqual([3, ['Name', 'Owner', 'Since']])
    expect(table.notes.join()).toMatch(/line 3; what stands above it \(line 1\)/)
    expect((await read(text, { headerRow: 4 })).columns[0]!.name).toBe('Bot')
    expect(await refused(read(text, { headerRow: 2 }))).toMatch(/no-header.*line 2/)
  })

  test('empty and repeated names become distinct; short rows are filled, long ones kept', async () => {
    const table = await read('Name,,Name,name\nA,1,2,3\nB\nC,1,2,3,extra\n')
    expect(table.columns.map((c) => c.name)).toEqual(['Name', 'Column B', 'Name (2)', 'name (3)', 'Column E'])
    expect(table.rows.map((r) => r.cells)).toEqual([
      ['A', '1', '2', '3', ''],
      ['B', '', '', '', ''],
      ['C', '1', '2', '3', 'extra'],
    ])
    expect(table.notes.join('\n')).toMatch(/by their letter: B, E[\s\S]*C "Name \(2\)"/)
    expect(table.notes.join('\n')).toMatch(/1 row has more cells.*line 4/)
  })
})

describe('refused', () => {
  test.each([
    ['a,b\n1,2\n3,"open\n4,5\n', /csv-syntax.*begins at line 3 is never closed/],
    ['a,b\n1,2\n3,x"y\n', /csv-syntax.*line 3 has a quotation mark inside/],
    ['a,b\n1,"x"y\n', /csv-syntax.*line 2 has text after/],
    ['', /empty-file/],
    [' , \n , \n', /empty-file/],
    ['a,b\0c\n', /unsupported-format.*line 1/],
    ['<html><table></table></html>', /unsupported-format.*web page/],
    ['%PDF-1.7', /unsupported-format.*PDF/],
  ])('%j', async (text, reason) => {
    expect(await refused(read(text))).toMatch(reason)
  })

  test('more rows, columns, cells or bytes than allowed, and no fewer', async () => {
    const text = 'a,b\n1,2\n3,4\n'
    for (const fits of [{ rows: 3 }, { columns: 2 }, { cells: 6 }, { bytes: 12 }]) {
      expect((await read(text, { limits: fits })).rows).toHaveLength(2)
    }
    for (const over of [{ rows: 2 }, { columns: 1 }, { cells: 5 }, { bytes: 11 }]) {
      expect(await refused(read(text, { limits: over }))).toMatch(/too-large.*Split the file/)
    }
  })
})
