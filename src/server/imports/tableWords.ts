import type { ExchangeProblemCode, ReadTableOptions, Table, TableRow } from '../../exchange/index.ts'

/** All the thread that reads a table is told. */
export interface TableTask {
  readonly bytes: Uint8Array
  readonly name: string
  readonly options: ReadTableOptions
  /** How many rows it hands over at once, whenever it is asked for more. */
  readonly rowsAtOnce: number
}

/** What it says: the table without its rows, then the rows piece by piece, or why there is none. Sentences lie as text. */
export type TableWord =
  | { readonly kind: 'table'; readonly table: Omit<Table, 'rows' | 'notes'> & { readonly notes: readonly string[] } }
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[]; readonly isLast: boolean }
  | { readonly kind: 'problem'; readonly code: ExchangeProblemCode; readonly found: string }
