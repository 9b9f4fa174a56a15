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
  const pairs = columns
    .flatMap((column) => targets.map((field) => ({ column, field, ...likeness(column.name, field) })))
    .filter((pair) => pair.confidence >= enough)
    .sort((a, b) => b.confidence - a.confidence || a.column.index - b.column.index)
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

function likeness(column: string, field: TargetField): { confidence: number; reason: Said } {
  const given = normalised(column)
  if (given === normalised(field.label)) return { confidence: 1, reason: say`Same name as "${term(field.label)}".` }
  if (given === normalised(field.name))
    return { confidence: 1, reason: say`Same as the field's technical name "${field.name}".` }
  const alias = field.aliases?.find((other) => normalised(other) === given)
  if (alias) return { confidence: 0.95, reason: say`"${alias}" is another name of "${term(field.label)}".` }
  let best: { confidence: number; reason: Said } = { confidence: 0, reason: '' }
  for (const name of [field.label, field.name, ...(field.aliases ?? [])]) {
    const { score, shared } = overlap(words(column), words(name))
    const confidence = Math.round(score * 90) / 100
    if (confidence > best.confidence) {
      best = {
        confidence,
        reason: say`Shares ${shared.map((word) => `"${word}"`).join(', ')} with "${name === field.label ? term(name) : name}".`,
      }
    }
  }
  return best
}

/** Twice the shared words over all words (Dice). */
function overlap(a: string[], b: string[]): { score: number; shared: string[] } {
  const shared = a.filter((word) => b.includes(word))
  return { score: a.length + b.length === 0 ? 0 : (2 * shared.length) / (a.length + b.length), shared }
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

const normalised = (name: string) => words(name).join(' ')
