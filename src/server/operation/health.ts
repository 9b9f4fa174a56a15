import type { FastifyInstance } from 'fastify'
import { problem } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { signerHealth } from '../../store/log/checkpoints.ts'
import { newestVersion } from '../../store/migrate.ts'
import { run, sql } from '../../store/sql.ts'
import type { Draining } from './drain.ts'

/** How long a check may take before it counts as failed. */
const patienceMs = 3000

/**
 * `/api/health`: this process lives; when it does not answer, start it anew. `/api/ready`: it can do its work; when not,
 * send requests to another one. Neither names anything an outsider should not know.
 */
export function healthRoutes(app: FastifyInstance, store: Store, draining: Draining): void {
  app.get('/api/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok' }
  })
  app.get('/api/ready', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    const checks = await readiness(store, draining)
    if (Object.values(checks).every((state) => state === 'ok'))
      // Told, but no reason to send requests elsewhere: no other process would have another log.
      return { status: 'ready', checks, signer: await signerHealth(store.pool) }
    throw problem('server/unavailable', { detail: whyNot(checks), data: { checks } })
  })
}

interface Checks {
  readonly process: 'ok' | 'stopping'
  readonly database: 'ok' | 'unreachable'
  readonly schema: 'ok' | 'older' | 'newer' | 'unknown'
}

const whyNot = ({ process, database, schema }: Checks): string =>
  process === 'stopping'
    ? 'This process is stopping.'
    : database === 'unreachable'
      ? 'The database does not answer.'
      : `The schema of the database is ${schema} than this OpenAIMS knows.`

async function readiness(store: Store, draining: Draining): Promise<Checks> {
  const [database, schema] = await databaseState(store)
  return { process: draining.since === null ? 'ok' : 'stopping', database, schema }
}

async function databaseState(store: Store): Promise<[Checks['database'], Checks['schema']]> {
  const asked = run<{ version: number | null }>(store.pool, sql`select max(version) as version from schema_version`)
  asked.catch(() => {})
  const late = new Promise<never>((_, failed) => setTimeout(() => failed(new Error('late')), patienceMs).unref())
  try {
    const [row] = await Promise.race([asked, late])
    const newest = await newestVersion()
    const found = row?.version ?? 0
    // A newer schema belongs to a newer OpenAIMS, which is taking over.
    return ['ok', found === newest ? 'ok' : found > newest ? 'newer' : 'older']
  } catch {
    return ['unreachable', 'unknown']
  }
}
