import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { BlobStore } from '../blobs.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import { checkErasable } from '../log/checkErasable.ts'
import { type EntryColumns, entryColumns, strayColumns } from '../log/entryColumns.ts'
import { append, type Edge, emptyEdge, leafHash, rootOf } from '../log/merkle.ts'
import type { Row } from '../rows.ts'
import { inOrganisation, openPool } from '../sql.ts'
import { bodyOf } from '../write/versions.ts'
import type { LogHead } from './format.ts'

export interface InstanceVerdict {
  readonly entries: number
  readonly versions: number
  readonly files: number
  readonly heads: readonly LogHead[]
  /** Each in words: what, where. Empty when everything holds. */
  readonly problems: readonly string[]
}

const page = 2000

interface Verifying {
  readonly pool: pg.Pool
  readonly blobs: BlobStore
  readonly kept: readonly KeptHead[]
  readonly problems: string[]
  readonly count: { entries: number; versions: number; files: number }
}

/** A log head that somebody kept outside the database; `org` is an id or a slug. */
export interface KeptHead {
  readonly org: string
  readonly size: number
  readonly root: string
}

/**
 * Goes through everything the database keeps: log entries, their chain and tree against the head, the digest of every
 * version, current rows against their latest version, files against their hash. Constant memory.
 */
export async function verifyInstance(
  appUrl: string,
  blobs: BlobStore,
  kept: readonly KeptHead[] = [],
): Promise<InstanceVerdict> {
  const pool = openPool(appUrl, 2)
  try {
    const verifying: Verifying = { pool, blobs, kept, problems: [], count: { entries: 0, versions: 0, files: 0 } }
    const { rows: orgs } = await pool.query<{ id: string; slug: string }>(
      'select id, slug from organisation order by id',
    )
    const heads: LogHead[] = []
    for (const org of orgs) heads.push(await verifyOrganisation(verifying, org))
    for (const head of kept)
      if (!orgs.some((o) => o.id === head.org || o.slug === head.org))
        verifying.problems.push(`The organisation "${head.org}" of a kept log head is not here.`)
    return { ...verifying.count, heads, problems: verifying.problems }
  } finally {
    await pool.end()
  }
}

async function verifyOrganisation(verifying: Verifying, org: { id: string; slug: string }): Promise<LogHead> {
  const head = await verifyLog(verifying, org)
  await verifyVersions(verifying, org)
  for await (const { what } of checkErasable(verifying.pool, org.id)) verifying.problems.push(`${org.slug}: ${what}`)
  await verifyFiles(verifying, org)
  return head
}

const reading = <T extends pg.QueryResultRow>(pool: pg.Pool, org: string, text: string, values: unknown[]) =>
  inOrganisation(pool, org, async (client) => (await client.query<T>(text, values)).rows, 'read')

async function verifyLog(verifying: Verifying, org: { id: string; slug: string }): Promise<LogHead> {
  const { pool, problems, count, kept } = verifying
  const [head] = await reading<{ size: number; last_leaf: Buffer | null; peaks: Buffer[] }>(
    pool,
    org.id,
    'select size, last_leaf, peaks from log_head where org_id = $1',
    [org.id],
  )
  const marks = kept.filter((k) => k.org === org.id || k.org === org.slug)
  let edge: Edge = emptyEdge
  let last: Buffer | null = null
  let lastAt = ''
  const checkMarks = () => {
    for (const mark of marks)
      if (mark.size === edge.size && rootOf(edge).toString('hex') !== mark.root)
        problems.push(`${org.slug}: the log up to entry ${mark.size} is not the one whose head was kept.`)
  }
  checkMarks()
  for (let from = 0; ; from += page) {
    const rows = await reading<{ seq: number; entry: string; leaf: Buffer } & EntryColumns>(
      pool,
      org.id,
      `select e.seq, e.entry, e.leaf, ${entryColumns.parts.join('')} from log_entry e where e.org_id = $1 and e.seq >= $2 and e.seq < $3 order by e.seq`,
      [org.id, from, from + page],
    )
    for (const row of rows) {
      const said = JSON.parse(row.entry) as { seq?: unknown; prev?: unknown; org?: unknown }
      const place = `${org.slug}: log entry ${row.seq}`
      if (row.seq !== edge.size) problems.push(`${place} stands where ${edge.size} should.`)
      if (!leafHash(row.entry).equals(row.leaf)) problems.push(`${place} is not what its hash says.`)
      if (said.seq !== row.seq || said.org !== org.id) problems.push(`${place} names another place.`)
      if (said.prev !== (last?.toString('hex') ?? null)) problems.push(`${place} does not follow the one before it.`)
      const stray = strayColumns(said, row)
      if (stray.length > 0) problems.push(`${place} has another ${stray.join(', ')} beside it than it says.`)
      if (row.at < lastAt) problems.push(`${place} is earlier than the one before it.`)
      edge = append(edge, row.leaf)
      last = row.leaf
      lastAt = row.at
      count.entries += 1
      checkMarks()
      if (problems.length > 100) return { org: org.id, slug: org.slug, size: edge.size, root: '' }
    }
    if (rows.length < page) break
  }
  for (const mark of marks)
    if (mark.size > edge.size)
      problems.push(
        `${org.slug}: the log ends after ${edge.size} entries, but a head of ${mark.size} entries was kept: this is an older state, and ${mark.size - edge.size} entries are lost.`,
      )
  const isHead =
    head !== undefined &&
    head.size === edge.size &&
    head.peaks.length === edge.peaks.length &&
    head.peaks.every((p, i) => p.equals(edge.peaks[i] as Buffer)) &&
    (head.last_leaf === null ? last === null : last !== null && head.last_leaf.equals(last))
  if (!isHead) problems.push(`${org.slug}: the head of the log is not that of its ${edge.size} entries.`)
  return { org: org.id, slug: org.slug, size: edge.size, root: rootOf(edge).toString('hex') }
}

type VersionRow = Row & {
  seq: number
  salt: Buffer | null
  digest: Buffer
  entry: string | null
  valid_to: string | null
}

async function verifyVersions({ pool, problems, count }: Verifying, org: { id: string; slug: string }): Promise<void> {
  let after = { id: '00000000-0000-0000-0000-000000000000', version: 0 }
  for (;;) {
    const rows = await reading<VersionRow & { current: Record<string, unknown> | null }>(
      pool,
      org.id,
      `select v.id, v.register, v.ref, v.ref_no, v.title, v.state, v.owner_id, v.version, v.shape, v.archived, v.data,
         v.seq, v.salt, v.digest, v.valid_to, e.entry,
         case when v.valid_to is null then (select jsonb_build_object('register', r.register, 'ref', r.ref, 'title', r.title, 'state', r.state,
           'owner', r.owner_id, 'version', r.version, 'shape', r.shape, 'archived', r.archived, 'data', r.data)
           from record r where r.org_id = v.org_id and r.id = v.id) end as current
       from record_version v left join log_entry e on e.org_id = v.org_id and e.seq = v.seq
       where v.org_id = $1 and (v.id, v.version) > ($2::uuid, $3::int) order by v.id, v.version limit ${page}`,
      [org.id, after.id, after.version],
    )
    for (const row of rows) {
      count.versions += 1
      const place = `${org.slug}: ${row.ref} version ${row.version}`
      const said = row.entry === null ? null : (JSON.parse(row.entry) as { digest?: unknown })
      if (said === null) problems.push(`${place} has no log entry.`)
      else if (said.digest !== row.digest.toString('hex')) problems.push(`${place} is not the one the log tells of.`)
      // An erased body and its salt are gone; the digest in the log stays.
      if (row.salt === null || row.salt.length === 0) continue
      const body = bodyOf(row)
      if (!createHash('sha256').update(row.salt).update(canonicalJson(body)).digest().equals(row.digest))
        problems.push(`${place} does not have the content the log vouches for.`)
      if (row.valid_to === null) {
        const { id: _, ...shown } = body
        if (row.current === null || canonicalJson(row.current) !== canonicalJson(shown))
          problems.push(`${place} is the latest, but the current record says something else.`)
      }
      if (problems.length > 100) return
    }
    const final = rows.at(-1)
    if (!final || rows.length < page) break
    after = { id: final.id, version: final.version }
  }
  const [stray] = await reading<{ n: number }>(
    pool,
    org.id,
    `select count(*)::int as n from record r where r.org_id = $1 and not exists
       (select from record_version v where v.org_id = r.org_id and v.id = r.id and v.version = r.version and v.valid_to is null)`,
    [org.id],
  )
  if (stray && stray.n > 0) problems.push(`${org.slug}: ${stray.n} current records have no version that says the same.`)
}

async function verifyFiles(
  { pool, blobs, problems, count }: Verifying,
  org: { id: string; slug: string },
): Promise<void> {
  const rows = await reading<{ hash: string; size: number }>(
    pool,
    org.id,
    'select hash, size from blob where org_id = $1 and erased_by is null order by hash',
    [org.id],
  )
  for (const { hash, size } of rows) {
    count.files += 1
    const opened = await blobs.open(org.id, hash)
    if (!opened) {
      problems.push(`${org.slug}: the file ${hash} is not there.`)
      continue
    }
    const digest = createHash('sha256')
    let bytes = 0
    for await (const chunk of opened.stream) {
      digest.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
    if (digest.digest('hex') !== hash || bytes !== size)
      problems.push(`${org.slug}: the file ${hash} has other content.`)
  }
}
