import {
  type AnyRecord,
  asSentence,
  count,
  type Field,
  fieldLabel,
  humanise,
  joined as inOne,
  type Register,
  type Said,
  Sentence,
  type StoredFile,
  say,
  stateShown,
  term,
  toldFields,
} from '../../model/index.ts'
import { registers } from '../../registers/index.ts'
import { badge, type Inline, inlines, joined, link, type Rich } from '../document.ts'
import type { Names } from '../material.ts'
import { fileAnchor, recordLink, refLinks } from './refs.ts'

/** How an empty value reads in a document: nothing is left to guess. */
export const nothing = '–'

/** The value of a field as a document shows it: words instead of codes, links instead of ids. */
export function fieldText(field: Field, value: unknown): Rich {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return nothing
  switch (field.type.kind) {
    case 'standardRefs':
      // The schema of this kind admits nothing but a list of references.
      return refLinks(value as readonly string[])
    case 'files':
      return joined((value as readonly StoredFile[]).map(fileLink), '\n')
    case 'rows':
      return rowsText(field, value as readonly Readonly<Record<string, unknown>>[])
    default: {
      if (field.names === 'register') return registerNamed(String(value))
      const said = field.type.said?.(value, field) ?? field.type.format(value, field)
      return field.unit ? inOne([said, term(field.unit)], ' ') : said
    }
  }
}

function registerNamed(name: string): Said {
  const found = registers.find((register) => register.name === name)
  return found === undefined ? name : term(found.label.many)
}

const fileLink = ({ hash, name, size }: StoredFile): Inline =>
  link(fileAnchor(hash), new Sentence('{0} ({1})', [name, showSize(size)]))

export function showSize(bytes: number): Said {
  const units = ['', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return step === 0 ? say`${bytes} bytes` : inOne([Number((bytes / 1000 ** step).toFixed(1)), units[step]], ' ')
}

/** One line a row, each value under its own label: `Who: applicants; Effect: refused`. */
function rowsText(field: Field, rows: readonly Readonly<Record<string, unknown>>[]): Rich {
  const lines = rows.map((row) =>
    toldFields(field.columns ?? {}).flatMap(([name, column]): Inline[][] => {
      const shown = fieldText(column, row[name])
      if (shown === nothing) return []
      return [[term(fieldLabel(name, column)), ': ', ...inlines(shown)]]
    }),
  )
  return lines.flatMap((parts, at): Inline[] => [
    ...(at === 0 ? [] : ['\n']),
    ...parts.flatMap((part, i): Inline[] => (i === 0 ? part : ['; ', ...part])),
  ])
}

/** Any value of a record by name: shared property, field, link, computed or custom. */
export function valueText(register: Register, record: AnyRecord, name: string, names: Names): Rich {
  if (name === 'state') {
    const { label, tone } = stateShown(register, record.state)
    return [badge(tone, term(label))]
  }
  if (name === 'ref') return [link(record.id, record.ref)]
  const field = register.fields[name] ?? register.computed[name]?.field
  if (field) return fieldText(field, record[name])
  if (name in register.links || name === 'owner') return linksText(record[name], names)
  const value = record[name]
  return value === null || value === undefined ? nothing : customText(value)
}

function linksText(value: unknown, names: Names): Rich {
  const ids = (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string')
  if (ids.length === 0) return nothing
  const known = ids.flatMap((id) => names(id) ?? [])
  const hidden = ids.length - known.length
  const note =
    hidden === 0
      ? []
      : [
          hidden === 1
            ? say`one record not in this report`
            : count(hidden, 'record not in this report', 'records not in this report'),
        ]
  return joined([...known.map(recordLink), ...note], '; ')
}

/** Values of fields an organisation added itself arrive without their declaration. */
export function customText(value: unknown): Said {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? say`Yes` : say`No`
  return typeof value === 'number' ? inOne([value], '') : JSON.stringify(value)
}

/** Of a record, which is no number to reckon with as `Number` is elsewhere. */
export const numberLabel = asSentence(say`number`)

/** Label of a column or property, also of those every record has. */
export function labelOf(register: Register, name: string): Said {
  const shared: Readonly<Record<string, Said>> = {
    ref: numberLabel,
    state: say`State`,
    createdAt: say`Recorded`,
    updatedAt: say`Last changed`,
    archived: say`Archived`,
    version: say`Version`,
  }
  const declared = register.fields[name] ?? register.links[name] ?? register.computed[name]?.field
  return declared ? term(fieldLabel(name, declared)) : (shared[name] ?? term(humanise(name)))
}
