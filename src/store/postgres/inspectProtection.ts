import type pg from 'pg'
import { migrationTexts } from '../migrate.ts'
import { appRole, signerRole } from './secrets.ts'
import { StartProblem } from './startProblem.ts'

interface Found {
  readonly triggers: readonly { readonly name: string; readonly table: string; readonly on: boolean }[]
  readonly functions: readonly { readonly name: string; readonly text: string }[]
  readonly open: readonly string[]
  readonly loose: readonly string[]
  readonly writable: readonly string[]
}

/** Read by workers before they enter an organisation; they hold ids, kinds and times alone. */
const acrossOrganisations = ['job_queue', 'log_due']
/** What the application role writes through functions alone. */
const onlyThroughFunctions = ['log_entry', 'record', 'record_version', 'link', 'log_checkpoint', 'signer_key']

const foundQuery = `
  select
    (select coalesce(jsonb_agg(jsonb_build_object('name', t.tgname, 'table', c.relname, 'on', t.tgenabled in ('O', 'A'))), '[]')
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'openaims'::regnamespace and not t.tgisinternal) as triggers,
    (select coalesce(jsonb_agg(jsonb_build_object('name', p.proname, 'text', p.prosrc)), '[]')
      from pg_proc p where p.pronamespace = 'openaims'::regnamespace) as functions,
    array(select c.relname::text from pg_class c
      where c.relnamespace = 'openaims'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relname = any($1)
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
        and not (c.relrowsecurity and c.relforcerowsecurity) order by 1) as open,
    array(select p.polname || ' on ' || c.relname from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = 'openaims'::regnamespace
        and not exists (select from pg_roles r where r.oid = any(p.polroles) and (r.rolname = $4 or pg_has_role(r.oid, c.relowner, 'usage'))
          and cardinality(p.polroles) = 1)
        and pg_get_expr(coalesce(p.polqual, p.polwithcheck), p.polrelid) !~ 'current_setting\\(''app\\.' order by 1) as loose,
    array(select w || ' on ' || t from unnest($2::text[]) t, unnest(array['INSERT', 'UPDATE', 'DELETE']) w
      where to_regclass('openaims.' || t) is not null and exists (select from pg_roles where rolname = $3)
        and (has_table_privilege($3, 'openaims.' || t, w) or (w <> 'DELETE' and has_any_column_privilege($3, 'openaims.' || t, w))) order by 1) as writable`

/**
 * Refuses to start where somebody switched off, dropped or replaced what keeps the log append-only and organisations apart:
 * what was written meanwhile would look like any other row. What has to be there stands in the migrations alone.
 */
export async function refuseUnprotected(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<Found>(foundQuery, [
    acrossOrganisations,
    onlyThroughFunctions,
    appRole,
    signerRole,
  ])
  const [found] = rows
  const wrong = found ? faultsOf(found, protectionOf(await migrationTexts())) : []
  if (wrong.length === 0) return
  const told = wrong.length > 5 ? `${wrong.slice(0, 5).join('; ')}; and ${wrong.length - 5} more` : wrong.join('; ')
  throw new StartProblem(
    'unprotected',
    `Somebody with rights of their own on the database took away what keeps its log whole and organisations apart: ${told}. ` +
      'Find out who and why and keep a copy of the database first. Put it back (ALTER TABLE … ENABLE TRIGGER …, ENABLE and FORCE ' +
      'ROW LEVEL SECURITY, REVOKE …, or the statement from src/store/migrations; "openaims database --sql" carries such statements ' +
      'out on the database that comes with OpenAIMS), start again, and run "openaims verify --database" ' +
      'and "openaims verify" with a checkpoint from before: they show what was changed meanwhile.',
  )
}

interface Protection {
  /** Names of tables by names of triggers. */
  readonly triggers: ReadonlyMap<string, string>
  /** Texts by names. */
  readonly functions: ReadonlyMap<string, string>
}

/** Triggers and functions as the migrations leave them. */
export function protectionOf(migrations: readonly string[]): Protection {
  const triggers = new Map<string, string>()
  const functions = new Map<string, string>()
  const statement =
    /(drop) trigger (\w+) on \w+|create trigger (\w+)\s+(?:before|after)\s[\s\S]*?\son\s+(\w+)|(drop) function (\w+)\(|create (?:or replace )?function (\w+)\([\s\S]*?\sas\s+\$\$([\s\S]*?)\$\$/g
  for (const text of migrations)
    for (const [, , dropped, trigger, table, , gone, name, body] of text.matchAll(statement)) {
      if (dropped) triggers.delete(dropped)
      if (trigger && table) triggers.set(trigger, table)
      if (gone) functions.delete(gone)
      if (name && body !== undefined) functions.set(name, body)
    }
  return { triggers, functions }
}

function faultsOf({ triggers, functions, open, loose, writable }: Found, wanted: Protection): string[] {
  const faults: string[] = []
  for (const [name, table] of wanted.triggers) {
    const there = triggers.find((t) => t.name === name && t.table === table)
    if (!there?.on) faults.push(`the trigger ${name} on ${table} is ${there ? 'switched off' : 'gone'}`)
  }
  for (const [name, text] of wanted.functions) {
    const all = functions.filter((f) => f.name === name)
    if (all.length === 0) faults.push(`the function ${name} is gone`)
    else if (all.some((f) => f.text !== text)) faults.push(`the function ${name} is another one`)
  }
  for (const table of open) faults.push(`row-level security of ${table} is not forced`)
  for (const policy of loose) faults.push(`the policy ${policy} asks for no organisation`)
  for (const right of writable) faults.push(`the role ${appRole} was granted ${right}`)
  return faults
}
