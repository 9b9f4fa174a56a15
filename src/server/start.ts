import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { registers as allRegisters } from '../registers/index.ts'
import type { Store } from '../store/index.ts'
import { keepIndexes } from '../store/keepIndexes.ts'
import { StartProblem } from '../store/postgres/startProblem.ts'
import { type AppOptions, buildApp } from './app.ts'
import { alarmSettings, makeAlarm, tellAlarmRefusal } from './backups/alarm.ts'
import { checkKey } from './backups/checkKey.ts'
import { backupSettings } from './backups/settings.ts'
import { exampleKeeper, exampleRoutes } from './example.ts'
import { upkeep } from './jobs/upkeep.ts'
import { allowancesFrom } from './limits/allowances.ts'
import { makeMail } from './mail/mail.ts'
import { type Opened, type OpenOptions, openEverything } from './openEverything.ts'
import { type DrainOptions, drainOptions } from './operation/drain.ts'
import { tellDifferences } from './operation/sameInstallation.ts'
import { routeFiles } from './routes/index.ts'
import { sealer } from './signIn/secretFile.ts'
import { signInSettings } from './signIn/settings.ts'
import { version } from './version.ts'
import { virusScannerFrom } from './virusScanner.ts'

export interface StartOptions extends OpenOptions {
  readonly port: number
  readonly host: string
  /** Take the next free port when the wanted one is taken, instead of refusing. */
  readonly anyPort?: boolean
  readonly webFolder?: string | undefined
  /** Whether this process works off jobs and scheduled tasks too; otherwise `openaims work` does. */
  readonly worker?: boolean
  readonly drain?: DrainOptions
}

export interface Running {
  readonly app: FastifyInstance
  readonly store: Store
  readonly address: string
  readonly setUpLink: string | null
  /** Where the signer signs in to the database. */
  readonly signerUrl: string | null
  /** Settles when the database that came with OpenAIMS has ended, asked or not. */
  readonly databaseEnded: Promise<void>
  /** Ends it without losing a request: those under way finish, jobs go back to the queue. */
  stop(): Promise<void>
  /** Makes that end come at once: requests under way are cut, the database still ends in good order. */
  hurry(): void
}

/** The whole server on an opened store; nothing listens yet. The command line sends its requests into one. */
export function appOn(
  { store, appUrl }: Pick<Opened, 'store' | 'appUrl'>,
  more: Pick<AppOptions, 'log' | 'webFolder' | 'worker' | 'backups' | 'signIn' | 'allowances'> = {},
): Promise<FastifyInstance> {
  const examples = exampleKeeper(store, appUrl)
  const also = [...routeFiles, exampleRoutes(examples)]
  const virusScanner = virusScannerFrom(process.env)
  return buildApp({ store, version, makeExample: examples.open, also, virusScanner, ...more })
}

/** Starts OpenAIMS: database, store, server. */
export async function start(options: StartOptions): Promise<Running> {
  const allowances = allowancesFrom(process.env.OPENAIMS_LIMITS)
  // Read again where the server is built; a mistake in it stops the start before anything is made.
  virusScannerFrom(process.env)
  const port = await choosePort(options)
  const backups = backupSettings(options.dataFolder)
  await checkKey(backups.key)
  const alarms = alarmSettings(process.env)
  const worker = options.worker ?? true
  const opened = await openEverything(options)
  const accessFile = join(options.dataFolder, 'local-access.json')
  let app: FastifyInstance | null = null
  try {
    const signIn = await signInSettings(options.dataFolder)
    const built = await appOn(opened, {
      log: true,
      signIn,
      worker,
      backups,
      allowances,
      ...(options.webFolder && existsSync(options.webFolder) ? { webFolder: options.webFolder } : {}),
    })
    app = built
    await built.listen({ port, host: options.host }).catch((error: NodeJS.ErrnoException) => {
      throw error.syscall === undefined ? error : cannotListen(port, options.host, error)
    })
    const told = Promise.all([
      tellDifferences(opened.store, signIn.secret, options.log),
      tellAlarmRefusal(alarms, options.log),
    ])
    // Port 0 lets the system choose one.
    const listening = built.server.address()
    const actualPort = typeof listening === 'object' && listening !== null ? listening.port : port
    const host = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host
    const address = `http://${host}:${actualPort}`
    await writeFile(
      accessFile,
      JSON.stringify({ address, appUrl: opened.appUrl, signerUrl: opened.signerUrl, pid: process.pid }),
      { mode: 0o600 },
    )
    const fresh = (await opened.store.directory.firstAccount()) === null
    const setUpLink = fresh
      ? `${signIn.publicAddress?.origin ?? address}/welcome#${await opened.store.directory.createLink('set-up', null, 24 * 60)}`
      : null
    const endKeeping = keepIndexes(opened.adminUrl, allRegisters, { log: options.log })
    const mail = makeMail(opened.store, sealer(signIn.secret), signIn.mail)
    const alarm = makeAlarm(opened.store, mail, alarms, built.log)
    const scheduler = upkeep({ ...opened, version, dataFolder: options.dataFolder }, backups, built.log, alarm)
    // Our own database is backed up by the process that runs it, whoever works off jobs.
    if (worker || !options.databaseUrl) scheduler.start()
    return {
      app: built,
      store: opened.store,
      address,
      setUpLink,
      signerUrl: opened.signerUrl ?? null,
      databaseEnded: opened.databaseEnded,
      async stop() {
        await built.draining.end(options.drain ?? drainOptions())
        await scheduler.stop()
        await endKeeping()
        await told
        // Where several serve one database from one folder, the note may be another's by now.
        const note = await readFile(accessFile, 'utf8').catch(() => '')
        if (note.includes(`"pid":${process.pid}}`)) await rm(accessFile, { force: true })
        await opened.stop()
      },
      hurry: () => built.draining.hurry(),
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
      else failed(cannotListen(port, host, error))
    })
    probe.listen(port, host, () => probe.close(() => done(true)))
  })

const cannotListen = (port: number, host: string, { code }: NodeJS.ErrnoException): StartProblem =>
  new StartProblem(
    'port-taken',
    `OpenAIMS cannot listen on ${host}:${port}: ${whyNot(code)} (${code}). Choose another with --port or --host.`,
  )

function whyNot(code: string | undefined): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program took it while this one started'
    case 'EACCES':
      return 'the account that runs it may not use that port, as is usual below 1024'
    case 'EADDRNOTAVAIL':
      return 'that is not an address of this machine'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no machine is known by that name'
    default:
      return 'the system refuses'
  }
}

async function choosePort({ port, host, anyPort, log }: StartOptions): Promise<number> {
  if (await isFree(port, host)) return port
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
