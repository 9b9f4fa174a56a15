import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { takeLock } from './takeLock.ts'

const folder = join(import.meta.dirname, 'migrations')
/** Serialises two servers that start at once on an empty database; any constant will do. */
const lockKey = 420_012_026

export class MigrationProblem extends Error {}

interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      name,
      sql: await readFile(join(folder, name), 'utf8'),
    })),
  )
}

/** The text of each migration, in their order. */
export const migrationTexts = async (): Promise<string[]> => (await readMigrations()).map(({ sql }) => sql)

/** The schema version this program knows. */
export async function newestVersion(): Promise<number> {
  return Math.max(0, ...(await readMigrations()).map((m) => m.version))
}

/**
 * Brings the database to the newest schema, as its owner. Each migration is one transaction; a failed one leaves the
 * version before it. Refuses a database newer than this program. `isBoth` says that requests sign in with this URL too,
 * as with an outside database; in our own, owner and application are two sign-ins and neither can act as the other.
 * `upTo` stops at an earlier schema, for a backup that was written with it.
 */
export async function migrate(
  adminUrl: string,
  isBoth = false,
  upTo = Number.POSITIVE_INFINITY,
): Promise<{ from: number; to: number }> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await takeLock(client, lockKey)
    await prepareSchema(client)
    if (isBoth) await joinAppRole(client)
    const { rows } = await client.query<{ version: number | null }>(
      'select max(version) as version from schema_version',
    )
    const from = rows[0]?.version ?? 0
    const migrations = await readMigrations()
    const newest = Math.max(0, ...migrations.map((m) => m.version))
    if (from > newest) {
      throw new MigrationProblem(
        `The database has schema ${from}, this OpenAIMS knows schemas up to ${newest}. Start the newer OpenAIMS that wrote it; nothing was changed.`,
      )
    }
    const wanted = migrations.filter((m) => m.version > from && m.version <= upTo)
    for (const migration of wanted) await apply(client, migration)
    return { from, to: Math.max(from, ...wanted.map((m) => m.version)) }
  } finally {
    await client.end()
  }
}

async function prepareSchema(client: pg.Client): Promise<void> {
  for (const role of ['openaims_app', 'openaims_signer']) {
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    if (rows.length === 0) await client.query(`create role ${role} nologin`)
  }
  await client.query('create schema if not exists openaims')
  await client.query('grant usage on schema openaims to openaims_app')
  await client.query('set search_path to openaims')
  await client.query(
    'create table if not exists schema_version (version integer primary key, name text not null, applied_at timestamptz not null default now())',
  )
  await client.query('grant select on schema_version to openaims_app')
}

/** Requests run as the application role, so whoever signs in must be able to take it on. */
async function joinAppRole(client: pg.Client): Promise<void> {
  for (const role of ['openaims_app', 'openaims_signer']) await joinRole(client, role)
}

async function joinRole(client: pg.Client, role: string): Promise<void> {
  const can = `set role ${role}; reset role`
  try {
    await client.query(can)
  } catch {
    await client
      .query(`grant ${role} to current_user`)
      .then(() => client.query(can))
      .catch((cause: Error) => {
        throw new MigrationProblem(
          `The user of DATABASE_URL may not act as the role ${role}, which this PostgreSQL already has. As an administrator run: grant ${role} to the user of DATABASE_URL. (${cause.message})`,
          { cause },
        )
      })
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_version (version, name) values ($1, $2)', [
      migration.version,
      migration.name,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new MigrationProblem(`Migration ${migration.name} failed and was rolled back: ${(cause as Error).message}`, {
      cause,
    })
  }
}
