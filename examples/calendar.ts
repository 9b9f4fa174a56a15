/** The day the story is told up to, in its own calendar; it is laid on the day somebody opens the example. */
export const storyToday = '2026-09-30'

/** Days the story is moved by when it is opened on `today`. */
export const shiftTo = (today: string): number =>
  Temporal.PlainDate.from(storyToday).until(Temporal.PlainDate.from(today), { largestUnit: 'day' }).days

export function shiftDay(day: string, days: number): string {
  return day.startsWith('fixed:') ? day.slice(6) : Temporal.PlainDate.from(day).add({ days }).toString()
}

export function shiftInstant(instant: string, days: number): string {
  return `${shiftDay(instant.slice(0, 10), days)}${instant.slice(10)}`
}

/** A day of the story by its distance from today: `exampleDay('2026-11-25', -1)` is yesterday. */
export const exampleDay = (today: string, offset: number): string => shiftDay(today, offset)

const months = 'January February March April May June July August September October November December'.split(' ')

/** Days inside sentences move too: `{2026-03-16}`, `{2026-03-16 month}` and `{2026-03-16 year}`. */
export function shiftText(text: string, days: number): string {
  return text.replace(/\{(\d{4}-\d\d-\d\d)(?: (month|year))?\}/g, (_all, day: string, form: string | undefined) => {
    const date = Temporal.PlainDate.from(shiftDay(day, days))
    const month = months[date.month - 1]
    if (form === 'year') return String(date.year)
    return form === 'month' ? `${month} ${date.year}` : `${date.day} ${month} ${date.year}`
  })
}
