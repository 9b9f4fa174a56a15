import { z } from 'zod'
import { saying } from '../issues.ts'
import { joined, say } from '../say.ts'
import { type Field, type FieldOptions, type FieldType, makeField } from './field.ts'

/** True for a real calendar day from year 1900 to 2199 written `yyyy-mm-dd`. */
export function isDay(text: string): boolean {
  if (!/^(19|2[01])\d\d-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const dayWanted = say`Give a date that exists, as year-month-day, for example 2026-03-31.`

const day: FieldType<string> = {
  kind: 'date',
  index: 'text',
  filters: ['is', 'before', 'after', 'empty'],
  widget: 'date',
  schema: () => z.string(saying(dayWanted)).refine(isDay, saying(dayWanted)).meta({ format: 'date' }),
  parse: (text) =>
    isDay(text.trim()) ? { value: text.trim() } : { problem: say`"${text}" is not a date. ${dayWanted}` },
  format: (value) => value,
  said: (value) => joined([value], ''),
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/.test(text) &&
    isDay(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text))
  )
}

const instantWanted = say`Give a time in UTC, for example 2026-03-31T09:30:00Z.`

const instant: FieldType<string> = {
  ...day,
  kind: 'dateTime',
  widget: 'dateTime',
  schema: () => z.string(saying(instantWanted)).refine(isInstant, saying(instantWanted)).meta({ format: 'date-time' }),
  parse: (text) =>
    isInstant(text.trim()) ? { value: text.trim() } : { problem: say`"${text}" is not a time. ${instantWanted}` },
}

/** A calendar day, ISO 8601 `yyyy-mm-dd`; the day someone says it happened, not when it was recorded. */
export const date = (options: FieldOptions = {}): Field<string, false> =>
  makeField(day, { sortable: true, filterable: true, ...options })

/** An instant in UTC, ISO 8601. */
export const dateTime = (options: FieldOptions = {}): Field<string, false> =>
  makeField(instant, { sortable: true, filterable: true, ...options })
