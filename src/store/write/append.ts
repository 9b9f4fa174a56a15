import { canonicalJson } from '../log/canonicalJson.ts'
import { append, type Edge, leafHash } from '../log/merkle.ts'
import type { Registry } from '../registry.ts'
import { toRecord } from '../rows.ts'
import { type Queryable, run, type Sql, sql } from '../sql.ts'
import * as list from './pgArray.ts'
import { linkIds } from './validate.ts'
import type { Version } from './versions.ts'

/** Where the log of an organisation ends. */
export interface Head {
  readonly edge: Edge
  readonly lastLeaf: Buffer | null
}

/** An entry of the log, without what makes it follow the one before. */
export interface EntryParts {
  readonly at: string
  readonly action: string
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string; readonly via: string }
  /** What it is about. */
  readonly object: Readonly<Record<string, unknown>>
  /** Of the salted body, in hexadecimal. */
  readonly digest: string
  readonly requestId: string | null
  readonly reason: string | null
}

/** An entry as canonical JSON; its leaf is its hash. */
export function entryText(org: string, seq: number, prev: Buffer | null, parts: EntryParts): string {
  const { actor } = parts
  const by = canonicalJson({ kind: actor.kind, id: actor.id, name: actor.name, via: actor.via })
  return textOf(org, seq, prev, parts, by)
}

/** Keys stand in the order of RFC 8785; a test compares with the general way. */
function textOf(org: string, seq: number, prev: Buffer | null, e: EntryParts, by: string): string {
  const before = prev === null ? 'null' : `"${prev.toString('hex')}"`
  return `{"action":${canonicalJson(e.action)},"actor":${by},"at":"${e.at}","digest":"${e.digest}","object":${canonicalJson(e.object)},"org":"${org}","prev":${before},"reason":${canonicalJson(e.reason)},"request":${canonicalJson(e.requestId)},"seq":${seq},"v":1}`
}

interface Chained {
  readonly head: Head
  readonly texts: readonly string[]
  readonly leaves: readonly Buffer[]
}

function chain(org: string, head: Head, entries: readonly EntryParts[]): Chained {
  let { edge, lastLeaf } = head
  const texts: string[] = []
  const leaves: Buffer[] = []
  let by = ''
  let actor: EntryParts['actor'] | null = null
  for (const parts of entries) {
    if (parts.actor !== actor) {
      actor = parts.actor
      by = canonicalJson({ kind: actor.kind, id: actor.id, name: actor.name, via: actor.via })
    }
    const text = textOf(org, edge.size, lastLeaf, parts, by)
    const leaf = leafHash(text)
    edge = append(edge, leaf)
    lastLeaf = leaf
    texts.push(text)
    leaves.push(leaf)
  }
  return { head: { edge, lastLeaf }, texts, leaves }
}

/** Arguments of append_changes about the log itself, in order. */
function logArguments(org: string, before: Head, { head, texts, leaves }: Chained, entries: readonly EntryParts[]) {
  return [
    org,
    before.edge.size,
    list.byteas(head.edge.peaks),
    list.instants(entries.map((e) => e.at)),
    list.texts(entries.map((e) => e.action)),
    list.texts(entries.map((e) => e.actor.id)),
    list.texts(entries.map((e) => e.actor.name)),
    list.texts(entries.map((e) => e.actor.via)),
    list.texts(entries.map((e) => e.reason)),
    list.texts(texts),
    list.byteas(leaves),
  ]
}

/** The organisation is set in the same statement: one connection may carry changes of several (decision 0009). */
function call(org: string, values: readonly unknown[]): Sql {
  const parts = [', append_changes(', ...values.slice(1).map(() => ', '), ')']
  return sql`select set_config('app.org', ${org}, true)${{ parts, values }}`
}

/** Versions and what goes with them. */
export interface Writing {
  readonly org: string
  readonly registry: Registry
  readonly versions: readonly Version[]
  /** Last numbers that registers have given out. */
  readonly counters: readonly (readonly [register: string, last: number])[]
}

/** The one statement that writes versions, their entries, records, links and counters, and where the log ends after it. */
export function appendVersions(
  head: Head,
  { org, registry, versions, counters }: Writing,
): { head: Head; statement: Sql } {
  const entries = versions.map(
    ({ row, action, sign, digest }): EntryParts => ({
      at: row.updated_at,
      action,
      actor: sign.actor,
      object: {
        id: row.id,
        ref: row.ref,
        register: row.register,
        version: row.version,
        ...(sign.signOff ? { signature: sign.signOff } : {}),
      },
      digest: digest.toString('hex'),
      requestId: sign.requestId,
      reason: sign.reason,
    }),
  )
  const chained = chain(org, head, entries)
  const rows = versions.map((v) => v.row)
  const { opened, ended } = linkChanges(registry, versions)
  const values = [
    ...logArguments(org, head, chained, entries),
    list.uuids(rows.map((r) => r.id)),
    list.texts(rows.map((r) => r.register)),
    list.int4s(rows.map((r) => r.version)),
    list.texts(rows.map((r) => r.ref)),
    list.int8s(rows.map((r) => r.ref_no)),
    list.texts(rows.map((r) => r.title)),
    list.texts(rows.map((r) => r.state)),
    list.uuids(rows.map((r) => r.owner_id)),
    list.int4s(rows.map((r) => r.shape)),
    list.bools(rows.map((r) => r.archived)),
    list.instants(rows.map((r) => r.created_at)),
    list.texts(rows.map((r) => r.created_by)),
    list.jsonbs(versions.map((v) => v.data)),
    list.byteas(versions.map((v) => v.salt)),
    list.byteas(versions.map((v) => v.digest)),
    list.tsvectors(versions.map((v) => v.words)),
    list.int4s(fates(versions)),
    list.uuids(opened.map((l) => l.from)),
    list.texts(opened.map((l) => l.name)),
    list.uuids(opened.map((l) => l.to)),
    list.texts(opened.map((l) => l.register)),
    list.int4s(opened.map((l) => l.position)),
    list.instants(opened.map((l) => l.at)),
    list.uuids(ended.map((l) => l.from)),
    list.texts(ended.map((l) => l.name)),
    list.uuids(ended.map((l) => l.to)),
    list.instants(ended.map((l) => l.at)),
    list.texts(counters.map(([register]) => register)),
    list.int8s(counters.map(([, last]) => last)),
  ]
  return { head: chained.head, statement: call(org, values) }
}

/** Appends one entry that has no version of a record: about a membership, a key, an erasure. */
export async function appendEntry(client: Queryable, org: string, head: Head, parts: EntryParts): Promise<Head> {
  const chained = chain(org, head, [parts])
  const nothing = [null]
  const values = [
    ...logArguments(org, head, chained, [parts]),
    ...[list.uuids, list.texts, list.int4s, list.texts, list.int8s, list.texts, list.texts, list.uuids, list.int4s].map(
      (of) => of(nothing),
    ),
    ...[list.bools, list.instants, list.texts, list.jsonbs, list.byteas, list.byteas, list.tsvectors, list.int4s].map(
      (of) => of(nothing),
    ),
    ...[list.uuids, list.texts, list.uuids, list.texts, list.int4s, list.instants].map((of) => of([])),
    ...[list.uuids, list.texts, list.uuids, list.instants, list.texts, list.int8s].map((of) => of([])),
  ]
  await run(client, call(org, values))
  return chained.head
}

/** What becomes of the current record: 1 it is new, 2 it changes, 0 a later version here takes the place of this one. */
function fates(versions: readonly Version[]): number[] {
  const first = new Map<string, Version>()
  const last = new Map<string, Version>()
  for (const v of versions) {
    if (!first.has(v.row.id)) first.set(v.row.id, v)
    last.set(v.row.id, v)
  }
  return versions.map((v) => {
    if (last.get(v.row.id) !== v) return 0
    return first.get(v.row.id)?.row.version === 1 ? 1 : 2
  })
}

interface LinkChange {
  readonly from: string
  readonly name: string
  readonly to: string
  readonly register: string
  readonly position: number
  readonly at: string
}

function linkChanges(registry: Registry, versions: readonly Version[]): { opened: LinkChange[]; ended: LinkChange[] } {
  const opened: LinkChange[] = []
  const ended: LinkChange[] = []
  for (const { row, previous } of versions) {
    const register = registry.get(row.register)
    if (!register) continue
    const of = { from: row.id, register: row.register, at: row.updated_at }
    const after = linkIds(register, row.data)
    const before = previous ? linkIds(register, toRecord(register, previous)) : []
    if (before.length === 0) {
      for (const l of after) opened.push({ ...of, ...l })
      continue
    }
    const had = new Set(before.map(keyOf))
    const has = new Set(after.map(keyOf))
    for (const l of after) if (!had.has(keyOf(l))) opened.push({ ...of, ...l })
    for (const l of before) if (!has.has(keyOf(l))) ended.push({ ...of, ...l })
  }
  return { opened, ended }
}

const keyOf = (l: { name: string; to: string }) => `${l.name} ${l.to}`
