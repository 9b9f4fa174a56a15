import { type Sql, sql } from '../sql.ts'

/** What the database keeps beside the text of an entry, to find and show entries by. */
export interface EntryColumns {
  readonly at: string
  readonly action: string
  readonly actorId: string
  readonly actorName: string
  readonly via: string
  readonly entryRegister: string | null
  readonly recordId: string | null
  readonly entryVersion: number | null
  readonly reason: string | null
}

/** The columns under those names, of log_entry as `e`. */
export const entryColumns: Sql = sql`e.at, e.action, e.actor_id as "actorId", e.actor_name as "actorName", e.via,
  e.register as "entryRegister", e.record_id as "recordId", e.version as "entryVersion", e.reason`

interface EntrySaid {
  readonly at?: unknown
  readonly action?: unknown
  readonly actor?: { readonly id?: unknown; readonly name?: unknown; readonly via?: unknown }
  readonly object?: { readonly id?: unknown; readonly register?: unknown; readonly version?: unknown }
  readonly reason?: unknown
}

/**
 * Which columns beside an entry say something else than its text. Lists and histories are read from the columns, the
 * tree is made of the texts: whoever changes a column alone changes what people see and no hash.
 */
export function strayColumns(entry: object, columns: EntryColumns): string[] {
  const said = entry as EntrySaid
  const { recordId, entryRegister: register, entryVersion: version } = columns
  // Entries about something that is no record (a membership, an erasure) have no columns for what they are about.
  const object = recordId === null && register === null && version === null ? {} : said.object
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['time', columns.at, said.at],
    ['action', columns.action, said.action],
    ['actor', columns.actorId, said.actor?.id],
    ['name of the actor', columns.actorName, said.actor?.name],
    ['way', columns.via, said.actor?.via],
    ['register', register, object?.register],
    ['record', recordId, object?.id],
    ['version', version, object?.version],
    ['reason', columns.reason, said.reason],
  ]
  return pairs.filter(([, kept, told]) => (kept ?? null) !== (told ?? null)).map(([name]) => name)
}
