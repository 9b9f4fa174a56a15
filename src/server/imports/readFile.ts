import { setImmediate } from 'node:timers/promises'
import {
  derivedColumns,
  type Mapping,
  proposeMapping,
  type RegisterTarget,
  registerTargets,
  type Table,
} from '../../exchange/index.ts'
import { type Actor, type Fields, isGranted, problem, type Register } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import type { ImportFacts } from '../contract.ts'
import { isFederal } from './federalHomes.ts'
import { openTable } from './openTable.ts'
import { previewAtOnce } from './preview.ts'
import type { ReadRequest } from './request.ts'

const samplesShown = 3
const guessesShown = 5

/** What a file holds, where it may belong, and how its columns may be understood. */
export async function readFile(store: Store, org: string, actor: Actor, request: ReadRequest): Promise<ImportFacts> {
  const { register: name, preset, ...source } = request
  const table = await openTable(store, org, actor, source)
  const federal = isFederal(table)
  const guesses = await guessRegisters(store, actor, table)
  const chosen = name ?? (federal || preset !== undefined ? undefined : guesses[0]?.register)
  return {
    name: request.name,
    hash: request.hash,
    format: table.format,
    encoding: table.encoding ?? null,
    delimiter: table.delimiter ?? null,
    sheets: table.sheets,
    sheet: table.sheet,
    headerRow: table.headerRow,
    rowCount: table.rows.length,
    checkedByJob: table.rows.length > previewAtOnce,
    notes: table.notes,
    columns: table.columns.map(({ name: column, letter, index }) => ({
      name: column,
      letter,
      samples: samplesOf(table, index),
    })),
    guesses,
    preset: federal ? 'federal-ai-inventory-2024' : null,
    agencies: federal ? agenciesOf(table) : [],
    proposal: chosen === undefined ? null : await propose(store, org, actor, table, chosen),
  }
}

function samplesOf(table: Table, index: number): string[] {
  const found = new Set<string>()
  for (const { cells } of table.rows) {
    const text = (cells[index] ?? '').trim()
    if (text !== '') found.add(text.length > 120 ? `${text.slice(0, 119)}…` : text)
    if (found.size >= samplesShown) break
  }
  return [...found]
}

async function guessRegisters(store: Store, actor: Actor, table: Table): Promise<ImportFacts['guesses']> {
  const open = store.registry.all.filter((r) => r.area !== 'internal' && isGranted(r.can.create, actor, null))
  const scored: (ImportFacts['guesses'][number] & { score: number })[] = []
  for (const register of open) {
    // A file can have thousands of columns: others are answered in between.
    await setImmediate()
    const targets = registerTargets(register, {})
    const found = proposeMapping(table.columns, targets).filter((p) => p.field !== null)
    const score = found.reduce((sum, p) => sum + p.confidence, 0)
    const missing = targets.filter((t) => t.required && !found.some((p) => p.field === t.name)).length
    const { name, label } = register
    scored.push({ register: name, label: label.many, matched: found.length, score: score - missing / 2 })
  }
  return scored
    .filter((s) => s.matched > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, guessesShown)
    .map(({ register, label, matched }) => ({ register, label, matched }))
}

async function propose(
  store: Store,
  org: string,
  actor: Actor,
  table: Table,
  name: string,
): Promise<NonNullable<ImportFacts['proposal']>> {
  const register = store.registry.get(name)
  if (!register) throw problem('access/not-found', say`There is no register "${name}".`)
  const own = await store.customFields(org, register.name)
  const mayMakeFields = isGranted(store.registry.get('customField')?.can.create ?? [], actor, null)
  return proposeFor(register, own, table, mayMakeFields)
}

/** A mapping that accepts what is alike, leaves out what OpenAIMS works out itself, and keeps the rest as own fields. */
export function proposeFor(
  register: Register,
  own: Fields,
  table: Pick<Table, 'columns' | 'format'>,
  mayMakeFields: boolean,
): NonNullable<ImportFacts['proposal']> {
  const targets = registerTargets(register, own)
  const derived = derivedColumns(register)
  const columns = proposeMapping(
    table.columns.filter((c) => !derived.has(c.name.toLowerCase())),
    targets,
  )
  const byColumn = new Map(columns.map((p) => [p.column, p]))
  const proposals = table.columns.map(({ name }) => {
    const found = byColumn.get(name)
    if (found?.field) return { column: name, field: found.field, confidence: found.confidence, reason: found.reason }
    const reason = derived.get(name.toLowerCase())
    if (reason) return { column: name, field: null, confidence: 1, reason: say`Left out: ${reason}`, ignore: true }
    return {
      column: name,
      field: null,
      confidence: 0,
      reason: say`No field has a similar name.`,
      ignore: !mayMakeFields,
    }
  })
  const mapping: Mapping = {
    version: 1,
    columns: proposals.map(({ column, field, ignore }) => ({
      column,
      to: field === null ? (ignore ? { as: 'ignore' } : { as: 'custom' }) : { as: 'field', field, ...unguarded(table) },
    })),
    keyColumns: [],
  }
  return {
    register: register.name,
    targets: targets.map(({ name, label, kind, required, source, choices }: RegisterTarget) => ({
      name,
      label,
      kind,
      required,
      source,
      choices: (choices ?? []).map((c) => c.label),
    })),
    columns: proposals.map(({ column, field, confidence, reason }) => ({ column, field, confidence, reason })),
    mapping,
    key: keyFor(targets, mapping),
  }
}

/** CSV exports put an apostrophe before text that a spreadsheet would take for a formula. */
const unguarded = (table: Pick<Table, 'format'>) =>
  table.format === 'csv' ? { transforms: [{ do: 'unguard' as const }] } : {}

/** What tells the file's rows apart, if it is clear: the record's number, then e-mail, then the title. */
function keyFor(targets: readonly RegisterTarget[], mapping: Mapping): string | null {
  const mapped = new Set(mapping.columns.flatMap(({ to }) => (to.as === 'field' ? [to.field] : [])))
  return (
    ['ref', 'email', 'sourceReference', 'title'].find((k) => mapped.has(k) && targets.some((t) => t.name === k)) ?? null
  )
}

function agenciesOf(table: Table): ImportFacts['agencies'] {
  const at = table.columns.find((c) => c.name === 'Agency')?.index ?? -1
  const counts = new Map<string, number>()
  for (const { cells } of table.rows) {
    const name = (cells[at] ?? '').replace(/\s+/g, ' ').trim()
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, rows]) => ({ name, rows })).sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
