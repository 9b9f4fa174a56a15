import type { Said } from '../../model/say.ts'

/** A table as read from any spreadsheet-like file: text cells under named columns, with where each row came from. */
export type Table = {
  format: TableFormat
  encoding?: string
  delimiter?: string
  sheets: string[]
  sheet: string | null
  /** Line of the file (CSV) or row of the sheet, counted from 1. */
  headerRow: number
  columns: TableColumn[]
  rows: TableRow[]
  /** What was detected, assumed or left out, in sentences for the person who imports. */
  notes: Said[]
}

export type TableFormat = 'csv' | 'xlsx' | 'xls'
export type TableColumn = { index: number; name: string; letter: string }
export type TableRow = { line: number; cells: string[] }

/** What a format reader hands over before the header row is found. Numeric tells cells that were numbers or dates. */
export type RawRow = { line: number; cells: string[]; numeric?: ReadonlySet<number> }

export type ReadTableOptions = {
  sheet?: string
  encoding?: string
  delimiter?: string
  /** Line of the file (CSV) or row of the sheet that holds the column names, counted from 1. */
  headerRow?: number
  limits?: Partial<TableLimits>
}

export type TableLimits = {
  /** Size of the file as uploaded. */
  bytes: number
  /** Size of a workbook's parts once unpacked (a small file can unpack to gigabytes). */
  unpackedBytes: number
  rows: number
  columns: number
  cells: number
}

export const defaultLimits: TableLimits = {
  bytes: 100_000_000,
  unpackedBytes: 200_000_000,
  rows: 250_000,
  columns: 2_000,
  cells: 10_000_000,
}

/** 0 → A, 25 → Z, 26 → AA, as spreadsheets name columns. */
export function columnLetter(index: number): string {
  let letters = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return letters
}
