import { type Queryable, run, sql } from '../sql.ts'
import { v7 } from '../write/ids.ts'
import type { Span } from './spans.ts'

export type ErasureKind = 'version' | 'membership' | 'file' | 'account' | 'invitation' | 'directory' | 'delivery'

/** What was erased, without anything of it, so that it can be erased again where a backup brings it back. */
export interface ErasureNote {
  readonly kind: ErasureKind
  /** Id of the record or account, number of the entry, hash of the file. */
  readonly what: string
  readonly version?: number
  /** Of what was erased, in hexadecimal: a backup is only touched where it holds just that. */
  readonly digest?: string
  /** Where the person stood in the version, for a backup in which it still stands. */
  readonly spans?: readonly Span[]
  readonly pseudonym?: string
}

export async function noteErasures(
  client: Queryable,
  org: string,
  reason: string,
  notes: readonly ErasureNote[],
): Promise<void> {
  if (notes.length === 0) return
  const rows = notes.map((note) => ({ id: v7(), ...note }))
  await run(
    client,
    sql`insert into erasure (org_id, id, kind, what, version, digest, spans, pseudonym, reason, at)
      select ${org}, x.id, x.kind, x.what, x.version, x.digest, x.spans, x.pseudonym, ${reason}, clock_timestamp()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x(id uuid, kind text, what text, version integer, digest text, spans jsonb, pseudonym text)`,
  )
}
