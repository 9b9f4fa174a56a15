import type pg from 'pg'
import type { Row } from '../rows.ts'
import { sql } from '../sql.ts'
import { readTogether } from './together.ts'

/** Rows of all organisations that stay at hand, those asked for last. */
const mostRows = 2000
/** Bytes of a document as PostgreSQL keeps it; larger ones are read anew each time. */
const largestKept = 8192

interface Kept {
  /** The transaction that wrote the row; a row with the same one is the same row. */
  readonly stamp: string
  readonly row: Row
}

/** A row as it comes: where nothing but id and stamp stands it is the one that is at hand. */
type Told = { readonly [name in keyof Row]: Row[name] | null } & {
  readonly id: string
  readonly stamp: string
  readonly size: number | null
} & pg.QueryResultRow

const keptBy = new WeakMap<pg.Pool, Map<string, Kept>>()

function keptOf(pool: pg.Pool): Map<string, Kept> {
  const known = keptBy.get(pool) ?? new Map<string, Kept>()
  keptBy.set(pool, known)
  return known
}

/**
 * Rows of records by id as they stand now, whatever their register and whoever may see them. The database is asked each
 * time; what it says is the same as before is not sent, and is answered with the very object of before.
 */
export const rowsById = readTogether<Row, Told>((pool, org, ids) => {
  const kept = keptOf(pool)
  // Held until the answer is here: another request may push them out meanwhile.
  const known = new Map<string, Kept>()
  const stamps = ids.map((id) => {
    const one = kept.get(`${org} ${id}`)
    if (one === undefined) return null
    known.set(id, one)
    return one.stamp
  })
  return {
    statement: sql`select * from read_rows(${org}, ${ids}::uuid[], ${stamps}::xid[])`,
    read(told) {
      const key = `${org} ${told.id}`
      const before = known.get(told.id)
      // A map keeps the order in which keys came: what is asked for goes to its end.
      kept.delete(key)
      if (told.register === null && before !== undefined) {
        kept.set(key, before)
        return before.row
      }
      const { stamp, size, ...rest } = told
      // Every column but the owner's is never null in the table.
      const row = rest as unknown as Row
      if (size !== null && size <= largestKept) kept.set(key, { stamp, row })
      if (kept.size > mostRows) kept.delete(kept.keys().next().value ?? '')
      return row
    },
  }
})
