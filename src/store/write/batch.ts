import { type AnyRecord, type Fields, type Register, shapeOf } from '../../model/index.ts'
import { toIso, toMicros } from '../instants.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toData, toRecord, wordsOf } from '../rows.ts'
import { type Queryable, raw, run, sql } from '../sql.ts'
import { appendVersions, type Head, type Writing } from './append.ts'
import { texts, uuids } from './pgArray.ts'
import { random16 } from './random.ts'
import { saltedDigest } from './salt.ts'
import { searchVector } from './searchVector.ts'
import type { Entered } from './shared.ts'
import { bodyText, type Signature, type Version } from './versions.ts'

/**
 * How many versions of one request are worth a statement of their own while the rest is decided: few at the beginning, so
 * that PostgreSQL has something to do, and few at the end, so that it is soon done.
 */
const aheadSize = { least: 64, most: 250 }

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

/** What open_batches answers: the head of an organisation, or one of the records asked for. */
type Opened = { readonly org_id: string } & (
  | {
      readonly id: null
      readonly size: number
      readonly last_leaf: Buffer | null
      readonly peaks: Buffer[]
      readonly last_at: string
      readonly db_now: string
      readonly counters: Readonly<Record<string, number>>
    }
  | ({ readonly size: null } & Row)
)

/** An organisation that a transaction enters, and what it will need of it. */
export interface Entering {
  readonly org: string
  readonly entered: Entered
  readonly ahead: Ahead
}

/**
 * What one transaction does to one organisation. It holds the organisation's log head locked from the start, so what a
 * guard reads cannot change before the commit (decision 0003). Changes gather here and are written together.
 */
export class Batch {
  readonly client: Queryable
  private readonly entered: Entered
  readonly org: string
  readonly registry: Registry
  private head: Head
  private readonly firstSeq: number
  private now: number
  private readonly rows = new Map<string, Row | null>()
  private readonly versions: Version[] = []
  private readonly counters = new Map<string, number>()
  private written = new Map<string, number>()
  /** Counters as they were when the request began. */
  private countedBefore: ReadonlyMap<string, number> = new Map()
  private customDefinitions: Map<string, Fields> | null = null
  private flushed = 0
  private journal: (() => void)[] = []
  private mark = 0
  /** Where things stood at the savepoint of the request, when it has one. */
  private savepoint: { readonly head: Head; readonly written: ReadonlyMap<string, number> } | null = null
  private underWay: Promise<unknown>[] = []
  /** Why the first statement sent ahead failed; those behind it only say that the transaction is lost. */
  failure: unknown = null

  private constructor(entered: Entered, org: string, registry: Registry, head: Head, now: number) {
    this.client = entered.client
    this.entered = entered
    this.org = org
    this.registry = registry
    this.head = head
    this.firstSeq = head.edge.size
    this.now = now
  }

  /**
   * Locks the log heads of organisations and reads ahead, in one statement. Without waiting there is no batch where another
   * transaction holds the lock. `clock` replaces the database clock for histories told afterwards.
   */
  static async open(
    client: Queryable,
    registry: Registry,
    clock: (() => string) | null,
    entering: readonly Entering[],
    wait: boolean,
  ): Promise<(Batch | null)[]> {
    const wanted = entering.map(({ org, entered, ahead }) => ({
      org,
      entered,
      ids: [...new Set(ahead.ids)],
      counted: [...new Set(ahead.counted)],
    }))
    const found = await run<Opened>(
      client,
      sql`select * from open_batches(${uuids(wanted.map((w) => w.org))},
        ${uuids(wanted.flatMap((w) => w.ids.map(() => w.org)))}, ${uuids(wanted.flatMap((w) => w.ids))},
        ${uuids(wanted.flatMap((w) => w.counted.map(() => w.org)))}, ${texts(wanted.flatMap((w) => w.counted))}, ${wait})`,
    )
    const batches = new Map<string, Batch>()
    for (const row of found) {
      if (row.id === null) {
        const own = wanted.find((w) => w.org === row.org_id)
        if (!own) continue
        const head = { edge: { size: row.size, peaks: row.peaks }, lastLeaf: row.last_leaf }
        const now = Math.max(toMicros(clock ? clock() : row.db_now), toMicros(row.last_at) + 1)
        const batch = new Batch(own.entered, row.org_id, registry, head, now)
        for (const id of own.ids) batch.rows.set(id, null)
        for (const [register, last] of Object.entries(row.counters)) {
          batch.counters.set(register, last)
          batch.written.set(register, last)
        }
        batches.set(row.org_id, batch)
      } else batches.get(row.org_id)?.rows.set(row.id, rowOf(row))
    }
    return wanted.map((w) => batches.get(w.org) ?? null)
  }

  /** The instant the next change gets. */
  get at(): string {
    return toIso(this.now)
  }

  get today(): string {
    return this.at.slice(0, 10)
  }

  get lastSeq(): number {
    return this.firstSeq + this.versions.length - 1
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
      const [row] = await run<{ last: number }>(
        this.client,
        sql`select last from ref_counter where org_id = ${this.org} and register = ${register}`,
      )
      last = row?.last ?? 0
      this.written.set(register, last)
    }
    const before = last
    this.journal.push(() => this.counters.set(register, before))
    this.counters.set(register, last + 1)
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
      shape: shapeOf(register),
      archived: record.archived,
      created_at: record.createdAt,
      created_by: record.createdBy,
      updated_at: record.updatedAt,
      data: toData(register, record),
    }
    const data = canonicalJson(row.data)
    const salt = random16()
    const digest = saltedDigest(salt, bodyText(row, data))
    const words = searchVector(wordsOf(register, record))
    const before = this.rows.get(row.id)
    this.journal.push(() => (before === undefined ? this.rows.delete(row.id) : this.rows.set(row.id, before)))
    this.rows.set(row.id, row)
    this.versions.push({ row, previous, action, sign, data, salt, digest, words })
    if (register.name === this.registry.customFields?.register) this.customDefinitions = null
    this.now += 1
    return row
  }

  /** Starts a request whose changes stand or fall together. */
  begin(): void {
    this.journal = []
    this.mark = this.versions.length
    this.savepoint = null
    this.countedBefore = new Map(this.counters)
  }

  /** Takes back what the request did so far. */
  async undo(): Promise<void> {
    for (const step of this.journal.reverse()) step()
    this.journal = []
    this.customDefinitions = null
    this.versions.length = this.mark
    if (this.savepoint) {
      // Whatever became of what was sent ahead, going back to the savepoint undoes it.
      await Promise.allSettled(this.underWay.splice(0))
      await this.client.query('rollback to savepoint request')
      this.failure = null
      this.flushed = this.mark
      this.head = this.savepoint.head
      this.written = new Map(this.savepoint.written)
      this.savepoint = null
    }
  }

  /** Writes what has gathered, so that a query of this transaction sees it. */
  async flush(): Promise<void> {
    this.sendGathered()
    await Promise.all(this.underWay.splice(0))
  }

  /**
   * In a long request, sends a part as soon as it is large enough and lets others have a turn: PostgreSQL writes while
   * the rest is decided, and the server goes on answering during an import. `left` is how many changes are to come.
   */
  async writeAhead(left: number): Promise<void> {
    const sent = Math.max(this.flushed - this.mark, 0)
    const enough = Math.min(aheadSize.most, Math.max(aheadSize.least, Math.min(sent, left)))
    if (this.versions.length - Math.max(this.flushed, this.mark) < enough) return
    this.sendGathered()
    await new Promise(setImmediate)
  }

  private sendGathered(): void {
    if (this.flushed < this.mark) this.write(this.mark, this.countedBefore)
    if (this.flushed < this.versions.length) {
      if (!this.savepoint) {
        this.sent(this.client.query('savepoint request'))
        this.savepoint = { head: this.head, written: new Map(this.written) }
      }
      this.write(this.versions.length, this.counters)
    }
  }

  /** Sends the rest of all batches of a transaction. All is under way when it returns; the caller waits for it. */
  static finish(client: Queryable, batches: readonly Batch[]): Promise<unknown>[] {
    const unsent = batches.filter((b) => b.flushed < b.versions.length)
    const versions = unsent.reduce((sum, b) => sum + b.versions.length - b.flushed, 0)
    if (versions <= mostInOne) Batch.writeTogether(client, unsent)
    else for (const b of unsent) b.write(b.versions.length, b.counters)
    return batches.flatMap((b) => b.underWay)
  }

  private sent(statement: Promise<unknown>): void {
    statement.catch((error) => {
      this.failure ??= error
    })
    this.underWay.push(statement)
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

  /** Sends the versions up to one, each together with its entry, in pieces of a size that is quick to make and to send. */
  private write(to: number, counted: ReadonlyMap<string, number>): void {
    while (this.flushed < to) {
      const end = Math.min(to, this.flushed + mostInOne)
      const piece = this.piece(end, end < to ? null : counted)
      const { heads, statement } = appendVersions(this.registry, [piece])
      this.entered.growsFrom(this.head.edge.size)
      this.wrote(piece, heads[0], run(this.client, statement))
    }
  }

  /** Sends what is left of several organisations in one statement. */
  private static writeTogether(client: Queryable, batches: readonly Batch[]): void {
    const [first] = batches
    if (!first) return
    const pieces = batches.map((b) => b.piece(b.versions.length, b.counters))
    const { heads, statement } = appendVersions(first.registry, pieces)
    for (const b of batches) b.entered.growsFrom(b.head.edge.size)
    const sent = run(client, statement)
    for (const [i, b] of batches.entries()) b.wrote(pieces[i], heads[i], sent)
  }

  private piece(end: number, counted: ReadonlyMap<string, number> | null): Writing {
    return {
      org: this.org,
      head: this.head,
      versions: this.versions.slice(this.flushed, end),
      counters: [...(counted ?? [])].filter(([register, last]) => this.written.get(register) !== last),
    }
  }

  private wrote(piece: Writing | undefined, head: Head | undefined, statement: Promise<unknown>): void {
    if (!piece || !head) throw new Error('a statement answers for each organisation it writes for')
    this.sent(statement)
    for (const [register, last] of piece.counters) this.written.set(register, last)
    this.head = head
    this.flushed += piece.versions.length
  }
}

/** A statement takes at most this many versions. */
const mostInOne = 1000

/** The columns of a record alone. */
function rowOf(row: Row): Row {
  return {
    id: row.id,
    register: row.register,
    ref: row.ref,
    ref_no: row.ref_no,
    title: row.title,
    state: row.state,
    owner_id: row.owner_id,
    version: row.version,
    shape: row.shape,
    archived: row.archived,
    created_at: row.created_at,
    created_by: row.created_by,
    updated_at: row.updated_at,
    data: row.data,
  }
}
