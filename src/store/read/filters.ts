import {
  didYouMean,
  type Field,
  type FieldProblem,
  type Fields,
  type FilterOperator,
  type Link,
  problem,
  type Register,
} from '../../model/index.ts'
import { say, term } from '../../model/say.ts'
import { join, raw, type Sql, sql } from '../sql.ts'
import { wordsIn } from '../words.ts'
import { isId } from '../write/validate.ts'
import { type AsOf, linkAt } from './time.ts'

/** One condition of a list: `state:is:open|due`, `score:atLeast:10`, `owner:empty:yes`. */
export interface Filter {
  readonly name: string
  readonly operator: FilterOperator
  readonly value: string
}

const operators: readonly FilterOperator[] = [
  'is',
  'not',
  'contains',
  'atLeast',
  'atMost',
  'before',
  'after',
  'has',
  'empty',
]

export function parseFilter(text: string): Filter {
  const match = /^([A-Za-z][\w.-]*):([A-Za-z]+):([\s\S]*)$/.exec(text)
  const operator = operators.find((o) => o === match?.[2])
  if (!match || !operator) {
    throw problem('request/invalid', {
      detail: say`The filter "${text.slice(0, 80)}" is not understood.`,
      fields: [
        { field: 'filter', message: say`Write name:operator:value with one of the operators ${operators.join(', ')}.` },
      ],
    })
  }
  return { name: match[1] ?? '', operator, value: match[3] ?? '' }
}

/** How a name is read in SQL: its expression, and how its text compares. */
export interface Column {
  readonly expression: string
  readonly kind: 'text' | 'number' | 'instant' | 'id' | 'list'
  readonly nullable: boolean
}

const shared: Readonly<Record<string, Column>> = {
  ref: { expression: 'r.ref_no', kind: 'number', nullable: false },
  title: { expression: 'lower(r.title)', kind: 'text', nullable: false },
  state: { expression: 'r.state', kind: 'text', nullable: false },
  owner: { expression: 'r.owner_id', kind: 'id', nullable: true },
  createdAt: { expression: 'r.created_at', kind: 'instant', nullable: false },
  updatedAt: { expression: 'r.updated_at', kind: 'instant', nullable: false },
  version: { expression: 'r.version', kind: 'number', nullable: false },
}

/** Whether all records have it, whatever their register. */
export const isShared = (name: string): boolean => Object.hasOwn(shared, name)

/** SQL of a stored field; the same text stands in its index. `name` comes from the register, never from a request. */
export function fieldExpression(name: string, field: Field, table = 'r.'): string {
  const text = `(${table}data->>'${name}')`
  return field.type.index === 'number' ? `(${text}::numeric)` : text
}

function fieldColumn(name: string, field: Field): Column {
  if (field.type.index === 'none') return { expression: `r.data->'${name}'`, kind: 'list', nullable: true }
  return { expression: fieldExpression(name, field), kind: field.type.index, nullable: true }
}

export function columnOf(register: Register, custom: Fields, name: string): Column | null {
  const own = Object.hasOwn(shared, name) ? shared[name] : undefined
  if (own) return own
  const field = register.fields[name] ?? register.computed[name]?.field
  if (field) return fieldColumn(name, field)
  if (name.startsWith('custom.')) {
    const key = name.slice('custom.'.length)
    const definition = Object.hasOwn(custom, key) ? custom[key] : undefined
    if (!definition || !/^[A-Za-z]\w*$/.test(key)) return null
    const text = `(r.data->'custom'->>'${key}')`
    if (definition.type.index === 'none')
      return { expression: `r.data->'custom'->'${key}'`, kind: 'list', nullable: true }
    return {
      expression: definition.type.index === 'number' ? `(${text}::numeric)` : text,
      kind: definition.type.index,
      nullable: true,
    }
  }
  return null
}

export function unknownColumn(register: Register, name: string): FieldProblem {
  const known = [
    ...Object.keys(shared),
    ...Object.keys(register.fields),
    ...Object.keys(register.links),
    ...Object.keys(register.computed),
  ]
  return { field: name, message: say`${term(register.label.many)} have no "${name}".${didYouMean(name, known)}` }
}

export function filterSql(register: Register, custom: Fields, org: string, asOf: AsOf, filter: Filter): Sql {
  const link = register.links[filter.name]
  if (link && filter.name !== 'owner') return linkFilter(register, link, org, asOf, filter)
  const column = columnOf(register, custom, filter.name)
  if (!column) throw problem('request/invalid', { fields: [unknownColumn(register, filter.name)] })
  const field = register.fields[filter.name] ?? register.computed[filter.name]?.field
  return condition(column, field, filter)
}

function refuse(filter: Filter, message: string): never {
  throw problem('request/invalid', {
    detail: say`${filter.name}:${filter.operator}: ${message}`,
    fields: [{ field: `filter ${filter.name}`, message }],
  })
}

const alternatives = (value: string) => value.split('|').filter((v) => v !== '')

function condition(column: Column, field: Field | undefined, filter: Filter): Sql {
  const expression = raw(column.expression)
  const { operator, value } = filter
  switch (operator) {
    case 'empty':
      return value === 'no' ? sql`(${expression}) is not null` : sql`(${expression}) is null`
    case 'is':
    case 'not': {
      const wanted = alternatives(value).map((v) => comparable(column, field, filter, v))
      if (column.kind === 'list') refuse(filter, 'This holds several values; use "has".')
      const cast = raw(
        column.kind === 'number'
          ? 'numeric[]'
          : column.kind === 'id'
            ? 'uuid[]'
            : column.kind === 'instant'
              ? 'timestamptz[]'
              : 'text[]',
      )
      const compared = column.kind === 'text' && field?.type.kind === 'text' ? sql`lower(${expression})` : expression
      const list =
        column.kind === 'text' && (field?.type.kind === 'text' || filter.name === 'title')
          ? wanted.map((w) => w.toLowerCase())
          : wanted
      const match = sql`${compared} = any(${list}::${cast})`
      return operator === 'is' ? match : sql`(${expression} is null or not ${match})`
    }
    case 'contains':
      if (column.kind !== 'text' && column.kind !== 'list')
        refuse(filter, 'This is not text; use "is", "atLeast" or "atMost".')
      return column.kind === 'list'
        ? sql`position(lower(${value}) in lower((${expression})::text)) > 0`
        : sql`position(lower(${value}) in lower(${expression})) > 0`
    case 'atLeast':
    case 'atMost': {
      if (column.kind !== 'number') refuse(filter, 'This is not a number; use "before" and "after" for dates.')
      const bound = comparable(column, field, filter, value)
      return operator === 'atLeast' ? sql`${expression} >= ${bound}::numeric` : sql`${expression} <= ${bound}::numeric`
    }
    case 'before':
    case 'after': {
      if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value) || Number.isNaN(Date.parse(value)))
        refuse(filter, 'Give a date like 2026-03-31.')
      if (column.kind !== 'text' && column.kind !== 'instant') refuse(filter, 'This is not a date.')
      const cast = raw(column.kind === 'instant' ? '::timestamptz' : '')
      return operator === 'before' ? sql`${expression} < ${value}${cast}` : sql`${expression} > ${value}${cast}`
    }
    case 'has':
      if (column.kind !== 'list') refuse(filter, 'This holds one value; use "is".')
      return sql`${expression} ?| ${alternatives(value)}::text[]`
  }
}

function comparable(column: Column, field: Field | undefined, filter: Filter, value: string): string {
  if (column.kind === 'number') {
    const plain = filter.name === 'ref' ? value.replace(/^.*-/, '') : value
    if (plain.trim() === '' || !Number.isFinite(Number(plain))) refuse(filter, `"${value}" is not a number.`)
    return plain
  }
  if (column.kind === 'id' && !isId(value)) refuse(filter, `"${value}" is not the id of a record.`)
  if (column.kind === 'instant' && Number.isNaN(Date.parse(value))) refuse(filter, `"${value}" is not a time.`)
  if (field?.type.kind === 'boolean') return value === 'yes' || value === 'true' ? 'true' : 'false'
  return value
}

function linkFilter(register: Register, link: Link, org: string, asOf: AsOf, filter: Filter): Sql {
  const present = sql`select l.from_id from link l where l.org_id = ${org} and l.from_register = ${register.name} and l.name = ${filter.name} and ${linkAt(asOf)}`
  if (filter.operator === 'empty')
    return filter.value === 'no' ? sql`r.id in (${present})` : sql`r.id not in (${present})`
  if (filter.operator !== 'is' && filter.operator !== 'has' && filter.operator !== 'not') {
    refuse(filter, `This is a link; use "is", "not" or "empty".`)
  }
  const ids = alternatives(filter.value)
  if (!ids.every(isId)) refuse(filter, `Give ids of ${link.to === 'any' ? 'record' : link.to} records.`)
  const matching = sql`${present} and l.to_id = any(${ids}::uuid[])`
  return filter.operator === 'not' ? sql`r.id not in (${matching})` : sql`r.id in (${matching})`
}

/** Words as a prefix search; null when nothing searchable was typed. */
export function tsQuery(text: string): string | null {
  const words = wordsIn(text).slice(0, 12)
  return words.length === 0 ? null : words.map((w) => `'${w}':*`).join(' & ')
}

export function wordsSql(org: string, asOf: AsOf, text: string): Sql | null {
  const query = tsQuery(text)
  if (query === null) return null
  const at =
    asOf === null
      ? raw('w.valid_to is null')
      : sql`w.valid_from <= ${asOf}::timestamptz and (w.valid_to is null or w.valid_to > ${asOf}::timestamptz)`
  return sql`r.id in (select w.id from record_version w where w.org_id = ${org} and w.words @@ ${query}::tsquery and ${at})`
}

export const allOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? raw('true') : join(conditions, ' and ')
