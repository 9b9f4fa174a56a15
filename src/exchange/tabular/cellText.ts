import { type Said, say } from '../../model/say.ts'

/** How cells of both workbook formats become text, so that .xls and .xlsx of one sheet read the same. */

export const unifyLineBreaks = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

/** The shortest text of a number, without binary noise beyond the 15 digits spreadsheets keep. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : ''
}

/** A spreadsheet's day count as ISO text: a date, a date with time, or a time alone when there are no whole days. */
export function serialText(serial: number, is1904: boolean): string {
  if (serial < 0 || serial > 2_958_465.999_99) return numberText(serial)
  if (serial < 1 && !is1904) return timeText(Math.round(serial * 86_400))
  // Day 60 of the 1900 system is 29 February 1900, which never was; days before it are one less.
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  return instantText(Math.round((days - 25_569) * 86_400_000))
}

/** Milliseconds since 1970 (UTC is used as "no zone") as ISO date, with the time only when there is one. */
export function instantText(milliseconds: number): string {
  const iso = new Date(Math.round(milliseconds / 1000) * 1000).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}

function timeText(seconds: number): string {
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}

/** Whether a number format shows a date or time: date letters in its first part outside quotes, escapes and brackets. */
export function isDateFormat(format: string): boolean {
  const first = format.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0]!
  const elapsed = /\[(h+|m+|s+)\]/i.test(first) // durations such as [h]:mm are amounts, not moments
  const bare = first.replace(/\[[^\]]*\]/g, '')
  return !elapsed && !/general/i.test(bare) && /[dmyhs]/i.test(bare)
}

/** A day shown without its year ("22-Nov"): spreadsheets make that of "Nov-22" and add the year of typing by themselves. */
export function hidesYear(format: string): boolean {
  return isDateFormat(format) && !/y/i.test(format) && /d|mmm/i.test(format)
}

export function noteHiddenYears(lines: number[]): Said[] {
  if (lines.length === 0) return []
  const shown = [...new Set(lines)].slice(0, 5).join(', ')
  return [
    say`${lines.length} dates are shown without a year in the workbook (first in row ${shown}). The year was added by the spreadsheet program; check that "22-Nov" did not mean November 2022.`,
  ]
}
