import { canonicalJson } from '../../src/store/log/canonicalJson.ts'
import { append, emptyEdge, leafHash } from '../../src/store/log/merkle.ts'
import type { TestApp } from '../support/app.ts'
import { aroundTheLog } from './trail.ts'

type Entry = Record<string, unknown>

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
const bytea = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'::bytea`

/** What a clever administrator of the database would do: change entries and work out all that follows anew. */
export async function rewriteLog(
  app: TestApp,
  org: string,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Promise<void> {
  const entries: Entry[] = []
  for await (const part of app.store.log(org, null))
    for (const { entry } of part) entries.push(JSON.parse(entry) as Entry)
  const changed = change(entries)
  let edge = emptyEdge
  let prev: Buffer | null = null
  const statements: string[] = []
  for (const [seq, entry] of changed.entries()) {
    const text = canonicalJson({ ...entry, seq, prev: prev === null ? null : prev.toString('hex') })
    prev = leafHash(text)
    edge = append(edge, prev)
    statements.push(
      `update log_entry set entry = ${literal(text)}, leaf = ${bytea(prev)} where org_id = '${org}' and seq = ${seq}`,
    )
  }
  await aroundTheLog(
    app,
    ...statements,
    `delete from log_entry where org_id = '${org}' and seq >= ${changed.length}`,
    `delete from record_version where org_id = '${org}' and seq >= ${changed.length}`,
    `delete from record r where org_id = '${org}' and not exists (select from record_version v where v.org_id = r.org_id and v.id = r.id)`,
    `update record_version v set valid_to = null where org_id = '${org}' and not exists
      (select from record_version n where n.org_id = v.org_id and n.id = v.id and n.version = v.version + 1)`,
    `delete from record where org_id = '${org}'`,
    `insert into record (org_id, id, register, ref, ref_no, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data)
      select org_id, id, register, ref, ref_no, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data
      from record_version where org_id = '${org}' and valid_to is null`,
    `update log_head set size = ${edge.size}, last_leaf = ${prev === null ? 'null' : bytea(prev)},
      peaks = array[${edge.peaks.map(bytea).join()}]::bytea[] where org_id = '${org}'`,
  )
}
