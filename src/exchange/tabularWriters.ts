import { guardText } from './formulaGuard.ts'

/** A column to write: which value of a row, under which heading, and how spreadsheets should treat it. */
export type WriteColumn = {
  key: string
  label: string
  kind?: 'text' | 'number' | 'date' | 'boolean'
  /** Width in characters; by heading and the first rows, 60 at most, when left out. */
  width?: number
}

export type WriteValue = string | number | boolean | null | undefined | readonly string[]
export type WriteRow = Readonly<Record<string, WriteValue>>
export type CsvOptions = {
  delimiter?: ',' | ';' | '\t' /** For spreadsheet programs that need telling it is UTF-8. */
  bom?: boolean
}

/** RFC 4180: CRLF after each record, quotation marks only where needed, lists joined by "; ". */
export async function* writeCsv(
  columns: readonly WriteColumn[],
  rows: AsyncIterable<WriteRow> | Iterable<WriteRow>,
  { delimiter = ',', bom = false }: CsvOptions = {},
): AsyncGenerator<string> {
  const record = (cells: string[]) => `${cells.map((cell) => quote(cell, delimiter)).join(delimiter)}\r\n`
  let chunk = (bom ? '\uFEFF' : '') + record(columns.map((column) => guardText(column.label)))
  for await (const row of rows) {
    chunk += record(columns.map((column) => csvText(row[column.key])))
    if (chunk.length >= 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

/** One JSON object per line with the keys of the columns; values that are not there are left out. */
export async function* writeJsonLines(
  columns: readonly WriteColumn[],
  rows: AsyncIterable<WriteRow> | Iterable<WriteRow>,
): AsyncGenerator<string> {
  let chunk = ''
  for await (const row of rows) {
    const kept = columns.map(({ key }) => [key, row[key]] as const).filter(([, value]) => value !== null)
    chunk += `${JSON.stringify(Object.fromEntries(kept))}\n`
    if (chunk.length >= 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

/** The text of a value as a cell shows it, the same in every format. */
export function writtenText(value: WriteValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  return typeof value === 'string' ? value : value.join('; ')
}

function csvText(value: WriteValue): string {
  const text = writtenText(value)
  return typeof value === 'number' ? text : guardText(text)
}

function quote(cell: string, delimiter: string): string {
  const needsQuotes = /["\r\n]/.test(cell) || cell.includes(delimiter) || cell !== cell.trim()
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell
}
