import { beginsWith, type Field, type Fields, fieldLabel, type Register } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'
import type { ImportValue } from './importRecord.ts'
import type { TargetField } from './mappingFormat.ts'

/** What a column of a file can go into: the record's number (to find it again), a field, a link or an own field. */
export interface RegisterTarget extends TargetField {
  readonly source: 'ref' | 'field' | 'link' | 'own'
  /** The register a link leads to; its cells hold numbers, titles or e-mail addresses. */
  readonly to?: string
  readonly many?: boolean
}

const ownPrefix = 'custom.'

/** Everything a file can give a register. Fields that only moves set are left out: nobody can type them. */
export function registerTargets(register: Register, own: Fields): RegisterTarget[] {
  const fields = Object.entries(register.fields).filter(([, field]) => !field.setByMove)
  return [
    { name: 'ref', label: 'Ref', kind: 'text', required: false, aliases: ['Number', 'Record number'], source: 'ref' },
    ...fields.map(
      ([name, field]): RegisterTarget => ({
        ...targetOf(name, field),
        required: !field.isOptional && !field.type.isList && !beginsWith(register).includes(name),
        aliases: aliasesOf(name, register),
        source: 'field',
      }),
    ),
    ...Object.entries(register.links).map(
      ([name, link]): RegisterTarget => ({
        name,
        label: fieldLabel(name, link),
        kind: 'link',
        required: link.required,
        aliases: aliasesOf(name, register),
        source: 'link',
        to: link.to,
        many: link.many,
      }),
    ),
    ...Object.entries(own).map(
      ([key, field]): RegisterTarget => ({
        ...targetOf(key, field),
        name: ownPrefix + key,
        required: false,
        source: 'own',
      }),
    ),
  ]
}

/** Key of an own field as targets name it; null for other targets. */
export const ownKey = (target: string): string | null =>
  target.startsWith(ownPrefix) ? target.slice(ownPrefix.length) : null

/** Columns of our own exports that say what OpenAIMS works out itself, with the reason they are left out. */
export function derivedColumns(register: Register): Map<string, Said> {
  const derived = Object.entries(register.computed).map(([name, c]) => fieldLabel(name, c.field))
  const setByMoves = Object.entries(register.fields)
    .filter(([, field]) => field.setByMove)
    .map(([name, field]) => fieldLabel(name, field))
  const reasons: (readonly [string, Said])[] = [
    ['State', say`Records begin in their first state; moves change it.`],
    ...['Version', 'Recorded at', 'Changed at'].map((l) => [l, say`OpenAIMS keeps this itself.`] as const),
    ...derived.map((l) => [l, say`This is worked out from other fields.`] as const),
    ...setByMoves.map((l) => [l, say`Only the move that decides it can set this.`] as const),
  ]
  if (!('title' in register.fields)) reasons.push(['Title', say`The title follows from other fields.`])
  return new Map(reasons.map(([label, reason]) => [label.toLowerCase(), reason]))
}

/** The value a field keeps, from what the mapping read out of the cell; a problem is a sentence. */
export function fieldValue(field: Field, read: ImportValue): { value: unknown } | { problem: Said } {
  switch (field.type.kind) {
    case 'scale':
      return { value: Number(read) }
    case 'list':
      return {
        value: (Array.isArray(read) ? read : [String(read)])
          .flatMap((t) => t.split('\n'))
          .map((t) => t.trim())
          .filter((t) => t !== ''),
      }
    case 'text':
    case 'email':
    case 'url':
      // A line of text is one line; cells wrap and are padded for looks.
      return { value: String(read).replace(/\s+/g, ' ').trim() }
    case 'choices':
    case 'standardRefs':
    case 'rows':
    case 'files':
    case 'dateTime': {
      const parsed = field.type.parse(String(read), field)
      return parsed
    }
    default:
      return { value: read }
  }
}

function targetOf(name: string, field: Field): Omit<RegisterTarget, 'required' | 'source'> {
  const label = fieldLabel(name, field)
  switch (field.type.kind) {
    case 'choice':
    case 'scale':
      return { name, label, kind: 'choice', choices: field.choices ?? [] }
    case 'date':
      return { name, label, kind: 'date', precision: 'day' }
    case 'number':
    case 'integer':
      return { name, label, kind: 'number' }
    case 'boolean':
      return { name, label, kind: 'boolean' }
    case 'list':
      return { name, label, kind: 'list' }
    default:
      // Several choices, references, rows and times are read by the field itself, which knows how cells write them.
      return { name, label, kind: 'text', ...(field.choices ? { choices: field.choices } : {}) }
  }
}

/** Headings that people give the same thing. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  owner: ['Responsible', 'Responsible person', 'Accountable', 'Owned by'],
  email: ['Mail', 'E-mail address', 'Email address'],
  description: ['Details', 'Summary', 'Comment'],
  purpose: ['Intended purpose', 'Use', 'Goal'],
  website: ['URL', 'Link', 'Web site', 'Web page'],
  unit: ['Department', 'Business unit', 'Bureau', 'Team'],
  suppliers: ['Vendor', 'Provider', 'Manufacturer'],
  supplier: ['Vendor', 'Provider', 'Manufacturer'],
  stage: ['Phase', 'Life cycle', 'Stage of development'],
  system: ['System', 'Use case', 'Application'],
  systems: ['System', 'Use case', 'Application'],
  contractReference: ['Contract', 'Contract number'],
  jobTitle: ['Position', 'Function'],
  personalData: ['Personal data', 'PII'],
}

const aliasesOf = (name: string, register: Register): readonly string[] =>
  name === 'title'
    ? [
        ...['Name', 'Title', register.label.one, `${register.label.one} name`, `Name of ${register.label.one}`],
        // A list of vendors names the vendor where a list of systems names its vendor.
        ...(otherNames[register.name] ?? []),
      ]
    : (otherNames[name] ?? [])
