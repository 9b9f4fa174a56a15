import type { ImportFacts } from '../../../server/contract/told.ts'
import type { ImportAsked, ImportMapping, ImportPreset } from '../../../server/contract.ts'

/** What the person has chosen so far; sent as it is when previewed and when run. */
export interface Draft {
  readonly facts: ImportFacts
  /** How the file is read, where it was chosen by hand. */
  readonly source: Source
  readonly preset: ImportPreset | null
  readonly agency: string | null
  readonly register: string | null
  readonly mapping: ImportMapping | null
  readonly key: string | null
  readonly mode: 'create' | 'update' | 'createOrUpdate'
  /** Whether empty cells take away what a record has. */
  readonly clears: boolean
}

export type Source = Pick<ImportAsked, 'sheet' | 'encoding' | 'delimiter' | 'headerRow'>

export type ColumnTarget = ImportMapping['columns'][number]['to']

/** The first draft from what was read: a known file goes its known way, another takes what is proposed. */
export function draftFrom(facts: ImportFacts, source: Source): Draft {
  const isPreset = facts.preset !== null && facts.proposal === null
  return {
    facts,
    source,
    preset: isPreset ? facts.preset : null,
    agency: null,
    register: facts.proposal?.register ?? null,
    mapping: facts.proposal?.mapping ?? null,
    key: facts.proposal?.key ?? null,
    mode: isPreset || facts.proposal?.key ? 'createOrUpdate' : 'create',
    clears: false,
  }
}

/** A file name for pasted rows, under which the import keeps them. */
export const pastedName = (at: Date): string => `pasted-${at.toISOString().slice(0, 16).replace(/[T:]/g, '-')}.csv`

/** The body of a preview or a run. */
export function requestOf(draft: Draft): ImportAsked {
  const { facts, source, preset, agency, register, mapping, key, mode, clears } = draft
  const file = { hash: facts.hash, name: facts.name, ...source }
  if (preset !== null) return { ...file, preset, mode, ...(agency ? { agency } : {}) }
  return {
    ...file,
    ...(register === null ? {} : { register }),
    ...(mapping === null ? {} : { mapping }),
    mode,
    ...(key ? { key } : {}),
    ...(clears && key && mode !== 'create' ? { emptyCells: 'clear' as const } : {}),
  }
}

export function retarget(mapping: ImportMapping, column: string, to: ColumnTarget): ImportMapping {
  return { ...mapping, columns: mapping.columns.map((c) => (c.column === column ? { column, to } : c)) }
}

/** A choice in the list of a column: a field by name, an own field, or nothing. */
export const targetValue = (to: ColumnTarget): string =>
  to.as === 'field' ? `field:${to.field}` : to.as === 'custom' ? 'custom' : 'ignore'

export function targetOf(value: string, before: ColumnTarget): ColumnTarget {
  if (value === 'custom' || value === 'ignore') return { as: value }
  // How the text is prepared stays; only an order of dates means nothing for another field.
  const kept = before.as === 'field' ? (before.transforms ?? []).filter((x) => x.do !== 'dateOrder') : []
  return { as: 'field', field: value.slice('field:'.length), ...(kept.length > 0 ? { transforms: kept } : {}) }
}

/** How a date in figures is read; empty when as written. */
export const dateOrders = ['', 'mdy', 'dmy'] as const
type DateOrder = (typeof dateOrders)[number]

export const dateOrderOf = (to: ColumnTarget): DateOrder =>
  to.as === 'field' ? (to.transforms?.find((x) => x.do === 'dateOrder')?.order ?? '') : ''

export function withDateOrder(to: ColumnTarget, order: DateOrder): ColumnTarget {
  if (to.as !== 'field') return to
  const others = (to.transforms ?? []).filter((x) => x.do !== 'dateOrder')
  const transforms = order === '' ? others : [...others, { do: 'dateOrder' as const, order }]
  return { as: 'field', field: to.field, ...(transforms.length > 0 ? { transforms } : {}) }
}

/** Fields that two columns go into, and required ones that none does. */
export function mappingFaults(draft: Draft): { twice: readonly string[]; missing: readonly string[] } {
  const targets = draft.facts.proposal?.targets ?? []
  const used = (draft.mapping?.columns ?? []).flatMap(({ to }) => (to.as === 'field' ? [to.field] : []))
  const constant = (draft.mapping?.constants ?? []).map((c) => c.field)
  const label = (name: string) => targets.find((x) => x.name === name)?.label ?? name
  const isJoined = (name: string) => targets.find((x) => x.name === name)?.kind === 'list'
  return {
    twice: [...new Set(used.filter((n, at) => used.indexOf(n) !== at && !isJoined(n)))].map(label),
    missing: targets
      .filter((x) => x.required && !used.includes(x.name) && !constant.includes(x.name) && draft.mode !== 'update')
      .map((x) => x.label),
  }
}
