export type Row = Readonly<Record<string, unknown>>

/** What became of one row of a table: added, removed, or changed in some of its columns. */
export interface RowChange {
  readonly before: Row | null
  readonly after: Row | null
  /** Names of the columns that differ; empty for rows that came or went. */
  readonly columns: readonly string[]
}

export interface RowChanges {
  readonly changes: readonly RowChange[]
  /** Rows that are there before and after, word for word. */
  readonly same: number
}

/**
 * What changed between two tables whose rows have no identity. Rows that are equal belong together, wherever they stand;
 * of the others those that share a value in some column are told as one row that changed, in the order they stand.
 */
export function rowChanges(before: readonly Row[], after: readonly Row[], columns: readonly string[]): RowChanges {
  const left = [...before]
  const rest = after.filter((row) => {
    const at = left.findIndex((old) => differing(old, row, columns).length === 0)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const same = after.length - rest.length
  const changes = rest.map((row): RowChange => {
    const near = nearest(left, row, columns)
    if (near === null) return { before: null, after: row, columns: [] }
    const [old] = left.splice(near, 1)
    return { before: old ?? null, after: row, columns: old ? differing(old, row, columns) : [] }
  })
  return { changes: [...left.map((row) => ({ before: row, after: null, columns: [] })), ...changes], same }
}

/** Place of the row most like it, or null when none shares at least one given value. */
function nearest(rows: readonly Row[], row: Row, columns: readonly string[]): number | null {
  let best: { at: number; shared: number } | null = null
  for (const [at, old] of rows.entries()) {
    const shared = columns.filter((name) => row[name] != null && isSame(old[name], row[name])).length
    if (shared > (best?.shared ?? 0)) best = { at, shared }
  }
  return best?.at ?? null
}

const differing = (before: Row, after: Row, columns: readonly string[]) =>
  columns.filter((name) => !isSame(before[name], after[name]))

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
