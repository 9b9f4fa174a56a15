import { type Said, say } from '../model/say.ts'

/**
 * Reads dates as people write them, without guessing: what could mean two days, or is not a date, stays text with the
 * reason. Serial numbers of spreadsheets are not read here; a cell typed as a date already arrives as an ISO date.
 */
export type DatePrecision = 'day' | 'month' | 'year'
export type GivenDate = { iso: string; precision: DatePrecision }
export type NotADate = { text: string; problem: Said; reason: NotADateReason }
/** absent: the text says there is no date · ambiguous: several dates fit · inexact: a range, period or remark */
export type NotADateReason = 'absent' | 'ambiguous' | 'impossible' | 'inexact' | 'not-a-date'

export type DateOptions = {
  /** How all-number dates with slashes, dots or dashes are meant: month first or day first. */
  order?: 'mdy' | 'dmy'
}

export function readDate(given: string, options: DateOptions = {}): GivenDate | NotADate {
  const text = given.replace(/\s+/g, ' ').trim()
  for (const read of [readIso, readNumeric, readMonthName, readYear]) {
    const date = read(text, options)
    if (date) return 'iso' in date ? date : { text: given, ...date }
  }
  return { text: given, ...explain(text) }
}

export const isDate = (read: GivenDate | NotADate): read is GivenDate => 'iso' in read

type Refusal = Omit<NotADate, 'text'>
type Outcome = GivenDate | Refusal | null

/** 2024-10-16 · 2024/10/16 · 2024-10-16T09:30:00Z · 2024-10 (the day is taken as written, whatever the time zone) */
function readIso(text: string): Outcome {
  const day =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?$/i.exec(
      text,
    )
  if (day) return dayOf(day[1]!, day[2]!, day[3]!)
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text)
  return month ? monthOf(month[1]!, month[2]!) : null
}

/** 3/14/2024 · 14.3.2024 · 14-3-2024 · 10/2023, with a time after the day allowed */
function readNumeric(text: string, { order }: DateOptions): Outcome {
  const month = /^(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (month) return monthOf(month[2]!, month[1]!)
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/.test(text)) {
    return refuse('ambiguous', say`The year has only two digits; write all four.`)
  }
  const day = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?$/i.exec(text)
  if (!day) return null
  const [first, second, year] = [Number(day[1]), Number(day[3]), day[4]!]
  if (order === 'mdy') return dayOf(year, first, second, say`month first, as declared`)
  if (order === 'dmy') return dayOf(year, second, first, say`day first, as declared`)
  if (first > 12) return dayOf(year, second, first)
  if (second > 12 || first === second) return dayOf(year, first, second)
  const [asMonth, asDay] = [isoDay(year, first, second), isoDay(year, second, first)]
  return refuse('ambiguous', say`It may mean ${asMonth} or ${asDay}; say whether the month or the day comes first.`)
}

const fullNames = [
  say`January`,
  say`February`,
  say`March`,
  say`April`,
  say`May`,
  say`June`,
  say`July`,
  say`August`,
  say`September`,
  say`October`,
  say`November`,
  say`December`,
]
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const name =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const monthFirst = new RegExp(`^${name} (\\d{1,2})(?:st|nd|rd|th)?,? ?(\\d{4})$`, 'i')
const dayFirst = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -](?:of )?${name}[ ,-]+(\\d{4})$`, 'i')
const yearFirst = new RegExp(`^(\\d{4})[ -]${name}(?:[ -](\\d{1,2}))?$`, 'i')
const monthOnly = new RegExp(`^${name}[ ,/-]*(?:of )?(\\d{4})$`, 'i')
const shortYear = new RegExp(`^(?:${name}[ '’-]+(\\d{2})|(\\d{1,2})[ -]${name})$`, 'i')

/** January 5, 2021 · 5 January 2021 · 5-Jan-2021 · Jan 2021; "Nov-22" and "22-Nov" stay text */
function readMonthName(text: string): Outcome {
  const named = monthFirst.exec(text)
  if (named) return dayOf(named[3]!, monthNumber(named[1]!), named[2]!)
  const dayed = dayFirst.exec(text)
  if (dayed) return dayOf(dayed[3]!, monthNumber(dayed[2]!), dayed[1]!)
  const yeared = yearFirst.exec(text)
  if (yeared) {
    const month = monthNumber(yeared[2]!)
    return yeared[3] ? dayOf(yeared[1]!, month, yeared[3]) : monthOf(yeared[1]!, month)
  }
  const only = monthOnly.exec(text)
  if (only) return monthOf(only[2]!, monthNumber(only[1]!))
  const short = shortYear.exec(text)
  if (!short) return null
  const month = monthNumber((short[1] ?? short[4])!)
  const number = Number(short[2] ?? short[3])
  const [monthName, year] = [fullNames[month - 1], String(2000 + number)]
  return refuse(
    'ambiguous',
    number >= 1 && number <= 31
      ? say`It may mean ${String(number)} ${monthName} of a year not given, or ${monthName} ${year}; write the year with four digits.`
      : say`It may mean ${monthName} ${year}; write the year with four digits.`,
  )
}

function readYear(text: string): Outcome {
  const year = /^(?:(?:calendar(?: year)?|CY) ?)?(\d{4})$/i.exec(text)?.[1]
  if (!year) return null
  return isYear(year) ? { iso: year, precision: 'year' } : refuse('impossible', say`${year} is not a year of our time.`)
}

const within = /(?<!\d)(\d{4}-\d{2}(?:-\d{2})?|\d{1,2}\/\d{1,2}\/\d{4}|\d{1,2}\/\d{4})(?!\d)/g

/** Why a text is no date, from the most specific reason to the least. */
function explain(text: string): Refusal {
  if (text === '') return refuse('absent', say`The cell is empty.`)
  if (/^(n\/?a|n\.a\.?|not applicable|none|nil|null|-+|–|—)$/i.test(text))
    return refuse('absent', say`The text says there is no date.`)
  if (/^(n\/?a|not applicable)\b/i.test(text)) return refuse('absent', say`The text says there is no date and why.`)
  if (/\bFY ?'?\d{2,4}\b|\bfiscal\b|\bQ[1-4] ?F?Y?\d/i.test(text)) {
    return refuse('inexact', say`It names a fiscal year or quarter, not a date.`)
  }
  if (/\bQ[1-4]\b/i.test(text)) return refuse('inexact', say`It names a quarter, not a date.`)
  if (/\b\d{4} ?(?:-|–|—|to|until) ?\d{4}\b/.test(text))
    return refuse('inexact', say`It names a span of years, not one date.`)
  if (/\b(pre|before|prior to|after|since|post|until|by|circa|ca\.|early|mid|late|~)[ -]?.*\d{4}/i.test(text)) {
    return refuse('inexact', say`It says before, after or about when, not a date.`)
  }
  const inside = text.match(within) ?? []
  if (inside.length === 1) return refuse('inexact', say`It holds ${inside[0]} and a remark; only a date alone is read.`)
  if (inside.length > 1) return refuse('ambiguous', say`It holds several dates: ${inside.join(', ')}.`)
  if (/^\d+([.,]\d+)?$/.test(text)) {
    return refuse(
      'not-a-date',
      say`It is a bare number; numbers are dates only where the spreadsheet types the cell as a date.`,
    )
  }
  if (/^\d{1,2}[-/.]\d{3,}$/.test(text))
    return refuse('impossible', say`It looks like a date with a separator missing.`)
  return refuse('not-a-date', say`It is not a date.`)
}

function dayOf(year: string, month: string | number, day: string | number, read?: Said): GivenDate | Refusal {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const iso = isoDay(year, m, d)
  const exists = m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
  if (exists && isYear(year)) return { iso, precision: 'day' }
  return refuse(
    'impossible',
    read === undefined ? say`There is no day ${iso}.` : say`There is no day ${iso} (read ${read}).`,
  )
}

function monthOf(year: string, month: string | number): GivenDate | Refusal {
  const iso = `${year}-${pad(Number(month))}`
  if (Number(month) >= 1 && Number(month) <= 12 && isYear(year)) return { iso, precision: 'month' }
  return refuse('impossible', say`There is no month ${iso}.`)
}

const monthNumber = (given: string) => monthNames.indexOf(given.slice(0, 3).toLowerCase()) + 1
const isYear = (year: string) => Number(year) >= 1900 && Number(year) <= 2199
const pad = (n: number) => String(n).padStart(2, '0')
const isoDay = (year: string, month: number, day: number) => `${year}-${pad(month)}-${pad(day)}`
const refuse = (reason: NotADateReason, problem: Said): Refusal => ({ reason, problem })
