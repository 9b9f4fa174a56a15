import type pg from 'pg'
import { sql } from '../sql.ts'
import { readTogether } from './together.ts'

export interface Ref {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly state: string
  readonly archived: boolean
}

const namesById = readTogether<Ref, Ref & pg.QueryResultRow>((_pool, org, ids) => ({
  statement: sql`select id, register, ref, title, state, archived from read_records(${org}, ${ids}::uuid[])`,
  read: (row) => row,
}))

interface KnownNames {
  /** Where the organisation's log stood when they were read. */
  readonly change: number
  readonly names: Map<string, Ref>
}

const knownNames = new WeakMap<pg.Pool, Map<string, KnownNames>>()
/** Beyond these, what is known is forgotten. */
const mostOrganisations = 200
const mostNames = 20_000

/** The names known of an organisation at a place in its log; a later place knows nothing yet. */
function namesAt(pool: pg.Pool, org: string, change: number): Map<string, Ref> {
  const before = knownNames.get(pool)
  const byOrg = before && before.size <= mostOrganisations ? before : new Map<string, KnownNames>()
  knownNames.set(pool, byOrg)
  const known = byOrg.get(org)
  if (known?.change === change && known.names.size < mostNames) return known.names
  const names = new Map<string, Ref>()
  if (known === undefined || known.change <= change) byOrg.set(org, { change, names })
  return names
}

/**
 * Names of records by id, whoever may see them. With the place in the log that the reader has seen, what was read at that
 * same place is not read again.
 */
export async function namesNow(pool: pg.Pool, org: string, ids: readonly string[], change?: number): Promise<Ref[]> {
  const known = change === undefined ? new Map<string, Ref>() : namesAt(pool, org, change)
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const read = await namesById(pool, org, unknown)
    for (const id of unknown) {
      const row = read.get(id)
      if (row) known.set(id, row)
    }
  }
  return ids.flatMap((id) => known.get(id) ?? [])
}
