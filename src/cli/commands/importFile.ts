import { openAsBlob } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { problem } from '../../model/index.ts'
import { count } from '../../model/say.ts'
import type { ImportFacts, ImportPreview } from '../../server/contract/told.ts'
import type { ImportMapping, ImportPreset, ImportRun } from '../../server/contract.ts'
import { newId } from '../../store/index.ts'
import { type Arguments, type Command, clientOptions, textOf } from '../command.ts'
import { type RowSaid, sayMapping, sayPreview, sayProblems, sayTable } from '../importTelling.ts'
import { registerNamed } from '../registerNamed.ts'
import { runJob } from '../runJob.ts'
import { saveFile } from '../saveFile.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'
import { type WithClient, withClient } from '../withClient.ts'

const modes = { create: 'create', update: 'update', both: 'createOrUpdate' } as const
const empties = ['keep', 'clear'] as const
const presets: readonly ImportPreset[] = ['federal-ai-inventory-2024']

export const importFile: Command = {
  name: 'import',
  usage: `import FILE [-o ORGANISATION] (--register NAME | --preset ${presets.join('|')} [--agency NAME]) [--key FIELD] [--mode create|update|both] [--empty keep|clear] [--mapping FILE.json] [--sheet NAME] [--header-row N] [--encoding NAME] [--delimiter CHARACTER] [--row-by-row] [--dry-run] [--problems FILE.csv] [--as EMAIL] [--data FOLDER | --server URL]`,
  about: `Read a CSV, XLSX or XLS file into a register, or the 2024 federal AI inventory into all it is about.
Columns are matched with fields by name; --mapping gives another mapping, and --dry-run shows what would happen.
--key names the field that tells whether a record is there already ("ref" for its number).
What is worked out of the file (encoding, delimiter, sheet, row of the names) is said, and can be said otherwise;
"--delimiter tab" is a tab.
--empty clear takes away what a record has where the cell is empty; otherwise empty cells say nothing.
All rows are read in or none; with --row-by-row those without mistakes are. A job of the server does it: Ctrl-C cancels
the job and says what had been done by then. "openaims import-undo" takes an import back.`,
  options: {
    ...clientOptions,
    register: { type: 'string' },
    preset: { type: 'string' },
    agency: { type: 'string' },
    mapping: { type: 'string' },
    key: { type: 'string' },
    mode: { type: 'string' },
    empty: { type: 'string' },
    sheet: { type: 'string' },
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    'header-row': { type: 'string' },
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
    const asked = await understand(args)
    const shape = shapeOf(args)
    return withClient(args, async (at) => {
      const uploaded = await upload(at, path, tell)
      const source = { ...uploaded, ...optional(args, ['sheet', 'encoding']), ...shape }
      const where = asked.preset === undefined ? { register: asked.register } : { preset: asked.preset }
      const facts = await at.org.post('imports/read', { body: { ...source, ...where }, signal: at.signal })
      sayTable(facts, tell)
      if (facts.rowCount === 0) throw noRows(facts)
      const request = { ...source, ...completed(asked, facts) }
      if (request.mapping) sayMapping(request.mapping, tell)
      return args.values['dry-run'] === true ? tryOut(at, args, request, facts, tell) : run(at, args, request, tell)
    })
  },
}

type Asked = Omit<ImportRun, 'hash' | 'name'>

/** What the words of the command ask for, before the file is looked at. */
async function understand(args: Arguments): Promise<Asked> {
  const mode = oneOf(args, 'mode', Object.keys(modes) as (keyof typeof modes)[])
  const empty = oneOf(args, 'empty', empties)
  const preset = oneOf(args, 'preset', presets)
  const key = textOf(args, 'key') ?? null
  const path = textOf(args, 'mapping')
  const common = {
    ...optional(args, ['agency', 'title']),
    policy: args.values['row-by-row'] === true ? ('rowByRow' as const) : ('allOrNothing' as const),
    ...(mode === undefined ? {} : { mode: modes[mode] }),
  }
  if (preset !== undefined) return { mode: 'createOrUpdate', ...common, preset }
  return {
    mode: key === null ? 'create' : 'createOrUpdate',
    ...common,
    register: registerNamed(textOf(args, 'register')).name,
    key,
    ...(empty === undefined ? {} : { emptyCells: empty }),
    // Its shape is checked by the server.
    ...(path === undefined ? {} : { mapping: (await mappingIn(path)) as ImportMapping }),
  }
}

/** What is said of the file instead of being worked out. */
function shapeOf(args: Arguments): Pick<ImportRun, 'delimiter' | 'headerRow'> {
  const [given, row] = [textOf(args, 'delimiter'), textOf(args, 'header-row')]
  const delimiter = given === 'tab' ? '\t' : given
  if (delimiter !== undefined && delimiter.length !== 1)
    throw new UsageProblem(`--delimiter is one character, or tab; "${given}" is neither.`)
  if (row !== undefined && !/^[1-9]\d{0,6}$/.test(row))
    throw new UsageProblem(`--header-row is the number of a row, from 1; "${row}" is none.`)
  return { ...(delimiter === undefined ? {} : { delimiter }), ...(row === undefined ? {} : { headerRow: Number(row) }) }
}

const noRows = ({ headerRow }: ImportFacts) =>
  problem(
    'import/unreadable',
    `There is no row below the names in line ${headerRow}. When the file has some, --encoding, --sheet, --delimiter or --header-row says how to read it.`,
  )

/** With the mapping that the server proposes, where none was given. */
function completed(asked: Asked, { proposal }: ImportFacts): Asked {
  if (asked.preset !== undefined || asked.mapping !== undefined || proposal === null) return asked
  return { ...asked, mapping: proposal.mapping }
}

async function mappingIn(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageProblem(`"${path}" cannot be read (${error.code}).`)
  })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw problem('request/not-json', `${path}: ${(error as Error).message}`)
  }
}

function oneOf<T extends string>(args: Arguments, name: string, known: readonly T[]): T | undefined {
  const text = textOf(args, name)
  const found = known.find((each) => each === text)
  if (text !== undefined && found === undefined)
    throw new UsageProblem(`--${name} is ${known.join(', ')}; "${text}" is none of them.`)
  return found
}

function optional(args: Arguments, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((n) => (textOf(args, n) === undefined ? [] : [[n, textOf(args, n) ?? '']])))
}

async function upload(
  { org, signal }: WithClient,
  path: string,
  tell: Teller,
): Promise<{ hash: string; name: string }> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) throw problem('import/unreadable', `There is no file "${path}".`)
  tell.progress('Uploading')
  const headers = { 'x-file-name': encodeURIComponent(basename(path)) }
  const { hash, name } = await org.post('files', { body: await openAsBlob(path), headers, signal })
  tell.progress('')
  return { hash, name }
}

async function tryOut(
  at: WithClient,
  args: Arguments,
  request: ImportRun,
  { checkedByJob }: ImportFacts,
  tell: Teller,
): Promise<number> {
  const preview = checkedByJob ? await previewByJob(at, request, tell) : await previewNow(at, request)
  await writeProblems(at, args, request)
  sayProblems(preview.problems, preview.problemCount, textOf(args, 'problems'), tell)
  sayPreview(preview, tell)
  tell.result(preview)
  return preview.errorCount > 0 ? 1 : 0
}

/** What is previewed has neither a title nor a policy. */
const previewed = ({ title: _title, policy: _policy, dryRun: _dryRun, ...request }: ImportRun) => request

const previewNow = ({ org, signal }: WithClient, request: ImportRun): Promise<ImportPreview> =>
  org.post('imports/preview', { body: previewed(request), signal })

async function previewByJob(at: WithClient, request: ImportRun, tell: Teller): Promise<ImportPreview> {
  const { job } = await at.org.post('imports/run', { body: { ...request, dryRun: true }, idempotencyKey: newId() })
  const ended = await runJob(at, job, tell, 'Cancelled; nothing was changed.')
  if (ended.state === 'failed' || ended.result === null) throw problem('import/unreadable', ended.problem ?? {})
  // A dry run ends with what a preview answers.
  return JSON.parse(ended.result) as ImportPreview
}

async function writeProblems({ org, signal }: WithClient, args: Arguments, request: ImportRun): Promise<void> {
  const path = textOf(args, 'problems')
  if (path === undefined) return
  const answer = await org.postForFile('imports/problems', { body: previewed(request), signal })
  await saveFile(answer, resolve(path), { signal })
}

/** What an import keeps about itself, as far as it is told here. */
interface ImportRecord {
  readonly rowCount?: number | null
  readonly createdCount?: number | null
  readonly updatedCount?: number | null
  readonly skippedCount?: number | null
  readonly problems?: readonly { readonly row: number; readonly column: string | null; readonly problem: string }[]
}

async function run(at: WithClient, args: Arguments, request: ImportRun, tell: Teller): Promise<number> {
  const { org, slug } = at
  // Sent twice because an answer was lost, it is begun once.
  const begun = await org.post('imports/run', { body: request, idempotencyKey: newId() })
  const ref = begun.record?.ref ?? ''
  const undo = `openaims import-undo ${ref} -o ${slug}`
  const job = await runJob(at, begun.job, tell, `Cancelled; if anything was written, ${undo} takes it back.`)
  const { record } = await org.register('importRun').get(ref)
  // Of the register of imports, whose fields these are.
  const ended = record.values as ImportRecord
  const found = (ended.problems ?? []).map(
    ({ row, column, problem: message }): RowSaid => ({ line: row, column: column ?? '', message }),
  )
  if (found.length > 0) await writeProblems(at, args, request)
  sayProblems(found, found.length, textOf(args, 'problems'), tell)
  if (job.state === 'failed')
    throw problem('import/problems', {
      detail: job.problem ?? `${ref} failed.`,
      data: { import: ref, problems: found },
    })
  const [rows, created, updated, skipped] = [
    ended.rowCount ?? 0,
    ended.createdCount ?? 0,
    ended.updatedCount ?? 0,
    ended.skippedCount ?? 0,
  ]
  const refused = rows - created - updated - skipped
  tell.say(
    `${count(rows, 'row')}: ${created} created, ${updated} changed, ${skipped} skipped or as they were, ${refused} refused.`,
  )
  tell.say(`To take it back: ${undo}`)
  tell.result({ import: ref, rows, created, updated, skipped, refused, problems: found })
  return refused > 0 ? 1 : 0
}
