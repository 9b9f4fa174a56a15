import type pg from 'pg'
import { BackupProblem } from './format.ts'

export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** Row-level security hides rows from whoever may not pass it. */
  readonly hasPolicies: boolean
  readonly perOrganisation: boolean
}

/** The tables of the schema with the columns that are stored, those that others refer to first. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(`
    select c.relname as name, c.relrowsecurity as "hasPolicies",
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by a.attnum) as columns,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped) as "perOrganisation",
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'openaims' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_version'
    order by c.relname`)
  const ordered: Table[] = []
  let rest = rows
  while (rest.length > 0) {
    const placed = new Set(ordered.map((t) => t.name))
    const next = rest.filter((t) => t.needs.every((name) => placed.has(name) || !rows.some((r) => r.name === name)))
    if (next.length === 0)
      throw new BackupProblem(`The tables ${rest.map((t) => t.name).join(', ')} refer to each other in a circle.`)
    ordered.push(...next)
    rest = rest.filter((t) => !next.includes(t))
  }
  return ordered
}

/** Whether the signed-in role reads every row whatever the policies say. */
export async function passesPolicies(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ passes: boolean }>(
    'select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user',
  )
  return rows[0]?.passes === true
}

/** Letters, digits and underscores only: names of our own schema, quoted all the same. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const columnList = (table: Pick<Table, 'columns'>): string => table.columns.map(quote).join(', ')
