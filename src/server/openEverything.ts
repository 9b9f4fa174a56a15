import { mkdir } from 'node:fs/promises'
import { checkRegisters, type Register } from '../model/index.ts'
import { registers as allRegisters } from '../registers/index.ts'
import { assertStandard, describeRef } from '../standard/index.ts'
import { configuredBlobs } from '../store/blobs/configuredBlobs.ts'
import { openStore, type Store } from '../store/index.ts'
import { indexesPayFrom, syncIndexes } from '../store/indexes.ts'
import { migrate } from '../store/migrate.ts'
import { inspectAppRole } from '../store/postgres/inspectAppRole.ts'
import { inspectExternal } from '../store/postgres/inspectExternal.ts'
import { inspectPooler } from '../store/postgres/inspectPooler.ts'
import { startDatabase } from '../store/postgres/startDatabase.ts'
import { missingTrust, recordsDatabase, trustComparisons } from '../store/postgres/trustComparisons.ts'
import { syncViews } from '../store/views.ts'
import { customFieldSource } from './customFields.ts'

export interface OpenOptions {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  /** Requests go this way instead of straight to `databaseUrl`: a PgBouncer in transaction mode. */
  readonly poolUrl?: string | undefined
  readonly log: (line: string) => void
  readonly signal?: AbortSignal
}

export interface Opened {
  readonly store: Store
  /** Signs in as the owner: migrations and upkeep. */
  readonly adminUrl: string
  /** Signs in as one who may read every row: backups. */
  readonly backupUrl: string
  readonly appUrl: string
  /** Signs in as one who may read the log and publish checkpoints: the signer. */
  readonly signerUrl?: string
  /** Settles when the database that came with OpenAIMS has ended, asked or not; never for one of somebody else's. */
  readonly databaseEnded: Promise<void>
  stop(): Promise<void>
}

/** Stops the program when the registers do not fit together, with place and remedy. */
export function assertRegisters(registers: readonly Register[]): void {
  const found = checkRegisters(registers, (ref) => describeRef(ref) !== undefined)
  if (found.length > 0) throw new Error(`The registers do not fit together:\n${found.map((f) => `  ${f}`).join('\n')}`)
}

interface Reached extends Omit<Opened, 'store'> {
  /** Whether requests sign in as the owner does, and take on the role of the application. */
  readonly isBoth: boolean
}

/** Brings up the database (its own or the one DATABASE_URL names), migrates it, and opens the store on it. */
export async function openEverything(options: OpenOptions): Promise<Opened> {
  assertStandard()
  assertRegisters(allRegisters)
  // A wrong setting is told before anything is started.
  const blobs = configuredBlobs(options.dataFolder)
  const reached = options.databaseUrl ? await reachExternal(options, options.databaseUrl) : await startOwn(options)
  try {
    await migrate(reached.adminUrl, reached.isBoth)
    if (options.poolUrl) await inspectPooler(options.poolUrl)
    await syncIndexes(reached.adminUrl, allRegisters, indexesPayFrom)
    await syncViews(reached.adminUrl, allRegisters)
    await inspectAppRole(reached.adminUrl)
    const store = openStore({
      appUrl: reached.appUrl,
      registers: allRegisters,
      customFields: customFieldSource,
      blobs,
      ...(options.poolUrl ? { pooler: 'transaction' } : {}),
    })
    return {
      store,
      adminUrl: reached.adminUrl,
      backupUrl: reached.backupUrl,
      appUrl: reached.appUrl,
      ...(reached.signerUrl ? { signerUrl: reached.signerUrl } : {}),
      databaseEnded: reached.databaseEnded,
      async stop() {
        await store.close()
        await reached.stop()
      },
    }
  } catch (error) {
    await reached.stop()
    throw error
  }
}

async function reachExternal(options: OpenOptions, url: string): Promise<Reached> {
  const { warnings } = await inspectExternal(url)
  for (const warning of warnings) options.log(warning)
  const untrusted = await missingTrust(url)
  if (untrusted.length > 0)
    options.log(
      `Long lists and searches will be slow until a superuser runs this in the database (docs/benchmarks.md says why):\n${untrusted.map((statement) => `  ${statement};`).join('\n')}`,
    )
  await mkdir(options.dataFolder, { recursive: true })
  return {
    adminUrl: url,
    backupUrl: url,
    appUrl: options.poolUrl ?? url,
    signerUrl: process.env.OPENAIMS_SIGNER_DATABASE_URL ?? url,
    isBoth: true,
    databaseEnded: new Promise(() => {}),
    stop: async () => {},
  }
}

async function startOwn({ dataFolder, log, signal }: OpenOptions): Promise<Reached> {
  const database = await startDatabase({ dataFolder, log, ...(signal ? { signal } : {}) })
  try {
    const backupUrl = recordsDatabase(database.superuserUrl)
    await trustComparisons(backupUrl)
    return {
      adminUrl: database.adminUrl,
      backupUrl,
      appUrl: database.appUrl,
      signerUrl: database.signerUrl,
      isBoth: false,
      databaseEnded: database.ended,
      stop: () => database.stop(),
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}
