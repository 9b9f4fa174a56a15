import { Readable } from 'node:stream'
import { firstPart } from '../../model/firstPart.ts'
import { type Actor, type AnyRecord, Problem, problem, type Register, roles } from '../../model/index.ts'
import { figure, type Said, say } from '../../model/say.ts'
import { type Change, newId, type Store } from '../../store/index.ts'
import { canonicalJson } from '../../store/log/canonicalJson.ts'
import { mayPass } from '../../store/outage.ts'
import { knownIds } from '../../store/read/lookUp.ts'
import { JobCancelled } from '../jobs/registerJob.ts'
import { openTable } from './openTable.ts'
import type { ImportPlan, PlannedRow, RowProblem } from './plan.ts'
import { planImport } from './planImport.ts'
import { problemsCsv } from './problemsCsv.ts'
import type { RunRequest } from './request.ts'

export interface ImportWork {
  readonly store: Store
  readonly org: string
  readonly actor: Actor
  readonly signal: AbortSignal
  readonly attempt: number
  progress(done: number, total: number | null, step: Said): void
}

export interface ImportOutcome {
  readonly ref: string
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly refused: number
  readonly problems: readonly RowProblem[]
}

/** Changes in one commit when rows stand each on their own. */
const batchChanges = 1000
const problemsKept = 500

/** Who an import acts as: the person, by way of the import. */
export const asImporter = (actor: Actor): Actor => ({ ...actor, via: 'import' })

/**
 * Enters the import in its register, with the file and all that was asked, before anything is read in. The request and
 * the job both do it; whoever comes second finds what the first one entered.
 */
export async function beginImport(
  store: Store,
  org: string,
  actor: Actor,
  request: RunRequest,
  id = newId(),
): Promise<AnyRecord> {
  const file = await store.fileFor(org, actor, request.hash, null)
  const opened = file ? await store.blobs.open(org, request.hash) : null
  if (!file || !opened) throw problem('access/not-found', say`There is no such file you may see; upload it first.`)
  opened.stream.destroy()
  const { hash, name, mapping } = request
  const isOpen = mayAllSee(request.register === undefined ? undefined : store.registry.get(request.register))
  const files = isOpen
    ? [
        { hash, name, size: opened.size, mediaType: file.mediaType },
        await keep(store, org, actor, 'import.json', 'application/json', inOrder(request)),
      ]
    : []
  const done = await store.commit({
    actor: asImporter(actor),
    org,
    changes: [
      {
        do: 'create',
        register: 'importRun',
        id,
        values: {
          title: firstPart(request.title ?? `Import of ${name}`, 200),
          fileName: name,
          fileHash: hash,
          file: files,
          format: request.preset ?? /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? 'csv',
          registerName: request.register ?? null,
          mapping: (mapping?.columns ?? []).slice(0, 500).map(({ column, to }) => ({
            column: firstPart(column, 300),
            field: to.as === 'field' ? to.field : null,
            note: to.as === 'field' ? null : to.as === 'custom' ? 'Own field' : 'Left out',
          })),
        },
      },
    ],
    reason: firstPart(`Import ${name}`, 2000),
    idempotencyKey: `import ${id}`,
  })
  const [made] = done.records
  if (!made) throw new Error('the import was not entered')
  return made
}

/** Everybody sees imports; the file and its problems stay with an import only where everybody may read its records too. */
const mayAllSee = (register: Register | undefined): boolean =>
  register === undefined ||
  (!register.confidential && register.readLike === undefined && roles.every((r) => register.can.read.includes(r)))

/** Reads the file in, as asked. Begun again after an interruption, it finds what it wrote and goes on. */
export async function runImport(work: ImportWork, importId: string, request: RunRequest): Promise<ImportOutcome> {
  const { store, org, signal } = work
  const actor = asImporter(work.actor)
  let problems: readonly RowProblem[] = []
  try {
    work.progress(0, null, say`Reading the file`)
    const table = await openTable(store, org, actor, request)
    work.progress(0, table.rows.length, say`Checking`)
    const plan = await planImport(store, org, actor, table, request, importId, (done, total) => {
      stopIfAsked(signal, say`Cancelled; nothing was changed.`)
      work.progress(done, total, say`Checking`)
    })
    problems = plan.problems
    const errors = plan.problems.filter((p) => p.severity === 'error')
    if (request.policy === 'allOrNothing' && errors.length > 0) {
      const rows = new Set(errors.map((p) => p.line)).size
      throw problem('import/problems', {
        detail: say`${rows === 1 ? say`1 row cannot` : say`${figure(rows)} rows cannot`} be imported; nothing was changed.`,
        data: { problems: plan.problems.slice(0, problemsKept) },
      })
    }
    stopIfAsked(signal, say`Cancelled; nothing was changed.`)
    const writer = { ...work, actor, importId, reason: firstPart(`Import ${request.name}`, 2000) }
    const written = request.policy === 'allOrNothing' ? await writeAtOnce(writer, plan) : await writeRows(writer, plan)
    problems = [...plan.problems, ...written.problems]
    const count = (fate: PlannedRow['does']) => plan.rows.filter((r) => r.does === fate).length
    const outcome = {
      rows: plan.rows.length,
      created: written.created,
      updated: written.updated,
      unchanged: count('unchanged'),
      skipped: count('skip'),
      refused: count('refused') + written.refused,
      problems,
    }
    const ref = await finish(work, importId, outcome)
    return { ref, ...outcome }
  } catch (error) {
    // It is begun again: by this worker's successor, or when the database is back, or the disk has room.
    if ((signal.aborted && signal.reason !== 'cancelled') || mayPass(error)) throw error
    await fail(work, importId, error, problems)
    throw error
  }
}

interface Writer extends ImportWork {
  readonly importId: string
  readonly reason: string
}

interface Written {
  readonly created: number
  readonly updated: number
  readonly refused: number
  readonly problems: readonly RowProblem[]
}

async function writeAtOnce(work: Writer, plan: ImportPlan): Promise<Written> {
  const rows = plan.rows.filter((r) => r.changes.length > 0 || r.does === 'update')
  const there = await alreadyThere(work, plan)
  const after = (plan.after ?? []).flatMap((r) => r.changes).filter((c) => c.id === undefined || !there.has(c.id))
  const changes = [...plan.before.flatMap((b) => b.changes), ...rows.flatMap((r) => r.changes)]
    .filter((c) => !isDone(c, there))
    .concat(after)
  work.progress(0, plan.rows.length, 'Writing all rows together')
  if (changes.length > 0) await commit(work, changes).catch((error) => rethrowAtLine(error, plan, changes))
  work.progress(plan.rows.length, plan.rows.length, 'Written')
  return { ...tally(rows), refused: 0, problems: [] }
}

/** Names the row a refusal is about: what could not be foreseen when the rows were checked. */
function rethrowAtLine(error: unknown, plan: ImportPlan, changes: readonly Change[]): never {
  if (!(error instanceof Problem)) throw error
  const at = error.details.data?.change
  const refused = typeof at === 'number' ? changes[at] : changes[0]
  const row = [...plan.rows, ...(plan.after ?? [])].find((r) => refused && r.changes.includes(refused))
  throw problem('import/problems', {
    ...error.details,
    detail: say`${row ? say`Row ${row.line}: ` : ''}${error.message} Nothing was changed.`,
  })
}

/** Batches of rows; a batch that is refused is written row by row, and only what is refused stays out. */
async function writeRows(work: Writer, plan: ImportPlan): Promise<Written> {
  const there = await alreadyThere(work, plan)
  const before = plan.before.flatMap((b) => b.changes).filter((c) => !isDone(c, there))
  if (before.length > 0) await commit(work, before)
  const changesOf = (row: PlannedRow) => row.changes.filter((c) => !isDone(c, there))
  const rows = plan.rows.filter((r) => r.changes.length > 0 || r.does === 'update')
  const { written, problems } = await inBatches(work, rows, changesOf, say`Writing rows`)
  // Links to rows further below: of rows that were written, to rows that were.
  const isWritten = new Set(written.map((r) => r.line))
  const links = (plan.after ?? []).filter((r) => isWritten.has(r.line))
  const linked = await inBatches(work, links, (row) => row.changes, say`Linking rows`)
  return { ...tally(written), refused: problems.length, problems: [...problems, ...linked.problems] }
}

/** Batches of rows; one that is refused is written row by row. */
async function inBatches(
  work: Writer,
  rows: readonly PlannedRow[],
  changesOf: (row: PlannedRow) => readonly Change[],
  step: Said,
): Promise<{ written: PlannedRow[]; problems: RowProblem[] }> {
  const written: PlannedRow[] = []
  const problems: RowProblem[] = []
  for (const batch of batches(rows)) {
    stopIfAsked(work.signal, say`Cancelled after ${figure(written.length)} rows; undo the import to take them back.`)
    try {
      const changes = batch.flatMap(changesOf)
      if (changes.length > 0) await commit(work, changes)
      written.push(...batch)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const each = await Promise.allSettled(batch.map((row) => commit(work, changesOf(row))))
      each.forEach((result, i) => {
        const row = batch[i] as PlannedRow
        if (result.status === 'fulfilled' || isOwnConflict(work, row, result.reason)) written.push(row)
        else problems.push(refusalOf(row, result.reason))
      })
    }
    work.progress(written.length + problems.length, rows.length, step)
  }
  return { written, problems }
}

/** Begun again, an import meets the links it set itself: the record is one version further, by nobody else's doing. */
function isOwnConflict({ attempt }: Writer, { does, changes }: PlannedRow, error: unknown): boolean {
  const [change] = changes
  if (attempt <= 1 || does !== 'create' || change?.do !== 'edit') return false
  return error instanceof Problem && error.code === 'record/conflict'
}

function refusalOf(row: PlannedRow, error: unknown): RowProblem {
  if (!(error instanceof Problem)) throw error
  const [first] = error.details.fields ?? []
  return {
    line: row.line,
    column: first?.field ?? '',
    field: first?.field ?? '',
    message: error.details.detail ?? error.message,
    value: '',
    severity: 'error',
  }
}

function* batches(rows: readonly PlannedRow[]): Generator<PlannedRow[]> {
  let batch: PlannedRow[] = []
  let changes = 0
  for (const row of rows) {
    if (batch.length > 0 && changes + row.changes.length > batchChanges) {
      yield batch
      batch = []
      changes = 0
    }
    batch.push(row)
    changes += row.changes.length
  }
  if (batch.length > 0) yield batch
}

const commit = ({ store, org, actor, importId, reason }: Writer, changes: readonly Change[]) =>
  store.commit({ actor, org, changes, reason, requestId: importId })

/** Records of an earlier start of the same import. */
async function alreadyThere(work: Writer, plan: ImportPlan): Promise<ReadonlySet<string>> {
  if (work.attempt <= 1) return new Set()
  const all = [...plan.before.flatMap((b) => b.changes), ...plan.rows.flatMap((r) => r.changes)]
  const ids = all.flatMap((c) => (c.do === 'create' && c.id ? [c.id] : []))
  return knownIds(work.store.pool, work.org, ids)
}

/** A record and what is done to it right after (putting an own field in use) were written together. */
const isDone = (change: Change, there: ReadonlySet<string>): boolean =>
  (change.do === 'create' || change.do === 'move') && change.id !== undefined && there.has(change.id)

const tally = (rows: readonly PlannedRow[]) => ({
  created: rows.filter((r) => r.does === 'create').length,
  updated: rows.filter((r) => r.does === 'update').length,
})

function stopIfAsked(signal: AbortSignal, said: Said): void {
  if (signal.aborted) throw new JobCancelled(said)
}

/** As text that does not depend on the way the request took: the parameters of a job come back in another order. */
const inOrder = (request: RunRequest): string => JSON.stringify(JSON.parse(canonicalJson(request)), null, 2)

/** Keeps a small file beside the import. */
async function keep(store: Store, org: string, actor: Actor, name: string, mediaType: string, text: string) {
  const bytes = Buffer.from(text)
  const blob = await store.blobs.put(org, Readable.from([bytes]), bytes.length)
  await store.noteBlob(org, { hash: blob.hash, size: blob.size, mediaType, by: actor.id })
  return { hash: blob.hash, name, size: blob.size, mediaType }
}

async function finish(work: ImportWork, importId: string, outcome: Omit<ImportOutcome, 'ref'>): Promise<string> {
  const ended = await end(work, importId, outcome.problems, 'finish', null, {
    rowCount: outcome.rows,
    createdCount: outcome.created,
    updatedCount: outcome.updated,
    skippedCount: outcome.skipped + outcome.unchanged,
    problemCount: new Set(outcome.problems.map((p) => p.line)).size,
  })
  return ended.ref
}

async function fail(
  work: ImportWork,
  importId: string,
  error: unknown,
  problems: readonly RowProblem[],
): Promise<void> {
  const known = error instanceof Problem || error instanceof JobCancelled
  const why = known ? error.message : 'Something went wrong on our side.'
  await failImport(work, importId, why, problems)
}

/** Ends an import that did not get through; what it wrote until then can be undone. */
export async function failImport(
  work: Pick<ImportWork, 'store' | 'org' | 'actor'>,
  importId: string,
  why: string,
  problems: readonly RowProblem[],
): Promise<void> {
  await end(work, importId, problems, 'fail', why, { problemCount: new Set(problems.map((p) => p.line)).size })
}

async function end(
  work: Pick<ImportWork, 'store' | 'org' | 'actor'>,
  importId: string,
  problems: readonly RowProblem[],
  move: 'finish' | 'fail',
  reason: string | null,
  values: Readonly<Record<string, unknown>>,
): Promise<AnyRecord> {
  const { store, org } = work
  const actor = asImporter(work.actor)
  const register = store.registry.get('importRun')
  const record = register ? await store.record(org, register, actor, importId, null) : null
  if (!record) throw problem('access/not-found', say`The import is no longer there.`)
  if (record.state !== 'running') return record
  const isOpen = mayAllSee(store.registry.get(String(record.registerName ?? '')))
  const shown = isOpen ? problems : []
  const kept = shown.slice(0, problemsKept).map((p) => ({
    row: p.line,
    column: firstPart(p.column, 300) || null,
    problem: firstPart(p.value === '' ? String(p.message) : `${p.message} (in the file: ${p.value})`, 1000),
  }))
  const all =
    shown.length > 0 ? [await keep(store, org, actor, 'problems.csv', 'text/csv', await problemsCsv(shown))] : []
  const head = await store.logHead(org)
  const done = await store.commit({
    actor,
    org,
    changes: [
      {
        do: 'edit',
        register: 'importRun',
        id: importId,
        version: record.version,
        values: {
          ...values,
          problems: kept,
          changes: [`up to ${(head?.size ?? 1) - 1}`],
          file: [...((record.file as unknown[] | null) ?? []), ...all],
        },
      },
      { do: 'move', register: 'importRun', id: importId, version: record.version + 1, move },
    ],
    reason,
  })
  const [ended] = done.records
  if (!ended) throw new Error('the import was not ended')
  return ended
}
