import pg from 'pg'

/** Bare connections of the application role: what the driver and PostgreSQL do with nothing of ours in between. */
export async function openRaw(appUrl: string, org: string, connections: number): Promise<pg.Client[]> {
  const options = '-c role=openaims_app -c search_path=openaims -c timezone=UTC'
  return Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: appUrl, options })
      await client.connect()
      await client.query(`select set_config('app.org', $1, false)`, [org])
      return client
    }),
  )
}

export const closeRaw = (clients: readonly pg.Client[]) => Promise.all(clients.map((c) => c.end()))

export interface Rate {
  readonly perSecond: number
  /** Milliseconds of each. */
  readonly times: readonly number[]
}

/** Does the work on every worker over and over for some seconds, each worker one at a time. */
export async function repeat<W>(
  workers: readonly W[],
  seconds: number,
  work: (worker: W, n: number) => Promise<unknown>,
): Promise<Rate> {
  const times: number[] = []
  let n = 0
  const began = performance.now()
  const until = began + seconds * 1000
  await Promise.all(
    workers.map(async (worker) => {
      while (performance.now() < until) {
        const start = performance.now()
        await work(worker, n++)
        times.push(performance.now() - start)
      }
    }),
  )
  return { perSecond: times.length / ((performance.now() - began) / 1000), times }
}
