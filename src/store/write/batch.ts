import { createHash, randomBytes } from 'node:crypto'
import type { Actor, AnyRecord, Fields, Register } from '../../model/index.ts'
import { toIso, toMicros } from '../instants.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import { append, type Edge, leafHash } from '../log/merkle.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toData, toRecord, wordsOf } from '../rows.ts'
import { type Queryable, raw, run, sql } from '../sql.ts'
import { linkIds } from './validate.ts'

export type Action = 'create' | 'edit' | 'move' | 'archive' | 'unarchive' | 'restore'

export interface Signature {
  readonly actor: Actor
  readonly reason: string | null
  readonly requestId: string | null
}

/** A new version of a record, ready to be written. */
interface Version {
  readonly row: Row
  readonly previous: Row | null
  readonly action: string
  readonly sign: Signature
  readonly salt: Buffer
  readonly digest: Buffer
  readonly words: { a: string; b: string; c: string }
}

/** What a batch will need, to be read together with the lock. */
export interface Ahead {
  readonly ids: readonly string[]
  /** Registers whose records get a new number. */
  readonly counted: readonly string[]
}

const readRows = (client: Queryable, org: string, ids: readonly string[]) =>
  run<Row & Record<string, unknown>>(
    client,
    sql`select ${raw(rowColumns)} from record where org_id = ${org} and id = any(${ids}::uuid[])`,
  )

const readCounters = (client: Queryable, org: string, registers: readonly string[]) =>
  run<{ register: string; last: number }>(
    client,
    sql`select register, last from ref_counter where org_id = ${org} and register = any(${[...new Set(registers)]}::text[])`,
  )

interface Head {
  readonly edge: Edge
  readonly lastLeaf: Buffer | null
  readonly lastAt: string
}

/**
 * What one transaction does to one organisation. It holds the organisation's log head locked from the start, so what a
 * guard reads cannot change before the commit (decision 0003). Changes gather here and are written together.
 */
export class Batch {
  readonly client: Queryable
  readonly org: string
  readonly registry: Registry
  private readonly head: Head
  private now: number
  private readonly rows = new Map<string, Row | null>()
  private readonly versions: Version[] = []
  private readonly counters = new Map<string, number>()
  private readonly dirtyCounters = new Set<string>()
  private customDefinitions: Map<string, Fields> | null = null
  private flushed = 0
  private journal: (() => void)[] = []
  private mark = 0
  private hasSavepoint = false

  private constructor(client: Queryable, org: string, registry: Registry, head: Head, now: number) {
    this.client = client
    this.org = org
    this.registry = registry
    this.head = head
    this.now = now
  }

  /** Locks the organisation's log head; `clock` replaces the database clock for histories told afterwards. */
  static async open(
    client: Queryable,
    org: string,
    registry: Registry,
    clock: (() => string) | null,
    ahead: Ahead,
  ): Promise<Batch | null> {
    const ids = [...new Set(ahead.ids)]
    // One round trip; each statement sees what was committed when the one before it had the lock.
    const [[row], found, counters] = await Promise.all([
      run<{ size: number; last_leaf: Buffer | null; peaks: Buffer[]; last_at: string; db_now: string }>(
        client,
        sql`select size, last_leaf, peaks, last_at, clock_timestamp() as db_now from log_head where org_id = ${org} for update`,
      ),
      ids.length === 0 ? [] : readRows(client, org, ids),
      ahead.counted.length === 0 ? [] : readCounters(client, org, ahead.counted),
    ])
    if (!row) return null
    const head = { edge: { size: row.size, peaks: row.peaks }, lastLeaf: row.last_leaf, lastAt: row.last_at }
    const wanted = toMicros(clock ? clock() : row.db_now)
    const batch = new Batch(client, org, registry, head, Math.max(wanted, toMicros(row.last_at) + 1))
    for (const id of ids) batch.rows.set(id, null)
    for (const each of found) batch.rows.set(each.id, each)
    for (const { register, last } of counters) batch.counters.set(register, last)
    return batch
  }

  /** The instant the next change gets. */
  get at(): string {
    return toIso(this.now)
  }

  get today(): string {
    return this.at.slice(0, 10)
  }

  get lastSeq(): number {
    return this.head.edge.size + this.versions.length - 1
  }

  /** Reads rows ahead in one go; changes of this batch come first. */
  async preload(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.rows.has(id))
    if (missing.length === 0) return
    const found = await readRows(this.client, this.org, missing)
    for (const id of missing) this.rows.set(id, null)
    for (const row of found) this.rows.set(row.id, row)
  }

  async row(id: string): Promise<Row | null> {
    if (!this.rows.has(id)) await this.preload([id])
    return this.rows.get(id) ?? null
  }

  /** Fields the organisation added to a register. */
  async customFields(register: string): Promise<Fields> {
    const source = this.registry.customFields
    const definition = source ? this.registry.get(source.register) : undefined
    if (!source || !definition) return {}
    if (this.customDefinitions === null) {
      await this.flush()
      const found = await run<Row & Record<string, unknown>>(
        this.client,
        sql`select ${raw(rowColumns)} from record where org_id = ${this.org} and register = ${source.register} and not archived`,
      )
      const all = new Map<string, Record<string, Fields[string]>>()
      for (const row of found) {
        const own = source.toField(toRecord(definition, row))
        if (own) all.set(own.register, { ...all.get(own.register), [own.key]: own.field })
      }
      this.customDefinitions = all
    }
    return this.customDefinitions.get(register) ?? {}
  }

  async nextNumber(register: string): Promise<number> {
    let last = this.counters.get(register)
    if (last === undefined) {
      const [row] = await readCounters(this.client, this.org, [register])
      last = row?.last ?? 0
    }
    const before = last
    this.journal.push(() => this.counters.set(register, before))
    this.counters.set(register, last + 1)
    this.dirtyCounters.add(register)
    return last + 1
  }

  /** Takes a new version of a record into the batch. */
  add(
    register: Register,
    record: AnyRecord,
    refNo: number,
    previous: Row | null,
    action: string,
    sign: Signature,
  ): Row {
    const row: Row = {
      id: record.id,
      register: register.name,
      ref: record.ref,
      ref_no: refNo,
      title: record.title,
      state: record.state,
      owner_id: record.owner,
      version: record.version,
      shape: Math.max(1, ...Object.keys(register.upgrades ?? {}).map(Number)),
      archived: record.archived,
      created_at: record.createdAt,
      created_by: record.createdBy,
      updated_at: record.updatedAt,
      data: toData(register, record),
    }
    const salt = randomBytes(16)
    const digest = createHash('sha256')
      .update(salt)
      .update(canonicalJson(bodyOf(row)))
      .digest()
    const before = this.rows.get(row.id)
    this.journal.push(() => (before === undefined ? this.rows.delete(row.id) : this.rows.set(row.id, before)))
    this.rows.set(row.id, row)
    this.versions.push({ row, previous, action, sign, salt, digest, words: wordsOf(register, record) })
    if (register.name === this.registry.customFields?.register) this.customDefinitions = null
    this.now += 1
    return row
  }

  /** Starts a request whose changes stand or fall together. */
  begin(): void {
    this.journal = []
    this.mark = this.versions.length
    this.hasSavepoint = false
  }

  /** Takes back what the request did so far. */
  async undo(): Promise<void> {
    for (const step of this.journal.reverse()) step()
    this.journal = []
    this.customDefinitions = null
    this.versions.length = this.mark
    if (this.hasSavepoint) {
      await this.client.query('rollback to savepoint request')
      this.flushed = this.mark
      this.hasSavepoint = false
    }
  }

  /** Writes what has gathered, so that a query of this transaction sees it. */
  async flush(): Promise<void> {
    if (this.flushed < this.mark) await Promise.all(this.write(this.flushed, this.mark))
    if (this.flushed < this.versions.length) {
      if (!this.hasSavepoint) {
        await this.client.query('savepoint request')
        this.hasSavepoint = true
      }
      await Promise.all(this.write(this.flushed, this.versions.length))
    }
  }

  /**
   * Sends the rest, then the log entries and the new head as the last statements before the commit. All are under way
   * when it returns; the caller waits for them.
   */
  finish(): Promise<unknown>[] {
    if (this.versions.length === 0) return []
    const log = this.logEntries()
    const sent = this.flushed < this.versions.length ? this.write(this.flushed, this.versions.length) : []
    const counters = [...this.dirtyCounters].map((register) => ({ register, last: this.counters.get(register) }))
    if (counters.length > 0) {
      sent.push(
        run(
          this.client,
          sql`insert into ref_counter (org_id, register, last)
            select ${this.org}, x.register, x.last from jsonb_to_recordset(${JSON.stringify(counters)}::jsonb) as x(register text, last bigint)
            on conflict (org_id, register) do update set last = excluded.last`,
        ),
      )
    }
    return [...sent, ...this.appendLog(log)]
  }

  /** The entries of all versions, and the edge of the tree after them. */
  private logEntries() {
    let { edge, lastLeaf } = this.head
    const entries = this.versions.map((v, index) => {
      const seq = this.head.edge.size + index
      const entry = entryOf(this.org, seq, lastLeaf, v)
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

  private appendLog({ entries, edge, lastLeaf }: ReturnType<Batch['logEntries']>): Promise<unknown>[] {
    const inserted = pieces(entries).map((some) =>
      run(
        this.client,
        sql`insert into log_entry (org_id, seq, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, leaf)
        select ${this.org}, seq, at, action, actor_id, actor_name, via, register, record_id, version, reason, entry, decode(leaf, 'hex')
        from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as x(seq bigint, at timestamptz, action text, actor_id text,
          actor_name text, via text, register text, record_id uuid, version int, reason text, entry text, leaf text)`,
      ),
    )
    const moved = run(
      this.client,
      sql`update log_head set size = ${edge.size}, last_leaf = ${lastLeaf}, peaks = ${[...edge.peaks]}::bytea[],
        last_at = ${entries.at(-1)?.at} where org_id = ${this.org}`,
    )
    return [...inserted, moved]
  }

  /** Whether a version that was not sent yet links to a record; archiving adds no link. */
  linksUnsent(id: string): boolean {
    return this.versions
      .slice(this.flushed)
      .some(
        (v) =>
          v.action !== 'archive' &&
          Object.values(v.row.data).some((value) => value === id || (Array.isArray(value) && value.includes(id))),
      )
  }

  /** Sends what belongs to some of the versions, in pieces that fit into one parameter however many there are. */
  private write(from: number, to: number): Promise<unknown>[] {
    const sent: Promise<unknown>[] = []
    for (let at = from; at < to; at += mostInOne) sent.push(...this.writePart(at, Math.min(to, at + mostInOne)))
    this.flushed = to
    return sent
  }

  /** Sends what belongs to some of the versions, in an order that keys and row locks allow. */
  private writePart(from: number, to: number): Promise<unknown>[] {
    const sent: Promise<unknown>[] = []
    const part = this.versions.slice(from, to)
    // A record changed twice in the batch: its earlier version ends where the later one begins.
    const nextFrom = new Map(part.map((v) => [`${v.row.id} ${v.row.version - 1}`, v.row.updated_at]))
    const rows = part.map((v, index) => ({
      ...v.row,
      valid_to: nextFrom.get(`${v.row.id} ${v.row.version}`) ?? null,
      seq: this.head.edge.size + from + index,
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
          this.client,
          sql`update record_version v set valid_to = x.at
          from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as x(id uuid, version int, at timestamptz)
          where v.org_id = ${this.org} and v.id = x.id and v.version = x.version and v.valid_to is null`,
        ),
      )
    }
    sent.push(
      run(
        this.client,
        sql`insert into record_version (org_id, ${raw(rowColumns)}, valid_from, valid_to, seq, salt, digest, words)
        select ${this.org}, ${raw(rowColumns)}, updated_at, valid_to, seq, decode(salt, 'hex'), decode(digest, 'hex'),
          setweight(to_tsvector('simple', wa), 'A') || setweight(to_tsvector('simple', wb), 'B') || setweight(to_tsvector('simple', wc), 'C')
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(${shape}, valid_to timestamptz, seq bigint, salt text, digest text, wa text, wb text, wc text)`,
      ),
    )
    const latest = [...new Map(part.map((v) => [v.row.id, v.row])).values()]
    sent.push(
      run(
        this.client,
        sql`insert into record (org_id, ${raw(rowColumns)})
        select ${this.org}, ${raw(rowColumns)} from jsonb_to_recordset(${JSON.stringify(latest)}::jsonb) as x(${shape})
        on conflict (org_id, id) do update set title = excluded.title, state = excluded.state, owner_id = excluded.owner_id,
          version = excluded.version, shape = excluded.shape, archived = excluded.archived, updated_at = excluded.updated_at, data = excluded.data`,
      ),
    )
    return [...sent, ...this.writeLinks(part)]
  }

  private writeLinks(part: readonly Version[]): Promise<unknown>[] {
    const sent: Promise<unknown>[] = []
    const opened: Record<string, unknown>[] = []
    const ended: Record<string, unknown>[] = []
    for (const v of part) {
      const register = this.registry.get(v.row.register)
      if (!register) continue
      const after = linkIds(register, toRecord(register, v.row))
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
          this.client,
          sql`insert into link (org_id, from_id, name, to_id, from_register, position, valid_from)
          select ${this.org}, "from", name, "to", register, position, at
          from jsonb_to_recordset(${JSON.stringify(opened)}::jsonb) as x("from" uuid, name text, "to" uuid, register text, position int, at timestamptz)`,
        ),
      )
    }
    if (ended.length > 0) {
      sent.push(
        run(
          this.client,
          sql`update link l set valid_to = x.at
          from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as x("from" uuid, name text, "to" uuid, at timestamptz)
          where l.org_id = ${this.org} and l.from_id = x."from" and l.name = x.name and l.to_id = x."to" and l.valid_to is null`,
        ),
      )
    }
    return sent
  }
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
