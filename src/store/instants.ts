/** Microseconds since 1970 UTC; exact as a number until the year 2255. */
export type Micros = number

/** The second that was read or written last, as text and in microseconds: instants come in runs of the same one. */
let known = { second: '1970-01-01T00:00:00', micros: 0 }

export function toMicros(iso: string): Micros {
  if (iso.length === 27 && iso.startsWith(known.second) && /\.\d{6}Z$/.test(iso))
    return known.micros + Number(iso.slice(20, 26))
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(iso)
  const seconds = match ? Date.parse(`${match[1]}Z`) : Number.NaN
  if (!match || Number.isNaN(seconds)) throw new RangeError(`"${iso}" is not an instant in UTC`)
  known = { second: match[1] as string, micros: seconds * 1000 }
  return known.micros + Number((match[2] ?? '').padEnd(6, '0'))
}

export function toIso(micros: Micros): string {
  const rest = micros - known.micros
  if (rest >= 0 && rest < 1_000_000) return `${known.second}.${String(rest).padStart(6, '0')}Z`
  const second = Math.floor(micros / 1_000_000)
  known = { second: new Date(second * 1000).toISOString().slice(0, 19), micros: second * 1_000_000 }
  return `${known.second}.${String(micros - known.micros).padStart(6, '0')}Z`
}

/** The last microsecond of a day: "as of 31 March" shows what stood when that day ended. */
export const endOfDay = (day: string): string => `${day}T23:59:59.999999Z`
