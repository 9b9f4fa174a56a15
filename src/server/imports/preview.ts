import type { Table } from '../../exchange/index.ts'
import type { Actor } from '../../model/index.ts'
import { newId, type Store } from '../../store/index.ts'
import type { ImportPreview } from '../contract.ts'
import type { ImportPlan, RowFate, RowProblem, Watch } from './plan.ts'
import { planImport } from './planImport.ts'
import type { PreviewRequest } from './request.ts'

const problemsShown = 200
const rowsShown = 25

/** Tables up to this length are previewed while the request waits; longer ones by a job, which says how far it is. */
export const previewAtOnce = 5000

/** What an import would do, without doing it. */
export async function previewImport(
  store: Store,
  org: string,
  actor: Actor,
  table: Table,
  request: PreviewRequest,
  watch?: Watch,
): Promise<{ plan: ImportPlan; preview: ImportPreview }> {
  const plan = await planImport(store, org, actor, table, request, newId(), watch)
  return { plan, preview: summarise(store, plan) }
}

export function summarise(store: Store, plan: ImportPlan): ImportPreview {
  const counts: Record<RowFate, number> = { create: 0, update: 0, unchanged: 0, skip: 0, refused: 0 }
  const records = new Map<string, number>()
  const count = (register: string) => records.set(register, (records.get(register) ?? 0) + 1)
  for (const one of plan.before) count(one.register)
  for (const row of plan.rows) {
    counts[row.does] += 1
    for (const change of row.changes) if (change.do === 'create') count(change.register)
  }
  return {
    rows: plan.rows.length,
    counts,
    creates: [...records].map(([register, n]) => ({
      register,
      label: store.registry.get(register)?.label[n === 1 ? 'one' : 'many'] ?? register,
      count: n,
    })),
    problemCount: plan.problems.length,
    errorCount: plan.problems.filter((p) => p.severity === 'error').length,
    problemsByColumn: byColumn(plan.problems),
    problems: plan.problems.slice(0, problemsShown),
    sample: plan.rows.slice(0, rowsShown).map(({ line, does, title, ref, because, changes }) => ({
      line,
      does,
      title,
      ref,
      because,
      values: changes.length === 0 ? {} : shown(changes),
    })),
  }
}

/** Values of the main record of a row; links are told by how many there are. */
function shown(changes: ImportPlan['rows'][number]['changes']): Record<string, unknown> {
  const main = changes.find((c) => c.do === 'create' || c.do === 'edit')
  return main && 'values' in main ? { ...main.values } : {}
}

function byColumn(problems: readonly RowProblem[]) {
  const counts = new Map<string, { column: string; errors: number; warnings: number }>()
  for (const { column, severity } of problems) {
    const known = counts.get(column) ?? { column, errors: 0, warnings: 0 }
    if (severity === 'error') known.errors += 1
    else known.warnings += 1
    counts.set(column, known)
  }
  return [...counts.values()].sort((a, b) => b.errors - a.errors || b.warnings - a.warnings)
}
