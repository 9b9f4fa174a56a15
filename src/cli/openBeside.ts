import { registers } from '../registers/index.ts'
import { customFieldSource } from '../server/customFields.ts'
import { openEverything } from '../server/openEverything.ts'
import { configuredBlobs } from '../store/blobs/configuredBlobs.ts'
import { openStore, type Store } from '../store/index.ts'
import { foldersOf } from '../store/postgres/dataFolder.ts'
import { readSecrets, superuser } from '../store/postgres/secrets.ts'
import { runningAt } from './runningAt.ts'

export interface Beside {
  readonly store: Store
  readonly appUrl: string
  /** Signs in as one who may read every row: backups. */
  readonly backupUrl: string
  close(): Promise<void>
}

/** Opens the store for a command: on the database a running OpenAIMS has up, or on one brought up for the command. */
export async function openBeside(dataFolder: string): Promise<Beside> {
  const running = await runningAt(dataFolder)
  const { DATABASE_URL: databaseUrl, OPENAIMS_POOL_URL: poolUrl } = process.env
  if (running) {
    const blobs = configuredBlobs(dataFolder)
    const { appUrl } = running
    const pooler = databaseUrl && poolUrl ? ({ pooler: 'transaction' } as const) : {}
    const store = openStore({ appUrl, registers, customFields: customFieldSource, blobs, poolSize: 4, ...pooler })
    const backupUrl = databaseUrl ?? (await asSuperuser(appUrl, dataFolder))
    return { store, appUrl, backupUrl, close: () => store.close() }
  }
  const opened = await openEverything({ dataFolder, databaseUrl, poolUrl, log: () => {} })
  return { store: opened.store, appUrl: opened.appUrl, backupUrl: opened.backupUrl, close: () => opened.stop() }
}

/** The address of our own running database as its superuser signs in, who is known to whoever may read the data folder. */
async function asSuperuser(appUrl: string, dataFolder: string): Promise<string> {
  const secrets = await readSecrets(foldersOf(dataFolder).secrets)
  // With an outside database there are no such secrets, and one sign-in is both.
  if (!secrets) return appUrl
  const url = new URL(appUrl)
  url.username = superuser
  url.password = secrets.superuser
  return url.href
}
