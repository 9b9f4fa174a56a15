import { type Actor, type AnyRecord, problem } from '../../model/index.ts'
import { figure, joined, type Said, say } from '../../model/say.ts'
import type { Change, Store } from '../../store/index.ts'
import { ownFieldsInUse, type TouchedRecord, touchedBy } from '../../store/read/ofRequest.ts'
import { asImporter } from './runImport.ts'

export interface UndoPlan {
  readonly run: AnyRecord
  readonly archive: readonly TouchedRecord[]
  readonly restore: readonly TouchedRecord[]
  /** Records that somebody has worked on or relies on since, with the reason they stay. */
  readonly kept: readonly { readonly record: TouchedRecord; readonly because: Said }[]
}

const namesShown = 10

/** What undoing an import would do: what it created is archived, what it changed gets its former values back. */
export async function planUndo(store: Store, org: string, actor: Actor, idOrRef: string): Promise<UndoPlan> {
  const register = store.registry.get('importRun')
  const run = register ? await store.record(org, register, actor, idOrRef, null) : null
  if (!register || !run) throw problem('access/not-found', say`There is no import "${idOrRef.slice(0, 60)}".`)
  if (run.state === 'undone') throw problem('import/undone', { detail: say`${run.ref} has been undone already.` })
  if (run.state === 'running')
    throw problem('import/undone', { detail: say`${run.ref} is still running; cancel it or wait until it ends.` })
  const [first] = await store.versions(org, register, actor, run, null)
  const touched = await touchedBy(store.pool, org, run.id, first?.seq ?? 0, null)
  const archive: TouchedRecord[] = []
  const restore: TouchedRecord[] = []
  const kept: { record: TouchedRecord; because: Said }[] = []
  const ownKept = await ownFieldsToKeep(store, org, actor, touched)
  for (const record of touched) {
    // Own fields that other records use by now simply stay; nothing of the import hangs on them.
    if (ownKept.has(record.id)) continue
    if (record.created && record.archived) continue
    if (record.version !== record.after) kept.push({ record, because: say`changed since` })
    else if (record.created && record.usedBy.length > 0)
      kept.push({ record, because: say`used by ${record.usedBy.slice(0, 3).join(', ')}` })
    else if (record.created) archive.push(record)
    else restore.push(record)
  }
  return { run, archive, restore, kept }
}

async function ownFieldsToKeep(store: Store, org: string, actor: Actor, touched: readonly TouchedRecord[]) {
  const definition = store.registry.get('customField')
  const made = touched.filter((t) => t.register === definition?.name)
  if (!definition || made.length === 0) return new Set<string>()
  const fields = await Promise.all(made.map((t) => store.record(org, definition, actor, t.id, null)))
  const named = fields.flatMap((f) => (f ? [{ id: f.id, register: String(f.registerName), key: String(f.key) }] : []))
  const inUse = await ownFieldsInUse(
    store.pool,
    org,
    named,
    touched.filter((t) => t.created).map((t) => t.id),
  )
  return new Set(named.filter((f) => inUse.has(`${f.register}.${f.key}`)).map((f) => f.id))
}

/** Refuses to undo half of an import unless that is what was asked, and says which records stand in the way. */
export function refuseIfKept({ run, kept }: UndoPlan, partial: boolean): void {
  if (kept.length === 0 || partial) return
  const first = joined(
    kept.slice(0, namesShown).map(({ record, because }) => say`${record.ref} (${because})`),
    ', ',
  )
  const named = kept.length > namesShown ? say`${first} and ${figure(kept.length - namesShown)} more` : first
  throw problem('import/undone', {
    detail: say`${run.ref} cannot be undone as a whole: ${named}. Undo the rest, or look at these first.`,
    data: {
      records: kept
        .slice(0, 500)
        .map(({ record: { id, register, ref, title }, because }) => ({ id, register, ref, title, because })),
    },
  })
}

/** Takes an import back in one change, last record first, so that nothing leaves while others still need it. */
export async function undoImport(
  store: Store,
  org: string,
  actor: Actor,
  idOrRef: string,
  options: { readonly partial: boolean; readonly reason: string | null },
): Promise<{ readonly ref: string; readonly archived: number; readonly restored: number; readonly kept: number }> {
  const plan = await planUndo(store, org, actor, idOrRef)
  refuseIfKept(plan, options.partial)
  const touched = [...plan.archive, ...plan.restore].sort((a, b) => b.firstSeq - a.firstSeq)
  const isRestored = new Set(plan.restore.map((r) => r.id))
  const changes = touched.map(
    ({ id, register, version, before }): Change =>
      isRestored.has(id)
        ? { do: 'restore', register, id, version, to: before }
        : { do: 'archive', register, id, version },
  )
  const { run } = plan
  changes.push({ do: 'move', register: 'importRun', id: run.id, version: run.version, move: 'undo' })
  const reason = options.reason?.trim() || `Undo ${run.ref}`
  await store.commit({ actor: asImporter(actor), org, changes, reason, requestId: `undo ${run.id}` })
  return { ref: run.ref, archived: plan.archive.length, restored: plan.restore.length, kept: plan.kept.length }
}
