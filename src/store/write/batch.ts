import { createHash, randomBytes } from 'node:crypto'
import type { AnyRecord, Fields, Register } from '../../model/index.ts'
import { toIso, toMicros } from '../instants.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toData, toRecord, wordsOf } from '../rows.ts'
import { type Queryable, raw, run, sql } from '../sql.ts'
import { appendLog, bodyOf, type Head, logEntries, type Signature, type Version, writeVersions } from './versions.ts'

/** How many versions of one request are worth a statement of their own while the rest is decided. */
const aheadSize = 250

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
  private underWay: Promise<unknown>[] = []
  /** Why the first statement sent ahead failed; those behind it only say that the transaction is lost. */
  failure: unknown = null

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
      // Whatever became of what was sent ahead, going back to the savepoint undoes it.
      await Promise.allSettled(this.underWay.splice(0))
      await this.client.query('rollback to savepoint request')
      this.failure = null
      this.flushed = this.mark
      this.hasSavepoint = false
    }
  }

  /** Writes what has gathered, so that a query of this transaction sees it. */
  async flush(): Promise<void> {
    this.sendGathered()
    await Promise.all(this.underWay.splice(0))
  }

  /**
   * In a long request, sends a part as soon as it is large enough and lets others have a turn: PostgreSQL writes while
   * the rest is decided, and the server goes on answering during an import.
   */
  async writeAhead(): Promise<void> {
    if (this.versions.length - Math.max(this.flushed, this.mark) < aheadSize) return
    this.sendGathered()
    await new Promise(setImmediate)
  }

  private sendGathered(): void {
    const sent: Promise<unknown>[] = []
    if (this.flushed < this.mark) sent.push(...this.write(this.flushed, this.mark))
    if (this.flushed < this.versions.length) {
      if (!this.hasSavepoint) {
        sent.push(this.client.query('savepoint request'))
        this.hasSavepoint = true
      }
      sent.push(...this.write(this.flushed, this.versions.length))
    }
    for (const statement of sent) {
      statement.catch((error) => {
        this.failure ??= error
      })
    }
    this.underWay.push(...sent)
  }

  /**
   * Sends the rest, then the log entries and the new head as the last statements before the commit. All are under way
   * when it returns; the caller waits for them.
   */
  finish(): Promise<unknown>[] {
    if (this.versions.length === 0) return []
    const log = logEntries(this.org, this.head, this.versions)
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
    return [...this.underWay, ...sent, ...appendLog(this, log)]
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

  private write(from: number, to: number): Promise<unknown>[] {
    this.flushed = to
    return writeVersions(this, this.head.edge.size + from, this.versions.slice(from, to))
  }
}
