import { createReadStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Table } from '../../exchange/index.ts'
import { type Actor, problem } from '../../model/index.ts'
import { registerAt } from '../../server/context.ts'
import type { ImportPreview } from '../../server/contract.ts'
import { openTable } from '../../server/imports/openTable.ts'
import type { RowProblem } from '../../server/imports/plan.ts'
import { previewImport } from '../../server/imports/preview.ts'
import { problemsCsv } from '../../server/imports/problemsCsv.ts'
import { proposeFor } from '../../server/imports/readFile.ts'
import { mappingSchema, type RunRequest, runBody } from '../../server/imports/request.ts'
import { beginImport, runImport } from '../../server/imports/runImport.ts'
import { JobCancelled } from '../../server/jobs/registerJob.ts'
import { cleanName, kindOf, maxUpload } from '../../server/uploads.ts'
import type { Store } from '../../store/index.ts'
import { type Arguments, type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions, progressLine } from '../inOrganisation.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'

const problemsShown = 20
const modes = { create: 'create', update: 'update', both: 'createOrUpdate' } as const

export const importFile: Command = {
  name: 'import',
  usage:
    'import FILE [-o ORGANISATION] (--register NAME | --preset federal-ai-inventory-2024 [--agency NAME]) [--key FIELD] [--mode create|update|both] [--empty keep|clear] [--mapping FILE.json] [--sheet NAME] [--row-by-row] [--dry-run] [--problems FILE.csv] [--data FOLDER]',
  about: `Read a CSV, XLSX or XLS file into a register, or the 2024 federal AI inventory into all it is about.
Columns are matched with fields by name; --mapping gives another mapping, and --dry-run shows what would happen.
--key names the field that tells whether a record is there already ("ref" for its number).
--empty clear takes away what a record has where the cell is empty; otherwise empty cells say nothing.
All rows are read in or none; with --row-by-row those without mistakes are.`,
  options: {
    ...organisationOptions,
    register: { type: 'string' },
    preset: { type: 'string' },
    agency: { type: 'string' },
    mapping: { type: 'string' },
    key: { type: 'string' },
    mode: { type: 'string' },
    empty: { type: 'string' },
    sheet: { type: 'string' },
    encoding: { type: 'string' },
    title: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'row-by-row': { type: 'boolean' },
    problems: { type: 'string' },
  },
  async run(args, tell) {
    const [path, ...rest] = args.positionals
    if (path === undefined || rest.length > 0) throw new UsageProblem('Name one file to import.')
    const given = [textOf(args, 'register'), textOf(args, 'preset')].filter((v) => v !== undefined)
    if (given.length !== 1) throw new UsageProblem('Say where it goes: --register NAME or --preset NAME.')
    return inOrganisation(args, async ({ store, org, actor }) => {
      const file = await takeIn(store, org.id, actor, path)
      const source = { ...file, ...optional(args, ['sheet', 'encoding']) }
      const table = await openTable(store, org.id, actor, source)
      sayTable(table, tell)
      const request = await requestFor(store, org.id, args, source, table, tell)
      if (args.values['dry-run'] === true) {
        const { plan, preview } = await untilStopped((signal) =>
          previewImport(store, org.id, actor, table, request, (at, total) => {
            if (signal.aborted) throw new JobCancelled('Stopped; nothing was changed.')
            progressLine(`Checking: ${at} of ${total}`)
          }),
        )
        progressLine('')
        await sayProblems(args, plan.problems, tell)
        sayPreview(preview, tell)
        tell.result(preview)
        return preview.errorCount > 0 ? 1 : 0
      }
      return runHere(store, org.id, org.slug, actor, args, request, tell)
    })
  },
}

/** Takes the file in as an upload does: its kind is checked, and it stays with the import. */
async function takeIn(store: Store, org: string, actor: Actor, path: string): Promise<{ hash: string; name: string }> {
  const name = cleanName(basename(path))
  // A stream that cannot be opened fails where nobody waits for it; so the file is looked at first.
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) throw problem('import/unreadable', `There is no file "${path}".`)
  const blob = await store.blobs.put(org, createReadStream(path), maxUpload)
  const { mediaType } = kindOf(name, blob.head)
  await store.noteBlob(org, { hash: blob.hash, size: blob.size, mediaType, by: actor.id })
  return { hash: blob.hash, name }
}

function optional(args: Arguments, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((n) => (textOf(args, n) === undefined ? [] : [[n, textOf(args, n) ?? '']])))
}

async function requestFor(
  store: Store,
  org: string,
  args: Arguments,
  source: { hash: string; name: string },
  table: Table,
  { say }: Teller,
): Promise<RunRequest> {
  const common = {
    ...source,
    ...optional(args, ['agency', 'title']),
    policy: args.values['row-by-row'] === true ? 'rowByRow' : 'allOrNothing',
    dryRun: false,
  }
  const mode = modeFor(textOf(args, 'mode'))
  const empty = textOf(args, 'empty')
  const preset = textOf(args, 'preset')
  if (preset !== undefined) return understood({ ...common, preset, mode: mode ?? 'createOrUpdate' })
  const name = textOf(args, 'register') ?? ''
  const register = registerAt(store, name)
  const path = textOf(args, 'mapping')
  const mapping =
    path === undefined
      ? proposeFor(register, await store.customFields(org, register.name), table, true).mapping
      : mappingSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  for (const { column, to } of mapping.columns)
    say(`  ${column} → ${to.as === 'field' ? to.field : to.as === 'custom' ? 'own field' : 'left out'}`)
  const key = textOf(args, 'key') ?? null
  return understood({
    ...common,
    register: register.name,
    mapping,
    key,
    mode: mode ?? (key === null ? 'create' : 'createOrUpdate'),
    ...(empty === undefined ? {} : { emptyCells: empty }),
  })
}

function modeFor(text: string | undefined): RunRequest['mode'] | undefined {
  if (text === undefined) return undefined
  const mode = modes[text as keyof typeof modes]
  if (!mode) throw new UsageProblem(`--mode is ${Object.keys(modes).join(', ')}; "${text}" is none of them.`)
  return mode
}

function understood(request: object): RunRequest {
  const parsed = runBody.safeParse(request)
  if (parsed.success) return parsed.data
  throw new UsageProblem(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'))
}

async function runHere(
  store: Store,
  org: string,
  slug: string,
  actor: Actor,
  args: Arguments,
  request: RunRequest,
  tell: Teller,
): Promise<number> {
  const run = await beginImport(store, org, actor, request)
  const progress = (at: number, total: number | null, step: string) =>
    progressLine(total === null ? step : `${step}: ${at} of ${total}`)
  try {
    const done = await untilStopped((signal) =>
      runImport({ store, org, actor, signal, attempt: 1, progress }, run.id, request),
    )
    progressLine('')
    await sayProblems(args, done.problems, tell)
    tell.say(
      `${done.rows} rows: ${done.created} created, ${done.updated} changed, ${done.unchanged} as they were, ${done.skipped} skipped, ${done.refused} refused.`,
    )
    tell.say(`To take it back: openaims import-undo ${done.ref} -o ${slug}`)
    tell.result(done)
    return done.refused > 0 ? 1 : 0
  } catch (error) {
    progressLine('')
    const found = (error as { details?: { data?: { problems?: RowProblem[] } } }).details?.data?.problems
    if (found) await sayProblems(args, found, tell)
    throw error
  }
}

/** Ctrl-C stops the work where it may stop, instead of ending the process in the middle. */
async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const onSignal = () => stopping.abort('cancelled')
  process.once('SIGINT', onSignal)
  return work(stopping.signal).finally(() => process.off('SIGINT', onSignal))
}

function sayTable(table: Table, { say }: Teller): void {
  const sheet = table.sheet === null ? '' : `, sheet "${table.sheet}"`
  const encoding = table.encoding === undefined ? '' : `, ${table.encoding}`
  say(
    `${table.format.toUpperCase()}${encoding}${sheet}: ${table.rows.length} rows, ${table.columns.length} columns, names in line ${table.headerRow}.`,
  )
  for (const note of table.notes) say(`  ${note}`)
}

async function sayProblems(args: Arguments, problems: readonly RowProblem[], { say }: Teller): Promise<void> {
  const path = textOf(args, 'problems')
  if (path !== undefined) await writeFile(path, await problemsCsv(problems))
  for (const p of problems.slice(0, problemsShown)) {
    const text = p.value === '' ? '' : ` (in the file: ${p.value.replace(/\s+/g, ' ').slice(0, 60)})`
    say(`  line ${p.line}, ${p.column.slice(0, 60)}: ${p.severity === 'warning' ? 'note: ' : ''}${p.message}${text}`)
  }
  const more = problems.length - problemsShown
  if (more > 0)
    say(`  … and ${more} more; ${path === undefined ? '--problems FILE.csv writes all' : `all are in ${path}`}.`)
}

function sayPreview(preview: ImportPreview, { say }: Teller): void {
  const { rows, counts, creates, errorCount, problemCount } = preview
  say(
    `${rows} rows would be: ${counts.create} created, ${counts.update} changed, ${counts.unchanged} as they are, ${counts.skip} skipped, ${counts.refused} refused.`,
  )
  for (const { label, count } of creates) say(`  ${count} ${label}`)
  say(`${errorCount} mistakes, ${problemCount - errorCount} notes. Nothing was changed.`)
}
