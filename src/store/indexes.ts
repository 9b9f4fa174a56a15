import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Field, Register } from '../model/index.ts'
import { fieldExpression } from './read/filters.ts'

interface Index {
  readonly name: string
  readonly ddl: string
}

/** The partial expression indexes that the registers' sortable fields call for, now and as of any date. */
function wanted(registers: readonly Register[]): Index[] {
  return registers.flatMap((register) => {
    const fields: [string, Field][] = [
      ...Object.entries(register.fields),
      ...Object.entries(register.computed).map(([name, c]): [string, Field] => [name, c.field]),
    ]
    return fields
      .filter(([name, field]) => field.sortable && field.type.index !== 'none' && name !== 'title')
      .flatMap(([name, field]) =>
        ['record', 'record_version'].map((table) => {
          const on = `${table} (org_id, ${fieldExpression(name, field, '')}, id) where register = '${register.name}'`
          const hash = createHash('sha1').update(on).digest('hex').slice(0, 20)
          return { name: `field_${hash}`, ddl: `create index concurrently if not exists field_${hash} on ${on}` }
        }),
      )
  })
}

/**
 * Brings the field indexes in line with the registers, as the owner of the tables. New ones are built without blocking
 * writers; those no register calls for any longer go.
 */
export async function syncIndexes(adminUrl: string, registers: readonly Register[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=openaims' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(420012027)`)
    const { rows } = await client.query<{ name: string; valid: boolean }>(
      `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'openaims' and c.relname like 'field\\_%'`,
    )
    const indexes = wanted(registers)
    const keep = new Set(indexes.map((i) => i.name))
    // A build that was interrupted leaves an invalid index of the same name: drop it and build again.
    for (const { name, valid } of rows)
      if (!keep.has(name) || !valid) await client.query(`drop index concurrently if exists ${name}`)
    const present = new Set(rows.filter((r) => r.valid).map((r) => r.name))
    for (const index of indexes) if (!present.has(index.name)) await client.query(index.ddl)
  } finally {
    await client.end()
  }
}
