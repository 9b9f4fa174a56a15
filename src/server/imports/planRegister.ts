import { setImmediate as breathe } from 'node:timers/promises'
import { type Mapping, mapRows, type RegisterTarget, registerTargets, type Table } from '../../exchange/index.ts'
import { type Actor, type Fields, f, fieldLabel, isGranted, problem, type Register } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { foldKey, recordsByKey } from '../../store/read/lookUp.ts'
import { clearable } from './emptyCells.ts'
import { linkLater, type Planned, rowsByName } from './linksInFile.ts'
import { readable } from './openTable.ts'
import { ownColumns } from './ownFields.ts'
import { type ImportPlan, lineId, type RowProblem, type Watch } from './plan.ts'
import { planRow, type RegisterImport, type Row } from './planRow.ts'
import { findLinks, linkTexts } from './resolveLinks.ts'

/** Works out what a table does to a register: each row created, changed or skipped, and every problem by row and column. */
export async function planRegister(
  store: Store,
  org: string,
  actor: Actor,
  table: Table,
  wanted: RegisterImport,
  watch: Watch = () => {},
): Promise<ImportPlan> {
  const { register, mapping, key } = wanted
  mayImport(register, actor, wanted.mode)
  const own = await store.customFields(org, register.name)
  const targets = registerTargets(register, own)
  checkKey(targets, wanted)
  const isOwn = new Map(table.columns.map((c) => [c.name, true]))
  for (const { column, to } of mapping.columns) isOwn.set(column, to.as === 'custom')
  const names = [...isOwn].filter(([, yes]) => yes).map(([column]) => ownName(mapping, column))
  const columns = await ownColumns(store, org, actor, register, names, wanted.run)
  if (columns.missing.length > 0) {
    throw problem(
      'access/forbidden',
      `Your role may not add own fields, which ${columns.missing.map((c) => `"${c.slice(0, 60)}"`).join(', ')} would need. Map these columns to fields, or leave them out.`,
    )
  }
  // Whether something is missing is judged with the register's own check below: an update needs less than a new record.
  const required = targets.map((t) => ({ ...t, required: false }))
  const rows = await readRows(table, mapping, required, key)
  const byName = new Map(targets.map((t) => [t.name, t]))
  const find = await findLinks(store, org, actor, askedLinks(rows, byName))
  const keys = rows.flatMap((r) => r.key ?? [])
  const existing =
    key === null ? null : await recordsByKey(store.pool, org, store.registry.all, register, actor, key, keys)
  const labels = labelsByField(table, mapping, register)
  const planner = {
    actor,
    wanted,
    own: { ...own, ...futureFields(columns.keyOf, own) },
    keyOf: columns.keyOf,
    byName,
    find,
    existing,
    labels,
    below: rowsByName(
      rows.map((row, index) => ({ values: row.mapped.record.values, id: lineId(wanted.run, index + 1, 0) })),
    ),
    clearing: wanted.clears ? clearable(mapping, targets) : [],
  }
  const planned: Planned[] = []
  const problems: RowProblem[] = []
  const lineOfKey = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    if (index % 500 === 499) {
      watch(index + 1, rows.length)
      await breathe()
    }
    const found: RowProblem[] = []
    planned.push(planRow(planner, row, index + 1, lineOfKey, found))
    problems.push(...found)
  }
  const linked = linkLater(register, planned, problems, labels)
  return { registers: [register.name], before: columns.before, ...linked }
}

function mayImport(register: Register, actor: Actor, mode: RegisterImport['mode']): void {
  const many = register.label.many.toLowerCase()
  if (mode !== 'update' && !isGranted(register.can.create, actor, null))
    throw problem('access/forbidden', `Your role may not add ${many}.`)
}

function checkKey(targets: readonly RegisterTarget[], { key, mode }: RegisterImport): void {
  const bad = (message: string) => problem('request/invalid', { fields: [{ field: 'key', message }] })
  if (key === null) {
    if (mode !== 'create') throw bad('Say what tells records apart: their number, or a field such as the title.')
    return
  }
  const target = targets.find((t) => t.name === key)
  if (target?.kind !== 'text')
    throw bad(`"${key}" cannot tell records apart; choose the number or a field that holds text.`)
}

const ownName = (mapping: Mapping, column: string): string => {
  const to = mapping.columns.find((c) => c.column === column)?.to
  return to?.as === 'custom' && to.name ? to.name : column
}

/** Own fields that the import makes first take any text. */
const futureFields = (keyOf: ReadonlyMap<string, string>, own: Fields): Fields =>
  Object.fromEntries([...keyOf.values()].filter((k) => !(k in own)).map((k) => [k, f.longText().optional()]))

async function readRows(
  table: Table,
  mapping: Mapping,
  targets: readonly RegisterTarget[],
  key: string | null,
): Promise<Row[]> {
  return readable(async () => {
    const rows: Row[] = []
    // Repeated keys are judged by the field they go into, not by columns.
    for (const mapped of mapRows(table.columns, table.rows, { ...mapping, keyColumns: [] }, targets)) {
      const given = key === null ? undefined : mapped.record.values[key]
      rows.push({ mapped, key: given === undefined ? null : foldKey(String(given)) })
      if (rows.length % 2000 === 0) await breathe()
    }
    return rows
  })
}

function askedLinks(rows: readonly Row[], byName: ReadonlyMap<string, RegisterTarget>) {
  const links = [...byName.values()].filter((t) => t.kind === 'link')
  return links.flatMap((target) => {
    const texts = new Set<string>()
    for (const { mapped } of rows) {
      const read = mapped.record.values[target.name]
      if (read !== undefined) for (const text of linkTexts(read, target.many === true)) texts.add(text)
    }
    return texts.size > 0 ? [{ target, texts }] : []
  })
}

/** Which column a field's value comes from, for problems that are found after the cells were read. */
function labelsByField(table: Table, mapping: Mapping, register: Register): (field: string) => string {
  const columnOf = new Map<string, string>()
  for (const { column, to } of mapping.columns) if (to.as === 'field') columnOf.set(to.field, column)
  const known = new Set(table.columns.map((c) => c.name))
  return (field) => {
    const column = columnOf.get(field)
    if (column !== undefined && known.has(column)) return column
    return fieldLabel(field, register.fields[field] ?? register.links[field])
  }
}
