import type { Field, Register } from '../../model/index.ts'

/** A place in a record's values where a person stands: a part of a text, or all of it. */
export interface Span {
  /** Field, then position or column within it: `['attendees', 2, 'name']`, `['custom', 'contact']`. */
  readonly path: readonly (string | number)[]
  /** Beginning and end of the parts within the text; null when all of it goes. */
  readonly at: readonly (readonly [from: number, to: number])[] | null
}

export type Values = Readonly<Record<string, unknown>>

/** Finds the names of a person in texts: whole words only, whatever the case and the white space between them. */
export interface Matcher {
  partsOf(text: string): (readonly [from: number, to: number])[]
}

/** A name for somebody who is to be known no more; nothing else may be written in the place of a name. */
export const pseudonymPattern = /^Former person [A-Z2-9]{6}$/

const isPseudonym = (text: string) => pseudonymPattern.test(text) || /erased\.invalid(\/[\w-]+)?$/.test(text)

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function makeMatcher(terms: readonly string[]): Matcher {
  // The longest first: of "Ada Brandt" and "Ada" the first is to be taken as one.
  const forms = [...new Set(terms.flatMap((t) => [t.normalize('NFC'), t.normalize('NFD')]))]
    .map((t) => t.trim())
    .filter((t) => t !== '')
    .sort((a, b) => b.length - a.length)
  const source = forms.map((form) => form.split(/\s+/).map(escaped).join('\\s+')).join('|')
  const pattern = source === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'giu')
  return {
    partsOf: (text) =>
      pattern === null ? [] : [...text.matchAll(pattern)].map((m) => [m.index, m.index + m[0].length] as const),
  }
}

/** Kinds of fields that hold what people wrote; ids, choices, numbers, days and hashes name nobody. */
const written = new Set(['text', 'longText', 'email', 'url', 'list', 'rows', 'files'])
/** Of a file that is named, its name is what people wrote; of rows, the columns that hold text. */
function isWritten({ type, columns }: Field, path: readonly (string | number)[]): boolean {
  const last = String(path.at(-1))
  if (type.kind === 'files') return last === 'name'
  return type.kind !== 'rows' || written.has(columns?.[last]?.type.kind ?? '')
}

/** Every place where the matcher finds the person, in fields and own fields of a record. */
export function spansIn(register: Register, values: Values, matcher: Matcher): Span[] {
  const spans: Span[] = []
  const take = (text: string, path: readonly (string | number)[]) => {
    const parts = matcher.partsOf(text)
    if (parts.length > 0) spans.push({ path, at: parts })
  }
  for (const [name, field] of Object.entries(register.fields))
    if (written.has(field.type.kind))
      walk(values[name], [name], (text, path) => {
        if (isWritten(field, path)) take(text, path)
      })
  for (const [key, value] of Object.entries((values.custom as Values | undefined) ?? {}))
    walk(value, ['custom', key], take)
  return spans
}

/**
 * What goes of a record that is about the person alone: every text that need not be there, days too, and of those that
 * must be there all of the text.
 */
export function spansOfWhole(register: Register, values: Values): Span[] {
  const goes = new Set(['text', 'longText', 'email', 'url', 'date'])
  const isLeft = (value: unknown) => typeof value === 'string' && !isPseudonym(value)
  return Object.entries(register.fields)
    .filter(([name, field]) => goes.has(field.type.kind) && isLeft(values[name]))
    .map(([name]) => ({ path: [name], at: null }))
}

function walk(
  value: unknown,
  path: readonly (string | number)[],
  each: (text: string, path: readonly (string | number)[]) => void,
): void {
  if (typeof value === 'string') each(value, path)
  else if (Array.isArray(value)) for (const [at, item] of value.entries()) walk(item, [...path, at], each)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key], each)
}

/** The text with its parts replaced; null where all of it goes. */
export function replaced(text: string, at: Span['at'], pseudonym: string): string | null {
  if (at === null) return null
  let next = ''
  let from = 0
  for (const [begin, end] of at) {
    next += text.slice(from, begin) + pseudonym
    from = end
  }
  return next + text.slice(from)
}

/** The values with the person taken out. A text that no longer fits its field is left empty, or says the pseudonym alone. */
export function withoutPerson(register: Register, values: Values, spans: readonly Span[], pseudonym: string): Values {
  const next = structuredClone(values) as Record<string, unknown>
  for (const { path, at } of spans) {
    const last = path.at(-1)
    const holder = path.slice(0, -1).reduce<unknown>((held, key) => (held as Values | undefined)?.[key as string], next)
    const text = (holder as Values | undefined)?.[last as string]
    if (last === undefined || typeof text !== 'string') continue
    ;(holder as Record<string | number, unknown>)[last] = fitting(
      fieldAt(register, path),
      replaced(text, at, pseudonym),
      pseudonym,
      path[0] === 'custom',
    )
  }
  return next
}

/** The field, or column of rows, that a path leads to; null for own fields, files and entries of a list. */
function fieldAt(register: Register, path: readonly (string | number)[]): Field | null {
  const field = register.fields[String(path[0])]
  if (field === undefined) return null
  if (path.length === 1) return field
  return field.type.kind === 'rows' ? (field.columns?.[String(path.at(-1))] ?? null) : null
}

function fitting(field: Field | null, text: string | null, pseudonym: string, isOwn: boolean): string | null {
  if (field === null) return text ?? (isOwn ? null : pseudonym)
  const fits = (value: string) => field.type.schema(field).safeParse(value).success
  if (text !== null && fits(text)) return text
  if (field.isOptional) return null
  const cut = text !== null && field.max !== undefined ? text.slice(0, field.max) : pseudonym
  if (fits(cut)) return cut
  // Addresses must read as addresses; this domain is reserved so that nobody ever gets one.
  const word = pseudonym.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return [`${word}@erased.invalid`, `https://erased.invalid/${word}`].find(fits) ?? cut
}
