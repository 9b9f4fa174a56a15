import { canonicalJson } from '../log/canonicalJson.ts'
import { append, type Edge, leafHash } from '../log/merkle.ts'
import type { Registry } from '../registry.ts'
import { toRecord } from '../rows.ts'
import { type Queryable, run, type Sql } from '../sql.ts'
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

/** Entries that go into the log of one organisation. */
interface Share {
  readonly org: string
  readonly before: Head
  readonly entries: readonly EntryParts[]
  readonly chained: Chained
}

const makeShare = (org: string, before: Head, entries: readonly EntryParts[]): Share => ({
  org,
  before,
  entries,
  chained: chain(org, before, entries),
})

/** Arguments of append_changes about the logs themselves, in order. */
function logArguments(shares: readonly Share[]) {
  const entries = shares.flatMap((s) => s.entries)
  const leaves = shares.flatMap((s) => s.chained.leaves)
  const peaks = shares.map((s) => s.chained.head.edge.peaks)
  return [
    list.uuids(shares.flatMap((s) => s.entries.map(() => s.org))),
    list.int8s(shares.flatMap((s) => s.entries.map((_, n) => s.before.edge.size + n))),
    list.byteas(shares.flatMap((s) => [s.before.lastLeaf, ...s.chained.leaves.slice(0, -1)])),
    list.byteas(peaks.flat()),
    list.int4s(peaks.map((_, n) => peaks.slice(0, n + 1).flat().length)),
    list.instants(entries.map((e) => e.at)),
    list.texts(entries.map((e) => e.action)),
    list.texts(entries.map((e) => e.actor.id)),
    list.texts(entries.map((e) => e.actor.name)),
    list.texts(entries.map((e) => e.actor.via)),
    list.texts(entries.map((e) => e.reason)),
    list.texts(shares.flatMap((s) => s.chained.texts)),
    list.byteas(leaves),
  ]
}

const call = (values: readonly unknown[]): Sql => ({
  parts: ['select append_changes(', ...values.slice(1).map(() => ', '), ')'],
  values,
})

/** Versions of one organisation and what goes with them. */
export interface Writing {
  readonly org: string
  /** Where its log ended before. */
  readonly head: Head
  readonly versions: readonly Version[]
  /** Last numbers that registers have given out. */
  readonly counters: readonly (readonly [register: string, last: number])[]
}

const entryOf = ({ row, action, sign, digest }: Version): EntryParts => ({
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
})

/**
 * The one statement that writes versions of one organisation or several, their entries, records, links and counters, and
 * where each log ends after it.
 */
export function appendVersions(
  registry: Registry,
  writings: readonly Writing[],
): { heads: readonly Head[]; statement: Sql } {
  const shares = writings.map(({ org, head, versions }) => makeShare(org, head, versions.map(entryOf)))
  const versions = writings.flatMap((w) => w.versions)
  const rows = versions.map((v) => v.row)
  const opened: LinkChange[] = []
  const ended: LinkChange[] = []
  for (const { org, versions } of writings) linkChanges(registry, org, versions, opened, ended)
  const counters = writings.flatMap(({ org, counters }) =>
    counters.map(([register, last]) => ({ org, register, last })),
  )
  const values = [
    ...logArguments(shares),
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
    list.int4s(writings.flatMap((w) => fates(w.versions))),
    list.uuids(opened.map((l) => l.org)),
    list.uuids(opened.map((l) => l.from)),
    list.texts(opened.map((l) => l.name)),
    list.uuids(opened.map((l) => l.to)),
    list.texts(opened.map((l) => l.register)),
    list.int4s(opened.map((l) => l.position)),
    list.instants(opened.map((l) => l.at)),
    list.uuids(ended.map((l) => l.org)),
    list.uuids(ended.map((l) => l.from)),
    list.texts(ended.map((l) => l.name)),
    list.uuids(ended.map((l) => l.to)),
    list.texts(ended.map((l) => l.register)),
    list.instants(ended.map((l) => l.at)),
    list.uuids(counters.map((c) => c.org)),
    list.texts(counters.map((c) => c.register)),
    list.int8s(counters.map((c) => c.last)),
  ]
  return { heads: shares.map((s) => s.chained.head), statement: call(values) }
}

/** Appends one entry that has no version of a record: about a membership, a key, an erasure. */
export async function appendEntry(client: Queryable, org: string, head: Head, parts: EntryParts): Promise<Head> {
  const share = makeShare(org, head, [parts])
  const { uuids, texts, int4s, int8s, bools, instants, jsonbs, byteas, tsvectors } = list
  const ofVersion = [
    ...[uuids, texts, int4s, texts, int8s, texts, texts, uuids, int4s],
    ...[bools, instants, texts, jsonbs, byteas, byteas, tsvectors, int4s],
  ]
  const ofLinks = [uuids, uuids, texts, uuids, texts, int4s, instants, uuids, uuids, texts, uuids, texts, instants]
  const ofCounters = [uuids, texts, int8s]
  await run(
    client,
    call([
      ...logArguments([share]),
      ...ofVersion.map((of) => of([null])),
      ...[...ofLinks, ...ofCounters].map((of) => of([])),
    ]),
  )
  return share.chained.head
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
  readonly org: string
  readonly from: string
  readonly name: string
  readonly to: string
  readonly register: string
  readonly position: number
  readonly at: string
}

function linkChanges(
  registry: Registry,
  org: string,
  versions: readonly Version[],
  opened: LinkChange[],
  ended: LinkChange[],
): void {
  for (const { row, previous } of versions) {
    const register = registry.get(row.register)
    if (!register) continue
    const change = ({ name, to, position }: { name: string; to: string; position: number }): LinkChange => ({
      org,
      from: row.id,
      name,
      to,
      register: row.register,
      position,
      at: row.updated_at,
    })
    const after = linkIds(register, row.data)
    const before = previous ? linkIds(register, toRecord(register, previous)) : []
    if (before.length === 0) {
      for (const l of after) opened.push(change(l))
      continue
    }
    const had = new Set(before.map(keyOf))
    const has = new Set(after.map(keyOf))
    for (const l of after) if (!had.has(keyOf(l))) opened.push(change(l))
    for (const l of before) if (!has.has(keyOf(l))) ended.push(change(l))
  }
}

const keyOf = (l: { name: string; to: string }) => `${l.name} ${l.to}`
