import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { ExchangeProblem } from './problems.ts'
import { columnLetter } from './tabular/table.ts'
import { type WriteColumn, type WriteRow, type WriteValue, writtenText } from './tabularWriters.ts'
import { contentTypes, rootRelations, sheetRelations, styles, workbookXml } from './xlsxParts.ts'

export type XlsxOptions = {
  sheet?: string /** Time stamped on the parts of the archive, so equal input gives equal bytes. */
  at?: Date
}

/** What one cell and one sheet can hold (Excel specifications and limits). */
const longestText = 32_767
const mostRows = 1_048_576

/** Columns are sized by so many rows from the top; those are held back until the sizes are known. */
const rowsMeasured = 200
/** Widest column, in characters; longer text wraps. */
const widest = 60

/**
 * A workbook with one sheet: heading row frozen and filterable, columns sized by what they hold, text wrapped at the top
 * of its cell, dates as dates, all text as inline text so that nothing is ever taken for a formula. Written as it is
 * read: rows are pulled one by one and memory stays level.
 */
export async function* writeXlsx(
  columns: readonly WriteColumn[],
  rows: AsyncIterable<WriteRow> | Iterable<WriteRow>,
  options: XlsxOptions = {},
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const mtime = options.at ?? new Date(2000, 0, 1)
  const name = sheetName(options.sheet ?? 'Export')
  const texts = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': rootRelations,
    'xl/workbook.xml': workbookXml(escapeXml(name)),
    'xl/_rels/workbook.xml.rels': sheetRelations,
    'xl/styles.xml': styles,
  }
  for (const [path, text] of Object.entries(texts))
    zip.addBuffer(Buffer.from(text), path, { mtime, forceDosTimestamp: true })
  // An error in the source of rows would only end the sheet; it is handed on to whoever reads the workbook.
  const sheet = Readable.from(sheetChunks(columns, rows), { objectMode: false })
  // yazl types its output as the minimal stream; it is a PassThrough.
  const output = zip.outputStream as Readable
  sheet.on('error', (error) => output.destroy(error))
  zip.on('error', (error) => output.destroy(error as Error))
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { mtime, forceDosTimestamp: true })
  zip.end()
  for await (const chunk of output) yield chunk
}

async function* sheetChunks(
  columns: readonly WriteColumn[],
  rows: AsyncIterable<WriteRow> | Iterable<WriteRow>,
): AsyncGenerator<Buffer> {
  const last = columnLetter(Math.max(columns.length, 1) - 1)
  const { first, all } = await readAhead(rows, rowsMeasured)
  const widths = columns.map((column) => width(column, first))
  let chunk = sheetStart(widths)
  chunk += `<row r="1">${columns.map(({ label }, at) => textCell(label, `${columnLetter(at)}1`, 2)).join('')}</row>`
  let line = 1
  for await (const row of all) {
    line += 1
    if (line > mostRows) {
      const found = `A sheet holds ${mostRows.toLocaleString('en')} rows and there are more records.`
      throw new ExchangeProblem('exchange/too-many-rows', found)
    }
    const cells = columns.map((column, at) => cell(row[column.key], column.kind, columnLetter(at) + line))
    chunk += `<row r="${line}"${height(columns, row, widths)}>${cells.join('')}</row>`
    if (chunk.length >= 65_536) {
      yield Buffer.from(chunk)
      chunk = ''
    }
  }
  yield Buffer.from(`${chunk}</sheetData><autoFilter ref="A1:${last}${line}"/></worksheet>`)
}

/** The first rows, and all of them, those first ones too. */
async function readAhead<T>(
  rows: AsyncIterable<T> | Iterable<T>,
  count: number,
): Promise<{ first: readonly T[]; all: AsyncIterable<T> }> {
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  const first: T[] = []
  while (first.length < count) {
    const { done, value } = await source.next()
    if (done) break
    first.push(value)
  }
  async function* all() {
    try {
      yield* first
      if (first.length < count) return
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
    } finally {
      await source.return?.()
    }
  }
  return { first, all: all() }
}

function sheetStart(widths: readonly number[]): string {
  const cols = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`
}

/** As wide as the longest line of the heading (with the button of its filter) and of the first rows. */
function width({ key, width, label }: WriteColumn, first: readonly WriteRow[]): number {
  if (width !== undefined) return width
  let longest = Math.min(label.length, 24) + 4
  for (const row of first) {
    if (longest >= widest) return widest
    for (const line of writtenText(row[key]).split('\n')) longest = Math.max(longest, line.length + 2)
  }
  return Math.min(widest, longest)
}

/** Height of a line in points, and the most lines that a row can show (409 points). */
const lineHeight = 15
const mostLines = 27

/** The height of a row whose text wraps; not every program works it out by itself when it opens the sheet. */
function height(columns: readonly WriteColumn[], row: WriteRow, widths: readonly number[]): string {
  let lines = 1
  for (const [at, { key }] of columns.entries()) {
    const value = row[key]
    if (typeof value !== 'string' && !Array.isArray(value)) continue
    const text = writtenText(value)
    // A line holds a little less than the width of its column, since words do not break.
    const wide = Math.max(1, (widths[at] ?? widest) - 2)
    if (text.length <= wide && !text.includes('\n')) continue
    lines = Math.max(lines, linesOf(text, wide))
    if (lines >= mostLines) break
  }
  return lines === 1 ? '' : ` ht="${Math.min(lines, mostLines) * lineHeight}"`
}

function linesOf(text: string, wide: number): number {
  if (text.length > wide * mostLines) return mostLines
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / wide)), 0)
}

function cell(value: WriteValue, kind: WriteColumn['kind'], at: string): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return `<c r="${at}" s="6" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${at}" s="5"><v>${value}</v></c>` : ''
  if (kind === 'date' && typeof value === 'string') {
    const serial = dateSerial(value)
    if (serial !== null) return `<c r="${at}" s="${Number.isInteger(serial) ? 1 : 3}"><v>${serial}</v></c>`
  }
  return textCell(writtenText(value), at, 4)
}

/** Days since 30 December 1899; null for what is not a full date (a month, a year, words) or lies before March 1900. */
function dateSerial(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?/.exec(text)
  if (!match || match[0] !== text) return null
  const time = match[2] === undefined ? '00:00:00' : match[2].padEnd(8, ':00')
  const serial = (Date.parse(`${match[1]}T${time}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000
  return serial >= 61 ? serial : null
}

function textCell(text: string, at: string, style: number): string {
  const shown = text.length > longestText ? cutText(text) : text
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(shown)}</t></is></c>`
}

/** A cell cannot hold more; the cut is visible and says where the whole text is. */
function cutText(text: string): string {
  const remark = ` … [cut: ${text.length} characters; the CSV and JSON exports hold all]`
  return text.slice(0, longestText - remark.length) + remark
}

/** Characters that XML forbids, and literals that look like their escape, become _xHHHH_ as Office Open XML defines. */
function escapeText(text: string): string {
  const unified = text.replace(/\r\n?/g, '\n').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids
  const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
  const escaped = unified
    .toWellFormed()
    .replace(forbidden, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
  return escapeXml(escaped)
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Sheet names hold at most 31 characters and none of : \ / ? * [ ] */
function sheetName(name: string): string {
  return (
    name
      .replace(/[:\\/?*[\]]/g, ' ')
      .replace(/^'|'$/g, '')
      .trim()
      .slice(0, 31) || 'Export'
  )
}
