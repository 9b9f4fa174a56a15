import { createHash } from 'node:crypto'
import pg from 'pg'
import { hasLimited, type Register } from '../model/index.ts'
import { fieldExpression } from './read/filters.ts'
import { takeLock } from './takeLock.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** The read-only view of a register for reporting tools: one column a field, as of now. */
function viewOf(register: Register): string {
  const shared = [
    'org_id',
    'id',
    'ref',
    'title',
    'state',
    'owner_id',
    'version',
    'archived',
    'created_at',
    'updated_at',
  ]
  const taken = new Set(shared)
  const columns: string[] = []
  const add = (name: string, expression: string) => {
    const column = snake(name)
    if (taken.has(column)) return
    taken.add(column)
    columns.push(`${expression} as "${column}"`)
  }
  const fields = [
    ...Object.entries(register.fields),
    ...Object.entries(register.computed).map(([n, c]) => [n, c.field] as const),
  ]
  for (const [name, field] of fields) {
    // Whoever reads a view has no role here: what only some may read stays out.
    if (hasLimited(field)) continue
    add(name, field.type.index === 'none' ? `data->'${name}'` : fieldExpression(name, field, ''))
  }
  for (const [name, link] of Object.entries(register.links)) {
    if (name !== 'owner')
      add(`${name}${link.many ? 'Ids' : 'Id'}`, link.many ? `data->'${name}'` : `(data->>'${name}')::uuid`)
  }
  return `select ${[...shared, ...columns].join(', ')} from openaims.record where register = '${register.name}'`
}

export const viewName = (register: Register): string => `report_${snake(register.name)}`

/**
 * Brings the views in line with the registers, as the owner. They run with the rights of whoever asks
 * (`security_invoker`), so row-level security holds through them.
 */
export async function syncViews(adminUrl: string, registers: readonly Register[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=openaims' })
  await client.connect()
  try {
    await takeLock(client, 420_012_028)
    const { rows } = await client.query<{ name: string; told: string | null }>(
      `select c.relname as name, obj_description(c.oid) as told from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'openaims' and c.relkind = 'v' and c.relname like 'report\\_%'`,
    )
    const present = new Map(rows.map((r) => [r.name, r.told]))
    const wanted = new Map(registers.map((r) => [viewName(r), viewOf(r)]))
    for (const name of present.keys()) if (!wanted.has(name)) await client.query(`drop view ${name}`)
    for (const [name, select] of wanted) {
      const told = `definition ${createHash('sha256').update(select).digest('hex').slice(0, 16)}`
      if (present.get(name) === told) continue
      await client.query(
        `begin; drop view if exists ${name}; create view ${name} with (security_invoker = true) as ${select};
         grant select on ${name} to openaims_app; comment on view ${name} is '${told}'; commit`,
      )
    }
  } finally {
    await client.end()
  }
}
