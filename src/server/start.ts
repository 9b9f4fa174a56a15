import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import packageJson from '../../package.json' with { type: 'json' }
import { checkRegisters, type Register } from '../model/index.ts'
import { registers as allRegisters } from '../registers/index.ts'
import { assertStandard, describeRef } from '../standard/index.ts'
import { folderBlobs, openStore, type Store } from '../store/index.ts'
import { indexesPayFrom, syncIndexes } from '../store/indexes.ts'
import { keepIndexes } from '../store/keepIndexes.ts'
import { migrate } from '../store/migrate.ts'
import { inspectExternal } from '../store/postgres/inspectExternal.ts'
import { startDatabase } from '../store/postgres/startDatabase.ts'
import { StartProblem } from '../store/postgres/startProblem.ts'
import { missingTrust, recordsDatabase, trustComparisons } from '../store/postgres/trustComparisons.ts'
import { syncViews } from '../store/views.ts'
import { type AppOptions, buildApp } from './app.ts'
import { customFieldSource } from './customFields.ts'
import { exampleKeeper, exampleRoutes } from './example.ts'
import { routeFiles } from './routes/index.ts'

export const version = packageJson.version

export interface StartOptions {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  readonly port: number
  readonly host: string
  /** Take the next free port when the wanted one is taken, instead of refusing. */
  readonly anyPort?: boolean
  readonly webFolder?: string | undefined
  readonly log: (line: string) => void
  readonly signal?: AbortSignal
}

export interface Running {
  readonly app: FastifyInstance
  readonly store: Store
  readonly address: string
  readonly setUpLink: string | null
  stop(): Promise<void>
}

/** The folder OpenAIMS keeps its data in when nobody names one. */
export function defaultDataFolder(): string {
  if (process.env.OPENAIMS_DATA) return resolve(process.env.OPENAIMS_DATA)
  // As root the database runs under another account, which cannot enter root's home.
  if (process.getuid?.() === 0) return '/var/lib/openaims'
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'openaims')
}

/** Stops the program when the registers do not fit together, with place and remedy. */
export function assertRegisters(registers: readonly Register[]): void {
  const found = checkRegisters(registers, (ref) => describeRef(ref) !== undefined)
  if (found.length > 0) throw new Error(`The registers do not fit together:\n${found.map((f) => `  ${f}`).join('\n')}`)
}

interface Opened {
  readonly store: Store
  readonly adminUrl: string
  readonly appUrl: string
  stop(): Promise<void>
}

/** Brings up the database (its own or the one DATABASE_URL names), migrates it, and opens the store on it. */
export async function openEverything(
  options: Pick<StartOptions, 'dataFolder' | 'databaseUrl' | 'log' | 'signal'>,
): Promise<Opened> {
  assertStandard()
  assertRegisters(allRegisters)
  let adminUrl: string
  let appUrl: string
  let superuserUrl: string | null = null
  let stopDatabase = async () => {}
  if (options.databaseUrl) {
    const { warnings } = await inspectExternal(options.databaseUrl)
    for (const warning of warnings) options.log(warning)
    adminUrl = options.databaseUrl
    appUrl = options.databaseUrl
    const untrusted = await missingTrust(adminUrl)
    if (untrusted.length > 0)
      options.log(
        `Long lists and searches will be slow until a superuser runs in this database: ${untrusted.join('; ')}; docs/benchmarks.md says why.`,
      )
    await mkdir(options.dataFolder, { recursive: true })
  } else {
    const database = await startDatabase({
      dataFolder: options.dataFolder,
      log: options.log,
      ...(options.signal ? { signal: options.signal } : {}),
    })
    adminUrl = database.adminUrl
    appUrl = database.appUrl
    stopDatabase = () => database.stop()
    superuserUrl = database.superuserUrl
  }
  try {
    if (superuserUrl !== null) await trustComparisons(recordsDatabase(superuserUrl))
    await migrate(adminUrl, superuserUrl === null)
    await syncIndexes(adminUrl, allRegisters, indexesPayFrom)
    await syncViews(adminUrl, allRegisters)
    const store = openStore({
      appUrl,
      registers: allRegisters,
      customFields: customFieldSource,
      blobs: folderBlobs(join(options.dataFolder, 'files')),
    })
    return {
      store,
      adminUrl,
      appUrl,
      async stop() {
        await store.close()
        await stopDatabase()
      },
    }
  } catch (error) {
    await stopDatabase()
    throw error
  }
}

/** The whole server on an opened store; nothing listens yet. The command line sends its requests into one. */
export function appOn(
  { store, appUrl }: Pick<Opened, 'store' | 'appUrl'>,
  more: Pick<AppOptions, 'log' | 'webFolder'> = {},
): Promise<FastifyInstance> {
  const examples = exampleKeeper(store, appUrl)
  const also = [...routeFiles, exampleRoutes(examples)]
  return buildApp({ store, version, makeExample: examples.open, also, ...more })
}

/** Starts OpenAIMS: database, store, server. */
export async function start(options: StartOptions): Promise<Running> {
  const port = await choosePort(options)
  const opened = await openEverything(options)
  const accessFile = join(options.dataFolder, 'local-access.json')
  let app: FastifyInstance | null = null
  try {
    const built = await appOn(opened, {
      log: true,
      ...(options.webFolder && existsSync(options.webFolder) ? { webFolder: options.webFolder } : {}),
    })
    app = built
    await built.listen({ port, host: options.host })
    // Port 0 lets the system choose one.
    const listening = built.server.address()
    const actualPort = typeof listening === 'object' && listening !== null ? listening.port : port
    const host = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host
    const address = `http://${host}:${actualPort}`
    await writeFile(accessFile, JSON.stringify({ address, appUrl: opened.appUrl, pid: process.pid }), { mode: 0o600 })
    const fresh = (await opened.store.directory.firstAccount()) === null
    const setUpLink = fresh
      ? `${address}/welcome?token=${await opened.store.directory.createLink('set-up', null, 24 * 60)}`
      : null
    const endKeeping = keepIndexes(opened.adminUrl, allRegisters, { log: options.log })
    return {
      app: built,
      store: opened.store,
      address,
      setUpLink,
      async stop() {
        await built.close()
        await endKeeping()
        await rm(accessFile, { force: true })
        await opened.stop()
      },
    }
  } catch (error) {
    await app?.close()
    await opened.stop()
    throw error
  }
}

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(false)
      else
        failed(
          new StartProblem(
            'port-taken',
            `OpenAIMS cannot listen on ${host}:${port} (${error.code}). Choose another with --port or --host.`,
          ),
        )
    })
    probe.listen(port, host, () => probe.close(() => done(true)))
  })

async function choosePort({ port, host, anyPort, log }: StartOptions): Promise<number> {
  if (port === 0 || (await isFree(port, host))) return port
  let other = port + 1
  while (other < port + 50 && !(await isFree(other, host))) other++
  if (!anyPort) {
    throw new StartProblem(
      'port-taken',
      `Port ${port} is taken by another program. Start with --port ${other}, which is free, or stop the other program.`,
    )
  }
  log(`Port ${port} is taken by another program; using ${other} instead.`)
  return other
}
