import type pg from 'pg'
import { type Queryable, run, send, sql } from '../sql.ts'

/** The connection of a transaction as one organisation uses it. */
export interface Entered {
  /** Whatever is asked through it runs as the organisation, which is entered first when another one was before. */
  readonly client: Queryable
  /** Says how long the log is before more is written. */
  growsFrom(size: number): void
}

/** How long the longest log was when the connection last made its plans. */
const plannedAt = new WeakMap<pg.PoolClient, number>()

/** A transaction that several organisations may share, each through a face of its own. */
export function makeShared(client: pg.PoolClient): (org: string) => Entered {
  let entered: string | null = null
  const face = (before: () => void): Queryable => {
    const query = (...args: unknown[]) => {
      before()
      return (client.query as (...all: unknown[]) => unknown).apply(client, args)
    }
    // The driver's overloads hold: arguments and answers pass through untouched.
    return { query: query as Queryable['query'] }
  }
  return (org) => ({
    client: face(() => {
      if (entered === org) return
      entered = org
      send(run(client, sql`select set_config('app.org', ${org}, true)`))
    }),
    growsFrom(size) {
      // A plan is kept for the life of the connection. One that was made while tables were all but empty goes through
      // all rows of the organisation, which looked as cheap as any key; statistics would take minutes to say otherwise.
      const planned = plannedAt.get(client)
      if (planned !== undefined && size <= planned * 4 + 100) return
      plannedAt.set(client, size)
      if (planned !== undefined) send(client.query('discard plans'))
    },
  })
}
