import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'
import { detectDelimiter, nameOf } from './delimiter.ts'
import { decodeText } from './encoding.ts'
import type { RawRow, ReadTableOptions, TableLimits } from './table.ts'
import { tableSizeCounter } from './tableSize.ts'

export type CsvContent = { rows: RawRow[]; encoding: string; delimiter: string; notes: Said[] }

/** Reads delimited text. Line breaks are made \n first, so a cell reads the same from every format. */
export function readCsv(
  bytes: Uint8Array,
  fileName: string,
  options: ReadTableOptions,
  limits: TableLimits,
): CsvContent {
  const decoded = decodeText(bytes, fileName, options.encoding)
  const unified = decoded.text.replace(/\r\n?/g, '\n')
  const found = detectDelimiter(unified)
  const delimiter = options.delimiter ?? found.delimiter
  const note = options.delimiter === undefined ? found.note : say`Delimiter: ${nameOf(delimiter)}, as chosen.`
  const rows = parseRecords(found.text, delimiter, fileName, limits)
  return { rows, encoding: decoded.encoding, delimiter, notes: [...decoded.notes, note] }
}

function parseRecords(text: string, delimiter: string, fileName: string, limits: TableLimits): RawRow[] {
  const rows: RawRow[] = []
  const countRow = tableSizeCounter(limits, fileName)
  let lastLine = 0
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      // Rows are taken as they come, so that a limit stops the reading and nothing is kept twice.
      on_record: (entry: unknown) => {
        // With `info` csv-parse hands over the record and the line it ends on; its types do not say so here.
        const { record, info } = entry as { record: string[]; info: { lines: number } }
        lastLine = info.lines
        const line = info.lines - record.reduce((breaks, cell) => breaks + lineBreaks(cell), 0)
        countRow(line, record.length)
        rows.push({ line, cells: record })
        return null
      },
    })
  } catch (error) {
    if (error instanceof CsvError) throw syntaxProblem(error, fileName, lastLine)
    throw error
  }
  return rows
}

function lineBreaks(cell: string): number {
  let breaks = 0
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1
  return breaks
}

function syntaxProblem(error: CsvError, fileName: string, lastLine: number): ExchangeProblem {
  const line = Number(error.lines ?? lastLine + 1)
  const found: Record<string, Said> = {
    // The parser only notices at the end of the file; the record that opens the quotation follows the last good one.
    CSV_QUOTE_NOT_CLOSED: say`the quotation mark opened in the record that begins at line ${String(lastLine + 1)} is never closed`,
    INVALID_OPENING_QUOTE: say`line ${String(line)} has a quotation mark inside a cell that does not begin with one`,
    CSV_INVALID_CLOSING_QUOTE: say`line ${String(line)} has text after a closing quotation mark`,
  }
  const what = found[error.code] ?? say`line ${String(line)} cannot be read (${error.code})`
  return new ExchangeProblem('exchange/csv-syntax', say`"${fileName}": ${what}.`, { cause: error })
}
