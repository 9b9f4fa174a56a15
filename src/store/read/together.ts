import type pg from 'pg'
import { run, type Sql } from '../sql.ts'

/** Statements under way for one organisation; who asks meanwhile goes with the next. */
const mostUnderWay = 2
/** With this many ids waiting no further request joins the statement. */
const mostTogether = 200

interface Asked<R> {
  readonly ids: readonly string[]
  readonly done: (rows: ReadonlyMap<string, R>) => void
  readonly failed: (error: unknown) => void
}

interface Counter<R> {
  readonly waiting: Asked<R>[]
  underWay: number
  isCalled: boolean
}

/**
 * Reads rows of records by id as they stand now, whatever their register and whoever may see them. Requests of one
 * organisation that arrive together share a statement: under load most of the time of a small read is spent on going to the
 * database and back, not on finding the row. Every statement begins after those it serves have asked, so nobody is
 * answered with an older state. `ask` makes the statement for ids, and says how each of its rows is read.
 */
export function readTogether<R extends { readonly id: string }, S extends pg.QueryResultRow>(
  ask: (pool: pg.Pool, org: string, ids: readonly string[]) => { readonly statement: Sql; read(row: S): R },
) {
  const counters = new WeakMap<pg.Pool, Map<string, Counter<R>>>()

  return async (pool: pg.Pool, org: string, ids: readonly string[]): Promise<ReadonlyMap<string, R>> => {
    const byOrg = counters.get(pool) ?? new Map<string, Counter<R>>()
    counters.set(pool, byOrg)
    const counter = byOrg.get(org) ?? { waiting: [], underWay: 0, isCalled: false }
    byOrg.set(org, counter)
    return new Promise((done, failed) => {
      counter.waiting.push({ ids: ids.map((id) => id.toLowerCase()), done, failed })
      call(pool, org, byOrg, counter)
    })
  }

  /** Serves who waits once this turn of the event loop has brought everybody it brings. */
  function call(pool: pg.Pool, org: string, byOrg: Map<string, Counter<R>>, counter: Counter<R>): void {
    if (counter.isCalled || counter.underWay >= mostUnderWay) return
    counter.isCalled = true
    setImmediate(() => {
      counter.isCalled = false
      counter.underWay++
      void serve(pool, org, takeSome(counter.waiting)).then(() => {
        counter.underWay--
        if (counter.waiting.length > 0) call(pool, org, byOrg, counter)
        else if (counter.underWay === 0 && !counter.isCalled) byOrg.delete(org)
      })
    })
  }

  async function serve(pool: pg.Pool, org: string, asked: readonly Asked<R>[]): Promise<void> {
    try {
      const ids = [...new Set(asked.flatMap((a) => a.ids))]
      const { statement, read } = ask(pool, org, ids)
      const rows = await run<S>(pool, statement)
      const byId = new Map(rows.map((row) => [row.id, read(row)]))
      for (const { done } of asked) done(byId)
    } catch (error) {
      for (const { failed } of asked) failed(error)
    }
  }
}

function takeSome<R>(waiting: Asked<R>[]): Asked<R>[] {
  let ids = 0
  let count = 0
  while (count < waiting.length && (count === 0 || ids < mostTogether)) ids += waiting[count++]?.ids.length ?? 0
  return waiting.splice(0, count)
}
