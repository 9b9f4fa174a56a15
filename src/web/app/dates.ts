import { locale, t } from './i18n.ts'

const dayMs = 86_400_000

/** A UTC day `yyyy-mm-dd` in words: `31 March 2026`. */
export function showDay(day: string, style: 'long' | 'short' = 'long'): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: style, year: 'numeric', timeZone: 'UTC' }).format(
    at,
  )
}

/** The month of a UTC day: `Mar 2026`. */
export const showMonth = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )

/** A UTC day without its year, for axes whose years are clear: `14 Dec`. */
export const showDayOfYear = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )

/** An instant in the reader's own time zone: `31 Mar 2026, 14:05`. */
export function showInstant(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** How long ago, in the roughest unit that still says something: `3 days ago`. */
export function showAgo(instant: string, now: number = Date.now()): string {
  const passed = now - new Date(instant).getTime()
  if (passed < 60_000) return t('just now')
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  if (passed < 3_600_000) return format.format(-Math.round(passed / 60_000), 'minute')
  if (passed < dayMs) return format.format(-Math.round(passed / 3_600_000), 'hour')
  if (passed < 45 * dayMs) return format.format(-Math.round(passed / dayMs), 'day')
  return showDay(instant, 'short')
}

export const showNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value)

/** Size of a file as people say it. */
export function showSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: units[step],
    // Short, "762 byte" would keep the singular.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}
