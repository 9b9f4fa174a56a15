import pg from 'pg'
import { type AnyRecord, Problem, problem, withhold } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Registry } from '../registry.ts'
import { type Row, toRecord } from '../rows.ts'
import { send } from '../sql.ts'
import { Batch } from './batch.ts'
import { makeCaseCodes } from './caseCodes.ts'
import type { CaseCode, Change, CommitRequest, Committed } from './changes.ts'
import { decide } from './decide.ts'
import { firstAnswer, keepAnswer, keyedRequest } from './firstAnswers.ts'
import { makeShared } from './shared.ts'
import { isId } from './validate.ts'
import type { Signature } from './versions.ts'

const { DatabaseError } = pg

interface Waiting {
  readonly request: CommitRequest
  resolve(done: Committed): void
  reject(error: unknown): void
}

/** Most changes of one organisation that a transaction takes together. */
const batchSize = 256
/** More changes than this take a transaction of their own, so that nobody small waits behind them. */
const smallSize = 32
/** Transactions of small changes under way at once: while PostgreSQL writes one, the other is decided. */
const lanes = 2
/** Most organisations that share a transaction. */
const sharing = 16

/** What one organisation brings to a transaction. */
interface Share {
  readonly org: string
  readonly taken: readonly Waiting[]
}

/**
 * The one write path. Requests that arrive while transactions are under way wait and share the next one: those of the
 * same organisation are decided one after the other, each on its own (decision 0003), and small ones of several
 * organisations become durable with one flush (decision 0009).
 */
export function makeCommit(pool: pg.Pool, registry: Registry, clock: (() => string) | null) {
  const place = { pool, registry, clock }
  /** Waiting requests by organisation. */
  const queues = new Map<string, Waiting[]>()
  /** Organisations with requests that wait and no transaction under way, in the order they came. */
  const ready = new Set<string>()
  const busy = new Set<string>()
  let running = 0
  let isDue = false

  const changesOf = (queue: readonly Waiting[]) => queue.reduce((sum, w) => sum + w.request.changes.length, 0)

  function take(org: string): Share {
    const queue = queues.get(org) ?? []
    const taken: Waiting[] = []
    let changes = 0
    for (const next of queue) {
      changes += next.request.changes.length
      if (taken.length > 0 && changes > batchSize) break
      taken.push(next)
    }
    queue.splice(0, taken.length)
    if (queue.length === 0) queues.delete(org)
    ready.delete(org)
    busy.add(org)
    return { org, taken }
  }

  function leave(org: string): void {
    busy.delete(org)
    if (queues.has(org)) ready.add(org)
    startSoon()
  }

  /** Once whoever was answered, or asks in this turn of the event loop, has had the chance to join. */
  function startSoon(): void {
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      start()
    })
  }

  /** Starts as many transactions as there is room for. */
  function start(): void {
    for (const org of ready) {
      if (changesOf(queues.get(org) ?? []) > smallSize) {
        const alone = take(org)
        void commitAlone(place, alone).finally(() => leave(org))
      }
    }
    while (running < lanes && ready.size > 0) {
      running++
      void commitTogether(place, [...ready].slice(0, sharing).map(take), leave).finally(() => {
        running--
        startSoon()
      })
    }
  }

  return (request: CommitRequest): Promise<Committed> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(request.org)
      const waiting = { request, resolve, reject }
      if (queue) queue.push(waiting)
      else queues.set(request.org, [waiting])
      if (busy.has(request.org)) return
      ready.add(request.org)
      startSoon()
    })
}

interface WritePlace {
  readonly pool: pg.Pool
  readonly registry: Registry
  readonly clock: (() => string) | null
}

type Outcome = { ok: Committed } | { refused: Problem }

function answerAll(taken: readonly Waiting[], outcomes: readonly Outcome[]): void {
  taken.forEach((w, i) => {
    const outcome = outcomes[i] as Outcome
    if ('ok' in outcome) w.resolve(outcome.ok)
    else w.reject(outcome.refused)
  })
}

/**
 * Shares of several organisations in one transaction. When the database refuses it as a whole, each organisation gets
 * one of its own, so that none fails for another; so does one whose log another process holds, so that none waits for it.
 */
async function commitTogether(place: WritePlace, shares: readonly Share[], left: (org: string) => void): Promise<void> {
  const alone = (share: Share) => commitAlone(place, share).finally(() => left(share.org))
  try {
    const outcomes = await transaction(place, shares, false)
    shares.forEach((share, i) => {
      const own = outcomes[i]
      // The next small changes do not wait for one that is held.
      if (own) {
        left(share.org)
        answerAll(share.taken, own)
      } else void alone(share)
    })
  } catch (error) {
    if (isRefusal(error)) {
      await Promise.all(shares.map(alone))
      return
    }
    for (const { org, taken } of shares) {
      left(org)
      for (const w of taken) w.reject(error)
    }
  }
}

async function commitAlone(place: WritePlace, { org, taken }: Share): Promise<void> {
  try {
    const [outcomes] = await transaction(place, [{ org, taken }], true)
    if (outcomes) answerAll(taken, outcomes)
    else for (const w of taken) w.reject(problem('access/not-found', say`There is no such organisation.`))
  } catch (error) {
    // Try each alone, so that one bad request does not fail its neighbours.
    if (taken.length > 1 && isRefusal(error)) for (const w of taken) await commitAlone(place, { org, taken: [w] })
    else for (const w of taken) w.reject(error)
  }
}

/**
 * Whether the database refused the transaction, so that nothing of it is there. After a lost connection nobody knows
 * whether it was committed, and to try again could do everything twice.
 */
const isRefusal = (error: unknown): boolean => error instanceof DatabaseError && error.severity === 'ERROR'

/** What came of each share; null where the log is not there, or held by another process when nobody waits for it. */
async function transaction(
  { pool, registry, clock }: WritePlace,
  shares: readonly Share[],
  wait: boolean,
): Promise<(Outcome[] | null)[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  let batches: (Batch | null)[] = []
  try {
    send(client.query('begin'))
    const entered = makeShared(client)
    const entering = shares.map(({ org, taken }) => {
      const changes = taken.flatMap((w) => w.request.changes)
      const counted = changes.filter((c) => c.do === 'create').map((c) => c.register)
      return { org, entered: entered(org), ahead: { ids: idsIn(registry, changes), counted } }
    })
    batches = await Batch.open(client, registry, clock, entering, wait)
    const outcomes: (Outcome[] | null)[] = []
    for (const [i, batch] of batches.entries()) {
      if (!batch) {
        outcomes.push(null)
        continue
      }
      const own: Outcome[] = []
      for (const { request } of shares[i]?.taken ?? []) own.push(await answer(batch, request))
      outcomes.push(own)
    }
    // The commit travels with the writes: PostgreSQL makes it a rollback when one of them fails, and so do we.
    const unwritten = batches.filter((b) => b !== null)
    await Promise.all([...Batch.finish(client, unwritten), client.query('commit')])
    return outcomes
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw batches.find((b) => b?.failure)?.failure ?? error
  } finally {
    client.release(broken)
  }
}

/** Ids of the records that changes are about or link to, so that one query reads them all. */
function idsIn(registry: Registry, changes: readonly Change[]): string[] {
  return changes.flatMap((change) => {
    const links = registry.get(change.register)?.links ?? {}
    const values = 'values' in change ? (change.values ?? {}) : {}
    const linked = Object.keys(links).flatMap((name) => values[name] ?? [])
    return [...(change.id === undefined ? [] : [change.id]), ...linked]
      .filter(isId)
      .map((id) => String(id).toLowerCase())
  })
}

async function answer(batch: Batch, request: CommitRequest): Promise<Outcome> {
  const { client } = batch
  batch.begin()
  try {
    const keyed = keyedRequest(request)
    const known = keyed && (await firstAnswer(client, batch.registry, keyed))
    if (known) return { ok: known }
    const unproved = request.proof instanceof Problem ? request.proof : null
    const sign: Signature = {
      actor: request.actor,
      reason: request.reason?.trim() || null,
      requestId: request.requestId ?? null,
      proof: request.proof instanceof Problem ? null : (request.proof ?? null),
    }
    const rows: Row[] = []
    for (const change of request.changes) {
      rows.push(await decideAt(batch, change, sign, rows.length, request.changes.length))
      await batch.writeAhead(request.changes.length - rows.length)
    }
    if (unproved) throw unproved
    const codes = await makeCaseCodes(batch, rows)
    const ok = committedOf(batch, request, rows, codes)
    if (keyed) await keepAnswer(client, keyed, ok)
    return { ok }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await batch.undo()
    return { refused: error }
  }
}

function committedOf(
  batch: Batch,
  request: CommitRequest,
  rows: readonly Row[],
  codes: readonly CaseCode[],
): Committed {
  let records: readonly AnyRecord[] | null = null
  return {
    // Made when somebody looks: an import of thousands never does.
    get records() {
      records ??= [...new Map(rows.map((r) => [r.id, r])).values()].map((row) => {
        const register = mustGet(batch, row.register)
        return withhold(register, request.actor, toRecord(register, row))
      })
      return records
    },
    seq: batch.lastSeq,
    at: batch.at,
    ...(codes.length > 0 ? { codes } : {}),
  }
}

function mustGet(batch: Batch, name: string) {
  const register = batch.registry.get(name)
  if (!register) throw new Error(`the store was not given the register ${name}`)
  return register
}

/** In a list of changes the problem says which one it is about. */
async function decideAt(
  batch: Batch,
  change: CommitRequest['changes'][number],
  sign: Signature,
  index: number,
  total: number,
): Promise<Row> {
  try {
    return await decide(batch, change, sign)
  } catch (error) {
    if (total === 1 || !(error instanceof Problem)) throw error
    throw new Problem(error.code, { ...error.details, data: { ...error.details.data, change: index } })
  }
}
