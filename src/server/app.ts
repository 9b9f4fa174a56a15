import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Store } from '../store/index.ts'
import { backupState } from './backups/backupState.ts'
import { operationRoutes } from './backups/routes.ts'
import { type BackupSettings, backupSettings } from './backups/settings.ts'
import type { ServerContext } from './context.ts'
import { errorHandling, sendProblem } from './errors.ts'
import { inputChecks } from './input.ts'
import { refuseUnknownQuery } from './knownQuery.ts'
import { answerInLanguage } from './language/answerIn.ts'
import { type Allowances, usualAllowances } from './limits/allowances.ts'
import { limitRequests } from './limits/limits.ts'
import { type MailSettings, makeMail } from './mail/mail.ts'
import { makeDraining } from './operation/drain.ts'
import { healthRoutes } from './operation/health.ts'
import { loggerOptions } from './operation/logging.ts'
import { countRequests, makeMetrics, metricsRoute } from './operation/metrics.ts'
import { tellRefusals } from './operation/tellRefusals.ts'
import { refuseKeys } from './refuseKeys.ts'
import { exploreRoutes } from './routes/explore.ts'
import { exportRoutes } from './routes/exports.ts'
import { fileRoutes } from './routes/files.ts'
import { installationRoutes } from './routes/installation.ts'
import { modelRoutes } from './routes/model.ts'
import { recordRoutes } from './routes/records.ts'
import { type MakeExample, sessionRoutes } from './routes/session.ts'
import { accountRoutes } from './routes/sessionAccount.ts'
import { keyRoutes } from './routes/sessionKeys.ts'
import { memberRoutes } from './routes/sessionMembers.ts'
import { signInRoutes } from './routes/sessionSignIn.ts'
import { securityHeaders } from './securityHeaders.ts'
import { makeSessions, refuseForeignOrigin } from './session.ts'
import { sealer } from './signIn/secretFile.ts'
import { makeSignIn, passingSecret } from './signIn/signIn.ts'
import type { ConfiguredProvider } from './singleSignOn/readConfigured.ts'
import { isScim, sendScimError } from './singleSignOn/speakScim.ts'
import { makeSnapshots } from './snapshots.ts'
import type { VirusScanner } from './virusScanner.ts'
import { webClient } from './webClient.ts'

/** What signing in needs from outside; left out, a secret for this run and no mail. */
export interface SignInSettings {
  readonly secret: string
  readonly publicAddress: URL | null
  readonly mail: MailSettings | null
  /** Addresses of proxies in front, whose word on where a request comes from is taken. */
  readonly trustedProxies?: string[]
  /** Identity providers that configuration sets. */
  readonly singleSignOn?: readonly ConfiguredProvider[]
}

export interface AppOptions {
  readonly store: Store
  readonly version: string
  readonly makeExample: MakeExample
  /** Folder of the built web client; left out, only the API is served. */
  readonly webFolder?: string
  readonly log?: boolean
  /** Where log lines go instead of standard output; tests read them. */
  readonly logTo?: { write(line: string): void }
  readonly signIn?: SignInSettings
  /** Whether this process works off jobs too; it does when left out. */
  readonly worker?: boolean
  /** How backups are made, for those who look after the installation. */
  readonly backups?: BackupSettings
  /** How often costly work may be asked for; the usual when left out. */
  readonly allowances?: Allowances
  /** Looks through uploads; left out, nothing does. */
  readonly virusScanner?: VirusScanner | null
  /** More routes that need the same context: programme, imports, packs. */
  readonly also?: readonly ((context: ServerContext) => void)[]
  /** Told of every route as it is added; a test compares them with the API reference. */
  readonly onRoute?: (route: { method: string | string[]; url: string }) => void
}

/** Builds the server; nothing listens yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const isSecure = options.signIn?.publicAddress?.protocol === 'https:'
  const app = Fastify({
    logger: options.log ? { ...loggerOptions(), ...(options.logTo ? { stream: options.logTo } : {}) } : false,
    trustProxy: options.signIn?.trustedProxies ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    // The drain answers in the words of the catalogue.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    // An address that cannot be read reaches no route and no hook.
    frameworkErrors: (error, request, reply) => {
      securityHeaders(request, reply, isSecure)
      return isScim(request.url) ? sendScimError(error, request, reply) : sendProblem(error, request, reply)
    },
  })
  const { onRoute } = options
  if (onRoute) app.addHook('onRoute', ({ method, url }) => onRoute({ method, url }))
  errorHandling(app)
  inputChecks(app)
  answerInLanguage(app)
  await app.register(fastifyCookie)
  await app.register(fastifyCompress, { threshold: 2048, encodings: ['gzip', 'identity'] })
  const { store, version } = options
  const secret = options.signIn?.secret ?? passingSecret()
  const signIn = makeSignIn({
    store,
    secret,
    publicAddress: options.signIn?.publicAddress ?? null,
    listening: () => listeningAddress(app),
    singleSignOn: options.signIn?.singleSignOn,
    mail: makeMail(store, sealer(secret), options.signIn?.mail ?? null),
  })
  const sessions = makeSessions(store, signIn)
  const backups = options.backups ?? backupSettings(tmpdir(), {})
  const metrics = makeMetrics(store, version, () => backupState(store, backups))
  const context: ServerContext = {
    app,
    store,
    sessions,
    signIn,
    snapshots: makeSnapshots(store),
    version,
    worker: options.worker ?? true,
    backups,
    metrics,
    virusScanner: options.virusScanner ?? null,
  }

  countRequests(app, metrics.registry)

  app.addHook('onRequest', async (request, reply) => {
    securityHeaders(request, reply, isSecure)
    // Without a token it is a browser, signed in or about to be.
    refuseForeignOrigin(request, sessions.secretOf(request)?.fromCookie ?? true)
  })

  const draining = makeDraining(app)
  tellRefusals(app, sessions)
  limitRequests(app, sessions, store, options.allowances ?? usualAllowances)
  refuseUnknownQuery(app, store.registry.all)
  refuseKeys(app)
  app.decorate('draining', draining)
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    request.log.info({ method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime }, 'request')
  })

  healthRoutes(app, store, draining)
  metricsRoute(app, metrics.registry)
  operationRoutes(context)
  sessionRoutes(context, options.makeExample)
  signInRoutes(context)
  accountRoutes(context)
  memberRoutes(context)
  keyRoutes(context)
  installationRoutes(context)
  modelRoutes(context)
  recordRoutes(context)
  exploreRoutes(context)
  fileRoutes(context)
  exportRoutes(context)
  for (const add of options.also ?? []) add(context)
  app.get('/health', async () => ({ status: 'ok', at: await store.now() }))
  if (options.webFolder) await webClient(app, options.webFolder)
  return app
}

function listeningAddress(app: FastifyInstance): string | null {
  const at = app.server.address()
  if (typeof at !== 'object' || at === null) return null
  const isAny = at.address === '0.0.0.0' || at.address === '::'
  const host = isAny ? 'localhost' : at.family === 'IPv6' ? `[${at.address}]` : at.address
  return `http://${host}:${at.port}`
}
