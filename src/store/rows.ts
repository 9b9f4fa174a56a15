import { firstPart } from '../model/firstPart.ts'
import { type AnyRecord, type Field, type Register, shapeOf } from '../model/index.ts'
import { wordsIn } from './words.ts'

/** A row of `record`, and the part it shares with `record_version`. */
export interface Row {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly ref_no: number
  readonly title: string
  readonly state: string
  readonly owner_id: string | null
  readonly version: number
  readonly shape: number
  readonly archived: boolean
  readonly created_at: string
  readonly created_by: string
  readonly updated_at: string
  readonly data: Readonly<Record<string, unknown>>
}

export const rowColumns =
  'id, register, ref, ref_no, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data'

/** Reads a row as a record of its register: older shapes upgraded, nothing undefined, computed values worked out. */
export function toRecord(register: Register, row: Row): AnyRecord {
  let data = row.data
  for (let shape = row.shape + 1; shape <= shapeOf(register); shape++) data = register.upgrades?.[shape]?.(data) ?? data
  return compose(register, row, data)
}

export const shared = 'id register ref state owner version createdAt createdBy updatedAt archived title custom'.split(
  ' ',
)

interface Layout {
  /** A record with everything null. */
  readonly blank: object
  /** Fields and links; whether nothing reads as an empty list. */
  readonly stored: readonly (readonly [name: string, isList: boolean])[]
  readonly computed: readonly (readonly [name: string, from: (record: AnyRecord) => unknown])[]
}

const layouts = new WeakMap<Register, Layout>()

/**
 * How records of a register lie in memory. Those copied from one blank share their layout; built property by property
 * each becomes a hash table of its own, five times the size and slower to read.
 */
function layoutOf(register: Register): Layout {
  const known = layouts.get(register)
  if (known) return known
  // An empty list is stored as nothing; where the field must not be null it comes back as the empty list it was.
  const stored = [
    ...Object.entries(register.fields).map(([name, f]) => [name, f.type.isList === true && !f.isOptional] as const),
    ...Object.entries(register.links).map(([name, link]) => [name, link.many === true] as const),
  ]
  const computed = Object.entries(register.computed).map(([name, c]) => [name, c.from] as const)
  const names = [...shared, ...stored.map(([name]) => name), ...Object.keys(register.computed)]
  // Parsed at once, so that the engine lays it out as a whole.
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as object
  const layout = { blank, stored, computed }
  layouts.set(register, layout)
  return layout
}

// One for all: of a hundred thousand records most lists are empty.
const noList: readonly never[] = Object.freeze([])
const noCustom: AnyRecord['custom'] = Object.freeze({})

/** Sets what all records share; they are there in `record` already, as null. */
export function takeShared(record: Record<string, unknown>, register: Register, row: Omit<Row, 'data'>): void {
  record.id = row.id
  record.register = register.name
  record.ref = row.ref
  record.state = row.state
  record.owner = row.owner_id
  record.version = row.version
  record.createdAt = row.created_at
  record.createdBy = row.created_by
  record.updatedAt = row.updated_at
  record.archived = row.archived
  record.title = row.title
}

/** A record from its shared properties and its document. */
export function compose(
  register: Register,
  row: Omit<Row, 'data'>,
  data: Readonly<Record<string, unknown>>,
): AnyRecord {
  const { blank, stored, computed } = layoutOf(register)
  const record: Record<string, unknown> = { ...blank }
  takeShared(record, register, row)
  record.custom = data.custom ?? noCustom
  for (const [name, isList] of stored) record[name] = data[name] ?? (isList ? noList : null)
  // Everything RecordBase asks for was set above; computed values see fields and links, not each other.
  const composed = record as AnyRecord
  const values = computed.map(([, from]) => from(composed))
  computed.forEach(([name], index) => {
    record[name] = values[index]
  })
  record.title = titleOf(register, composed)
  return composed
}

const titleMax = 300

function titleOf(register: Register, record: AnyRecord): string {
  const own = register.titleOf ? register.titleOf(record) : record.title
  const title = typeof own === 'string' ? own.replace(/\s{2,}|[^\S ]/g, ' ').trim() : ''
  return title === '' ? `${register.label.one} ${record.ref}` : firstPart(title, titleMax)
}

const documents = new WeakMap<Register, readonly string[]>()

/** Names in the document of a record, in the order of canonical JSON, so that nobody has to sort them for each record. */
function documentNames(register: Register): readonly string[] {
  const known = documents.get(register)
  if (known) return known
  const { fields, links, computed } = register
  const names = [...new Set([...Object.keys(fields), ...Object.keys(links), ...Object.keys(computed), 'custom'])].sort()
  documents.set(register, names)
  return names
}

/** The document to store for a record: fields, links and computed values that are set, and custom fields. */
export function toData(register: Register, record: AnyRecord): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const name of documentNames(register)) {
    const value = name === 'custom' ? customOf(record) : record[name]
    if (value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)) data[name] = value
  }
  return data
}

const customOf = ({ custom }: AnyRecord) => (Object.keys(custom).length > 0 ? custom : null)

/** Words that full-text search finds the record by: heavy, middling and light. */
export function wordsOf(register: Register, record: AnyRecord): { a: string[]; b: string[]; c: string[] } {
  let b = ''
  let c = ''
  for (const [name, field] of searchedFields(register)) {
    const value = record[name]
    const { words } = field.type
    if (value === null || value === undefined || !words) continue
    if (field.search === 'high') b += `${words(value, field)} `
    else c += `${words(value, field)} `
  }
  for (const value of Object.values(record.custom)) if (typeof value === 'string') c += `${value} `
  // The first part of very long records is what people look for.
  const cut = (text: string, max: number) => wordsIn(firstPart(text, max))
  return { a: cut(`${record.ref} ${record.title}`, 1000), b: cut(b, 100_000), c: cut(c, 200_000) }
}

const searched = new WeakMap<Register, readonly (readonly [name: string, field: Field])[]>()

function searchedFields(register: Register) {
  const known = searched.get(register)
  if (known) return known
  const found = Object.entries(register.fields).filter(([, f]) => f.search !== 'none' && f.type.words)
  searched.set(register, found)
  return found
}
