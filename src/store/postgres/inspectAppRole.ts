import pg from 'pg'
import { refuseUnprotected } from './inspectProtection.ts'
import { appRole } from './secrets.ts'
import { StartProblem } from './startProblem.ts'

/**
 * Refuses to start when the role that requests work as could get past row-level security: the rest of the protection
 * between organisations would be show; and when what keeps the log whole was taken away.
 */
export async function inspectAppRole(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined) // a connection lost while idle; the query that follows tells
  try {
    await client.connect()
    await refuseStrongRole(client)
    await refuseUnprotected(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

interface Facts {
  readonly superuser: boolean
  readonly bypasses: boolean
  /** Reads every organisation's rows out of what the server sends to its copies. */
  readonly replicates: boolean
  readonly creates: boolean
  /** Roles whose rights it has beside its own. */
  readonly member_of: readonly string[]
  readonly owns: readonly string[]
  /** What row-level security does not bind, or lets a trigger run as somebody else. */
  readonly granted: readonly string[]
}

const factsQuery = `
  with app as (select * from pg_roles where rolname = $1)
  select app.rolsuper as superuser, app.rolbypassrls as bypasses, app.rolreplication as replicates, app.rolcreaterole or app.rolcreatedb as creates,
    array(select r.rolname::text from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = app.oid order by 1) as member_of,
    array(
      select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relowner = app.oid
      union all select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proowner = app.oid
      union all select nspname::text from pg_namespace where nspowner = app.oid
      union all select datname::text from pg_database where datdba = app.oid
      order by 1 limit 5) as owns,
    array(
      select distinct g.privilege_type || ' on ' || n.nspname || '.' || c.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
      where n.nspname = 'openaims' and g.grantee in (app.oid, 0) and g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
      order by 1 limit 5) as granted
  from app`

/** The same on a connection that is there; a test changes the role in a transaction of its own. */
export async function refuseStrongRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<Facts>(factsQuery, [appRole])
  const [facts] = rows
  const wrong = facts ? faultsOf(facts) : [`there is no role "${appRole}"`]
  if (wrong.length > 0)
    throw new StartProblem(
      'no-rights',
      `Requests work as the role "${appRole}", and nothing would keep organisations apart: ${wrong.join('; ')}. ` +
        `Take that away (ALTER ROLE ${appRole} NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEROLE NOCREATEDB; REVOKE …; ALTER … OWNER TO …), then start again.`,
    )
}

function faultsOf({ superuser, bypasses, replicates, creates, member_of, owns, granted }: Facts): string[] {
  return [
    superuser ? 'it is a superuser' : '',
    bypasses ? 'it may bypass row-level security' : '',
    replicates ? 'it may copy the whole database as a replica does' : '',
    creates ? 'it may create roles or databases' : '',
    member_of.length > 0 ? `it has the rights of ${member_of.join(', ')}` : '',
    owns.length > 0 ? `it owns ${owns.join(', ')}` : '',
    granted.length > 0 ? `it was granted ${granted.join(', ')}` : '',
  ].filter((fault) => fault !== '')
}
