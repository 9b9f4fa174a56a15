import { type Cell, ValueType, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { figure, type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'
import {
  hidesYear,
  instantText,
  isDateFormat,
  noteHiddenYears,
  numberText,
  serialText,
  unifyLineBreaks,
} from './cellText.ts'
import { chooseSheet } from './chooseSheet.ts'
import type { RawRow, TableLimits } from './table.ts'
import { tableSizeCounter } from './tableSize.ts'
import { unpackZip } from './zipParts.ts'

export type SheetContent = { rows: RawRow[]; sheets: string[]; sheet: string; notes: Said[] }

/** Reads one sheet of an Office Open XML workbook. Only the parts that hold cells are unpacked, never pictures. */
export async function readXlsx(
  bytes: Uint8Array,
  fileName: string,
  chosen: string | undefined,
  limits: TableLimits,
): Promise<SheetContent> {
  const { names, parts } = await unpackZip(bytes, fileName, limits.unpackedBytes, holdsCells)
  refuseOtherArchives(names, fileName)
  countBeforeReading(parts, fileName, limits)
  const workbook = await load(parts, fileName)
  const notes: Said[] = []
  const entries = workbook.worksheets.map((sheet) => ({
    name: sheet.name,
    hidden: sheet.state !== 'visible',
    hasContent: () => sheet.actualRowCount > 0,
    sheet,
  }))
  const { name, sheet } = chooseSheet(entries, fileName, chosen, notes)
  const reading = {
    is1904: workbook.properties.date1904 === true,
    inline: ![...parts.keys()].some((path) => /sharedStrings\.xml$/i.test(path)),
  }
  const rows = readRows(sheet, fileName, limits, reading, notes)
  return { rows, sheets: entries.map((entry) => entry.name), sheet: name, notes }
}

const holdsCells = (path: string) =>
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml))$/i.test(
    path,
  )

function refuseOtherArchives(names: string[], fileName: string): void {
  if (names.some((name) => /^xl\/workbook\.xml$/i.test(name))) return
  const binary = names.some((name) => /^xl\/workbook\.bin$/i.test(name))
  const open = names.includes('content.xml')
  const what = binary
    ? say`a binary workbook (.xlsb)`
    : open
      ? say`an OpenDocument file`
      : say`an archive without a workbook`
  throw new ExchangeProblem('exchange/unsupported-format', say`"${fileName}" is ${what}, which is not read.`)
}

/** Rows and cells are counted in the text of each sheet first: the library takes a thousand times as long, and all of them. */
function countBeforeReading(parts: ReadonlyMap<string, Uint8Array>, fileName: string, limits: TableLimits): void {
  let cells = 0
  for (const [path, part] of parts) {
    if (!/worksheets\/[^/]+\.xml$/i.test(path)) continue
    const text = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    cells += elements(text, '<c', limits.cells - cells)
    if (elements(text, '<row', limits.rows) > limits.rows)
      tooLarge(fileName, say`a sheet has more than ${figure(limits.rows)} rows`)
    if (cells > limits.cells) tooLarge(fileName, say`its sheets have more than ${figure(limits.cells)} cells`)
  }
}

/** How many elements begin so, counted to one beyond the most that matter. */
function elements(text: Buffer, start: string, most: number): number {
  let found = 0
  for (let at = text.indexOf(start); at >= 0 && found <= most; at = text.indexOf(start, at + start.length)) {
    // What goes on is the name of another element.
    if (/[\s/>]/.test(String.fromCharCode(text[at + start.length] ?? 0))) found += 1
  }
  return found
}

function tooLarge(fileName: string, what: Said): never {
  throw new ExchangeProblem('exchange/too-large', say`"${fileName}" is too large to import: ${what}.`)
}

async function load(parts: Map<string, Uint8Array>, fileName: string): Promise<Workbook> {
  const workbook = new Workbook()
  try {
    await workbook.xlsx.loadFromFiles(Object.fromEntries(parts))
    return workbook
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ExchangeProblem('exchange/damaged-file', say`"${fileName}" is damaged: ${reason}.`, { cause })
  }
}

type Reading = {
  is1904: boolean /** Texts lie in the cells themselves, where the library leaves escapes as they are. */
  inline: boolean
}

function readRows(sheet: Worksheet, fileName: string, limits: TableLimits, reading: Reading, notes: Said[]): RawRow[] {
  const rows: RawRow[] = []
  const countRow = tableSizeCounter(limits, fileName)
  let withoutResult = 0
  const yearless: number[] = []
  sheet.eachRow((row, line) => {
    const cells: string[] = []
    const numeric = new Set<number>()
    countRow(line, row.cellCount)
    row.eachCell((cell, column) => {
      const read = readCell(cell, reading)
      while (cells.length < column - 1) cells.push('')
      cells[column - 1] = read.text
      if (read.numeric) numeric.add(column - 1)
      if (read.withoutResult) withoutResult += 1
      if (read.hidesYear) yearless.push(line)
    })
    rows.push({ line, cells, numeric })
  })
  if (withoutResult > 0) notes.push(say`${withoutResult} formulas had no saved result, or an empty one.`)
  notes.push(...noteHiddenYears(yearless))
  return rows
}

type ReadCell = { text: string; numeric: boolean; withoutResult?: boolean; hidesYear?: boolean }

function readCell(cell: Cell, reading: Reading): ReadCell {
  const format = typeof cell.numFmt === 'string' ? cell.numFmt : (cell.numFmt?.formatCode ?? '')
  switch (cell.type) {
    case ValueType.Null:
    case ValueType.Merge: // only the first cell of a merged range holds the value
      return { text: '', numeric: false }
    case ValueType.Formula: {
      const { result } = cell
      if (result === undefined || result === null) return { text: '', numeric: false, withoutResult: true }
      return valueText(result, format, reading)
    }
    case ValueType.Hyperlink:
    case ValueType.RichText:
      return { text: unifyLineBreaks(cell.text), numeric: false }
    default:
      return valueText(cell.value, format, reading)
  }
}

function valueText(value: unknown, format: string, reading: Reading): ReadCell {
  if (value instanceof Date) return dateCell(value, format, reading.is1904)
  if (typeof value === 'number') return { text: numberText(value), numeric: true }
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', numeric: false }
  if (typeof value === 'object' && value !== null && 'error' in value)
    return { text: String(value.error), numeric: false }
  const text = String(value ?? '')
  return { text: unifyLineBreaks(reading.inline ? decodeEscapes(text) : text), numeric: false }
}

/** The library makes dates of all numbers in date-like formats: durations are turned back, times lie on day zero. */
function dateCell(date: Date, format: string, is1904: boolean): ReadCell {
  const serial = (date.getTime() - dayZero) / 86_400_000
  if (Number.isNaN(serial)) return { text: '', numeric: true }
  if (format !== '' && !isDateFormat(format)) return { text: numberText(serial - (is1904 ? 1462 : 0)), numeric: true }
  const text = serial < 1 ? serialText(serial, false) : instantText(date.getTime())
  return { text, numeric: true, hidesYear: hidesYear(format) }
}

const dayZero = Date.UTC(1899, 11, 30)

/** Office Open XML writes characters that XML forbids, and a literal that looks like such an escape, as _xHHHH_. */
function decodeEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
