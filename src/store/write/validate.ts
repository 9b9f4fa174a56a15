import {
  didYouMean,
  type Field,
  type FieldProblem,
  type Fields,
  fieldLabel,
  type Link,
  type Register,
} from '../../model/index.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const maxLinks = 2000

export const isId = (text: unknown): boolean => typeof text === 'string' && uuid.test(text)

export interface Input {
  readonly values: Readonly<Record<string, unknown>>
  readonly custom: Readonly<Record<string, unknown>>
}

/** Checks what was sent against the register, field by field; collects every mistake instead of stopping at the first. */
export function validateInput(register: Register, input: Input, custom: Fields, isNew: boolean) {
  const problems: FieldProblem[] = []
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input.values)) {
    const field = register.fields[name]
    const link = register.links[name]
    if (field?.setByMove) {
      if (value !== null)
        problems.push({
          field: name,
          message: `${fieldLabel(name, field)} is set by the move that decides it and cannot be typed.`,
        })
    } else if (field) take(values, name, checkField(name, field, value), problems)
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
        message: `There is no own field "${key}".${didYouMean(key, Object.keys(custom))}`,
      })
  }
  if (isNew) {
    const named = new Set(Object.keys(input.values))
    for (const [name, field] of Object.entries(register.fields)) {
      if (!field.isOptional && !field.setByMove && !named.has(name)) {
        if (field.type.isList) values[name] = []
        else problems.push({ field: name, message: `${fieldLabel(name, field)} is needed.` })
      }
    }
    for (const [name, link] of Object.entries(register.links)) {
      if (link.required && !named.has(name))
        problems.push({ field: name, message: `${fieldLabel(name, link)} is needed.` })
    }
  }
  return { values, custom: ownValues, problems }
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

type Checked = { value: unknown } | { message: string; path?: string }

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
    return { message: `${fieldLabel(name, field)} is needed.` }
  }
  const result = schemaOf(field).safeParse(value)
  if (result.success) return { value: result.data }
  const issue = result.error.issues[0]
  const path = issue && issue.path.length > 0 ? `.${issue.path.join('.')}` : ''
  return { message: issue?.message ?? 'Not accepted.', path }
}

function checkLink(link: Link, value: unknown): Checked {
  if (link.many) {
    if (value === null || value === undefined) return { value: [] }
    if (!Array.isArray(value) || !value.every(isId)) return { message: 'Give a list of record ids.' }
    if (value.length > maxLinks) return { message: `At most ${maxLinks} links.` }
    const ids = value.map((v) => String(v).toLowerCase())
    if (new Set(ids).size !== ids.length) return { message: 'The same record stands twice.' }
    if (link.required && ids.length === 0) return { message: 'Link at least one.' }
    return { value: ids }
  }
  if (value === null || value === undefined || value === '') {
    return link.required ? { message: 'Choose one.' } : { value: null }
  }
  return typeof value === 'string' && isId(value)
    ? { value: value.toLowerCase() }
    : { message: 'Give the id of a record.' }
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
  return Object.keys(register.links).flatMap((name) => {
    const value = record[name]
    const ids = Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : []
    return ids.map((to, position) => ({ name, to, position }))
  })
}
