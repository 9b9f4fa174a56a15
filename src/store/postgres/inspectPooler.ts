import pg from 'pg'
import { appRole } from './secrets.ts'
import { StartProblem } from './startProblem.ts'

/** What a connection through a pooler must already be, because in transaction mode nothing can be set for longer. */
const connectQuery = `set role ${appRole}; set search_path to openaims; set timezone to 'UTC'; set statement_timeout to 120000`

/**
 * Refuses a pooler whose connections are not those of the application role: as the owner, requests would be bound by
 * row-level security alone and not by what the role may do.
 */
export async function inspectPooler(url: string): Promise<void> {
  const clients = await Promise.all([1, 2, 3].map(() => look(url)))
  const wrong = clients.find((c) => c.role !== appRole || c.path !== 'openaims' || c.zone !== 'UTC')
  if (wrong)
    throw new StartProblem(
      'no-rights',
      `Connections of OPENAIMS_POOL_URL work as "${wrong.role}" with search_path ${wrong.path} and time zone ${wrong.zone}. ` +
        `Give the database in pgbouncer.ini: connect_query='${connectQuery.replaceAll("'", "''")}', and leave server_reset_query_always off.`,
    )
}

async function look(url: string): Promise<{ role: string; path: string; zone: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ role: string; path: string; zone: string }>(
      `select current_user as role, current_setting('search_path') as path, current_setting('timezone') as zone`,
    )
    if (!rows[0]) throw new Error('it answered nothing')
    return rows[0]
  } catch (cause) {
    throw new StartProblem(
      'unreachable',
      `The pooler of OPENAIMS_POOL_URL cannot be reached: ${(cause as Error).message}.`,
      cause,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}
