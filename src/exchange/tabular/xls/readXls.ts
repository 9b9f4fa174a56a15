import { find, read } from 'cfb'
import { ExchangeProblem } from '../../problems.ts'
import { noteHiddenYears } from '../cellText.ts'
import { chooseSheet } from '../chooseSheet.ts'
import type { RawRow, TableLimits } from '../table.ts'
import { tableSizeCounter } from '../tableSize.ts'
import type { SheetContent } from '../xlsx.ts'
import { readCells } from './cells.ts'
import { readGlobals, type XlsGlobals } from './globals.ts'
import { damaged } from './records.ts'

/** Reads one sheet of a legacy Excel workbook (BIFF8, Excel 97 to 2003), which lies in a compound file. */
export function readXls(
  bytes: Uint8Array,
  fileName: string,
  chosen: string | undefined,
  limits: TableLimits,
): SheetContent {
  try {
    const stream = workbookStream(bytes, fileName)
    const globals = readGlobals(stream, fileName)
    const notes: string[] = []
    const entries = globals.sheets.map((sheet) => ({
      name: sheet.name,
      hidden: sheet.hidden,
      hasContent: () => !readCells(stream, sheet.start, globals, fileName).next().done,
      sheet,
    }))
    const { name, sheet } = chooseSheet(entries, fileName, chosen, notes)
    const rows = readRows(stream, sheet.start, globals, fileName, limits, notes)
    return { rows, sheets: entries.map((entry) => entry.name), sheet: name, notes }
  } catch (error) {
    if (error instanceof RangeError) throw damaged(fileName, 'a record is shorter than it has to be', error)
    throw error
  }
}

function workbookStream(bytes: Uint8Array, fileName: string): Buffer {
  const container = openContainer(bytes, fileName)
  if (find(container, 'EncryptedPackage')) {
    throw new ExchangeProblem('exchange/encrypted-file', `"${fileName}" is protected by a password.`)
  }
  const workbook = find(container, 'Workbook')
  if (workbook && workbook.content.length > 0) return Buffer.from(workbook.content)
  if (find(container, 'Book')) {
    const found = `"${fileName}" is from Excel 95 or older, which is not read.`
    throw new ExchangeProblem('exchange/unsupported-format', found)
  }
  throw new ExchangeProblem('exchange/unsupported-format', `"${fileName}" is a compound file without a workbook.`)
}

function openContainer(bytes: Uint8Array, fileName: string) {
  try {
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { type: 'buffer' })
  } catch (cause) {
    throw damaged(fileName, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function readRows(
  stream: Buffer,
  start: number,
  globals: XlsGlobals,
  fileName: string,
  limits: TableLimits,
  notes: string[],
): RawRow[] {
  const countRow = tableSizeCounter(limits, fileName)
  const yearless: number[] = []
  const byRow = new Map<number, { cells: string[]; numeric: Set<number> }>()
  for (const cell of readCells(stream, start, globals, fileName)) {
    let row = byRow.get(cell.row)
    if (!row) {
      row = { cells: [], numeric: new Set() }
      byRow.set(cell.row, row)
    }
    while (row.cells.length < cell.column) row.cells.push('')
    row.cells[cell.column] = cell.text
    if (cell.numeric) row.numeric.add(cell.column)
    if (cell.hidesYear) yearless.push(cell.row + 1)
  }
  const rows = [...byRow].sort(([a], [b]) => a - b).map(([row, content]) => ({ line: row + 1, ...content }))
  notes.push(...noteHiddenYears(yearless))
  for (const row of rows) countRow(row.line, row.cells.length)
  return rows
}
