import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type AnyRecord, Problem, problem } from '../../model/index.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import type { Registry } from '../registry.ts'
import { type Row, toRecord } from '../rows.ts'
import { type Queryable, run, send, sql } from '../sql.ts'
import { Batch } from './batch.ts'
import type { Change, CommitRequest } from './changes.ts'
import { decide } from './decide.ts'
import { isId } from './validate.ts'
import type { Signature } from './versions.ts'

/** What a commit led to: the records as they stand now, and where the log stood after it. */
export interface Committed {
  readonly records: readonly AnyRecord[]
  readonly seq: number
  readonly at: string
}

interface Waiting {
  readonly request: CommitRequest
  resolve(done: Committed): void
  reject(error: unknown): void
}

/** Most changes one transaction takes together. */
const batchSize = 256

/**
 * The one write path. Requests for the same organisation that arrive while a transaction is under way wait and share
 * the next one: they are decided one after the other, each on its own, and become durable with one flush (decision 0003).
 */
export function makeCommit(pool: pg.Pool, registry: Registry, clock: (() => string) | null) {
  const queues = new Map<string, Waiting[]>()

  async function drain(org: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const taken: Waiting[] = []
      let changes = 0
      while (
        queue.length > 0 &&
        (taken.length === 0 || changes + (queue[0]?.request.changes.length ?? 0) <= batchSize)
      ) {
        const next = queue.shift() as Waiting
        changes += next.request.changes.length
        taken.push(next)
      }
      await commitTogether(pool, registry, clock, org, taken)
    }
    queues.delete(org)
  }

  return (request: CommitRequest): Promise<Committed> =>
    new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject }
      const queue = queues.get(request.org)
      if (queue) {
        queue.push(waiting)
        return
      }
      const fresh = [waiting]
      queues.set(request.org, fresh)
      void drain(request.org, fresh)
    })
}

type Outcome = { ok: Committed } | { refused: Problem }

async function commitTogether(
  pool: pg.Pool,
  registry: Registry,
  clock: (() => string) | null,
  org: string,
  taken: Waiting[],
): Promise<void> {
  try {
    const outcomes = await transaction(
      pool,
      registry,
      clock,
      org,
      taken.map((w) => w.request),
    )
    taken.forEach((w, i) => {
      const outcome = outcomes[i] as Outcome
      if ('ok' in outcome) w.resolve(outcome.ok)
      else w.reject(outcome.refused)
    })
  } catch (error) {
    // The database refused the whole: try each alone, so that one bad request does not fail its neighbours.
    if (taken.length === 1) {
      taken[0]?.reject(error)
      return
    }
    for (const w of taken) await commitTogether(pool, registry, clock, org, [w])
  }
}

async function transaction(
  pool: pg.Pool,
  registry: Registry,
  clock: (() => string) | null,
  org: string,
  requests: readonly CommitRequest[],
): Promise<Outcome[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  let batch: Batch | null = null
  try {
    send(client.query('begin'))
    send(run(client, sql`select set_config('app.org', ${org}, true)`))
    const changes = requests.flatMap((r) => r.changes)
    const ahead = {
      ids: idsIn(registry, changes),
      counted: changes.filter((c) => c.do === 'create').map((c) => c.register),
    }
    batch = await Batch.open(client, org, registry, clock, ahead)
    if (!batch) {
      await client.query('rollback')
      return requests.map(() => ({ refused: problem('access/not-found', 'There is no such organisation.') }))
    }
    const outcomes: Outcome[] = []
    for (const request of requests) outcomes.push(await answer(client, batch, request))
    // The commit travels with the writes: PostgreSQL makes it a rollback when one of them fails, and so do we.
    await Promise.all([...batch.finish(), client.query('commit')])
    return outcomes
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw batch?.failure ?? error
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

async function answer(client: Queryable, batch: Batch, request: CommitRequest): Promise<Outcome> {
  batch.begin()
  try {
    const digest = request.idempotencyKey === undefined ? null : digestOf(request)
    if (digest !== null) {
      const known = await firstAnswer(client, request, digest)
      if (known) return { ok: known }
    }
    const sign: Signature = {
      actor: request.actor,
      reason: request.reason?.trim() || null,
      requestId: request.requestId ?? null,
    }
    const rows: Row[] = []
    for (const change of request.changes) {
      rows.push(await decideAt(batch, change, sign, rows.length, request.changes.length))
      await batch.writeAhead()
    }
    const last = [...new Map(rows.map((r) => [r.id, r])).values()]
    const ok: Committed = {
      records: last.map((row) => toRecord(mustGet(batch, row.register), row)),
      seq: batch.lastSeq,
      at: batch.at,
    }
    if (digest !== null) {
      await run(
        client,
        sql`insert into idempotency (org_id, actor_id, key, request, answer, at)
          values (${request.org}, ${request.actor.id}, ${request.idempotencyKey}, ${digest}, ${JSON.stringify(ok)}, now())`,
      )
    }
    return { ok }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await batch.undo()
    return { refused: error }
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

const digestOf = (request: CommitRequest) =>
  createHash('sha256')
    .update(canonicalJson({ changes: request.changes, reason: request.reason ?? null }))
    .digest()

async function firstAnswer(client: Queryable, request: CommitRequest, digest: Buffer): Promise<Committed | null> {
  const [row] = await run<{ request: Buffer; answer: Committed }>(
    client,
    sql`select request, answer from idempotency where org_id = ${request.org} and actor_id = ${request.actor.id} and key = ${request.idempotencyKey}`,
  )
  if (!row) return null
  if (!row.request.equals(digest)) throw problem('key/reused')
  return row.answer
}
