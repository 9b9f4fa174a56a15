import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns } from '../rows.ts'
import { inOrganisation, raw, run, sql } from '../sql.ts'
import { bodyOf } from '../write/versions.ts'
import { canonicalJson } from './canonicalJson.ts'
import { checkErasable } from './checkErasable.ts'
import { checkLinks } from './checkLinks.ts'
import { checkMemberships } from './checkMemberships.ts'
import { type EntryColumns, entryColumns, strayColumns } from './entryColumns.ts'
import { append, emptyEdge, leafHash } from './merkle.ts'

/** Something in the database that is not as the log says. */
export interface RowFinding {
  readonly kind: 'log' | 'version' | 'record' | 'link' | 'erasure' | 'membership' | 'file'
  readonly what: string
}

export interface RowCheck {
  readonly size: number
  readonly versions: number
  readonly findings: readonly RowFinding[]
}

/** More findings than these tell nothing more. */
const mostFindings = 200
const atOnce = 1000

type Checked = Row & {
  readonly seq: number
  readonly entry: string
  readonly leaf: Buffer
  readonly hasVersion: boolean
  readonly salt: Buffer
  readonly digest: Buffer
  readonly erasedBy: number | null
  readonly erasure: string | null
} & EntryColumns &
  pg.QueryResultRow

/**
 * Goes through an organisation and compares every row with the log: entries with the tree, versions with the digests in
 * their entries, the columns beside entries with their texts, current records with their newest versions, links with the
 * versions that hold them, members with what the log says of them. Finds what was changed around the log, by whoever could.
 */
export async function checkRows(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<RowCheck> {
  const findings: RowFinding[] = []
  const tell = (kind: RowFinding['kind'], what: string) => {
    if (findings.length < mostFindings) findings.push({ kind, what })
  }
  const head = await headOf(pool, org)
  let edge = emptyEdge
  let before: Buffer | null = null
  let versions = 0
  for (let from = 0; from < head.size; from += atOnce) {
    signal?.throwIfAborted()
    const rows = await entriesWithVersions(pool, org, from, Math.min(head.size, from + atOnce))
    for (const row of rows) {
      const leaf = leafHash(row.entry)
      const said = JSON.parse(row.entry) as { prev: string | null; digest?: string; seq: number }
      if (row.seq !== edge.size || said.seq !== row.seq) tell('log', `Entry ${edge.size} is missing.`)
      if (!leaf.equals(row.leaf)) tell('log', `Entry ${row.seq} was changed.`)
      if (said.prev !== (before?.toString('hex') ?? null))
        tell('log', `Entry ${row.seq} does not follow from the one before it.`)
      before = leaf
      edge = append(edge, leaf)
      const stray = strayColumns(said, row)
      if (stray.length > 0) tell('log', `Beside entry ${row.seq} stands another ${stray.join(', ')} than it says.`)
      if (row.recordId === null) continue
      versions += 1
      checkVersion(row, said.digest, tell)
    }
    onProgress(Math.min(head.size, from + atOnce), head.size)
  }
  const peaks = edge.peaks.map((p) => p.toString('hex')).join()
  if (edge.size !== head.size || peaks !== head.peaks.map((p) => p.toString('hex')).join())
    tell('log', 'The head of the log is not that of its entries.')
  for await (const { kind, what } of checkErasable(pool, org)) tell(kind, what)
  await checkStrays(pool, org, tell)
  for await (const what of checkLinks(pool, org, registry, signal)) tell('link', what)
  for (const what of await checkMemberships(pool, org)) tell('membership', what)
  return { size: head.size, versions, findings }
}

type Tell = (kind: RowFinding['kind'], what: string) => void

async function headOf(pool: pg.Pool, org: string): Promise<{ size: number; peaks: readonly Buffer[] }> {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ size: number; peaks: Buffer[] }>(client, sql`select size, peaks from log_head where org_id = ${org}`),
    'read',
  )
  return row ?? { size: 0, peaks: [] }
}

const entriesWithVersions = (pool: pg.Pool, org: string, from: number, to: number): Promise<Checked[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<Checked>(
        client,
        sql`select e.seq, e.entry, e.leaf, ${entryColumns}, v.id is not null as "hasVersion",
            ${raw(rowColumns.replace(/(\w+)/g, 'v.$1'))}, v.salt, v.digest, v.erased_by as "erasedBy", x.entry as erasure
          from log_entry e left join lateral (
              select r.* from record_version r where r.org_id = e.org_id and r.id = e.record_id and r.version = e.version and r.seq = e.seq
              offset 0) v on true
            left join log_entry x on x.org_id = e.org_id and x.seq = v.erased_by and x.action = 'erase'
          where e.org_id = ${org} and e.seq >= ${from} and e.seq < ${to} order by e.seq`,
      ),
    'read',
  )

function checkVersion(row: Checked, digest: string | undefined, tell: Tell): void {
  if (!row.hasVersion) {
    tell('version', `The version that entry ${row.seq} made is gone.`)
    return
  }
  const name = `${row.ref} version ${row.version}`
  if (row.digest.toString('hex') !== digest) tell('version', `${name} has another digest than entry ${row.seq} says.`)
  if (row.erasedBy !== null) {
    const said =
      row.erasure === null ? null : (JSON.parse(row.erasure) as { object?: { id?: string; version?: number } })
    if (said?.object?.id !== row.id || said.object.version !== row.version)
      tell('erasure', `${name} is marked as erased, but no entry says so.`)
    return
  }
  const computed = createHash('sha256')
    .update(row.salt)
    .update(canonicalJson(bodyOf(row)))
    .digest('hex')
  if (computed !== digest) tell('version', `${name} was changed after it was logged in entry ${row.seq}.`)
}

/** Rows that no entry knows, and current records that are not their newest version. */
async function checkStrays(pool: pg.Pool, org: string, tell: Tell): Promise<void> {
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ kind: RowFinding['kind']; what: string }>(
        client,
        sql`(select 'log' as kind, 'Entry ' || e.seq || ' lies beyond the head of the log.' as what from log_entry e
            join log_head h on h.org_id = e.org_id where e.org_id = ${org} and e.seq >= h.size limit ${mostFindings})
          union all
          (select 'version' as kind, v.ref || ' version ' || v.version || ' has no entry in the log.' as what from record_version v
            where v.org_id = ${org} and not exists (select from log_entry e where e.org_id = v.org_id and e.seq = v.seq
              and e.record_id = v.id and e.version = v.version) limit ${mostFindings})
          union all
          (select 'record', r.ref || ' is not what its newest version says.' from record r where r.org_id = ${org} and not exists (
            select from record_version v where v.org_id = r.org_id and v.id = r.id and v.version = r.version and v.valid_to is null
              and record_image_eq(row(v.register, v.ref, v.ref_no, v.title, v.state, v.owner_id, v.shape, v.archived, v.created_at, v.created_by, v.updated_at, v.data),
                row(r.register, r.ref, r.ref_no, r.title, r.state, r.owner_id, r.shape, r.archived, r.created_at, r.created_by, r.updated_at, r.data)))
            limit ${mostFindings})
          union all
          (select 'record', v.ref || ' has versions, but the record is gone.' from record_version v where v.org_id = ${org} and v.valid_to is null
            and not exists (select from record r where r.org_id = v.org_id and r.id = v.id) limit ${mostFindings})
          union all
          (select 'version', v.ref || ' version ' || v.version || ' ends at another time than the next one begins.' from record_version v
            left join record_version n on n.org_id = v.org_id and n.id = v.id and n.version = v.version + 1
            where v.org_id = ${org} and (v.valid_to is distinct from n.valid_from or v.valid_from <> v.updated_at) limit ${mostFindings})`,
      ),
    'read',
  )
  for (const { kind, what } of rows) tell(kind, what)
}

export interface KeptCheck extends RowCheck {
  readonly at: string
}

export async function keepCheck(pool: pg.Pool, org: string, found: RowCheck): Promise<void> {
  await inOrganisation(pool, org, (client) =>
    run(
      client,
      sql`insert into log_check (org_id, at, size, versions, findings)
        values (${org}, clock_timestamp(), ${found.size}, ${found.versions}, ${JSON.stringify(found.findings)}::jsonb)
        on conflict (org_id) do update set at = excluded.at, size = excluded.size, versions = excluded.versions, findings = excluded.findings`,
    ),
  )
}

/** What the last check found. */
export async function lastCheck(pool: pg.Pool, org: string): Promise<KeptCheck | null> {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<KeptCheck & pg.QueryResultRow>(
        client,
        sql`select at, size, versions, findings from log_check where org_id = ${org}`,
      ),
    'read',
  )
  return row ?? null
}
