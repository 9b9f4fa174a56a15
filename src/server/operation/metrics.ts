import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { problem } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { jobCounts } from '../../store/jobs.ts'
import type { BackupState } from '../backups/backupState.ts'

/** What a process counts; `jobEnded` is told by its worker. */
export interface Metrics {
  readonly registry: Registry
  jobEnded(kind: string, state: string, seconds: number): void
}

export function makeMetrics(store: Store, version: string, backups: () => Promise<BackupState | null>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'openaims_' })
  new Gauge({ name: 'openaims_info', help: 'The version that runs.', labelNames: ['version'], registers }).set(
    { version },
    1,
  )
  new Gauge({
    name: 'openaims_database_connections',
    help: 'Connections of this process to PostgreSQL: open, idle, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = store.pool
      this.set({ state: 'open' }, totalCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waiting' }, waitingCount)
    },
  })
  new Gauge({
    name: 'openaims_jobs',
    help: 'Jobs in the queue of the installation: waiting, under way, and those whose worker went silent.',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset()
      const counts = await jobCounts(store.pool).catch(() => null)
      for (const [state, count] of Object.entries(counts ?? {})) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'openaims_clock_ahead_seconds',
    help: 'How far the clock of this machine is ahead of that of PostgreSQL; negative when it is behind.',
    registers,
    async collect() {
      const began = Date.now()
      const there = await store.now().catch(() => null)
      // Half of the time it took is taken for the way there.
      if (there !== null) this.set(((began + Date.now()) / 2 - Date.parse(there)) / 1000)
    },
  })
  new Gauge({
    name: 'openaims_database_up',
    help: '1 when PostgreSQL answers.',
    registers,
    async collect() {
      this.set(
        await store.now().then(
          () => 1,
          () => 0,
        ),
      )
    },
  })
  // Asked once a scrape, by whichever of them comes first. While nobody can say, each stays as it was last known: a
  // database that is away must not end the alarm that a backup failed.
  let asked: Promise<BackupState | null> | null = null
  const onBackups = (set: (state: BackupState, gauge: Gauge) => void) =>
    async function (this: Gauge) {
      asked ??= backups().catch(() => null)
      const state = await asked
      asked = null
      if (state) set(state, this)
    }
  new Gauge({
    name: 'openaims_backup_last_success_timestamp_seconds',
    help: 'When the last backup that was read back and found whole began.',
    registers,
    collect: onBackups(({ lastGood }, gauge) => gauge.set(lastGood ? Date.parse(lastGood.at) / 1000 : 0)),
  })
  new Gauge({
    name: 'openaims_backup_last_size_bytes',
    help: 'Its size.',
    registers,
    collect: onBackups(({ lastGood }, gauge) => gauge.set(lastGood?.bytes ?? 0)),
  })
  new Gauge({
    name: 'openaims_backup_failed',
    help: '1 when the latest backup failed.',
    registers,
    collect: onBackups(({ last }, gauge) => gauge.set(last?.ok === false ? 1 : 0)),
  })
  const jobs = new Histogram({
    name: 'openaims_job_duration_seconds',
    help: 'How long jobs of this process took, by kind and how they ended.',
    labelNames: ['kind', 'state'],
    buckets: [0.1, 1, 5, 30, 120, 600],
    registers,
  })
  return { registry, jobEnded: (kind, state, seconds) => jobs.observe({ kind, state }, seconds) }
}

/** Counts requests by the pattern of their address, never by the address: that would name records and people. */
export function countRequests(app: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'openaims_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  const underWay = new Gauge({
    name: 'openaims_http_requests_in_flight',
    help: 'Requests under way.',
    registers: [registry],
  })
  const dropped = new Counter({
    name: 'openaims_http_requests_aborted_total',
    help: 'Requests whose client went away before the answer.',
    registers: [registry],
  })
  app.addHook('onRequest', async () => underWay.inc())
  app.addHook('onResponse', async (request, reply) => {
    underWay.dec()
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  app.addHook('onRequestAbort', async (_request) => dropped.inc())
}

/** For a scraper on this machine, or one that shows the token of OPENAIMS_METRICS_TOKEN; nobody else learns that it is there. */
export function metricsRoute(
  app: FastifyInstance,
  registry: Registry,
  token = process.env.OPENAIMS_METRICS_TOKEN,
): void {
  app.get('/metrics', async (request, reply) => {
    if (!maySee(request, token)) throw problem('request/unknown-route', 'GET /metrics')
    reply.type(registry.contentType).header('cache-control', 'no-store')
    return registry.metrics()
  })
}

function maySee(request: FastifyRequest, token: string | undefined): boolean {
  if (token) {
    const shown = Buffer.from(request.headers.authorization ?? '')
    const wanted = Buffer.from(`Bearer ${token}`)
    return shown.length === wanted.length && timingSafeEqual(shown, wanted)
  }
  // Behind a proxy on the same machine everybody comes from the loopback address.
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in request.headers)
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
}
