import { createHash } from 'node:crypto'
import pg from 'pg'

// Instants travel as ISO 8601 with microseconds; a Date would drop three digits, and with them the order of changes.
const timestamptz = 1184
const int8 = 20

/** Records written together have one instant, and pages are read more than once: the same text is put together once. */
const instants = new Map<string, string>()
const mostInstants = 1000

function toIso(text: string): string {
  const known = instants.get(text)
  if (known !== undefined) return known
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text)
  if (!match) throw new Error(`unexpected timestamp ${text}`)
  // Joined, it is one text; put together with + or a template it stays a tree of its parts, three times the size.
  const instant = [match[1], 'T', match[2], '.', (match[3] ?? '').padEnd(6, '0'), 'Z'].join('')
  if (instants.size >= mostInstants) instants.clear()
  instants.set(text, instant)
  return instant
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === timestamptz) return toIso
    // Sequence numbers and counts stay far below 2^53.
    if (oid === int8) return Number
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export type Queryable = Pick<pg.PoolClient, 'query'>

/**
 * What every connection of the application is: its role, its schema, UTC. The server ends a transaction whose process is
 * gone or stuck, so that nobody waits for its locks.
 */
const session = [
  'role=openaims_app',
  'search_path=openaims',
  'timezone=UTC',
  'statement_timeout=120000',
  'idle_in_transaction_session_timeout=20000',
  'client_connection_check_interval=10000',
  'tcp_keepalives_idle=20',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')

/**
 * What is asked in one turn of the event loop leaves in one piece: a statement on its own way to the database costs more
 * than finding a row does, and wakes it up for each.
 */
class GatheringClient extends pg.Client {
  private isGathering = false

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of the driver, passed on as they come
  override query(...all: any[]): any {
    if (!this.isGathering) {
      const { stream } = this.connection
      this.isGathering = true
      stream.cork()
      process.nextTick(() => {
        this.isGathering = false
        stream.uncork()
      })
    }
    return (super.query as (...args: unknown[]) => unknown)(...all)
  }
}

/**
 * Through a pooler in transaction mode the next statement may reach another connection: nothing is prepared by name, and
 * what `session` says is set by the pooler (`inspectPooler` looks).
 */
class UnnamedClient extends GatheringClient {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of the driver, passed on as they come
  override query(first: any, ...rest: any[]): any {
    const isNamed = typeof first === 'object' && first !== null && 'name' in first && 'text' in first
    return super.query(isNamed ? { ...first, name: undefined } : first, ...rest)
  }
}

export interface PoolOptions {
  readonly pooler?: 'transaction' | undefined
  /** How long an answer may take before the connection counts as lost. */
  readonly patienceMs?: number | undefined
}

/** Opens the pool of the application role. */
export function openPool(
  appUrl: string,
  size = 10,
  // More than the server gives a statement, so that its own refusal comes first.
  { pooler, patienceMs = 130_000 }: PoolOptions = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: appUrl,
    max: size,
    // Statements that do not wait for each other travel together.
    pipeline: true,
    types,
    // A network that swallows everything must not hold a request for ever.
    connectionTimeoutMillis: 10_000,
    query_timeout: patienceMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 20_000,
    ...(pooler ? { Client: UnnamedClient } : { Client: GatheringClient, options: session }),
  })
  // A connection may die with the database, idle or in use; the query that needs it reports it where it matters. Without
  // somebody to tell, Node would end the whole process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** A piece of SQL with its parameters; pieces nest. Text from people only ever travels as a parameter. */
export interface Sql {
  readonly parts: readonly string[]
  readonly values: readonly unknown[]
}

export function sql(parts: TemplateStringsArray, ...values: unknown[]): Sql {
  return { parts, values }
}

/** SQL text that this program wrote itself (a column, a literal register name); never anything a person sent. */
export const raw = (text: string): Sql => ({ parts: [text], values: [] })

export function join(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return raw('')
  return { parts: ['', ...pieces.slice(1).map(() => separator), ''], values: pieces }
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'parts' in value && 'values' in value
}

function render(piece: Sql, values: unknown[]): string {
  let text = piece.parts[0] ?? ''
  piece.values.forEach((value, index) => {
    text += isSql(value) ? render(value, values) : `$${values.push(value)}`
    text += piece.parts[index + 1] ?? ''
  })
  return text
}

const statementNames = new Map<string, string>()

/** Runs a statement, prepared once per connection under a name made from its text, so that plans are reused. */
export async function run<R extends pg.QueryResultRow = pg.QueryResultRow>(
  client: Queryable,
  piece: Sql,
): Promise<R[]> {
  const values: unknown[] = []
  const text = render(piece, values)
  let name = statementNames.get(text)
  if (name === undefined) {
    name = createHash('sha1').update(text).digest('base64url')
    if (statementNames.size < 2000) statementNames.set(text, name)
  }
  const result = await client.query<R>({ text, values, name })
  return result.rows
}

/** Sends a statement without waiting; one of the statements behind it reports when it fails. */
export function send(statement: Promise<unknown>): void {
  statement.catch(() => {})
}

/** Runs work in one transaction that sees only the organisation's rows. */
export function inOrganisation<T>(
  pool: pg.Pool,
  org: string,
  work: (client: pg.PoolClient) => Promise<T>,
  mode: 'read' | 'write' = 'write',
): Promise<T> {
  return inTransaction(pool, sql`select set_config('app.org', ${org}, true)`, work, mode)
}

/** Runs work in one transaction that sees only what a secret with this digest opens: a key or a token. */
export function withSecret<T>(pool: pg.Pool, digest: Buffer, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(
    pool,
    sql`select set_config('app.secret_digest', ${digest.toString('hex')}, true)`,
    work,
    'write',
  )
}

async function inTransaction<T>(
  pool: pg.Pool,
  entering: Sql,
  work: (client: pg.PoolClient) => Promise<T>,
  mode: 'read' | 'write',
): Promise<T> {
  const client = await pool.connect()
  try {
    // Sent in one go with the first statement of the work: when they fail, that fails too.
    send(client.query(mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin'))
    send(run(client, entering))
    const result = await work(client)
    // What was read is read; only what was written has to wait until it is safe.
    if (mode === 'read') send(client.query('commit'))
    else await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  }
}
