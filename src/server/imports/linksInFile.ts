import type { ImportRecord } from '../../exchange/index.ts'
import type { Register } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import type { Change } from '../../store/index.ts'
import { foldKey } from '../../store/read/lookUp.ts'
import type { PlannedRow, RowProblem } from './plan.ts'

/** A row with what it needs to be linked to others of its file. */
export interface Planned extends PlannedRow {
  /** Of the record it makes or changes. */
  readonly id: string
  /** Of the record it would make. */
  readonly fileId: string
  /** Ids of records that other rows make, by the link they stand in. */
  readonly inFile: Readonly<Record<string, readonly string[]>>
}

/** Ids of the records that rows would make, by what other rows may call them: title or e-mail address, the first of equals. */
export function rowsByName(
  rows: readonly { readonly values: ImportRecord['values']; readonly id: string }[],
): Map<string, string> {
  const found = new Map<string, string>()
  for (const { values, id } of rows) {
    for (const name of ['title', 'email']) {
      const text = foldKey(String(values[name] ?? ''))
      if (text !== '' && !found.has(text)) found.set(text, id)
    }
  }
  return found
}

type Linked = {
  readonly rows: readonly PlannedRow[]
  readonly after: readonly PlannedRow[]
  readonly problems: readonly RowProblem[]
}

/**
 * Rows may link to rows above and below them. A link to a row further below is set after all rows are there; a row whose
 * link leads to a row that is kept out stays out too, and so on.
 */
export function linkLater(
  register: Register,
  planned: readonly Planned[],
  problems: readonly RowProblem[],
  label: (field: string) => string,
): Linked {
  const said = [...problems]
  const refuse = (row: Planned, name: string, message: Said): Planned => {
    said.push({ line: row.line, column: label(name), field: name, message, value: '', severity: 'error' })
    return { ...row, does: 'refused', changes: [] }
  }
  const rows = [...planned]
  const at = new Map(rows.map((row, index) => [row.fileId, index]))
  const isMade = (id: string) => rows[at.get(id) ?? -1]?.does === 'create'
  const isBelow = (index: number, ids: readonly string[]) => ids.some((id) => (at.get(id) ?? 0) > index)
  const linking = rows.flatMap((row, index) =>
    row.changes.length > 0 && Object.keys(row.inFile).length > 0 ? [index] : [],
  )
  for (let again = true; again; ) {
    again = false
    for (const index of linking) {
      const row = rows[index] as Planned
      if (row.changes.length === 0) continue
      for (const [name, ids] of Object.entries(row.inFile)) {
        const lost = ids.find((id) => !isMade(id))
        const isLate = register.links[name]?.required === true && isBelow(index, ids)
        if (lost === undefined && !isLate) continue
        const line = rows[at.get(lost ?? '') ?? -1]?.line
        const message =
          lost === undefined
            ? say`Needed from the start: put the row it links to above it.`
            : say`The row it links to, line ${String(line)}, is not imported as a new record.`
        rows[index] = refuse(row, name, message)
        again = true
        break
      }
    }
  }
  const after: PlannedRow[] = []
  for (const index of linking) {
    const row = rows[index] as Planned
    const [change] = row.changes
    if (!change || (change.do !== 'create' && change.do !== 'edit')) continue
    const later = Object.entries(row.inFile).filter(([, ids]) => isBelow(index, ids))
    if (later.length === 0) continue
    const names = new Set(later.map(([name]) => name))
    const kept = Object.fromEntries(Object.entries(change.values).filter(([name]) => !names.has(name)))
    const links = Object.fromEntries(Object.entries(change.values).filter(([name]) => names.has(name)))
    const leavesNothing = change.do === 'edit' && Object.keys(kept).length === 0 && change.custom === undefined
    const version = change.do === 'create' ? 1 : change.version + (leavesNothing ? 0 : 1)
    const edit: Change = { do: 'edit', register: register.name, id: row.id, version, values: links }
    after.push({ ...row, changes: [edit] })
    rows[index] = { ...row, changes: leavesNothing ? [] : [{ ...change, values: kept }] }
  }
  // In the order of the file, as people read them.
  said.sort((a, b) => a.line - b.line)
  return { rows: rows.map(plain), after: after.map(plain), problems: said }
}

function plain({ line, does, title, ref, because, changes }: PlannedRow): PlannedRow {
  return { line, does, title, ref, because, changes }
}
