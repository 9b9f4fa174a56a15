import { createServer } from 'node:net'
import { resolve } from 'node:path'
import pg from 'pg'
import { chooseAccount } from './account.ts'
import { createCluster, damaged, giveCluster, hasCluster, resetPasswords, writeSettings } from './cluster.ts'
import {
  admitAccount,
  type Folders,
  folderFor,
  foldersOf,
  openDataFolder,
  socketFolder,
  writeFormat,
} from './dataFolder.ts'
import { lockFolder } from './folderLock.ts'
import { findPrograms } from './programs.ts'
import {
  appRole,
  databaseName,
  newSecrets,
  ownerRole,
  readSecrets,
  type Secrets,
  superuser,
  writeSecrets,
} from './secrets.ts'
import { launchServer, type Server, stopOrphan } from './server.ts'
import { admitSigner } from './signerRole.ts'
import { errorCode, fileProblem, interrupted, StartProblem } from './startProblem.ts'

export interface StartOptions {
  dataFolder: string
  log?: (line: string) => void
  /** Interrupts the start; once started, stops the database. */
  signal?: AbortSignal
  /** PostgreSQL settings for this run only, such as those that make throw-away databases of tests faster. */
  settings?: Record<string, string>
  /** What the server sees in its environment for this run only, such as a clock of its own in tests. */
  environment?: Readonly<Record<string, string>>
}

export interface Database {
  /** signs in as the owner of the database: migrations and upkeep */
  adminUrl: string
  /** signs in as the role of the application, which owns nothing and is bound by row-level security */
  appUrl: string
  /** signs in as the superuser of this embedded server: backups, and databases for tests */
  superuserUrl: string
  /** signs in as the role of the signer, which may read the log and publish checkpoints, nothing else */
  signerUrl: string
  socketFolder: string
  version: string
  firstStart: boolean
  /** settles when PostgreSQL has ended, also when nobody asked it to */
  ended: Promise<void>
  stop(): Promise<void>
}

/** Brings up the PostgreSQL that comes with OpenAIMS on a data folder of its own, creating it at the first start. */
export async function startDatabase({
  dataFolder,
  log = () => undefined,
  signal,
  settings = {},
  environment = {},
}: StartOptions): Promise<Database> {
  const folders = foldersOf(resolve(dataFolder))
  await openDataFolder(folders.data)
  const undo: (() => Promise<void>)[] = []
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const lock = await lockFolder(folders.lock, log, signal)
    undo.push(lock.release)
    const account = await chooseAccount(folders.cluster, folders.data)
    await admitAccount(folders.data, account)
    await folderFor(folders.logs, account)
    const programs = await findPrograms(account, folders.programs)
    const place = { clusterFolder: folders.cluster, logFolder: folders.logs, programs, account }
    const firstStart = !(await hasCluster(folders.cluster, programs, folders.logs))
    signal?.throwIfAborted()
    const kept = await readSecrets(folders.secrets)
    const secrets = kept ?? newSecrets()
    if (!kept) await writeSecrets(folders.secrets, secrets)
    if (firstStart) {
      log(`Creating the database in ${folders.cluster}.`)
      await createCluster({ folder: folders.cluster, programs, account, secrets, signal })
    } else {
      await giveCluster(folders.cluster, account)
      await stopOrphan(place, log)
      if (!kept) {
        log(`The passwords in ${folders.secrets} were missing: the database gets new ones.`)
        await resetPasswords({ folder: folders.cluster, programs, account, secrets })
      }
      await writeSettings(folders.cluster, account)
    }
    const socket = process.platform === 'win32' ? undefined : await socketFolder(folders.data, account)
    if (socket) undo.push(socket.remove)
    const address = socket ? socketAddress(socket.path) : await loopbackAddress()
    const server = await launchServer({
      ...place,
      settings: { ...address.settings, log_directory: folders.logs, ...settings },
      environment,
      log,
      signal,
    })
    undo.push(server.stop)
    const urls = address.urls(secrets)
    await checkSignIn([urls.adminUrl, urls.appUrl], folders)
    const signerUrl = await admitSigner(urls.superuserUrl)
    await writeFormat(folders.data)
    const stop = stopper(server, undoAll, signal)
    return {
      ...urls,
      signerUrl,
      socketFolder: socket?.path ?? '',
      version: programs.version,
      firstStart,
      ended: server.ended,
      stop,
    }
  } catch (error) {
    await undoAll()
    throw signal?.aborted ? interrupted() : fileProblem(error, folders.data)
  }
}

/** Stops once, whoever asks: the caller, the signal, or the end of our process, which can no longer wait. */
function stopper(server: Server, undoAll: () => Promise<void>, signal?: AbortSignal): () => Promise<void> {
  let stopping: Promise<void> | undefined
  const onExit = () => server.abandon()
  const stop = () => {
    stopping ??= undoAll().finally(() => {
      process.off('exit', onExit)
      signal?.removeEventListener('abort', onAbort)
    })
    return stopping
  }
  const onAbort = () => void stop()
  process.on('exit', onExit)
  if (signal?.aborted) onAbort()
  else signal?.addEventListener('abort', onAbort, { once: true })
  return stop
}

interface Address {
  settings: Record<string, string>
  urls(secrets: Secrets): Pick<Database, 'adminUrl' | 'appUrl' | 'superuserUrl'>
}

function urlsAt(place: (database: string) => string): Address['urls'] {
  return (secrets) => ({
    adminUrl: `postgresql://${ownerRole}:${secrets.owner}@${place(databaseName)}`,
    appUrl: `postgresql://${appRole}:${secrets.app}@${place(databaseName)}`,
    superuserUrl: `postgresql://${superuser}:${secrets.superuser}@${place('postgres')}`,
  })
}

function socketAddress(folder: string): Address {
  return {
    settings: { listen_addresses: '', unix_socket_directories: quoted(folder), unix_socket_permissions: '0700' },
    // "localhost" keeps it a URL that every parser reads; `host` has the last word
    urls: urlsAt((database) => `localhost/${database}?host=${encodeURIComponent(folder)}`),
  }
}

/** PostgreSQL reads this setting as a list, in which a folder with a comma or blank needs quotes. */
function quoted(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`
}

async function loopbackAddress(): Promise<Address> {
  const port = await freePort()
  return {
    settings: { listen_addresses: '127.0.0.1', port: String(port) },
    urls: urlsAt((database) => `127.0.0.1:${port}/${database}`),
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port')),
      )
    })
  })
}

async function checkSignIn(urls: string[], { secrets, cluster, logs }: Folders): Promise<void> {
  try {
    await Promise.all(urls.map(signIn))
  } catch (error) {
    if (errorCode(error) === '28P01') {
      throw new StartProblem(
        'lost-secrets',
        `The passwords in ${secrets} are not those of the database in ${cluster}. Restore that file together with the database, ` +
          'or delete it: the next start sets new passwords.',
        error,
      )
    }
    const said = error instanceof Error ? error.message : String(error)
    if (['3D000', 'XX000', 'XX001', 'XX002'].includes(errorCode(error) ?? '')) throw damaged(cluster, logs, said)
    throw new StartProblem(
      'start-failed',
      `The database in ${cluster} started, but refuses us: ${said}. Its log is in ${logs}.`,
      error,
    )
  }
}

async function signIn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
  } finally {
    await client.end().catch(() => undefined)
  }
}
