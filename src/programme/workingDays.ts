/** Days are `yyyy-mm-dd`; Monday to Friday are worked, holidays are the organisation's to plan around. */
export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

export const addMonths = (day: string, months: number): string =>
  Temporal.PlainDate.from(day).add({ months }).toString()

/** Days from the first to the second; negative when the second is earlier. */
export const daysBetween = (from: string, until: string): number => Temporal.PlainDate.from(from).until(until).days

export function isWorkingDay(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek <= 5
}

/** The day itself if it is worked, the next Monday otherwise. */
export function onWorkingDay(day: string): string {
  const weekday = Temporal.PlainDate.from(day).dayOfWeek
  return weekday <= 5 ? day : addDays(day, 8 - weekday)
}

export const nextWorkingDay = (day: string): string => onWorkingDay(addDays(day, 1))

export const mondayOf = (day: string): string => addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek)

/** Working days after the first up to and including the second; negative when the second is earlier. */
export function workingDaysBetween(from: string, until: string): number {
  if (until < from) return -workingDaysBetween(until, from)
  const days = daysBetween(from, until)
  const weeks = Math.floor(days / 7)
  const rest = Array.from({ length: days % 7 }, (_, i) => addDays(from, weeks * 7 + i + 1))
  return weeks * 5 + rest.filter(isWorkingDay).length
}
