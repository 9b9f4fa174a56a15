import Fastify, { LogController } from 'fastify'
import packageJson from '../../package.json' with { type: 'json' }
import { registers } from '../registers/index.ts'
import { configuredBlobs } from '../store/blobs/configuredBlobs.ts'
import { openStore } from '../store/index.ts'
import { keepIndexes } from '../store/keepIndexes.ts'
import { StartProblem } from '../store/postgres/startProblem.ts'
import { alarmSettings, makeAlarm, tellAlarmRefusal } from './backups/alarm.ts'
import { backupState } from './backups/backupState.ts'
import { checkKey } from './backups/checkKey.ts'
import { backupSettings } from './backups/settings.ts'
import { customFieldSource } from './customFields.ts'
import { errorHandling } from './errors.ts'
import './jobs/kinds.ts'
import { makeRunner } from './jobs/runner.ts'
import { upkeep } from './jobs/upkeep.ts'
import { mailFromEnvironment, makeMail } from './mail/mail.ts'
import { type Opened, type OpenOptions, openEverything } from './openEverything.ts'
import { drainOptions, makeDraining } from './operation/drain.ts'
import { healthRoutes } from './operation/health.ts'
import { loggerOptions } from './operation/logging.ts'
import { makeMetrics, metricsRoute } from './operation/metrics.ts'
import { tellDifferences } from './operation/sameInstallation.ts'
import { sealer } from './signIn/secretFile.ts'
import { passingSecret } from './signIn/signIn.ts'

export interface WorkOptions extends OpenOptions {
  /** The OpenAIMS that runs on the data folder, where the database is that one's. */
  readonly beside: { readonly appUrl: string } | null
  /** How many jobs at a time. */
  readonly jobs?: number
  /** Where health and metrics answer; nowhere when left out. */
  readonly port?: number
  readonly host: string
}

/** Starts a process that works off jobs and scheduled tasks, and serves nobody. */
export async function startWork(
  options: WorkOptions,
): Promise<{ address: string | null; stop(): Promise<void>; hurry(): void }> {
  const backups = backupSettings(options.dataFolder)
  const alarms = alarmSettings(process.env)
  await checkKey(backups.key)
  const opened = options.databaseUrl ? await openEverything(options) : openBesideServer(options)
  const { store } = opened
  const version = packageJson.version
  const metrics = makeMetrics(store, version, () => backupState(store, backups))
  const app = Fastify({
    logger: loggerOptions(),
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: false,
  })
  errorHandling(app)
  const draining = makeDraining(app)
  healthRoutes(app, store, draining)
  metricsRoute(app, metrics.registry)
  const runner = makeRunner(store, {
    log: app.log,
    onEnded: metrics.jobEnded,
    ...(options.jobs === undefined ? {} : { concurrency: options.jobs }),
  })
  // Without the secret of the servers a mail password that was set in the browser cannot be opened.
  const mail = makeMail(store, sealer(process.env.OPENAIMS_SECRET ?? passingSecret()), mailFromEnvironment(process.env))
  const alarm = makeAlarm(store, mail, alarms, app.log)
  // The superuser of our own database is the server's to use: it makes the backups there.
  const scheduler = options.databaseUrl
    ? upkeep({ ...opened, version, dataFolder: options.dataFolder }, backups, app.log, alarm)
    : null
  const endKeeping = options.databaseUrl ? keepIndexes(opened.adminUrl, registers, { log: options.log }) : null
  app.addHook('preClose', async () => {
    await runner.stop()
    await scheduler?.stop()
    await endKeeping?.()
  })
  try {
    const { port, host } = options
    await app.ready()
    const address = port === undefined ? null : await app.listen({ port, host })
    const told = Promise.all([tellDifferences(store, null, options.log), tellAlarmRefusal(alarms, options.log)])
    runner.start()
    scheduler?.start()
    return {
      address,
      async stop() {
        await draining.end({ ...drainOptions(), graceMs: 0 })
        await told
        await opened.stop()
      },
      hurry: () => draining.hurry(),
    }
  } catch (error) {
    await app.close()
    await opened.stop()
    throw error
  }
}

function openBesideServer({
  dataFolder,
  beside,
}: WorkOptions): Pick<Opened, 'store' | 'appUrl' | 'adminUrl' | 'backupUrl' | 'stop'> {
  if (!beside)
    throw new StartProblem(
      'unreachable',
      `No OpenAIMS runs on ${dataFolder}. Start "openaims serve" first, or name a PostgreSQL in DATABASE_URL.`,
    )
  const { appUrl } = beside
  const store = openStore({
    appUrl,
    registers,
    customFields: customFieldSource,
    blobs: configuredBlobs(dataFolder),
  })
  return { store, appUrl, adminUrl: appUrl, backupUrl: appUrl, stop: () => store.close() }
}
