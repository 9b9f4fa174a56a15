import { z } from 'zod'
import { humanise } from '../humanise.ts'
import { saying } from '../issues.ts'
import { joined, type Said, say, term } from '../say.ts'
import { type Choice, type Field, type FieldOptions, type FieldType, makeField } from './field.ts'

/** A list of values; a plain word gets its label from itself (`customer_user` reads "Customer user"). */
export type ChoiceList<V extends string> = readonly (V | { value: V; label: string; hint?: string })[]

export { humanise }

export function toChoices<V extends string>(list: ChoiceList<V>): Choice[] {
  return list.map((c) => (typeof c === 'string' ? { value: c, label: humanise(c) } : c))
}

const listed = (field: Field) =>
  joined(
    (field.choices ?? []).map((c) => term(c.label)),
    ', ',
  )

const chooseOne = (field: Field) => say`Choose one of: ${listed(field)}.`

function find(text: string, field: Field): string | undefined {
  const wanted = text.trim().toLowerCase()
  return field.choices?.find((c) => c.value.toLowerCase() === wanted || c.label.toLowerCase() === wanted)?.value
}

function oneOf(field: Field): z.ZodType<string> {
  const values = (field.choices ?? []).map((c) => c.value)
  return z.enum(values as [string, ...string[]], saying(chooseOne(field)))
}

function saidChoice(value: string, field: Field): Said {
  const known = field.choices?.find((c) => c.value === value)
  return known === undefined ? value : term(known.label)
}

const single: FieldType<string> = {
  kind: 'choice',
  index: 'text',
  filters: ['is', 'not', 'empty'],
  widget: 'choice',
  schema: oneOf,
  parse: (text, field) => {
    const value = find(text, field)
    return value === undefined ? { problem: say`"${text}" is not one of: ${listed(field)}.` } : { value }
  },
  format: (value, field) => field.choices?.find((c) => c.value === value)?.label ?? value,
  said: saidChoice,
}

const several: FieldType<string[]> = {
  kind: 'choices',
  isList: true,
  index: 'none',
  filters: ['has', 'empty'],
  widget: 'choices',
  schema: (field) =>
    z
      .array(oneOf(field))
      .max(200)
      .refine((l) => new Set(l).size === l.length, saying(say`The same choice stands twice.`)),
  parse: (text, field) => {
    const value: string[] = []
    for (const part of text.split(/[;\n]/).filter((p) => p.trim() !== '')) {
      const found = find(part, field)
      if (found === undefined) return { problem: say`"${part.trim()}" is not one of: ${listed(field)}.` }
      if (!value.includes(found)) value.push(found)
    }
    return { value }
  },
  format: (value, field) => value.map((v) => single.format(v, field as Field<never>)).join('; '),
  said: (value, field) =>
    joined(
      value.map((v) => saidChoice(v, field)),
      '; ',
    ),
}

export function choice<const V extends string>(list: ChoiceList<V>, options: FieldOptions = {}): Field<V, false> {
  // The schema admits only the listed values, so the narrower value type holds.
  return makeField(single as unknown as FieldType<V>, { filterable: true, ...options, choices: toChoices(list) })
}

export function choices<const V extends string>(list: ChoiceList<V>, options: FieldOptions = {}): Field<V[], false> {
  // As above: only listed values pass the schema.
  return makeField(several as unknown as FieldType<V[]>, { filterable: true, ...options, choices: toChoices(list) })
}

/** An ordered scale (1 to 5 as a rule) whose steps have words. */
export function scale(
  steps: readonly { value: number; label: string; hint?: string }[],
  options: FieldOptions = {},
): Field<number, false> {
  return makeField(scaleType, {
    filterable: true,
    sortable: true,
    ...options,
    choices: steps.map((s) => ({ value: String(s.value), label: s.label, ...(s.hint ? { hint: s.hint } : {}) })),
  })
}

const scaleType: FieldType<number> = {
  kind: 'scale',
  index: 'number',
  filters: ['is', 'not', 'atLeast', 'atMost', 'empty'],
  widget: 'scale',
  schema: (field) =>
    z
      .number(saying(chooseOne(field)))
      .refine((n) => field.choices?.some((c) => c.value === String(n)), saying(chooseOne(field)))
      .meta({ enum: (field.choices ?? []).map((c) => Number(c.value)) }),
  parse: (text, field) => {
    const value = find(text.replace(/\s*[–-].*$/, ''), field) ?? find(text, field)
    return value === undefined ? { problem: say`"${text}" is not one of: ${listed(field)}.` } : { value: Number(value) }
  },
  format: (value) => String(value),
  said: (value, field) => {
    const step = field.choices?.find((c) => c.value === String(value))
    return step === undefined ? joined([value], '') : joined([step.value, term(step.label)], ' – ')
  },
}
