import {
  fieldValue,
  type ImportProblem,
  type MappedRow,
  type Mapping,
  ownKey,
  type RegisterTarget,
} from '../../exchange/index.ts'
import { type Actor, type AnyRecord, type Fields, isGranted, type Register, stateShown } from '../../model/index.ts'
import { labelWord, type Said, say, term } from '../../model/say.ts'
import type { Change } from '../../store/index.ts'
import { foldKey } from '../../store/read/lookUp.ts'
import { compose } from '../../store/rows.ts'
import { validateInput } from '../../store/write/validate.ts'
import { emptied, emptiedOwn } from './emptyCells.ts'
import type { Planned } from './linksInFile.ts'
import { lineId, news, type RowProblem } from './plan.ts'
import { type LinkFinder, linkTexts } from './resolveLinks.ts'

export interface RegisterImport {
  readonly register: Register
  readonly mapping: Mapping
  readonly key: string | null
  readonly mode: 'create' | 'update' | 'createOrUpdate'
  /** Whether an empty cell takes the value away that the record has; otherwise it says nothing. */
  readonly clears: boolean
  /** Id of the import; the ids of what it creates follow from it. */
  readonly run: string
}

/** Says what is wrong with a value of the row at hand. */
type Tell = (field: string, message: Said, value?: string) => void

/** What stood in the cell, as far as a line can show it. */
const given = (value: unknown) => (typeof value === 'string' ? value : '')

/** A row of the file as the mapping reads it, and what tells its record apart. */
export interface Row {
  readonly mapped: MappedRow
  readonly key: string | null
}

/** What rows of a file are planned by. */
export interface Planner {
  readonly actor: Actor
  readonly wanted: RegisterImport
  readonly own: Fields
  readonly keyOf: ReadonlyMap<string, string>
  readonly byName: ReadonlyMap<string, RegisterTarget>
  readonly find: LinkFinder
  readonly existing: Map<string, AnyRecord[]> | null
  readonly labels: (field: string) => string
  /** Ids of the records that the rows of the file make, by name, so that a row can name another as its parent. */
  readonly below: ReadonlyMap<string, string>
  /** Fields and own fields that an empty cell takes the value from. */
  readonly clearing: readonly string[]
}

/** What a row does to the register: it makes a record, changes one, is passed over or refused with the reasons. */
export function planRow(
  p: Planner,
  row: Row,
  ordinal: number,
  lineOfKey: Map<string, number>,
  problems: RowProblem[],
): Planned {
  const { record } = row.mapped
  const { register, mode, key, run } = p.wanted
  const tell: Tell = (field, message, value = '') =>
    problems.push({ line: record.line, column: p.labels(field), field, message, value, severity: 'error' })
  for (const found of row.mapped.problems) problems.push(asError(found))
  const id = lineId(run, ordinal, 0)
  const { values, custom, inFile } = valuesOf(p, row.mapped, id, tell)
  const title = String(values.title ?? record.values.ref ?? '')
  const base = { line: record.line, title, ref: null, because: null, changes: [], id, fileId: id, inFile }
  const refused = (): Planned => ({ ...base, does: 'refused' })

  if (key !== null) {
    if (row.key === null || row.key === '') {
      tell(key, say`The row has nothing under ${p.labels(key)}, which tells records apart.`)
      return refused()
    }
    const first = lineOfKey.get(row.key)
    if (first !== undefined) {
      tell(key, say`The row names the same record as line ${String(first)}.`, String(record.values[key]))
      return refused()
    }
    lineOfKey.set(row.key, record.line)
  }
  const same = row.key === null ? [] : (p.existing?.get(row.key) ?? [])
  if (same.length > 1) {
    tell(
      key ?? '',
      say`Several records fit: ${same
        .slice(0, 5)
        .map((r) => r.ref)
        .join(', ')}. Use the number to tell them apart.`,
    )
    return refused()
  }
  const [before] = same
  if (before && before.id !== id) {
    if (mode === 'create')
      return { ...base, ref: before.ref, does: 'skip', because: say`${before.ref} is there already.` }
    if (hasErrors(row.mapped, problems, record.line)) return { ...refused(), ref: before.ref }
    return planUpdate(
      p,
      before,
      { ...emptied(p.clearing, row.mapped), ...values },
      custom,
      { ...base, id: before.id },
      tell,
    )
  }
  // An update needs a record to change.
  if (!before && mode === 'update')
    return { ...base, does: 'skip', because: say`There is no record with this ${labelWord(p.labels(key ?? ''))}.` }
  if (!before && key === 'ref') {
    tell(
      'ref',
      say`There is no ${labelWord(register.label.one)} "${String(record.values.ref)}"; new records get their number from OpenAIMS.`,
    )
    return refused()
  }
  const checked = validateInput(register, { values, custom }, p.own, true)
  for (const { field, message } of checked.problems) {
    if (!problems.some((q) => q.line === record.line && q.field === field)) tell(field, message, given(values[field]))
  }
  if (hasErrors(row.mapped, problems, record.line)) return refused()
  const whole = compose(register, blankRow(register, id, p.actor), { ...checked.values, custom: checked.custom })
  if (sayChecks(register, whole, tell)) return refused()
  const change: Change = {
    do: 'create',
    register: register.name,
    id,
    values,
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  }
  return { ...base, title: whole.title, does: 'create', changes: [change] }
}

function planUpdate(
  p: Planner,
  before: AnyRecord,
  values: Record<string, unknown>,
  custom: Record<string, unknown>,
  base: Omit<Planned, 'does'>,
  tell: Tell,
): Planned {
  const { register } = p.wanted
  const shown = { ...base, ref: before.ref, title: before.title }
  const refuse = (message: Said): Planned => {
    tell(p.wanted.key ?? '', message)
    return { ...shown, does: 'refused' }
  }
  if (!isGranted(register.can.edit, p.actor, before)) return refuse(say`Your role may not change ${before.ref}.`)
  if (register.workflow.frozen?.includes(before.state))
    return refuse(
      say`${before.ref} is "${term(stateShown(register, before.state).label)}" and can no longer be edited in place.`,
    )
  const own = {
    ...(p.wanted.clears
      ? emptiedOwn([...p.clearing.flatMap((n) => ownKey(n) ?? []), ...p.keyOf.values()], before.custom)
      : {}),
    ...custom,
  }
  const checked = validateInput(register, { values, custom: own }, p.own, false)
  for (const { field, message } of checked.problems) tell(field, message, given(values[field]))
  if (checked.problems.length > 0) return { ...shown, does: 'refused' }
  const changed = news(checked.values, before)
  const changedOwn = news(checked.custom, before.custom)
  if (Object.keys(changed).length + Object.keys(changedOwn).length === 0) return { ...shown, does: 'unchanged' }
  if (sayChecks(register, { ...before, ...changed, custom: { ...before.custom, ...changedOwn } }, tell))
    return { ...shown, does: 'refused' }
  const change: Change = {
    do: 'edit',
    register: register.name,
    id: before.id,
    version: before.version,
    values: changed,
    ...(Object.keys(changedOwn).length > 0 ? { custom: changedOwn } : {}),
  }
  return { ...shown, does: 'update', changes: [change] }
}

/** Values as the register keeps them; what cannot be read is said. */
function valuesOf(p: Planner, { record }: MappedRow, id: string, tell: Tell) {
  const values: Record<string, unknown> = {}
  const custom: Record<string, unknown> = {}
  const inFile: Record<string, string[]> = {}
  for (const [name, read] of Object.entries(record.values)) {
    const target = p.byName.get(name)
    if (!target || target.source === 'ref') continue
    if (target.source === 'link') {
      const ids: string[] = []
      for (const text of new Set(linkTexts(read, target.many === true))) {
        const found = p.find(target, text)
        const row = target.to === p.wanted.register.name ? p.below.get(foldKey(text)) : undefined
        const to = 'id' in found ? found.id : row
        if (to === id) tell(name, say`The row links to itself.`, text)
        else if (to === undefined && 'problem' in found) tell(name, found.problem, text)
        else if (to !== undefined && !ids.includes(to)) ids.push(to)
        // Found already when the import was begun again: it made that record itself.
        if (to !== undefined && to === row) inFile[name] = [...(inFile[name] ?? []), to]
      }
      values[name] = target.many ? ids : (ids[0] ?? null)
      continue
    }
    const key = ownKey(name)
    const field = key === null ? p.wanted.register.fields[name] : p.own[key]
    if (!field) continue
    const converted = fieldValue(field, read)
    if ('problem' in converted) tell(name, converted.problem, String(read))
    else if (key === null) values[name] = converted.value
    else custom[key] = converted.value
  }
  for (const [column, text] of Object.entries(record.custom)) {
    const key = p.keyOf.get(column)
    if (key !== undefined) custom[key] = text
  }
  return { values, custom, inFile }
}

/** What a cell cannot be read as keeps its row out: a register holds no half-read rows. */
const asError = (found: ImportProblem): RowProblem => ({
  line: found.line,
  column: found.column,
  field: found.field,
  message: found.message,
  value: found.value,
  severity: 'error',
})

const hasErrors = (mapped: MappedRow, problems: readonly RowProblem[], line: number) =>
  mapped.problems.length > 0 || problems.some((q) => q.line === line)

function sayChecks(register: Register, record: AnyRecord, tell: Tell): boolean {
  const found = Object.entries(register.check?.(record) ?? {})
  for (const [field, message] of found) tell(field, message ?? '')
  return found.length > 0
}

function blankRow(register: Register, id: string, actor: Actor) {
  return {
    id,
    register: register.name,
    ref: '',
    ref_no: 0,
    title: '',
    state: register.workflow.initial,
    owner_id: null,
    version: 1,
    shape: 1,
    archived: false,
    created_at: '1970-01-01T00:00:00.000000Z',
    created_by: actor.id,
    updated_at: '1970-01-01T00:00:00.000000Z',
  }
}
