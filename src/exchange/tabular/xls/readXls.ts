import { find, read } from 'cfb'
import { type Said, say } from '../../../model/say.ts'
import { ExchangeProblem } from '../../problems.ts'
import { noteHiddenYears } from '../cellText.ts'
import { chooseSheet } from '../chooseSheet.ts'
import type { RawRow, TableLimits } from '../table.ts'
import { tableSizeCounter } from '../tableSize.ts'
import type { SheetContent } from '../xlsx.ts'
import { readCells, type XlsCell } from './cells.ts'
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
    const notes: Said[] = []
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
    throw new ExchangeProblem('exchange/encrypted-file', say`"${fileName}" is protected by a password.`)
  }
  const workbook = find(container, 'Workbook')
  if (workbook && workbook.content.length > 0) return Buffer.from(workbook.content)
  if (find(container, 'Book')) {
    const found = `"${fileName}" is from Excel 95 or older, which is not read.`
    throw new ExchangeProblem('exchange/unsupported-format', found)
  }
  throw new ExchangeProblem('exchange/unsupported-format', say`"${fileName}" is a compound file without a workbook.`)
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
  notes: Said[],
): RawRow[] {
  const yearless: number[] = []
  const byRow = new Map<number, XlsCell[]>()
  for (const cell of readCells(stream, start, globals, fileName)) {
    const row = byRow.get(cell.row)
    if (row) row.push(cell)
    else byRow.set(cell.row, [cell])
    if (cell.hidesYear) yearless.push(cell.row + 1)
  }
  notes.push(...noteHiddenYears(yearless))
  const countRow = tableSizeCounter(limits, fileName)
  // Rows are only widened after they are counted: a few bytes can claim a cell in the last of 65,536 columns.
  return [...byRow]
    .sort(([a], [b]) => a - b)
    .map(([row, found]) => {
      const width = found.reduce((most, cell) => Math.max(most, cell.column + 1), 0)
      countRow(row + 1, width)
      const cells = Array<string>(width).fill('')
      for (const cell of found) cells[cell.column] = cell.text
      return { line: row + 1, cells, numeric: new Set(found.filter((cell) => cell.numeric).map((cell) => cell.column)) }
    })
}
