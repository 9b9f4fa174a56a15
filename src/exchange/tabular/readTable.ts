import { type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'
import { findHeader } from './header.ts'
import { defaultLimits, type RawRow, type ReadTableOptions, type Table, type TableFormat } from './table.ts'
import { refuseTooManyBytes } from './tableSize.ts'

/**
 * Reads a CSV, XLSX or legacy XLS file into a table of text cells. The format is told from the bytes; the file's name is
 * only used in messages. Dates become ISO dates, formulas their last result, line breaks inside cells \n.
 * Throws ExchangeProblem when the file cannot be read. Each reader is loaded with the first file of its kind.
 */
export async function readTable(bytes: Uint8Array, fileName: string, options: ReadTableOptions = {}): Promise<Table> {
  const limits = { ...defaultLimits, ...options.limits }
  if (bytes.length === 0) throw new ExchangeProblem('exchange/empty-file', say`"${fileName}" has no content.`)
  refuseTooManyBytes(bytes.length, limits.bytes, `"${fileName}"`)
  switch (formatOf(bytes, fileName)) {
    case 'csv': {
      const { readCsv } = await import('./csv.ts')
      const { rows, encoding, delimiter, notes } = readCsv(bytes, fileName, options, limits)
      return headed('csv', rows, fileName, options, notes, { encoding, delimiter, sheets: [], sheet: null })
    }
    case 'xlsx': {
      const { readXlsx } = await import('./xlsx.ts')
      const { rows, sheets, sheet, notes } = await readXlsx(bytes, fileName, options.sheet, limits)
      return headed('xlsx', rows, fileName, options, notes, { sheets, sheet })
    }
    case 'xls': {
      const { readXls } = await import('./xls/readXls.ts')
      const { rows, sheets, sheet, notes } = readXls(bytes, fileName, options.sheet, limits)
      return headed('xls', rows, fileName, options, notes, { sheets, sheet })
    }
  }
}

function headed(
  format: TableFormat,
  raw: RawRow[],
  fileName: string,
  options: ReadTableOptions,
  notes: Said[],
  source: Pick<Table, 'encoding' | 'delimiter' | 'sheets' | 'sheet'>,
): Table {
  const found = findHeader(raw, fileName, options.headerRow)
  return { format, ...source, ...found, notes: [...notes, ...found.notes] }
}

function formatOf(bytes: Uint8Array, fileName: string): TableFormat {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'xlsx'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'xls'
  const foreign = foreignFormat(bytes)
  if (foreign)
    throw new ExchangeProblem('exchange/unsupported-format', say`"${fileName}" is ${foreign}, which is not read.`)
  return 'csv'
}

/** Files that are often renamed to .xls or .csv, named so that the message helps. */
function foreignFormat(bytes: Uint8Array): Said | null {
  if (startsWith(bytes, [0x09, 0x00]) || startsWith(bytes, [0x09, 0x02]) || startsWith(bytes, [0x09, 0x04])) {
    return say`a spreadsheet from before Excel 5`
  }
  const start = Buffer.from(bytes.subarray(0, 400)).toString('latin1').replace(/^ï»¿/, '').trimStart().toLowerCase()
  if (start.startsWith('%pdf')) return say`a PDF document`
  if (start.startsWith('<!doctype html') || start.startsWith('<html') || start.startsWith('<table'))
    return say`a web page`
  if (start.startsWith('<?xml')) return say`an XML document`
  if (start.startsWith('{\\rtf')) return say`a word processor document`
  if (startsWith(bytes, [0x1f, 0x8b])) return say`a gzip archive`
  return null
}

const startsWith = (bytes: Uint8Array, start: number[]) => start.every((byte, at) => bytes[at] === byte)
