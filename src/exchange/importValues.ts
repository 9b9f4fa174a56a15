import { joined, type Said, say, term } from '../model/say.ts'
import { type DateOptions, type DatePrecision, readDate } from './dates.ts'
import type { ImportProblemCode, ImportValue } from './importRecord.ts'
import type { TargetField } from './mappingFormat.ts'

export type ValueProblem = { code: ImportProblemCode; message: Said }
export type ReadValue = { value?: ImportValue; problem?: ValueProblem }

/** The value of a field from its text; what the field cannot take comes back as a problem, never as a guess. */
export function readValue(text: string | string[], field: TargetField, dates: DateOptions | undefined): ReadValue {
  if (field.kind === 'list') return { value: Array.isArray(text) ? text : [text.trim()] }
  if (field.kind === 'choices') return readChoices(Array.isArray(text) ? text : [text], field)
  const one = Array.isArray(text) ? text.join('; ') : text
  switch (field.kind) {
    case 'date':
      return readDateValue(one, field, dates)
    case 'number':
      return readNumber(one)
    case 'boolean':
      return readBoolean(one)
    case 'choice': {
      const value = choiceOf(one, field)
      return value === undefined ? { problem: unknownChoice([one], field) } : { value }
    }
    case 'link':
      return { value: Array.isArray(text) ? text : one.trim() }
    default:
      return { value: one }
  }
}

function readDateValue(text: string, field: TargetField, dates: DateOptions | undefined): ReadValue {
  const read = readDate(text, dates)
  if (!('iso' in read)) return { problem: { code: 'import/bad-date', message: read.problem } }
  const scale: DatePrecision[] = ['year', 'month', 'day']
  if (scale.indexOf(read.precision) >= scale.indexOf(field.precision ?? 'year')) return { value: read.iso }
  const message =
    read.precision === 'year'
      ? say`Only the year is given; the day is needed.`
      : say`Only the month is given; the day is needed.`
  return { problem: { code: 'import/date-imprecise', message } }
}

/** Plain numbers, with commas only where they group thousands: "1.234,5" and "1,5" would be a guess. */
function readNumber(text: string): ReadValue {
  const trimmed = text.trim()
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed
  if (/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return { value: Number(plain) }
  return { problem: { code: 'import/bad-number', message: say`"${trimmed}" is not a plain number.` } }
}

function readBoolean(text: string): ReadValue {
  const word = fold(text)
  if (/^(yes|y|true|x|1)$/.test(word)) return { value: true }
  if (/^(no|n|false|0)$/.test(word)) return { value: false }
  return { problem: { code: 'import/bad-boolean', message: say`"${text.trim()}" is neither yes nor no.` } }
}

function readChoices(texts: string[], field: TargetField): ReadValue {
  const values: string[] = []
  const unknown: string[] = []
  for (const text of texts) {
    const value = choiceOf(text, field)
    if (value === undefined) unknown.push(text)
    else if (!values.includes(value)) values.push(value)
  }
  return {
    ...(values.length > 0 && { value: values }),
    ...(unknown.length > 0 && { problem: unknownChoice(unknown, field) }),
  }
}

const choiceMaps = new WeakMap<TargetField, Map<string, string>>()

function choiceOf(text: string, field: TargetField): string | undefined {
  let choices = choiceMaps.get(field)
  if (!choices) {
    choices = new Map()
    for (const { value, label } of field.choices ?? []) choices.set(fold(label), value)
    for (const { value } of field.choices ?? []) choices.set(fold(value), value)
    choiceMaps.set(field, choices)
  }
  return choices.get(fold(text))
}

function unknownChoice(texts: string[], field: TargetField): ValueProblem {
  const given = texts.map((text) => `"${text.trim()}"`).join(', ')
  const known = (field.choices ?? []).map(({ label }) => term(label))
  const first = joined(known.slice(0, 8), ', ')
  const shown = known.length > 8 ? say`${first} and ${known.length - 8} more` : first
  return { code: 'import/unknown-choice', message: say`${given} is none of its choices (${shown}).` }
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
