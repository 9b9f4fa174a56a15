import { z } from 'zod'
import { saying } from '../issues.ts'
import { say } from '../say.ts'
import { type Field, type FieldOptions, type FieldType, makeField } from './field.ts'

/** Longest text a field takes unless it says otherwise, in characters. */
const lineMax = 300
const pageMax = 20_000

// Control characters other than tab and line ends have no place in text a person typed and PostgreSQL refuses NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

// Blanks, marks of direction and the like leave a name that nobody can see, click or search for.
const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u

export function textSchema(max: number, min = 1): z.ZodType<string> {
  return z
    .string(saying(say`Give text.`))
    .min(min, saying(say`Write something here.`))
    .max(max, saying(say`At most ${max} characters.`))
    .refine((s) => !controls.test(s), saying(say`This text holds control characters; remove them.`))
    .refine((s) => s.isWellFormed(), saying(say`This text holds half a character; type it again.`))
    .refine((s) => min === 0 || visible.test(s), saying(say`Write something here.`))
}

function parseText(text: string, field: Field<string>) {
  const result = textSchema(field.max ?? lineMax).safeParse(text)
  return result.success ? { value: text } : { problem: String(result.error.issues[0]?.message ?? 'Not a text.') }
}

const line: FieldType<string> = {
  kind: 'text',
  index: 'text',
  filters: ['is', 'not', 'contains', 'empty'],
  widget: 'line',
  schema: (field) => textSchema(field.max ?? lineMax),
  parse: parseText,
  format: (value) => value,
  words: (value) => value,
}

const page: FieldType<string> = {
  ...line,
  kind: 'longText',
  index: 'none',
  filters: ['contains', 'empty'],
  widget: 'page',
}

/** One line of text. */
export const text = (options: FieldOptions & { max?: number } = {}) => makeField(line, { max: lineMax, ...options })

/** Several paragraphs; Markdown is shown formatted. */
export const longText = (options: FieldOptions & { max?: number } = {}) => makeField(page, { max: pageMax, ...options })

const urlType: FieldType<string> = {
  ...line,
  kind: 'url',
  filters: ['contains', 'empty'],
  widget: 'url',
  schema: (field) =>
    textSchema(field.max ?? 2000).refine((s) => {
      const url = URL.parse(s)
      return url !== null && ['https:', 'http:', 'mailto:'].includes(url.protocol)
    }, saying(say`Give a full web address, for example https://example.org/policy.`)),
  parse: (value, field) => {
    const result = urlType.schema(field).safeParse(value)
    return result.success ? { value } : { problem: String(result.error.issues[0]?.message ?? 'Not an address.') }
  },
}

const emailType: FieldType<string> = {
  ...line,
  kind: 'email',
  widget: 'email',
  schema: () => z.email(saying(say`Give an e-mail address, for example name@example.org.`)).max(254),
  parse: (value, field) =>
    emailType.schema(field).safeParse(value).success
      ? { value }
      : { problem: 'Give an e-mail address, for example name@example.org.' },
}

export const url = (options: FieldOptions = {}) => makeField(urlType, { max: 2000, ...options })
export const email = (options: FieldOptions = {}) => makeField(emailType, { max: 254, ...options })
