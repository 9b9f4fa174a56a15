import { randomUUID } from 'node:crypto'
import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Store } from '../store/index.ts'
import type { ServerContext } from './context.ts'
import { errorHandling, sendProblem } from './errors.ts'
import { inputChecks } from './input.ts'
import { exploreRoutes } from './routes/explore.ts'
import { exportRoutes } from './routes/exports.ts'
import { fileRoutes } from './routes/files.ts'
import { modelRoutes } from './routes/model.ts'
import { recordRoutes } from './routes/records.ts'
import { type MakeExample, sessionRoutes } from './routes/session.ts'
import { securityHeaders } from './securityHeaders.ts'
import { makeSessions, refuseForeignOrigin } from './session.ts'
import { makeSnapshots } from './snapshots.ts'
import { webClient } from './webClient.ts'

export interface AppOptions {
  readonly store: Store
  readonly version: string
  readonly makeExample: MakeExample
  /** Folder of the built web client; left out, only the API is served. */
  readonly webFolder?: string
  readonly log?: boolean
  /** More routes that need the same context: programme, imports, packs. */
  readonly also?: readonly ((context: ServerContext) => void)[]
  /** Told of every route as it is added; a test compares them with the API reference. */
  readonly onRoute?: (route: { method: string | string[]; url: string }) => void
}

/** Builds the server; nothing listens yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log ? { level: 'warn' } : false,
    genReqId: () => randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    // An address that cannot be read reaches no route and no hook.
    frameworkErrors: (error, request, reply) => {
      securityHeaders(request.url, request.id, reply)
      return sendProblem(error, request, reply)
    },
  })
  const { onRoute } = options
  if (onRoute) app.addHook('onRoute', ({ method, url }) => onRoute({ method, url }))
  errorHandling(app)
  inputChecks(app)
  await app.register(fastifyCookie)
  await app.register(fastifyCompress, { threshold: 2048, encodings: ['gzip', 'identity'] })
  const sessions = makeSessions(options.store)
  const context: ServerContext = {
    app,
    store: options.store,
    sessions,
    snapshots: makeSnapshots(options.store),
    version: options.version,
  }

  app.addHook('onRequest', async (request, reply) => {
    securityHeaders(request.url, request.id, reply)
    refuseForeignOrigin(request, sessions.secretOf(request)?.fromCookie ?? request.headers.cookie !== undefined)
  })

  sessionRoutes(context, options.makeExample)
  modelRoutes(context)
  recordRoutes(context)
  exploreRoutes(context)
  fileRoutes(context)
  exportRoutes(context)
  for (const add of options.also ?? []) add(context)
  app.get('/health', async () => ({ status: 'ok', at: await options.store.now() }))
  if (options.webFolder) await webClient(app, options.webFolder)
  return app
}
