import { buffer } from 'node:stream/consumers'
import type { WriteColumn, WriteRow } from '../../exchange/tabularWriters.ts'
import { writeXlsx } from '../../exchange/xlsxWriter.ts'
import { zipStamp } from '../zipStamp.ts'

/** One sheet: columns and rows, rows perhaps pulled one by one. */
export interface Sheet {
  readonly sheet: string
  readonly columns: readonly WriteColumn[]
  readonly rows: AsyncIterable<WriteRow> | Iterable<WriteRow>
}

/** A workbook, chunk by chunk. Text stays text, so no cell is ever run as a formula; equal rows give equal bytes. */
export function streamXlsx({ sheet, columns, rows }: Sheet, at: Date): AsyncGenerator<Uint8Array> {
  return writeXlsx(columns, rows, { sheet, at: zipStamp(at).mtime })
}

export async function renderXlsx(sheet: Sheet, at: Date): Promise<Uint8Array> {
  return buffer(streamXlsx(sheet, at))
}
