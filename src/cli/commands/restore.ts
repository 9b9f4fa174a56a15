import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { registers } from '../../registers/index.ts'
import { checkKey } from '../../server/backups/checkKey.ts'
import { customFieldSource } from '../../server/customFields.ts'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { BackupProblem } from '../../store/backup/format.ts'
import { parseKeptHeads } from '../../store/backup/keptHeads.ts'
import { needBackup, readBackup } from '../../store/backup/readBackup.ts'
import { restoreBackup } from '../../store/backup/restoreBackup.ts'
import { type KeptHead, verifyInstance } from '../../store/backup/verifyInstance.ts'
import { configuredBlobs } from '../../store/blobs/configuredBlobs.ts'
import type { BlobStore } from '../../store/blobs.ts'
import { erasureListName, readErasureList } from '../../store/erasure/listFile.ts'
import { reapplyErasures } from '../../store/erasure/reapply.ts'
import { openStore } from '../../store/index.ts'
import { inspectExternal } from '../../store/postgres/inspectExternal.ts'
import { startDatabase } from '../../store/postgres/startDatabase.ts'
import { type Command, dataOptions, textOf } from '../command.ts'
import { runningAt } from '../runningAt.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'
import { keyOf, keyOptions } from './backup.ts'

export const restore: Command = {
  name: 'restore',
  usage:
    'restore FILE [--against HEAD]… [--erasures FILE] [--check] [--passphrase-file FILE | --key-file FILE] [--data FOLDER]',
  about: `Bring a backup into an empty data folder, or into the empty PostgreSQL that DATABASE_URL names, and verify it.
An instance that holds anything is refused. --against names a log head or checkpoint that was kept elsewhere; a backup that is
older, or of another history, is reported. What was erased after the backup was written is erased again, by the list "erasures.jsonl" beside the
backup or the one --erasures names. --check only reads the file through. Exit code 1: not restored; 4: restored, but
not all of it verifies.`,
  options: {
    ...dataOptions,
    ...keyOptions,
    against: { type: 'string', multiple: true },
    erasures: { type: 'string' },
    check: { type: 'boolean' },
  },
  async run(args, tell) {
    const [file, ...rest] = args.positionals
    if (file === undefined || rest.length > 0) throw new UsageProblem('Name one backup.')
    const key = keyOf(args)
    await checkKey(key)
    const kept: KeptHead[] = []
    for (const path of [args.values.against ?? []].flat())
      kept.push(...parseKeptHeads(await readFile(String(path), 'utf8')))
    if (args.values.check === true) {
      const { header, tables, files } = await readBackup(file, key)
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      tell.say(
        `Whole: ${rows} rows and ${files.length} files as of ${header.at}, written by OpenAIMS ${header.program}.`,
      )
      tell.result({ isWhole: true, asOf: header.at, rows, files: files.length, program: header.program })
      return 0
    }
    const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
    const running = await runningAt(dataFolder)
    if (running) throw new BackupProblem(`OpenAIMS runs on ${dataFolder} (process ${running.pid}). Stop it first.`)
    await needBackup(file)
    const target = await reach(dataFolder, tell)
    try {
      const blobs = configuredBlobs(dataFolder)
      const { header, missing, keys } = await restoreBackup({ ...target, blobs, dataFolder }, file, key)
      const again = await eraseAgain(target.appUrl, blobs, file, textOf(args, 'erasures') ?? null, tell)
      const verdict = await verifyInstance(target.appUrl, blobs, kept)
      const lost = new Set(missing.map((f) => f.hash))
      const problems = [...again, ...verdict.problems].filter((p) => ![...lost].some((hash) => p.includes(hash)))
      tell.say(
        `Restored as of ${header.at}: ${verdict.entries} log entries, ${verdict.versions} versions, ${verdict.files} files.`,
      )
      if (!keys.includes(secretName) && !hasSecret(dataFolder))
        tell.say(
          `${secretName} is in encrypted backups alone. Copy it from the old data folder before you start: without it authenticator apps are set up anew, and sealed settings such as the password for mail are given again.`,
        )
      for (const head of verdict.heads) tell.say(`Log of ${head.slug}: ${head.size} entries, root ${head.root}`)
      if (lost.size > 0)
        tell.say(`${lost.size} files were missing when the backup was written; records name them still.`)
      for (const problem of problems) tell.say(`! ${problem}`)
      tell.say(problems.length === 0 ? 'All of it verifies.' : 'Not all of it verifies.')
      tell.result({ asOf: header.at, heads: verdict.heads, missing: lost.size, problems })
      return problems.length === 0 ? 0 : 4
    } finally {
      await target.stop()
    }
  },
}

const secretName = 'sign-in.secret'
const hasSecret = (dataFolder: string): boolean =>
  Boolean(process.env.OPENAIMS_SECRET) || existsSync(join(dataFolder, secretName))

/** Erases what the list says was erased since the backup; what cannot be erased by itself, in words. */
async function eraseAgain(
  appUrl: string,
  blobs: BlobStore,
  backup: string,
  named: string | null,
  { say }: Teller,
): Promise<readonly string[]> {
  const path = named ?? join(dirname(resolve(backup)), erasureListName)
  const list = await readErasureList(path)
  if (list === null) {
    if (named !== null) throw new BackupProblem(`There is no list of erasures at ${path}.`)
    say('There is no list of erasures beside the backup: what was erased after it was written may be here again.')
    return []
  }
  const store = openStore({ appUrl, registers, customFields: customFieldSource, blobs, poolSize: 2 })
  try {
    const { done, left } = await reapplyErasures(store, list)
    say(`Of ${list.length} erasures on the list, ${done} were made again.`)
    return left
  } finally {
    await store.close()
  }
}

interface Target {
  readonly adminUrl: string
  readonly appUrl: string
  readonly isBoth: boolean
  stop(): Promise<void>
}

async function reach(dataFolder: string, { say }: Teller): Promise<Target> {
  const url = process.env.DATABASE_URL
  if (url) {
    const { warnings } = await inspectExternal(url)
    for (const warning of warnings) say(warning)
    return { adminUrl: url, appUrl: url, isBoth: true, stop: async () => {} }
  }
  const database = await startDatabase({ dataFolder, log: say })
  return {
    // The owner, so that what the restore makes belongs to the owner.
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    isBoth: false,
    stop: () => database.stop(),
  }
}
