import {
  didYouMean,
  type Field,
  type FieldProblem,
  type Fields,
  fieldLabel,
  inPlainWords,
  type Link,
  type Register,
  saidOf,
} from '../../model/index.ts'
import { type Said, say, term } from '../../model/say.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const maxLinks = 2000

export const isId = (text: unknown): boolean => typeof text === 'string' && uuid.test(text)

export interface Input {
  readonly values: Readonly<Record<string, unknown>>
  readonly custom: Readonly<Record<string, unknown>>
}

/** Checks what was sent against the register, field by field; collects every mistake instead of stopping at the first. */
export function validateInput(
  register: Register,
  input: Input,
  custom: Fields,
  isNew: boolean,
  mayWrite: (field: string) => boolean = () => true,
) {
  const problems: FieldProblem[] = []
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input.values)) {
    const field = register.fields[name]
    const link = register.links[name]
    if (field?.setByMove) {
      if (value !== null)
        problems.push({
          field: name,
          message: say`${term(fieldLabel(name, field))} is set by the move that decides it and cannot be typed.`,
        })
    } else if (field && !mayWrite(name))
      problems.push({ field: name, message: say`Your role may not write ${term(fieldLabel(name, field))}.` })
    else if (field) take(values, name, checkField(name, field, value), problems)
    else if (link && !mayWrite(name))
      problems.push({ field: name, message: say`Your role may not write ${term(fieldLabel(name, link))}.` })
    else if (link) take(values, name, checkLink(link, value), problems)
    else problems.push({ field: name, message: unknownName(register, name) })
  }
  const ownValues: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input.custom)) {
    const field = Object.hasOwn(custom, key) ? custom[key] : undefined
    if (field) take(ownValues, key, checkField(key, field, value), problems, 'custom.')
    else
      problems.push({
        field: `custom.${key}`,
        message: say`There is no own field "${key}".${didYouMean(key, Object.keys(custom))}`,
      })
  }
  if (isNew) {
    for (const { name, emptyList, message } of neededOf(register)) {
      if (Object.hasOwn(input.values, name)) continue
      if (emptyList) values[name] = []
      else problems.push({ field: name, message })
    }
  }
  return { values, custom: ownValues, problems }
}

interface Needed {
  readonly name: string
  /** A list that must not be null is empty when nothing is said. */
  readonly emptyList: boolean
  readonly message: Said
}

const needed = new WeakMap<Register, readonly Needed[]>()

/** What a new record cannot be without. */
function neededOf(register: Register): readonly Needed[] {
  const known = needed.get(register)
  if (known) return known
  const found = [
    ...Object.entries(register.fields)
      .filter(([, f]) => !f.isOptional && !f.setByMove)
      .map(([name, f]) => ({
        name,
        emptyList: f.type.isList === true,
        message: say`${term(fieldLabel(name, f))} is needed.`,
      })),
    ...Object.entries(register.links)
      .filter(([, link]) => link.required)
      .map(([name, link]) => ({ name, emptyList: false, message: say`${term(fieldLabel(name, link))} is needed.` })),
  ]
  needed.set(register, found)
  return found
}

const schemas = new WeakMap<Field, ReturnType<Field['type']['schema']>>()

/** Building a schema costs a hundred times what checking a value with it does. */
function schemaOf(field: Field) {
  const known = schemas.get(field)
  if (known) return known
  const made = field.type.schema(field)
  schemas.set(field, made)
  return made
}

type Checked = { value: unknown } | { message: Said; path?: string }

function take(
  into: Record<string, unknown>,
  name: string,
  checked: Checked,
  problems: FieldProblem[],
  prefix = '',
): void {
  if ('message' in checked) problems.push({ field: `${prefix}${name}${checked.path ?? ''}`, message: checked.message })
  else into[name] = checked.value
}

function checkField(name: string, field: Field, value: unknown): Checked {
  if (value === null || value === undefined || value === '') {
    if (field.isOptional) return { value: null }
    if (field.type.isList && value !== '') return { value: [] }
    return { message: say`${term(fieldLabel(name, field))} is needed.` }
  }
  const result = schemaOf(field).safeParse(value, inPlainWords)
  if (result.success) return { value: result.data }
  const issue = result.error.issues[0]
  const path = issue && issue.path.length > 0 ? `.${issue.path.join('.')}` : ''
  return { message: issue ? saidOf(issue) : say`Not accepted.`, path }
}

function checkLink(link: Link, value: unknown): Checked {
  if (link.many) {
    if (value === null || value === undefined) return { value: [] }
    if (!Array.isArray(value) || !value.every(isId)) return { message: say`Give a list of record ids.` }
    if (value.length > maxLinks) return { message: say`At most ${maxLinks} links.` }
    const ids = value.map((v) => String(v).toLowerCase())
    if (new Set(ids).size !== ids.length) return { message: say`The same record stands twice.` }
    if (link.required && ids.length === 0) return { message: say`Link at least one.` }
    return { value: ids }
  }
  if (value === null || value === undefined || value === '') {
    return link.required ? { message: say`Choose one.` } : { value: null }
  }
  return typeof value === 'string' && isId(value)
    ? { value: value.toLowerCase() }
    : { message: say`Give the id of a record.` }
}

function unknownName(register: Register, name: string): string {
  if (name in register.computed) return 'This value is worked out and cannot be set.'
  const known = [...Object.keys(register.fields), ...Object.keys(register.links)]
  return `${register.label.one} has no "${name}".${didYouMean(name, known)}`
}

/** Every id the record links to, with the link's name, in order. */
export function linkIds(
  register: Register,
  record: Readonly<Record<string, unknown>>,
): { name: string; to: string; position: number }[] {
  const found: { name: string; to: string; position: number }[] = []
  for (const name in register.links) {
    const value = record[name]
    if (typeof value === 'string') found.push({ name, to: value, position: 0 })
    else if (Array.isArray(value))
      for (const [position, to] of (value as string[]).entries()) found.push({ name, to, position })
  }
  return found
}
