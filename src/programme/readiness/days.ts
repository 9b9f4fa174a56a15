import { type Said, say } from '../../model/say.ts'

/** Day arithmetic on `yyyy-mm-dd` in UTC, and the conventions of the readiness rules for dates that are missing. */

const dayLength = 86_400_000

export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / dayLength,
  )
}

/** A missing date counts as infinitely old, so that absence is flagged and not hidden. */
export const isBefore = (date: string | null, limit: string): boolean => date === null || date < limit

/** A missing date was never reached. */
export const isSince = (date: string | null, limit: string): boolean => date !== null && date >= limit

/** "was due on 2026-03-01" or "has no due date": the half sentence after a record's name. */
export const lateBy = (date: string | null, noun: Said): Said =>
  date === null ? say`has no date for ${noun}` : say`had ${noun} due on ${date}`

/** The newest of some dates; null when there is none. */
export function newest(dates: Iterable<string | null>): string | null {
  let found: string | null = null
  for (const date of dates) if (date !== null && (found === null || date > found)) found = date
  return found
}
