import { type Said, say, term } from '../model/say.ts'
import type { Mapping, TargetField } from './mappingFormat.ts'
import type { TableColumn } from './tabular/table.ts'

export type MappingProposal = {
  column: string
  /** Null when no field is like enough: the column is proposed for custom. */
  field: string | null
  /** 0 to 1: 1 same name, 0.95 alias, below that by the words shared. */
  confidence: number
  reason: Said
}

const enough = 0.5

/** Proposes a field for each column, every field at most once; the best pairs are taken first. */
export function proposeMapping(columns: readonly TableColumn[], targets: readonly TargetField[]): MappingProposal[] {
  const fields = targets.map(readField)
  const pairs: (Likeness & { column: TableColumn; field: TargetField })[] = []
  for (const column of columns) {
    const name = readName(column.name)
    for (const { field, names } of fields) {
      const like = likeness(name, field, names)
      if (like !== null) pairs.push({ column, field, ...like })
    }
  }
  pairs.sort((a, b) => b.confidence - a.confidence || a.column.index - b.column.index)
  const taken = new Map<number, MappingProposal>()
  const used = new Set<string>()
  for (const { column, field, confidence, reason } of pairs) {
    if (taken.has(column.index) || used.has(field.name)) continue
    used.add(field.name)
    taken.set(column.index, { column: column.name, field: field.name, confidence, reason })
  }
  return columns.map(
    ({ index, name }) =>
      taken.get(index) ?? {
        column: name,
        field: null,
        confidence: 0,
        reason: say`No field has a similar name; kept as custom text.`,
      },
  )
}

/** The mapping that accepts all proposals, for a person to change and save. */
export function mappingFrom(proposals: readonly MappingProposal[], keyColumns: string[] = []): Mapping {
  const columns = proposals.map(({ column, field }) => ({
    column,
    to: field === null ? { as: 'custom' as const } : { as: 'field' as const, field },
  }))
  return { version: 1, columns, keyColumns }
}

/** A name as it is compared, taken apart once: a file can have thousands of columns, and there are as many fields. */
interface ReadName {
  readonly text: string
  readonly normal: string
  readonly words: ReadonlySet<string>
}

/** Nobody names a column at such length; what goes on behind is text that stands in the wrong place. */
const longestCompared = 200

function readName(text: string): ReadName {
  const found = words(text.slice(0, longestCompared))
  return { text, normal: found.join(' '), words: new Set(found) }
}

function readField(field: TargetField) {
  const [label, name] = [readName(field.label), readName(field.name)]
  const aliases = (field.aliases ?? []).map(readName)
  return { field, names: { label, name, aliases, all: [label, name, ...aliases] } }
}

type FieldNames = ReturnType<typeof readField>['names']

interface Likeness {
  readonly confidence: number
  readonly reason: Said
}

/** How like a column's name is to a field; null when it is not like enough. */
function likeness(given: ReadName, field: TargetField, names: FieldNames): Likeness | null {
  if (given.normal === names.label.normal) return { confidence: 1, reason: say`Same name as "${term(field.label)}".` }
  if (given.normal === names.name.normal)
    return { confidence: 1, reason: say`Same as the field's technical name "${field.name}".` }
  const alias = names.aliases.find((other) => other.normal === given.normal)
  if (alias) return { confidence: 0.95, reason: say`"${alias.text}" is another name of "${term(field.label)}".` }
  const best = { confidence: 0, like: names.label }
  for (const like of names.all) {
    const confidence = Math.round(overlap(given.words, like.words) * 90) / 100
    if (confidence > best.confidence) Object.assign(best, { confidence, like })
  }
  if (best.confidence < enough) return null
  const shared = [...given.words].filter((word) => best.like.words.has(word))
  return {
    confidence: best.confidence,
    reason: say`Shares ${shared.map((word) => `"${word}"`).join(', ')} with "${best.like === names.label ? term(field.label) : best.like.text}".`,
  }
}

/** Twice the shared words over all words (Dice). */
function overlap(given: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const word of other) if (given.has(word)) shared += 1
  return shared === 0 ? 0 : (2 * shared) / (given.size + other.size)
}

const unimportant = new Set(
  'a an and any as at by for if in is it its of on or that the this to was what which who with'.split(' '),
)

/** Lower-case words without endings of plural, also of camelCase and snake_case names. */
function words(name: string): string[] {
  const plain = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
  const all = plain.split(/[^\p{L}\d]+/u).filter((word) => word !== '' && !unimportant.has(word))
  return [...new Set(all.map(singular))]
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
