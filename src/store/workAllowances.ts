import { createHash } from 'node:crypto'
import type pg from 'pg'
import { run, sql } from './sql.ts'

/** What accounts may still ask of costly work, counted in the database for all servers together. */
export function makeWorkAllowances(pool: pg.Pool) {
  return {
    /**
     * Takes one request of so many that come back evenly over so many seconds; 0 when it may go on, otherwise the seconds
     * until the next one may. One statement, so that of many that ask at once no more go on than may.
     */
    async take(what: string, requests: number, seconds: number): Promise<number> {
      const rate = requests / seconds
      // A time that lies ahead, after a clock was set back, gives nothing and is replaced by the time of now.
      const given = sql`least(${requests}::float8, w.remaining + greatest(0, extract(epoch from now() - w.at))::float8 * ${rate}::float8)`
      const [row] = await run<{ wait: number }>(
        pool,
        sql`insert into work_allowance as w (key, remaining, allowed, at) values (${digest(what)}, ${requests}::float8 - 1, true, now())
          on conflict (key) do update set remaining = ${given} - case when ${given} >= 1 then 1 else 0 end,
            allowed = ${given} >= 1, at = now()
          returning case when allowed then 0 else greatest(1, ceil((1 - remaining) / ${rate}::float8))::int end as wait`,
      )
      return row?.wait ?? 0
    },
  }
}

const digest = (what: string) => createHash('sha256').update(`allowance ${what}`).digest()
