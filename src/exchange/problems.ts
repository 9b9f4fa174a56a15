/**
 * Why a file could not be read or written. The catalogue says what to do next; the place that throws says what was
 * found and where.
 */
const remedies = {
  'exchange/empty-file': 'Choose a file that holds a table with a header row.',
  'exchange/too-large': 'Split the file into smaller ones, or remove sheets, rows or columns that are not needed.',
  'exchange/encrypted-file': 'Open it in the spreadsheet program, remove the password, save it and import it again.',
  'exchange/damaged-file': 'Open it in the spreadsheet program, save a fresh copy and import that.',
  'exchange/unsupported-format': 'Save it as .xlsx or .csv and import that.',
  'exchange/wrong-encoding': 'Choose another encoding, or save the file as UTF-8.',
  'exchange/unknown-encoding': 'Use a name such as utf-8, utf-16le or windows-1252.',
  'exchange/csv-syntax': 'Correct the quotation marks in that line, or check that the right delimiter is chosen.',
  'exchange/no-such-sheet': 'Choose one of the sheets the workbook has.',
  'exchange/no-header': 'Choose the row that holds the column names.',
  'exchange/unknown-column': 'Change the mapping so that it names columns of this file.',
  'exchange/too-many-rows': 'Export fewer records at a time, or export as CSV.',
} as const

export type ExchangeProblemCode = keyof typeof remedies

export class ExchangeProblem extends Error {
  readonly code: ExchangeProblemCode
  /** What was found and where, without the remedy. */
  readonly found: string
  readonly remedy: string

  constructor(code: ExchangeProblemCode, found: string, options?: { cause?: unknown }) {
    super(`${found} ${remedies[code]}`, options)
    this.name = 'ExchangeProblem'
    this.code = code
    this.found = found
    this.remedy = remedies[code]
  }
}

export function isExchangeProblem(value: unknown): value is ExchangeProblem {
  return value instanceof ExchangeProblem
}
