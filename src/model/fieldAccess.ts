import { type Actor, type Grant, isGranted, isGrantedByRole, type Ownership } from './access.ts'
import type { Field } from './fields/field.ts'
import type { AnyRecord, Register } from './register.ts'

/** A field, or a column of its rows, that not everybody may read who may read the record. */
interface Limited {
  readonly name: string
  readonly column: string | null
  readonly readBy: readonly Grant[]
}

const limited = new WeakMap<Register, readonly Limited[]>()

function limitedOf(register: Register): readonly Limited[] {
  const known = limited.get(register)
  if (known) return known
  const found = Object.entries(register.fields).flatMap(([name, field]): Limited[] => [
    ...(field.readBy ? [{ name, column: null, readBy: field.readBy }] : []),
    ...Object.entries(field.columns ?? {}).flatMap(([column, { readBy }]) =>
      readBy ? [{ name, column, readBy }] : [],
    ),
  ])
  limited.set(register, found)
  return found
}

/** Whether a field or one of its columns is withheld from some. */
export const hasLimited = (field: Field): boolean =>
  field.readBy !== undefined || Object.values(field.columns ?? {}).some(hasLimited)

/** Whether a register has fields or columns that are withheld from some who may read its records. */
export const hasLimitedFields = (register: Register): boolean => limitedOf(register).length > 0

const pathOf = ({ name, column }: Limited) => (column === null ? name : `${name}.${column}`)

const withheld = new WeakMap<AnyRecord, readonly string[]>()

/** Names of what was taken out of a record before it was handed over; a column of rows as `field.column`. */
export const withheldIn = (record: AnyRecord): readonly string[] => withheld.get(record) ?? []

/**
 * The record as an actor may see it: a field withheld reads as nothing, a column withheld is not there. `of` tells who
 * owns and created the record now, since an old version is no way to see more of it.
 */
export function withhold(register: Register, actor: Actor, record: AnyRecord, of: Ownership = record): AnyRecord {
  const limited = limitedOf(register)
  if (limited.length === 0) return record
  return without(
    record,
    limited.filter(({ readBy }) => !isGranted(readBy, actor, of)),
  )
}

/** The record as everybody may see it who may read it, for what is worked out once for all. */
export const withholdFromAll = (register: Register, record: AnyRecord): AnyRecord =>
  without(record, limitedOf(register))

function without(record: AnyRecord, hidden: readonly Limited[]): AnyRecord {
  const there = hidden.filter(({ name }) => name in record)
  if (there.length === 0) return record
  const shown: Record<string, unknown> = { ...record }
  for (const { name, column } of there) {
    if (column === null) shown[name] = null
    else if (Array.isArray(shown[name])) shown[name] = shown[name].map((row) => withoutColumn(row, column))
  }
  // Only what the register declares was taken away; the properties of every record are as they were.
  const safe = shown as AnyRecord
  withheld.set(safe, there.map(pathOf))
  return safe
}

function withoutColumn(row: unknown, column: string): unknown {
  if (typeof row !== 'object' || row === null) return row
  const { [column]: _taken, ...rest } = row as Readonly<Record<string, unknown>>
  return rest
}

/** Whether a list may be filtered, sorted or matched by a field: only when the actor may see it in every record. */
export function mayCompareBy(register: Register, actor: Actor, name: string): boolean {
  return limitedOf(register).every((l) => l.name !== name || isGrantedByRole(l.readBy, actor))
}

/**
 * Whether an actor who may write the record may write this field or link of it. What somebody cannot see they cannot
 * change.
 */
export function mayWriteField(register: Register, actor: Actor, name: string, of: Ownership): boolean {
  const editBy = (register.fields[name] ?? register.links[name])?.editBy
  if (editBy && !isGranted(editBy, actor, of)) return false
  return limitedOf(register).every((l) => l.name !== name || isGranted(l.readBy, actor, of))
}

/** Names of the fields and links of a record, or of a new one when none is given, that an actor may not write. */
export function notWritable(register: Register, actor: Actor, of: Ownership | null): string[] {
  // Nobody owns what does not exist yet, so that naming oneself its owner opens nothing.
  const ownership = of ?? { owner: null, createdBy: actor.id }
  return [...Object.keys(register.fields), ...Object.keys(register.links)].filter(
    (name) => !mayWriteField(register, actor, name, ownership),
  )
}

/** What is wrong with the limits a register declares; they must not leak by another way. */
export function* checkFieldAccess(register: Register): Generator<string> {
  const at = register.name
  for (const { name, column } of limitedOf(register)) {
    const field = register.fields[name]
    if (!field) continue
    const where = `${at}.fields.${name}`
    if (field.search !== 'none' && field.type.words)
      yield `${where}: what is withheld from some must not be found by search; say search: 'none'.`
    if (column === null && !field.isOptional) yield `${where}: what is withheld reads as nothing; make it optional.`
    if (name === 'title') yield `${where}: the title names the record everywhere and cannot be withheld.`
    if (field.type.kind === 'files') yield `${where}: a file cannot be withheld; keep it in a register of its own.`
    if (register.list.columns.includes(name)) yield `${where}: leave it out of the columns of the list.`
    for (const [move, { needs }] of Object.entries(register.workflow.moves))
      if (needs?.includes(name)) yield `${at}.workflow.moves.${move}.needs: "${name}" is withheld from some.`
  }
  const names = new Set(limitedOf(register).map((l) => l.name))
  for (const [what, from] of [
    ...Object.entries(register.computed).map(([name, c]) => [`computed.${name}`, c.from] as const),
    ...(register.titleOf ? [['titleOf', register.titleOf] as const] : []),
  ]) {
    const looked = lookedAt(register, from)
    for (const name of looked)
      if (names.has(name)) yield `${at}.${what}: it looks at "${name}", which is withheld from some.`
  }
}

/** Fields that a function asked its examples for; it need not get along with records that lack links. */
function lookedAt(register: Register, from: (record: AnyRecord) => unknown): Set<string> {
  const looked = new Set<string>()
  for (const example of register.examples) {
    const record = new Proxy(example, {
      get(target, name) {
        if (typeof name === 'string') looked.add(name)
        return Reflect.get(target, name) ?? null
      },
    })
    try {
      from(record as AnyRecord)
    } catch {
      // What it looked at so far was noted.
    }
  }
  return looked
}
