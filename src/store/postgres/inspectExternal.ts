import pg from 'pg'
import { appRole } from './secrets.ts'
import { judgeVersion } from './serverVersion.ts'
import { errorCode, StartProblem } from './startProblem.ts'

export interface ExternalDatabase {
  /** such as 16.10 */
  version: string
  /** what the operator should know, though it does not keep us from starting */
  warnings: string[]
}

interface Facts {
  version: string
  version_number: number
  encoding: string
  role: string
  database: string
  may_create_roles: boolean
  may_create_schemas: boolean
  has_app_role: boolean
  read_only: boolean
}

/** Looks at the PostgreSQL that DATABASE_URL names, and refuses one that OpenAIMS cannot be kept in. No message contains the password. */
export async function inspectExternal(url: string): Promise<ExternalDatabase> {
  const place = placeOf(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'openaims' })
  client.on('error', () => undefined) // a connection lost while idle; the query that follows tells
  try {
    await client.connect()
    const { rows } = await client.query<Facts>(factsQuery, [appRole])
    if (!rows[0]) throw new Error('it answered nothing')
    return { version: rows[0].version, warnings: judge(rows[0], place.server) }
  } catch (error) {
    throw error instanceof StartProblem ? error : explain(error, place)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const factsQuery = `
  SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS version_number,
    current_setting('server_encoding') AS encoding, current_user AS role, current_database() AS database,
    rolsuper OR rolcreaterole AS may_create_roles,
    has_database_privilege(current_database(), 'CREATE') AS may_create_schemas,
    EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS has_app_role,
    pg_is_in_recovery() AS read_only
  FROM pg_roles WHERE rolname = current_user`

function judge(facts: Facts, server: string): string[] {
  const warnings = judgeVersion(facts.version_number, server)
  const { role, database } = facts
  if (facts.encoding !== 'UTF8') {
    throw new StartProblem(
      'encoding',
      `The database "${database}" at ${server} stores text as ${facts.encoding}, in which not every name can be written. ` +
        `Create one with UTF8 (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0) and name that in DATABASE_URL.`,
    )
  }
  if (facts.read_only) {
    throw new StartProblem(
      'no-rights',
      `The server at ${server} is a read-only replica. Name the primary in DATABASE_URL.`,
    )
  }
  if (!facts.may_create_schemas) {
    throw new StartProblem(
      'no-rights',
      `The role "${role}" may not create schemas in the database "${database}" at ${server}. ` +
        `Make it the owner: ALTER DATABASE "${database}" OWNER TO "${role}".`,
    )
  }
  if (!facts.may_create_roles && !facts.has_app_role) {
    throw new StartProblem(
      'no-rights',
      `The role "${role}" at ${server} may not create roles, and the role "${appRole}" that OpenAIMS works as is not there. ` +
        `Either ALTER ROLE "${role}" CREATEROLE, or CREATE ROLE ${appRole} LOGIN PASSWORD '…'.`,
    )
  }
  return warnings
}

interface Place {
  server: string
  user: string
  database: string
  secrets: string[]
}

function placeOf(url: string): Place {
  try {
    const parsed = new URL(url)
    if (!['postgres:', 'postgresql:'].includes(parsed.protocol)) throw new Error('not PostgreSQL')
    const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname)
    const user = decodeURIComponent(parsed.username)
    const password = [parsed.password, decodeURIComponent(parsed.password), parsed.searchParams.get('password') ?? '']
    return {
      server: host.startsWith('/') ? host : `${host || 'localhost'}:${parsed.port || 5432}`,
      user,
      database: decodeURIComponent(parsed.pathname.slice(1)) || user,
      secrets: password.filter((secret) => secret !== ''),
    }
  } catch {
    // the address itself is not shown: it may hold a password
    throw new StartProblem(
      'wrong-url',
      'DATABASE_URL is not the address of a PostgreSQL database. It looks like postgresql://user:password@host:5432/database; ' +
        'letters such as @ : / in the password are written in percent code.',
    )
  }
}

function explain(error: unknown, { server, user, database, secrets }: Place): StartProblem {
  const code = errorCode(error) ?? ''
  const raw =
    error instanceof AggregateError
      ? error.errors.map(String).join('; ')
      : error instanceof Error
        ? error.message
        : String(error)
  const said = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), raw)
  switch (code) {
    case '28P01':
      return new StartProblem(
        'refused-sign-in',
        `The PostgreSQL at ${server} does not accept the password of "${user}". Correct it in DATABASE_URL.`,
      )
    case '28000':
      return new StartProblem(
        'refused-sign-in',
        `The PostgreSQL at ${server} does not let "${user}" in: ${said}. Create the role, or allow it in pg_hba.conf, or correct DATABASE_URL.`,
      )
    case '3D000':
      return new StartProblem(
        'no-database',
        `The PostgreSQL at ${server} has no database "${database}". Create it (CREATE DATABASE "${database}" OWNER "${user}"), or correct DATABASE_URL.`,
      )
    case '42501':
      return new StartProblem(
        'no-rights',
        `The role "${user}" may not connect to the database "${database}" at ${server}: ${said}. GRANT CONNECT to it, or make it the owner.`,
      )
    case '53300':
      return new StartProblem(
        'unreachable',
        `The PostgreSQL at ${server} has no connection left. Raise its max_connections, or end other programs.`,
      )
    case '57P03':
      return new StartProblem(
        'unreachable',
        `The PostgreSQL at ${server} is starting or stopping: ${said}. Try again in a moment.`,
      )
    default:
      return new StartProblem(
        'unreachable',
        `The PostgreSQL at ${server} cannot be reached (${code && !said.includes(code) ? `${code}: ` : ''}${said}). ` +
          'See that it is running, that this machine may reach it, and that DATABASE_URL names the right host and port.',
      )
  }
}
