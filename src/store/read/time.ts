import type pg from 'pg'
import { isDay } from '../../model/fields/date.ts'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { endOfDay, toMicros } from '../instants.ts'
import { inOrganisation, raw, run, type Sql, sql } from '../sql.ts'

/** The instant a read is about: null for now. */
export type AsOf = string | null

/** A writer holds its instant at most this long before it commits. */
const settlingMicros = 120_000_000

/** Reads what a person wrote as the time to look at: a day (its end) or an instant, never in the future. */
export function parseAsOf(text: string | undefined, now: string): AsOf {
  if (text === undefined || text === '') return null
  let instant: string
  if (isDay(text)) {
    if (text === now.slice(0, 10)) return now
    instant = endOfDay(text)
  } else {
    instant = text
  }
  let micros: number
  try {
    micros = toMicros(instant)
  } catch {
    throw problem(
      'time/invalid',
      say`"${text}" is neither a day like 2026-03-31 nor an instant like 2026-03-31T12:00:00Z.`,
    )
  }
  if (micros > toMicros(now))
    throw problem('time/invalid', say`${text} lies in the future; OpenAIMS shows what was recorded until now.`)
  return instant
}

/**
 * Waits until every change with an instant up to `asOf` is committed, so that the answer stays the same for ever. Only
 * the last two minutes can hold an unfinished one.
 */
export async function settle(pool: pg.Pool, org: string, asOf: AsOf, now: string): Promise<void> {
  if (asOf === null || toMicros(asOf) < toMicros(now) - settlingMicros) return
  await inOrganisation(pool, org, (client) =>
    run(client, sql`select 1 as settled from log_head where org_id = ${org} for share`),
  )
}

/** The table and condition that hold the state of records at a time; alias `r`. */
export function stateAt(org: string, asOf: AsOf): Sql {
  if (asOf === null) return sql`record r where r.org_id = ${org}`
  return sql`record_version r where r.org_id = ${org} and r.valid_from <= ${asOf}::timestamptz and (r.valid_to is null or r.valid_to > ${asOf}::timestamptz)`
}

/** Whether a link row (alias `l`) held at the time. */
export function linkAt(asOf: AsOf): Sql {
  if (asOf === null) return raw('l.valid_to is null')
  return sql`l.valid_from <= ${asOf}::timestamptz and (l.valid_to is null or l.valid_to > ${asOf}::timestamptz)`
}
