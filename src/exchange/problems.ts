import { joined, type Said, say } from '../model/say.ts'

/**
 * Why a file could not be read or written. The catalogue says what to do next; the place that throws says what was
 * found and where.
 */
const remedies = {
  'exchange/empty-file': say`Choose a file that holds a table with a header row.`,
  'exchange/too-large': say`Split the file into smaller ones, or remove sheets, rows or columns that are not needed.`,
  'exchange/encrypted-file': say`Open it in the spreadsheet program, remove the password, save it and import it again.`,
  'exchange/damaged-file': say`Open it in the spreadsheet program, save a fresh copy and import that.`,
  'exchange/unsupported-format': say`Save it as .xlsx or .csv and import that.`,
  'exchange/wrong-encoding': say`Choose another encoding, or save the file as UTF-8.`,
  'exchange/unknown-encoding': say`Use a name such as utf-8, utf-16le or windows-1252.`,
  'exchange/csv-syntax': say`Correct the quotation marks in that line, or check that the right delimiter is chosen.`,
  'exchange/no-such-sheet': say`Choose one of the sheets the workbook has.`,
  'exchange/no-header': say`Choose the row that holds the column names.`,
  'exchange/unknown-column': say`Change the mapping so that it names columns of this file.`,
  'exchange/too-many-rows': say`Export fewer records at a time, or export as CSV.`,
} as const

export type ExchangeProblemCode = keyof typeof remedies

export class ExchangeProblem extends Error {
  readonly code: ExchangeProblemCode
  /** What was found and where, without the remedy. */
  readonly found: Said
  readonly remedy: Said

  constructor(code: ExchangeProblemCode, found: Said, options?: { cause?: unknown }) {
    super(`${found} ${remedies[code]}`, options)
    this.name = 'ExchangeProblem'
    this.code = code
    this.found = found
    this.remedy = remedies[code]
  }

  /** The whole message, for a reader of any language. */
  get said(): Said {
    return joined([this.found, this.remedy], ' ')
  }
}

export function isExchangeProblem(value: unknown): value is ExchangeProblem {
  return value instanceof ExchangeProblem
}
