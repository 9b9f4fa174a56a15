import type { Actor } from '../../model/index.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import { append, type Edge, leafHash } from '../log/merkle.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { type Queryable, raw, run, sql } from '../sql.ts'
import { linkIds } from './validate.ts'

export type Action = 'create' | 'edit' | 'move' | 'archive' | 'unarchive' | 'restore'

export interface Signature {
  readonly actor: Actor
  readonly reason: string | null
  readonly requestId: string | null
}

/** A new version of a record, ready to be written. */
export interface Version {
  readonly row: Row
  readonly previous: Row | null
  readonly action: string
  readonly sign: Signature
  readonly salt: Buffer
  readonly digest: Buffer
  readonly words: { a: string; b: string; c: string }
}

/** Where versions are written. */
interface Place {
  readonly client: Queryable
  readonly org: string
  readonly registry: Registry
}

export interface Head {
  readonly edge: Edge
  readonly lastLeaf: Buffer | null
  readonly lastAt: string
}

/** Sends versions with their records and links, in pieces that fit into one parameter however many there are. */
export function writeVersions(place: Place, firstSeq: number, versions: readonly Version[]): Promise<unknown>[] {
  return pieces(versions).flatMap((part, index) => writePart(place, firstSeq + index * mostInOne, part))
}

/** The entries of all versions, and the edge of the tree after them. */
export function logEntries(org: string, head: Head, versions: readonly Version[]) {
  let { edge, lastLeaf } = head
  const entries = versions.map((v, index) => {
    const seq = head.edge.size + index
    const entry = entryOf(org, seq, lastLeaf, v)
    const leaf = leafHash(entry)
    edge = append(edge, leaf)
    lastLeaf = leaf
    return {
      seq,
      at: v.row.updated_at,
      action: v.action,
      actor_id: v.sign.actor.id,
      actor_name: v.sign.actor.name,
      via: v.sign.actor.via,
      register: v.row.register,
      record_id: v.row.id,
      version: v.row.version,
      reason: v.sign.reason,
      entry,
      leaf: leaf.toString('hex'),
    }
  })
  return { entries, edge, lastLeaf }
}

/** Sends the entries, and the new head as the last statement before the commit. */
export function appendLog(
  { client, org }: Place,
  { entries, edge, lastLeaf }: ReturnType<typeof logEntries>,
): Promise<unknown>[] {
  const inserted = pieces(entries).map((some) =>
    run(
      client,
      sql`insert into log_entry (org_id, seq, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, leaf)
      select ${org}, seq, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, decode(leaf, 'hex')
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as x(seq bigint, at timestamptz, action text, actor_id text,
        actor_name text, via text, register text, record_id uuid, version int, reason text, entry text, leaf text)`,
    ),
  )
  const moved = run(
    client,
    sql`update log_head set size = ${edge.size}, last_leaf = ${lastLeaf}, peaks = ${[...edge.peaks]}::bytea[],
      last_at = ${entries.at(-1)?.at} where org_id = ${org}`,
  )
  return [...inserted, moved]
}

/** Sends what belongs to some of the versions, in an order that keys and row locks allow. */
function writePart(place: Place, firstSeq: number, part: readonly Version[]): Promise<unknown>[] {
  const { client, org } = place
  const sent: Promise<unknown>[] = []
  // A record changed twice in the batch: its earlier version ends where the later one begins.
  const nextFrom = new Map(part.map((v) => [`${v.row.id} ${v.row.version - 1}`, v.row.updated_at]))
  const latest = new Map(part.map((v) => [v.row.id, v]))
  const rows = part.map((v, index) => ({
    ...v.row,
    is_latest: latest.get(v.row.id) === v,
    valid_to: nextFrom.get(`${v.row.id} ${v.row.version}`) ?? null,
    seq: firstSeq + index,
    salt: v.salt.toString('hex'),
    digest: v.digest.toString('hex'),
    wa: v.words.a,
    wb: v.words.b,
    wc: v.words.c,
  }))
  const shape =
    raw(`id uuid, register text, ref text, ref_no bigint, title text, state text, owner_id uuid, version int, shape int,
    archived boolean, created_at timestamptz, created_by text, updated_at timestamptz, data jsonb`)
  const closed = part.filter((v) => v.previous !== null)
  if (closed.length > 0) {
    const ends = closed.map((v) => ({ id: v.row.id, version: v.row.version - 1, at: v.row.updated_at }))
    sent.push(
      run(
        client,
        sql`update record_version v set valid_to = x.at
        from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as x(id uuid, version int, at timestamptz)
        where v.org_id = ${org} and v.id = x.id and v.version = x.version and v.valid_to is null`,
      ),
    )
  }
  // The documents, by far the most of it, travel once for both tables.
  sent.push(
    run(
      client,
      sql`with x as materialized (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(${shape},
          valid_to timestamptz, seq bigint, salt text, digest text, wa text, wb text, wc text, is_latest boolean)),
        versions as (insert into record_version (org_id, ${raw(rowColumns)}, valid_from, valid_to, seq, salt, digest, words)
          select ${org}, ${raw(rowColumns)}, updated_at, valid_to, seq, decode(salt, 'hex'), decode(digest, 'hex'),
            setweight(to_tsvector('simple', wa), 'A') || setweight(to_tsvector('simple', wb), 'B') || setweight(to_tsvector('simple', wc), 'C')
          from x)
        insert into record (org_id, ${raw(rowColumns)}) select ${org}, ${raw(rowColumns)} from x where is_latest
        on conflict (org_id, id) do update set title = excluded.title, state = excluded.state, owner_id = excluded.owner_id,
          version = excluded.version, shape = excluded.shape, archived = excluded.archived, updated_at = excluded.updated_at, data = excluded.data`,
    ),
  )
  return [...sent, ...writeLinks(place, part)]
}

function writeLinks({ client, org, registry }: Place, part: readonly Version[]): Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const opened: Record<string, unknown>[] = []
  const ended: Record<string, unknown>[] = []
  for (const v of part) {
    const register = registry.get(v.row.register)
    if (!register) continue
    const after = linkIds(register, v.row.data)
    const before = v.previous ? linkIds(register, toRecord(register, v.previous)) : []
    const key = (l: { name: string; to: string }) => `${l.name} ${l.to}`
    const had = new Set(before.map(key))
    const has = new Set(after.map(key))
    for (const l of after.filter((x) => !had.has(key(x)))) {
      opened.push({ from: v.row.id, ...l, register: v.row.register, at: v.row.updated_at })
    }
    for (const l of before.filter((x) => !has.has(key(x)))) ended.push({ from: v.row.id, ...l, at: v.row.updated_at })
  }
  if (opened.length > 0) {
    sent.push(
      run(
        client,
        sql`insert into link (org_id, from_id, name, to_id, from_register, position, valid_from)
        select ${org}, "from", name, "to", register, position, at
        from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb) as x("from" uuid, name text, "to" uuid, register text, position int, at timestamptz)`,
      ),
    )
  }
  if (ended.length > 0) {
    sent.push(
      run(
        client,
        sql`update link l set valid_to = x.at
        from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as x("from" uuid, name text, "to" uuid, at timestamptz)
        where l.org_id = ${org} and l.from_id = x."from" and l.name = x.name and l.to_id = x."to" and l.valid_to is null`,
      ),
    )
  }
  return sent
}

/** A statement takes at most this many versions: what it carries stays far below the longest text there can be. */
const mostInOne = 2000

function pieces<T>(list: readonly T[]): T[][] {
  const found: T[][] = []
  for (let at = 0; at < list.length; at += mostInOne) found.push(list.slice(at, at + mostInOne))
  return found
}

/** What the digest of a version covers. */
export function bodyOf(row: Row): Record<string, unknown> {
  const { id, register, ref, title, state, version, shape, archived, data } = row
  return { id, register, ref, title, state, owner: row.owner_id, version, shape, archived, data }
}

/** The log entry of a version as canonical JSON; the leaf is its hash. */
function entryOf(org: string, seq: number, prev: Buffer | null, v: Version): string {
  const { actor, reason, requestId } = v.sign
  return canonicalJson({
    v: 1,
    org,
    seq,
    prev: prev === null ? null : prev.toString('hex'),
    at: v.row.updated_at,
    actor: { kind: actor.kind, id: actor.id, name: actor.name, via: actor.via },
    action: v.action,
    object: { register: v.row.register, id: v.row.id, ref: v.row.ref, version: v.row.version },
    digest: v.digest.toString('hex'),
    request: requestId,
    reason,
  })
}
