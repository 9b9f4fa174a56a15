const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** The UTC day of a day or an instant in words: `31 March 2026`. Anything else stays as it is. */
export function showDay(when: string): string {
  const at = new Date(`${when.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? when : dayFormat.format(at)
}

/** An instant with its time in UTC, a day as a day: `31 March 2026, 09:30 UTC`. */
export function showMoment(when: string): string {
  return when.length > 10 ? `${showDay(when)}, ${when.slice(11, 16)} UTC` : showDay(when)
}

/** Age in whole days of a day or instant, seen from another. */
export function daysBetween(from: string, to: string): number {
  return Math.floor(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  )
}

/** Midday of the as-of day: what files that must carry a time are stamped with, so that equal contents give equal bytes. */
export function stampOf(asOf: string): Date {
  return new Date(`${asOf.slice(0, 10)}T12:00:00Z`)
}
