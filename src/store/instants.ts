/** Microseconds since 1970 UTC; exact as a number until the year 2255. */
export type Micros = number

export function toMicros(iso: string): Micros {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(iso)
  const seconds = match ? Date.parse(`${match[1]}Z`) : Number.NaN
  if (!match || Number.isNaN(seconds)) throw new RangeError(`"${iso}" is not an instant in UTC`)
  return seconds * 1000 + Number((match[2] ?? '').padEnd(6, '0'))
}

export function toIso(micros: Micros): string {
  const millis = Math.floor(micros / 1000)
  return `${new Date(millis).toISOString().slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z`
}

/** The last microsecond of a day: "as of 31 March" shows what stood when that day ended. */
export const endOfDay = (day: string): string => `${day}T23:59:59.999999Z`
