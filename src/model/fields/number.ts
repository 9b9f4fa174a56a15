import { z } from 'zod'
import { saying } from '../issues.ts'
import { joined, say } from '../say.ts'
import { type Field, type FieldOptions, type FieldType, makeField } from './field.ts'

interface NumberOptions extends FieldOptions {
  min?: number
  max?: number
  /** Unit shown after the value, for example `EUR`, `hours`, `%`. */
  unit?: string
}

function bounded(field: Field<number>, whole: boolean): z.ZodType<number> {
  const min = field.min ?? -1e15
  const max = field.max ?? 1e15
  const base = whole ? z.int(saying(say`Give a whole number.`)) : z.number(saying(say`Give a number.`))
  return base.min(min, saying(say`At least ${min}.`)).max(max, saying(say`At most ${max}.`))
}

function numberType(kind: string, whole: boolean): FieldType<number> {
  return {
    kind,
    index: 'number',
    filters: ['is', 'atLeast', 'atMost', 'empty'],
    widget: 'number',
    schema: (field) => bounded(field, whole),
    parse: (text, field) => {
      const plain = text.trim().replace(/[\s\u00a0\u202f]/g, '')
      const value = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
      const result = bounded(field, whole).safeParse(value)
      if (Number.isNaN(value)) return { problem: say`"${text}" is not a number; write for example 1250.5.` }
      return result.success ? { value } : { problem: String(result.error.issues[0]?.message ?? 'Not a number.') }
    },
    format: (value) => String(value),
    said: (value) => joined([value], ''),
  }
}

const decimal = numberType('number', false)
const whole = numberType('integer', true)

export const number = (options: NumberOptions = {}) => makeField(decimal, { sortable: true, ...options })
export const integer = (options: NumberOptions = {}) => makeField(whole, { sortable: true, ...options })

const yesNo: FieldType<boolean> = {
  kind: 'boolean',
  index: 'text',
  filters: ['is', 'empty'],
  widget: 'yesNo',
  schema: () => z.boolean(saying(say`Answer yes or no.`)),
  parse: (text) => {
    const word = text.trim().toLowerCase()
    if (['yes', 'true', 'y', '1'].includes(word)) return { value: true }
    if (['no', 'false', 'n', '0'].includes(word)) return { value: false }
    return { problem: say`"${text}" is neither yes nor no.` }
  },
  format: (value) => (value ? 'Yes' : 'No'),
  said: (value) => (value ? say`Yes` : say`No`),
}

export const boolean = (options: FieldOptions = {}) => makeField(yesNo, { filterable: true, ...options })
